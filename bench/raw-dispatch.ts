import { Pool, type Dispatcher } from 'undici';
import { startBareLoop, type BareTask } from './bare-loop.js';
import { TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

const JSON_HEADERS = { 'content-type': 'application/json' };

/** The same bare loop a level below: `Pool.dispatch` with a handler of its own, which saves undici's stream and header object. */
export function startRawDispatch({ serverUrl, concurrency }: SubjectSettings): Subject {
  const { origin, pathname } = new URL(serverUrl);
  const updatePath = `${pathname}/api/tasks`;
  const pool = new Pool(origin, { connections: concurrency + 2 });
  const send = (options: Pick<Dispatcher.DispatchOptions, 'method' | 'path' | 'headers' | 'body'>): Promise<string> =>
    new Promise((resolve, reject) => void pool.dispatch(options, new TextHandler(resolve, reject)));
  return startBareLoop(
    {
      async poll(count) {
        const path = `${pathname}/api/tasks/poll/batch/${TASK_TYPE}?count=${count}&timeout=0&workerid=bench`;
        return JSON.parse(await send({ method: 'GET', path })) as BareTask[];
      },
      async update(result) {
        await send({ method: 'POST', path: updatePath, headers: JSON_HEADERS, body: result });
      },
      close: () => pool.close(),
    },
    concurrency,
  );
}

/** The body of a 200 as text. The methods of undici's older style: the newer ones are wrapped and get all headers as an object. */
class TextHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (text: string) => void;
  readonly #reject: (error: Error) => void;
  #status = 0;
  readonly #chunks: Buffer[] = [];

  constructor(resolve: (text: string) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onConnect(): void {
    // Required by undici; nothing here is ever aborted.
  }

  onHeaders(status: number): boolean {
    this.#status = status;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    if (this.#status === 200) this.#resolve(body.toString());
    else this.#reject(new Error(`answered ${this.#status}: ${body.toString()}`));
  }

  onError(error: Error): void {
    this.#reject(error);
  }
}
