import type { Clock } from '../time/clock.js';
import type { ProxySetting } from './proxy-setting.js';
import type { TlsSetting } from './tls-setting.js';

/** A budget of connections of its own: what waits in one lane never holds up another. */
export type Lane = 'poll' | 'results' | 'other';

/** One attempt, encoded. */
export interface TransportRequest {
  readonly method: string;
  /** From the leading `/`, with query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly lane: Lane;
  /** From the call of `send` to the last byte of the answer; for `stream`, to the headers. 0: no limit. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Headers of an answer. A `Headers` object is one. */
export interface TransportHeaders {
  /** @param name in lower case. */
  get(name: string): string | null | undefined;
  entries(): Iterable<[string, string]>;
}

/** A complete answer, whatever its status. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: TransportHeaders;
  /** As received; text may be given as a string. Empty, not absent, where there is none. */
  readonly body: string | Uint8Array;
}

/** An answer whose body is still arriving. To leave the iteration early gives the connection up. */
export interface TransportStream {
  readonly status: number;
  readonly headers: TransportHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * How a request gets to the server. It sends each request once: what to repeat, and what an answer means, is decided above it.
 *
 * `send` and `stream` reject only when there was no complete answer: with a `TransportFailure` where the transport knows more, with
 * anything else otherwise. A request whose `signal` aborts is given up and rejects; with what does not matter, the caller gets the
 * signal's reason. Keeping `timeoutMs` is the transport's part. The request object may be used again for the next attempt, changed: a
 * transport that keeps one for longer copies what it needs.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  stream(request: TransportRequest): Promise<TransportStream>;
  /**
   * Has the polls that the server holds answered now, with what they have. Only a transport that can do so without losing a task has
   * this: a runner that stops calls it, so as not to wait for polls that bring nothing.
   */
  releaseHeldPolls?(): void;
  /** Rejects what is under way, refuses what comes later, and leaves no handle open. */
  close(): Promise<void>;
}

/** What a transport is made from. */
export interface TransportSettings {
  /** Scheme, host and port: `https://conductor.example.com`. */
  readonly origin: string;
  readonly tls: TlsSetting | undefined;
  readonly proxy: ProxySetting | undefined;
  /** The most connections of each lane. */
  readonly connections: Readonly<Record<Lane, number>>;
  readonly clock: Clock;
}

/** Makes the transport of one client, which holds nothing open before its first request. */
export type TransportFactory = (settings: TransportSettings) => Transport;
