/** How often and how long an idempotent request is repeated. */
export interface RetryOptions {
  /** Attempts in all, the first included. Default 3. */
  readonly attempts?: number;
  /** The most that may pass, in milliseconds, from the first attempt to the end of the last. Default 60,000. */
  readonly deadlineMs?: number;
}

/** What every call of a generated method takes in addition, when its client was made by `createConductorClient`. */
export interface CallOptions {
  /**
   * How long an attempt may take from sending to the last byte of the answer, in milliseconds; 0 for no limit. Default: the client's
   * `timeoutMs`; for a poll its own `timeout` + 10 s, for a synchronous execution its own wait + 5 s, for event streams none.
   */
  timeoutMs?: number;
  /**
   * `false`: one attempt. Else how an idempotent request is repeated. A POST or a poll is never repeated by the client: to demand it is
   * an error.
   */
  retry?: false | RetryOptions;
}

declare module '../../generated/client/types.gen.js' {
  // The type parameters have to be those of the generated declaration, used or not.
  /* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type */
  interface RequestOptions<
    TData = unknown,
    TResponseStyle extends ResponseStyle = 'fields',
    ThrowOnError extends boolean = boolean,
    Url extends string = string,
  > extends CallOptions {}
  /* eslint-enable @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type */
}
