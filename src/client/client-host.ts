import type { Around, Unsubscribe } from '../interceptor.js';

/**
 * One call of a generated method, before anything of it has been encoded. It is one call however many attempts it takes.
 */
export interface Operation {
  /** METHOD and the generated path without `/api`: `GET /tasks/{taskId}`. Of bounded cardinality: fit for labels and span names. */
  readonly route: string;
  readonly method: string;
  /** Path parameters by name, not escaped. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The body as the caller gave it, before encoding; `undefined` where there is none. */
  readonly body: unknown;
  /** Headers of this call. Credentials are added later and never appear here. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One attempt of an operation is over: an answer has been read wholly, or there was none. */
export interface RequestCompleted {
  readonly route: string;
  readonly method: string;
  /** The answer's status code; 0 when there was no answer. */
  readonly status: number;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Why there was no answer. */
  readonly error?: Error;
}

/** What a plugin sees of a client, from `setupClient`. */
export interface ClientHost {
  /**
   * Wraps operations of the client: it may change the call, answer in its place, or look at the result.
   * @param options.routes only operations of these routes, as `Operation.route` spells them: all others cost nothing more. Default: all.
   */
  aroundOperation(interceptor: Around<Operation, unknown>, options?: { readonly routes?: readonly string[] }): void;
  /** Is told of every attempt. The listener is never awaited; if it throws or rejects, the client's `onPluginError` hears of it. */
  on(event: 'requestCompleted', listener: (event: RequestCompleted) => void): Unsubscribe;
  /** Says that something of the plugin's own went wrong: the client's `onPluginError` hears of it, and the call goes on. */
  reportError(error: unknown): void;
  /** Runs when the client is closed, in reverse order of registration. */
  defer(cleanup: () => void | Promise<void>): void;
}
