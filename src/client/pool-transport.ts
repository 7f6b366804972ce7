import type * as Undici from 'undici';
import type { Dispatcher } from 'undici';
import { TimerWheel } from '../time/timer-wheel.js';
import { listenForAbort, stopListening } from './abort-listeners.js';
import type { Abortable } from './abort-listeners.js';
import { failureCode, neverSent } from './connection-advice.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { PoolAttempt } from './pool-attempt.js';
import { RawHeaders } from './raw-headers.js';
import { TransportFailure } from './transport-failure.js';
import type {
  Lane,
  Transport,
  TransportFactory,
  TransportRequest,
  TransportResponse,
  TransportSettings,
  TransportStream,
} from './transport.js';

type Pools = Readonly<Record<Lane | 'streams', Dispatcher>>;

/** Without a hint of the server's. Below the 60 s after which Conductor and most gateways close an idle connection. */
const KEEP_ALIVE_MS = 30_000;
/** The most that a hint of the server's (`Keep-Alive: timeout=60`) is believed. */
const KEEP_ALIVE_MAX_MS = 55_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connections of its own over undici, kept alive, a pool for each lane: the transport on Node. undici is loaded by the first request,
 * so that runtimes that never send through it never load it.
 */
export function poolTransport(): TransportFactory {
  return (settings) => new PoolTransport(settings);
}

class PoolTransport implements Transport {
  readonly #settings: TransportSettings;
  readonly #wheel: TimerWheel;
  #pools: Pools | undefined;
  #loading: Promise<Pools> | undefined;
  #closed = false;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
    this.#wheel = new TimerWheel(settings.clock);
  }

  send(request: TransportRequest): Promise<TransportResponse> {
    if (this.#closed) return Promise.reject(closedFailure(false));
    const attempt = new PoolAttempt(request, this.#wheel);
    const pools = this.#pools;
    if (pools !== undefined) {
      attempt.dispatch(pools[request.lane], this.#settings.origin);
    } else {
      this.#load().then(
        (loaded) => attempt.dispatch(loaded[request.lane], this.#settings.origin),
        (error: unknown) => attempt.fail(error),
      );
    }
    return attempt.promise;
  }

  async stream(request: TransportRequest): Promise<TransportStream> {
    if (this.#closed) throw closedFailure(false);
    const pools = this.#pools ?? (await this.#load());
    const { method, path, headers, body, signal, timeoutMs } = request;
    signal?.throwIfAborted();
    // One of its own for each stream: many may share the caller's signal (see abort-listeners.ts).
    const controller = new AbortController();
    const abortable: Abortable = { onAbort: () => controller.abort() };
    if (signal !== undefined) listenForAbort(signal, abortable);
    const end = (): void => {
      if (signal !== undefined) stopListening(signal, abortable);
    };
    try {
      const answer = await pools.streams.request({
        origin: this.#settings.origin,
        method,
        path,
        headers: headers as Record<string, string>,
        body: body ?? null,
        signal: controller.signal,
        headersTimeout: timeoutMs,
        responseHeaders: 'raw',
      });
      // With `raw` they come as a flat list, whatever the type says.
      const rawHeaders = answer.headers as unknown as readonly Buffer[];
      return { status: answer.statusCode, headers: new RawHeaders(rawHeaders), body: chunksOf(answer.body, end) };
    } catch (cause) {
      end();
      if (this.#isClosed()) throw closedFailure(true);
      const isTimeout = failureCode(cause) === 'UND_ERR_HEADERS_TIMEOUT';
      throw new TransportFailure(isTimeout ? 'timeout' : 'connection', 'no answer', {
        mayHaveArrived: !neverSent(cause),
        cause,
      });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = this.#pools ?? (await this.#loading?.catch(() => undefined));
    if (pools === undefined) return;
    await Promise.all(Object.values(pools).map((pool) => pool.destroy(closedFailure(true))));
  }

  /** A function, since the compiler takes what it has seen of the field for settled, across an await. */
  #isClosed(): boolean {
    return this.#closed;
  }

  #load(): Promise<Pools> {
    this.#loading ??= import('undici').then(
      (undici) => {
        this.#pools = this.#createPools(undici);
        return this.#pools;
      },
      (cause: unknown) => {
        throw new ConductorConfigError(
          'the package "undici" cannot be loaded: install it, or pass transport: fetchTransport() to createConductorClient',
          { field: 'transport', cause },
        );
      },
    );
    return this.#loading;
  }

  #createPools(undici: typeof Undici): Pools {
    const { poll, results, other } = this.#settings.connections;
    return {
      poll: this.#createPool(undici, poll),
      results: this.#createPool(undici, results),
      other: this.#createPool(undici, other),
      // A stream holds its connection for as long as somebody listens: it must not take one from a lane.
      streams: this.#createPool(undici, undefined),
    };
  }

  #createPool({ Pool, ProxyAgent }: typeof Undici, connections: number | undefined): Dispatcher {
    const { origin, tls, proxy } = this.#settings;
    const { ca, cert, key } = tls ?? {};
    const connect = {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
    };
    const options = {
      ...(connections !== undefined && { connections }),
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      // The wheel keeps the deadlines: cheaper, and total, where bodyTimeout begins anew with each chunk.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    if (proxy === undefined)
      return new Pool(origin, { ...options, connect: { ...connect, timeout: CONNECT_TIMEOUT_MS } });
    return new ProxyAgent({ ...options, uri: proxy.url, requestTls: connect });
  }
}

function closedFailure(mayHaveArrived: boolean): TransportFailure {
  return new TransportFailure('closed', 'the client is closed', { mayHaveArrived });
}

async function* chunksOf(body: AsyncIterable<Uint8Array>, onEnd: () => void): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } finally {
    onEnd();
  }
}
