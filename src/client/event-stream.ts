import type { ServerSentEventsResult } from '../../generated/client/index.js';
import { backoffMs } from '../time/backoff.js';
import type { VerbOptions } from './call-options.js';
import type { ClientCore } from './client-core.js';
import { contentKind } from './content-type.js';
import { ConductorApiError } from './errors/conductor-api-error.js';
import { ConductorError } from './errors/conductor-error.js';
import { exchangeError } from './exchange-error.js';
import { ServerSentEventParser } from './sse-parser.js';
import type { ServerSentEvent } from './sse-parser.js';
import type { TransportStream } from './transport.js';

/*
 * A stream of server-sent events that outlives its connections.
 *
 * state     left by
 * opening   2xx -> reading · connection error, 429, 502, 503, 504 -> waiting · any other answer -> failed
 * reading   the server ends the stream -> ended · the connection is lost -> waiting
 * waiting   time -> opening · too many failures in a row -> failed
 * ended     the generator is done: also when the signal aborts or the caller stops reading, from any state
 * failed    the generator throws
 */

const DEFAULT_RETRY_MS = 3_000;
const DEFAULT_MOST_RETRY_MS = 30_000;
/** Failures in a row. An event in between begins the count anew. */
const DEFAULT_ATTEMPTS = 5;

/**
 * The events of an operation that streams. Nothing is sent before the first one is asked for. After a lost connection it connects
 * again, with the `Last-Event-ID` of what it has seen.
 */
export function eventStream(client: ClientCore, method: string, options: VerbOptions): ServerSentEventsResult {
  return { stream: events(client, method, options) };
}

async function* events(client: ClientCore, method: string, options: VerbOptions): AsyncGenerator<unknown, void> {
  const route = client.route(method, options.url).name;
  const signal = options.signal ?? undefined;
  const mostAttempts = options.sseMaxRetryAttempts ?? DEFAULT_ATTEMPTS;
  let lastEventId: string | undefined;
  let retryMs = options.sseDefaultRetryDelay ?? DEFAULT_RETRY_MS;
  let failures = 0;
  let connection: EventConnection | undefined;
  try {
    while (signal?.aborted !== true) {
      let arrived: readonly ServerSentEvent[] | undefined;
      try {
        connection ??= await EventConnection.open(client, method, options, lastEventId);
        arrived = await connection.next();
      } catch (error) {
        connection = undefined;
        if (wasAborted(signal)) return;
        failures += 1;
        options.onSseError?.(error);
        if (!isTransient(error) || failures >= mostAttempts || client.isClosed) throw error;
        const policy = { baseMs: retryMs, capMs: options.sseMaxRetryDelay ?? DEFAULT_MOST_RETRY_MS };
        const asked = error instanceof ConductorApiError ? error.retryAfterMs : undefined;
        if (!(await waited(client, route, asked ?? backoffMs(policy, failures - 1, client.random), signal))) return;
        continue;
      }
      if (arrived === undefined) return;
      for (const { data, event, id, retryMs: asked } of arrived) {
        failures = 0;
        lastEventId = id ?? lastEventId;
        retryMs = asked ?? retryMs;
        const value = data === undefined ? undefined : await decode(data, client, options);
        options.onSseEvent?.({
          data: value,
          ...(event !== undefined && { event }),
          ...(lastEventId !== undefined && { id: lastEventId }),
          retry: retryMs,
        });
        if (data !== undefined) yield value;
        if (wasAborted(signal)) return;
      }
    }
  } finally {
    await connection?.close();
  }
}

/** One connection of a stream. */
class EventConnection {
  readonly #client: ClientCore;
  readonly #route: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #parser = new ServerSentEventParser();

  private constructor(client: ClientCore, route: string, { body }: TransportStream) {
    this.#client = client;
    this.#route = route;
    this.#chunks = body[Symbol.asyncIterator]();
  }

  static async open(
    client: ClientCore,
    method: string,
    options: VerbOptions,
    lastEventId: string | undefined,
  ): Promise<EventConnection> {
    const resume = lastEventId === undefined ? undefined : { 'last-event-id': lastEventId };
    const answer = await client.open(method, options, { accept: 'text/event-stream', ...resume });
    const route = client.route(method, options.url).name;
    const connection = new EventConnection(client, route, answer);
    const contentType = answer.headers.get('content-type');
    if (contentKind(contentType) === 'events') return connection;
    await connection.close();
    throw new ConductorApiError(
      `${route}: ${answer.status}, but the answer is of type "${contentType ?? ''}" instead of an event stream: is ${client.serverUrl} the address of a Conductor server?`,
      { route, status: answer.status, body: undefined, retryable: false },
    );
  }

  /** The next events; `undefined` at the end of the stream. */
  async next(): Promise<readonly ServerSentEvent[] | undefined> {
    try {
      const next = await this.#chunks.next();
      return next.done === true ? undefined : this.#parser.push(next.value);
    } catch (cause) {
      throw exchangeError(cause, this.#route, 0, this.#client);
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

/** Data is JSON where it can be read as such, else text. */
async function decode(data: string, client: ClientCore, options: VerbOptions): Promise<unknown> {
  let value: unknown;
  try {
    value = client.json.parse(data);
  } catch {
    // Text is as good as JSON in a stream.
    return data;
  }
  await options.responseValidator?.(value);
  return options.responseTransformer === undefined ? value : options.responseTransformer(value);
}

function isTransient(error: unknown): boolean {
  return error instanceof ConductorError && error.retryable;
}

/** A function, since the compiler takes what it has seen of `aborted` for settled. */
function wasAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Whether the time has passed; false if the signal aborted before. */
async function waited(
  client: ClientCore,
  route: string,
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await client.waits.delay(route, delayMs, signal);
    return true;
  } catch (error) {
    if (wasAborted(signal)) return false;
    throw error;
  }
}
