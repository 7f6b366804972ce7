import { createApi } from '../../../src/testing/api/api.js';
import type { ApiAnswer } from '../../../src/testing/api/answer.js';
import { PollHolder, type PollStyle } from '../../../src/testing/api/poll-holder.js';
import { VirtualClock } from '../../../src/testing/clock/virtual-clock.js';
import { Engine } from '../../../src/testing/engine/engine.js';

/** An answer with its body read: JSON where it is JSON, else the text. */
export interface SceneAnswer extends Pick<ApiAnswer, 'status' | 'contentType'> {
  readonly body: unknown;
}

export interface SendOptions {
  /** Default: `application/json` when there is a body. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** What the scene's clock shows at first. */
export const SCENE_START_MS = Date.UTC(2030, 0, 7, 10, 0, 0);

/** What takes longer, the server gives up. */
const LONGEST_REQUEST_MS = 40_000;

/** The server's API over a fresh engine, without a door in between, and the clock that both go by. */
export class ApiScene {
  readonly clock = new VirtualClock(SCENE_START_MS);
  readonly engine: Engine;
  readonly polls: PollHolder;
  readonly #api: ReturnType<typeof createApi>;

  constructor(options: { readonly pollStyle?: PollStyle } = {}) {
    this.engine = new Engine({ clock: this.clock, backgroundClock: this.clock.background });
    this.polls = new PollHolder(this.engine.tasks, this.clock, options.pollStyle ?? 'fullBatch');
    this.#api = createApi({ engine: this.engine, polls: this.polls, clock: this.clock });
  }

  /**
   * Sends one request.
   * @param target path and query, percent-encoded: `/api/tasks/poll/a?count=2`
   * @param body a text as it is, anything else as JSON; left out there is none
   */
  async send(method: string, target: string, body?: unknown, options: SendOptions = {}): Promise<SceneAnswer> {
    const [path = '', query = ''] = target.split('?');
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const contentType = options.contentType ?? (text === '' ? undefined : 'application/json');
    const answer = await this.#api.handle({
      method,
      path,
      query,
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      body: text,
      signal: options.signal,
    });
    const isJson = answer.contentType?.startsWith('application/json') === true;
    return {
      status: answer.status,
      ...(answer.contentType !== undefined && { contentType: answer.contentType }),
      body: isJson ? (JSON.parse(answer.body) as unknown) : answer.body,
    };
  }

  /** Sends one request, and lets time pass until it is answered: polls are held for a while. */
  async sendAndWait(...request: Parameters<ApiScene['send']>): Promise<SceneAnswer> {
    const state = { isAnswered: false };
    const answer = this.send(...request).finally(() => (state.isAnswered = true));
    await new Promise((resolve) => setImmediate(resolve));
    for (let passedMs = 0; !state.isAnswered && passedMs < LONGEST_REQUEST_MS; passedMs += 100) await this.advance(100);
    return answer;
  }

  /** Moves the clock, and lets what waits for promises go on after each timer. */
  async advance(ms: number): Promise<void> {
    await this.clock.advanceTo(this.clock.epochMs() + ms, () => new Promise((resolve) => setImmediate(resolve)));
  }
}
