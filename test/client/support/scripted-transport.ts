import type { ManualClock } from '../../time/manual-clock.js';
import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { Transport, TransportRequest, TransportResponse, TransportStream } from '../../../src/client/transport.js';

export type Answer = TransportResponse | Error;

/** An answer in JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): TransportResponse {
  return {
    status,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

export function connectionLost(mayHaveArrived = true): TransportFailure {
  return new TransportFailure('connection', 'no answer', { mayHaveArrived, cause: new Error('socket hang up') });
}

/**
 * A transport without sockets and without time: it answers at once, with what `decide` says. For what the client makes of errors and
 * refusals; it knows nothing of Conductor.
 */
export class ScriptedTransport implements Transport {
  readonly requests: TransportRequest[] = [];
  /** When each request was sent, by the clock given. */
  readonly sentAtMs: number[] = [];
  isClosed = false;
  readonly #clock: ManualClock;
  readonly #decide: (request: TransportRequest, index: number) => Answer | Promise<Answer>;

  constructor(clock: ManualClock, decide: (request: TransportRequest, index: number) => Answer | Promise<Answer>) {
    this.#clock = clock;
    this.#decide = decide;
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    // The request may be reused for the next attempt: what was sent is noted now.
    const { method, path, headers, body, lane, timeoutMs, signal } = request;
    this.requests.push({ method, path, headers, body, lane, timeoutMs, signal });
    this.sentAtMs.push(this.#clock.now());
    const decided = await this.#decide(request, this.requests.length - 1);
    if (decided instanceof Error) throw decided;
    return decided;
  }

  stream(): Promise<TransportStream> {
    return Promise.reject(new Error('no streams here'));
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
