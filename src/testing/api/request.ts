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

/** Answers every request, also those that make no sense. A promise is only for what has to wait, and never rejects. */
export interface Api {
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}
