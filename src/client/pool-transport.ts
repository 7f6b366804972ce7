import type * as Undici from 'undici';
import type { Dispatcher } from 'undici';
import { TimerWheel } from '../time/timer-wheel.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { PoolAttempt } from './pool-attempt.js';
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
    const {
      statusCode,
      headers: answered,
      body: chunks,
    } = await pools.streams.request({
      origin: this.#settings.origin,
      method,
      path,
      headers: headers as Record<string, string>,
      body: body ?? null,
      signal: signal ?? null,
      headersTimeout: timeoutMs,
    });
    const answeredHeaders = new Headers();
    for (const [name, value] of Object.entries(answered)) {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) answeredHeaders.append(name, one);
    }
    return { status: statusCode, headers: answeredHeaders, body: chunks };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = this.#pools ?? (await this.#loading?.catch(() => undefined));
    if (pools === undefined) return;
    await Promise.all(Object.values(pools).map((pool) => pool.destroy(closedFailure(true))));
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
