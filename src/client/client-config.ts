import type { Clock } from '../time/clock.js';
import type { Random } from '../time/random.js';
import type { AuthOptions } from './auth/auth-options.js';
import type { ClientPlugin } from './client-plugin.js';
import type { JsonCodec } from './json-codec.js';
import type { RetryOptions } from './request-options.js';
import type { TlsOptions } from './tls-setting.js';
import type { Lane, TransportFactory } from './transport.js';

/** Settings of a client. Each is optional: what is given here beats the environment, which beats the default. */
export interface ClientConfig {
  /**
   * The server's address, with or without the trailing `/api`. Default: `CONDUCTOR_SERVER_URL`, else `http://localhost:8080/api`.
   */
  readonly serverUrl?: string;
  /** Where a gateway publishes the API instead of `/api`: `/v1`. Default `/api`. */
  readonly apiPath?: string;
  /**
   * Default: `CONDUCTOR_AUTH_KEY` and `CONDUCTOR_AUTH_SECRET`; without them none, which is what the open-source server wants. `false`:
   * none, whatever the environment says.
   */
  readonly auth?: AuthOptions | false;
  /** Added to every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `conductor-typescript/<version>`. */
  readonly userAgent?: string;
  /** Certificates for a server of https. Needs the pool transport. */
  readonly tls?: TlsOptions;
  /**
   * URL of an HTTP proxy; `false` for none. Default: `HTTPS_PROXY` or `HTTP_PROXY`, by the scheme of the server, unless `NO_PROXY`
   * excludes it, and never for a loopback address. Needs the pool transport.
   */
  readonly proxy?: string | false;
  /** How long an attempt may take in all, in milliseconds; 0 for no limit. Default 30,000. */
  readonly timeoutMs?: number;
  /** How idempotent requests are repeated; `false`: not at all. */
  readonly retry?: false | RetryOptions;
  /** The most connections of each kind. Default `{ poll: 256, results: 32, other: 64 }`. They are opened as they are needed. */
  readonly connections?: Partial<Readonly<Record<Lane, number>>>;
  readonly json?: JsonCodec;
  /** Plugins; those with `setupClient` are set up at once, in this order. */
  readonly plugins?: readonly ClientPlugin[];
  /** Hears of a plugin's listener or clean-up that failed. Default: a process warning, once. */
  readonly onPluginError?: (error: unknown, plugin: string) => void;
  /** Default: `poolTransport()` on Node, `fetchTransport()` elsewhere. */
  readonly transport?: TransportFactory;
  /** Where the time of deadlines and waits comes from. */
  readonly clock?: Clock;
  /** Where the jitter of waits comes from. */
  readonly random?: Random;
}
