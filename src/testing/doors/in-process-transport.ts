import { TransportFailure } from '../../client/transport-failure.js';
import type {
  Transport,
  TransportFactory,
  TransportHeaders,
  TransportRequest,
  TransportResponse,
  TransportStream,
} from '../../client/transport.js';
import type { ApiAnswer } from '../api/answer.js';
import type { Api, ApiRequest } from '../api/request.js';
import { machineTimers } from '../clock/machine-timers.js';

/**
 * The door without sockets: requests go to the API of the same process as the text that they would be on the wire, so that nothing is
 * shared between the two sides, and what one of them changes later the other one does not see.
 */
export function inProcessTransport(api: Api, releaseHeldPolls: () => void): TransportFactory {
  return () => new InProcessTransport(api, releaseHeldPolls);
}

class InProcessTransport implements Transport {
  readonly releaseHeldPolls: () => void;
  readonly #api: Api;
  readonly #underWay = new Set<(error: Error) => void>();
  #isClosed = false;

  constructor(api: Api, releaseHeldPolls: () => void) {
    this.#api = api;
    this.releaseHeldPolls = releaseHeldPolls;
  }

  send(request: TransportRequest): Promise<TransportResponse> {
    if (this.#isClosed) return Promise.reject(closed(false));
    if (request.signal?.aborted === true) return Promise.reject(closed(false));
    let answer: ApiAnswer | Promise<ApiAnswer>;
    try {
      answer = this.#api.handle(apiRequest(request));
    } catch (cause) {
      return Promise.reject(lost(cause));
    }
    if (answer instanceof Promise) return this.#wait(answer, request);
    const response = responseOf(answer);
    return request.lane === 'poll' ? inNextTurn(response) : Promise.resolve(response);
  }

  async stream(request: TransportRequest): Promise<TransportStream> {
    const { status, headers, body } = await this.send(request);
    const bytes = new TextEncoder().encode(String(body));
    return {
      status,
      headers,
      // One piece: no operation of this server streams.
      body: (async function* () {
        await Promise.resolve();
        yield bytes;
      })(),
    };
  }

  close(): Promise<void> {
    this.#isClosed = true;
    for (const reject of [...this.#underWay]) reject(closed(true));
    return Promise.resolve();
  }

  /** For an answer that takes time: of a held poll, or of a call that waits for its workflow. */
  #wait(answer: Promise<ApiAnswer>, { timeoutMs, signal, lane }: TransportRequest): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        machineTimers.clearTimeout(timer);
        this.#underWay.delete(fail);
        signal?.removeEventListener('abort', aborted);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      const aborted = (): void => fail(closed(true));
      // By the machine's clock, whatever clock the engine has: it is the caller who waits.
      const timer =
        timeoutMs > 0
          ? machineTimers.setTimeout(
              () => fail(new TransportFailure('timeout', `no answer within ${timeoutMs} ms`, { mayHaveArrived: true })),
              timeoutMs,
            )
          : undefined;
      timer?.unref();
      this.#underWay.add(fail);
      signal?.addEventListener('abort', aborted, { once: true });
      answer.then(
        (given) => {
          settle();
          const response = responseOf(given);
          resolve(lane === 'poll' ? inNextTurn(response) : response);
        },
        (cause: unknown) => fail(lost(cause)),
      );
    });
  }
}

function apiRequest({ method, path, headers, body, signal }: TransportRequest): ApiRequest {
  const mark = path.indexOf('?');
  return {
    method,
    path: mark < 0 ? path : path.slice(0, mark),
    query: mark < 0 ? '' : path.slice(mark + 1),
    headers,
    body: body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body),
    signal,
  };
}

function responseOf({ status, contentType, body, headers }: ApiAnswer): TransportResponse {
  return { status, headers: headers === undefined ? headersOf(contentType) : allHeaders(contentType, headers), body };
}

function allHeaders(contentType: string | undefined, given: Readonly<Record<string, string>>): TransportHeaders {
  const all = new Map([
    ...(contentType === undefined ? [] : [['content-type', contentType] as const]),
    ...Object.entries(given),
  ]);
  return { get: (name) => all.get(name), entries: () => all.entries() };
}

/** There are three content types or so: their headers are made once. */
const known = new Map<string | undefined, TransportHeaders>();

function headersOf(contentType: string | undefined): TransportHeaders {
  let headers = known.get(contentType);
  if (headers === undefined) {
    const entries: [string, string][] = contentType === undefined ? [] : [['content-type', contentType]];
    headers = {
      get: (name) => (name === 'content-type' ? contentType : undefined),
      entries: () => entries,
    };
    known.set(contentType, headers);
  }
  return headers;
}

/**
 * The answer to a poll comes in a turn of the event loop of its own. Otherwise workers that never wait for anything would go on in this one
 * for as long as there are tasks, and no timer of the process would ever fire.
 */
function inNextTurn(response: TransportResponse): Promise<TransportResponse> {
  return new Promise((resolve) => {
    machineTimers.setImmediate(() => resolve(response));
  });
}

function lost(cause: unknown): TransportFailure {
  return new TransportFailure('connection', 'the connection was lost', { mayHaveArrived: true, cause });
}

function closed(mayHaveArrived: boolean): TransportFailure {
  return new TransportFailure('closed', 'the transport was closed', { mayHaveArrived });
}
