import { TimerWheel, WheelNode } from '../time/timer-wheel.js';
import { listenForAbort, stopListening } from './abort-listeners.js';
import type { Abortable } from './abort-listeners.js';
import { neverSent } from './connection-advice.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { TransportFailure } from './transport-failure.js';
import type {
  Transport,
  TransportFactory,
  TransportRequest,
  TransportResponse,
  TransportSettings,
  TransportStream,
} from './transport.js';

type Fetch = typeof globalThis.fetch;

/**
 * Any `fetch`: the transport of browsers, edge runtimes, Deno and Bun. Without `fetch` the global one is used, looked up for each
 * request, so that whoever replaces it (a test, an instrumentation) is not passed by. Connections are the runtime's own affair:
 * `connections` has no effect, `tls` and `proxy` are refused.
 */
export function fetchTransport(options: { readonly fetch?: Fetch } = {}): TransportFactory {
  if (options.fetch !== undefined && typeof options.fetch !== 'function') {
    throw new ConductorConfigError('fetchTransport: fetch must be a function', { field: 'transport' });
  }
  return (settings) => new FetchTransport(settings, options.fetch);
}

class FetchTransport implements Transport {
  readonly #origin: string;
  readonly #fetch: Fetch | undefined;
  readonly #wheel: TimerWheel;
  readonly #underWay = new Set<FetchAttempt>();
  #closed = false;

  constructor({ origin, tls, proxy, clock }: TransportSettings, fetch: Fetch | undefined) {
    const refuse = (field: string, what: string): never => {
      throw new ConductorConfigError(
        `${field} cannot be given to fetch: ${what}, or use the pool transport of Node (transport: poolTransport())`,
        { field },
      );
    };
    if (tls !== undefined) refuse('tls', 'let the runtime know the certificates (NODE_EXTRA_CA_CERTS)');
    // One from the environment is for the runtime to obey or not.
    if (proxy?.source === 'proxy') refuse('proxy', 'let the runtime know the proxy');
    this.#origin = origin;
    this.#fetch = fetch;
    this.#wheel = new TimerWheel(clock);
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const attempt = this.#begin(request);
    try {
      const response = await this.#request(request, attempt);
      const body = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, body };
    } catch (cause) {
      throw (
        attempt.failure ?? new TransportFailure('connection', 'no answer', { mayHaveArrived: !neverSent(cause), cause })
      );
    } finally {
      this.#end(attempt);
    }
  }

  async stream(request: TransportRequest): Promise<TransportStream> {
    const attempt = this.#begin(request);
    try {
      const response = await this.#request(request, attempt);
      // From here on only the signal and close end it.
      this.#wheel.cancel(attempt);
      return { status: response.status, headers: response.headers, body: this.#chunks(response.body, attempt) };
    } catch (cause) {
      this.#end(attempt);
      throw (
        attempt.failure ?? new TransportFailure('connection', 'no answer', { mayHaveArrived: !neverSent(cause), cause })
      );
    }
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const attempt of [...this.#underWay]) {
      attempt.giveUp(new TransportFailure('closed', 'the client is closed', { mayHaveArrived: true }));
    }
    return Promise.resolve();
  }

  #begin(request: TransportRequest): FetchAttempt {
    if (this.#closed) throw new TransportFailure('closed', 'the client is closed', { mayHaveArrived: false });
    const attempt = new FetchAttempt(request);
    this.#underWay.add(attempt);
    if (request.timeoutMs > 0) this.#wheel.schedule(attempt, request.timeoutMs);
    if (request.signal !== undefined) listenForAbort(request.signal, attempt);
    return attempt;
  }

  #end(attempt: FetchAttempt): void {
    this.#underWay.delete(attempt);
    this.#wheel.cancel(attempt);
    if (attempt.signal !== undefined) stopListening(attempt.signal, attempt);
  }

  #request({ method, path, headers, body }: TransportRequest, attempt: FetchAttempt): Promise<Response> {
    // Called through a variable of its own: as a method of this object browsers refuse it.
    const fetch = this.#fetch ?? globalThis.fetch;
    return fetch(this.#origin + path, {
      method,
      headers,
      ...(body !== undefined && { body: body as BodyInit }),
      signal: attempt.controller.signal,
      // A redirect to elsewhere would take the credentials along.
      redirect: 'manual',
    });
  }

  async *#chunks(body: ReadableStream<Uint8Array> | null, attempt: FetchAttempt): AsyncGenerator<Uint8Array, void> {
    if (body === null) {
      this.#end(attempt);
      return;
    }
    const reader = body.getReader();
    let finished = false;
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
      finished = true;
    } catch (cause) {
      throw (
        attempt.failure ?? new TransportFailure('connection', 'the stream broke off', { mayHaveArrived: true, cause })
      );
    } finally {
      this.#end(attempt);
      if (!finished) attempt.controller.abort();
    }
  }
}

/** One request under way: what can end it early. */
class FetchAttempt extends WheelNode implements Abortable {
  readonly controller = new AbortController();
  readonly signal: AbortSignal | undefined;
  /** Why it was ended early. */
  failure: TransportFailure | undefined;

  constructor({ signal }: TransportRequest) {
    super();
    this.signal = signal;
  }

  giveUp(failure: TransportFailure): void {
    this.failure ??= failure;
    this.controller.abort();
  }

  override onDue(): void {
    this.giveUp(new TransportFailure('timeout', 'the answer is not complete', { mayHaveArrived: true }));
  }

  onAbort(): void {
    this.giveUp(new TransportFailure('connection', 'the caller has given up', { mayHaveArrived: true }));
  }
}
