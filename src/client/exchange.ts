import { backoffMs } from '../time/backoff.js';
import type { Writable } from '../writable.js';
import { decodeAnswer, UnexpectedBody } from './answer-body.js';
import { answerError, unexpectedAnswerError } from './answer-error.js';
import type { AnswerContext } from './answer-error.js';
import type { Credentials } from './auth/authenticator.js';
import { isTokenRefusal } from './auth/token-refusal.js';
import type { Exchanged } from './call-result.js';
import type { ClientCore } from './client-core.js';
import type { RequestCompleted } from './client-host.js';
import type { EncodedCall } from './encode-call.js';
import { exchangeError } from './exchange-error.js';
import { ConductorApiError } from './errors/conductor-api-error.js';
import { ConductorConnectionError } from './errors/conductor-connection-error.js';
import { byteLength } from './request-body.js';
import type { EncodedBody } from './request-body.js';
import { rejected } from './rejected.js';
import { RETRY_BACKOFF } from './retry-policy.js';
import type { Lane, TransportHeaders, TransportRequest, TransportResponse } from './transport.js';

/** Makes the result of a call from the decoded body. */
export type Finish = (data: unknown, exchanged: Exchanged | undefined) => unknown;

/*
 * One call from the first attempt to its result.
 *
 * state      meaning                                         left by
 * preparing  credentials are fetched, if there are none       -> sent · failed
 * sent       an attempt is under way                          2xx -> done · token refused, once -> preparing · worth repeating -> waiting
 *                                                             · anything else -> failed
 * waiting    between two attempts                             time -> preparing · signal, close -> failed
 * done, failed: the promise is settled
 *
 * The object is what the transport sends: a call whose first attempt succeeds costs this object and two promises.
 */
export class Exchange implements TransportRequest, Exchanged {
  readonly method: string;
  readonly path: string;
  readonly body: EncodedBody;
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
  timeoutMs: number;
  headers: Readonly<Record<string, string>> = {};
  /** Of the last answer; 0 before there is one. */
  status = 0;
  responseHeaders: TransportHeaders | undefined;
  readonly #client: ClientCore;
  readonly #call: EncodedCall;
  readonly #finish: Finish;
  #attempt = 0;
  #credentials: Credentials | undefined;
  #tokenReplayed = false;
  #firstSentMs = 0;
  #sentMs = 0;

  constructor(client: ClientCore, call: EncodedCall, finish: Finish) {
    this.#client = client;
    this.#call = call;
    this.#finish = finish;
    this.method = call.route.method;
    this.path = call.path;
    this.body = call.body;
    this.lane = call.route.lane;
    this.signal = call.signal;
    this.timeoutMs = call.timeoutMs;
  }

  get origin(): string {
    return this.#client.origin;
  }

  /** Resolves with the decoded body, as `finish` makes a result of it. */
  run(): Promise<unknown> {
    if (this.#call.retry !== undefined) this.#firstSentMs = this.#client.clock.now();
    return this.#prepare();
  }

  #prepare(): Promise<unknown> {
    const { signal } = this;
    if (signal?.aborted === true) return rejected(signal.reason);
    if (this.#client.isClosed) return Promise.reject(this.#client.closedError(this.#call.route.name, false));
    const auth = this.#call.authenticated ? this.#client.auth : undefined;
    if (auth === undefined) return this.#send(undefined);
    const credentials = auth.current();
    if (credentials !== undefined) return this.#send(credentials);
    return this.#client.waits.until(this.#call.route.name, auth.fetch(), signal).then((fetched) => this.#send(fetched));
  }

  #send(credentials: Credentials | undefined): Promise<unknown> {
    const client = this.#client;
    // Also for the moment between the arrival of credentials and this.
    if (this.signal?.aborted === true) return rejected(this.signal.reason);
    const { contentType, own } = this.#call.headers;
    this.#attempt += 1;
    this.#credentials = credentials;
    this.headers = client.headers.for(contentType, own, credentials);
    if (client.events.hasListeners) this.#sentMs = client.clock.now();
    let answer: Promise<TransportResponse>;
    try {
      answer = client.transport.send(this);
    } catch (error) {
      // A transport of the user's own may throw where it should reject.
      answer = rejected(error);
    }
    return answer.then(
      (response) => this.#answered(response),
      (error: unknown) => this.#failed(error),
    );
  }

