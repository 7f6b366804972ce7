import type { ApiAnswer } from './answer.js';

/** One request, as it came through whichever door. */
export interface ApiRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without its `?`; empty where there is none. */
  readonly query: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text; empty where there is none. */
  readonly body: string;
  /** Aborts when whoever asked is gone. A poll goes on without it, as it does on the server. */
  readonly signal?: AbortSignal | undefined;
}

/** There is no answer: the connection is to be cut. Thrown, or rejected with, by what plays a bad network. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Answers every request, also those that make no sense. A promise is only for what has to wait. Fails only with {@link ConnectionLost}. */
export interface Api {
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}
