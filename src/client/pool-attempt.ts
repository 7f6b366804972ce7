import type { Dispatcher } from 'undici';
import type { TimerWheel } from '../time/timer-wheel.js';
import { WheelNode } from '../time/timer-wheel.js';
import { listenForAbort, stopListening } from './abort-listeners.js';
import type { Abortable } from './abort-listeners.js';
import { RawHeaders } from './raw-headers.js';
import { TransportFailure } from './transport-failure.js';
import type { TransportHeaders, TransportRequest, TransportResponse } from './transport.js';

/*
 * One attempt over an undici dispatcher.
 *
 * state     entered by                                   left by
 * queued    dispatch: no connection is free              onConnect -> sent · deadline, abort -> settled
 * sent      onConnect: the request is being written      onHeaders (>= 200) -> answering · onError, deadline, abort -> settled
 * answering status and headers are here                  onComplete, onError, deadline, abort -> settled
 * settled   the promise is resolved or rejected          never
 *
 * One object is at once undici's handler, the node of its deadline, the answer and the holder of the promise: a request costs little
 * more than the socket write (docs/client.md, "What it costs"). undici's handler methods of the older style (`onConnect` …) are used on
 * purpose: for the newer ones it wraps the handler and builds an object of all headers.
 */

const NO_CHUNKS = new Uint8Array(0);

export class PoolAttempt extends WheelNode implements Dispatcher.DispatchHandler, TransportResponse, Abortable {
  readonly promise: Promise<TransportResponse>;
  status = 0;
  body: Uint8Array = NO_CHUNKS;
  readonly #request: TransportRequest;
  readonly #wheel: TimerWheel;
  #resolve!: (response: TransportResponse) => void;
  #reject!: (error: unknown) => void;
  #abort: ((error?: Error) => void) | undefined;
  #sent = false;
  #settled = false;
  #rawHeaders: readonly Buffer[] = [];
  #chunks: Buffer[] | undefined;

  constructor(request: TransportRequest, wheel: TimerWheel) {
    super();
    this.#request = request;
    this.#wheel = wheel;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (request.timeoutMs > 0) wheel.schedule(this, request.timeoutMs);
    if (request.signal !== undefined) listenForAbort(request.signal, this);
  }

  get headers(): TransportHeaders {
    return new RawHeaders(this.#rawHeaders);
  }

  dispatch(dispatcher: Dispatcher, origin: string): void {
    if (this.#settled) return;
    const { method, path, headers, body } = this.#request;
    dispatcher.dispatch({ origin, method, path, headers: headers as Record<string, string>, body: body ?? null }, this);
  }

  onConnect(abort: (error?: Error) => void): void {
    // Given up while it waited for a connection.
    if (this.#settled) {
      abort();
      return;
    }
    this.#abort = abort;
    this.#sent = true;
  }

  onHeaders(status: number, rawHeaders: Buffer[]): boolean {
    // 1xx only announces: the answer comes after it.
    if (status >= 200) {
      this.status = status;
      this.#rawHeaders = rawHeaders;
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.body.length === 0) this.body = chunk;
    else if (this.#chunks === undefined) this.#chunks = [this.body as Buffer, chunk];
    else this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    if (!this.#settle()) return;
    if (this.#chunks !== undefined) {
      this.body = Buffer.concat(this.#chunks);
      this.#chunks = undefined;
    }
    this.#resolve(this);
  }

  onError(cause: Error): void {
    if (cause instanceof TransportFailure || ('code' in cause && cause.code === 'UND_ERR_DESTROYED')) {
      this.fail(new TransportFailure('closed', 'the client is closed', { mayHaveArrived: this.#sent }));
      return;
    }
    const where = this.status > 0 ? 'the connection was lost in the middle of the answer' : 'no answer';
    this.fail(new TransportFailure('connection', where, { mayHaveArrived: this.#sent, cause }));
  }

  /** Its time is over. */
  override onDue(): void {
    const message = this.#sent ? 'the answer is not complete' : 'the request is still waiting for a free connection';
    this.fail(new TransportFailure('timeout', message, { mayHaveArrived: this.#sent }));
  }

  onAbort(): void {
    this.fail(new TransportFailure('connection', 'the caller has given up', { mayHaveArrived: this.#sent }));
  }

  fail(error: unknown): void {
    if (!this.#settle()) return;
    this.#reject(error);
    this.#abort?.();
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#wheel.cancel(this);
    if (this.#request.signal !== undefined) stopListening(this.#request.signal, this);
    return true;
  }
}