  #answered(response: TransportResponse): unknown {
    this.status = response.status;
    this.responseHeaders = response.headers;
    if (this.#client.events.hasListeners) this.#emit(response, undefined);
    if (response.status >= 200 && response.status < 300) return this.#finish(this.#decode(response), this);
    const error = answerError(response, this.#answerContext());
    const renewed = this.#renewCredentials(error, response);
    return renewed ?? this.#repeatOrThrow(error);
  }

  #decode(response: TransportResponse): unknown {
    const { route, parseAs } = this.#call;
    try {
      return decodeAnswer(response, parseAs, route.answerKind, this.#client.json);
    } catch (error) {
      if (!(error instanceof UnexpectedBody)) throw error;
      throw unexpectedAnswerError(
        response,
        error.message,
        this.#answerContext(),
        this.#call.authenticated ? error.cause : undefined,
      );
    }
  }

  #failed(cause: unknown): Promise<unknown> {
    if (this.signal?.aborted === true) return rejected(this.signal.reason);
    const error = exchangeError(cause, this.#call.route.name, this.timeoutMs, this.#client);
    if (this.#client.events.hasListeners) this.#emit(undefined, error);
    return this.#repeatOrThrow(error);
  }

  /** The server no longer takes the token: the same request once more with another one, even a POST, since nothing was carried out. */
  #renewCredentials(error: ConductorApiError, response: TransportResponse): Promise<unknown> | undefined {
    const { auth, waits } = this.#client;
    if (auth === undefined || this.#credentials === undefined || this.#tokenReplayed || !isTokenRefusal(response))
      return undefined;
    const renewal = auth.renew(this.#credentials);
    if (renewal === undefined) return undefined;
    this.#tokenReplayed = true;
    return waits
      .until(this.#call.route.name, renewal, this.signal)
      .then((credentials) => (this.#client.isClosed ? this.#repeatOrThrow(error) : this.#send(credentials)));
  }

  #repeatOrThrow(error: Error): Promise<unknown> {
    const delayMs = this.#repeatDelayMs(error);
    if (delayMs === undefined) return Promise.reject(error);
    return this.#client.waits.delay(this.#call.route.name, delayMs, this.signal).then(() => {
      const { retry } = this.#call;
      const leftMs = (retry?.deadlineMs ?? 0) - (this.#client.clock.now() - this.#firstSentMs);
      if (leftMs <= 0) throw error;
      this.timeoutMs = this.#call.timeoutMs === 0 ? leftMs : Math.min(this.#call.timeoutMs, leftMs);
      return this.#prepare();
    });
  }

  /** How long to wait before the next attempt; `undefined` if there shall be none. */
  #repeatDelayMs(error: Error): number | undefined {
    const { retry, route } = this.#call;
    if (retry === undefined || this.#attempt >= retry.attempts || !isWorthRepeating(error)) return undefined;
    if (route.repeatability === 'never' || (route.repeatability === 'unlessReceived' && mayHaveBeenCarriedOut(error)))
      return undefined;
    const asked = error instanceof ConductorApiError ? error.retryAfterMs : undefined;
    const delayMs = asked ?? backoffMs(RETRY_BACKOFF, this.#attempt - 1, this.#client.random);
    const passedMs = this.#client.clock.now() - this.#firstSentMs;
    return passedMs + delayMs < retry.deadlineMs ? delayMs : undefined;
  }

  #answerContext(): AnswerContext {
    const { serverUrl, clock } = this.#client;
    const { route, pathParameters } = this.#call;
    return {
      route: route.name,
      serverUrl,
      parametersWithSlash: route.parametersWithSlash(pathParameters),
      asksForSecret: !this.#call.authenticated,
      secrets: this.#client.secrets(),
      clock,
    };
  }

  #emit(response: TransportResponse | undefined, error: Error | undefined): void {
    const event: Writable<RequestCompleted> = {
      route: this.#call.route.name,
      method: this.method,
      status: response?.status ?? 0,
      durationMs: this.#client.clock.now() - this.#sentMs,
      requestBytes: byteLength(this.body),
      responseBytes: byteLength(response?.body),
      attempt: this.#attempt,
    };
    if (error !== undefined) event.error = error;
    this.#client.events.emit(event);
  }
}

/** A timeout is not: whoever waited that long is not served by waiting as long again. */
function isWorthRepeating(error: Error): boolean {
  if (error instanceof ConductorApiError) return error.retryable;
  return error instanceof ConductorConnectionError && error.retryable;
}

/** A gateway's 502 and 504 leave open what the server behind it did; 429 and 503 are given in place of doing it. */
function mayHaveBeenCarriedOut(error: Error): boolean {
  if (error instanceof ConductorConnectionError) return error.mayHaveArrived;
  return !(error instanceof ConductorApiError && (error.status === 429 || error.status === 503));
}
