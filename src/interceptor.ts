/**
 * Behaviour around a call. It may change the call before `next`, look at or replace the result, or answer without calling
 * `next` at all. `next` may be called once; a second call is an error that names the plugin.
 */
export type Around<Call, Result> = (call: Call, next: (call: Call) => Promise<Result>) => Promise<Result>;

/** An interceptor and the plugin it belongs to, so that its mistakes can be named. */
export interface NamedInterceptor<Call, Result> {
  readonly plugin: string;
  readonly around: Around<Call, Result>;
}

/** Takes a listener or registration back. Calling it twice does nothing. */
export type Unsubscribe = () => void;

/**
 * Composes interceptors around `core`: the first registered is the outermost. Without interceptors the result is `core` itself,
 * so that nobody pays for what nobody uses.
 */
export function composeInterceptors<Call, Result>(
  interceptors: readonly NamedInterceptor<Call, Result>[],
  core: (call: Call) => Promise<Result>,
): (call: Call) => Promise<Result> {
  return interceptors.reduceRight<(call: Call) => Promise<Result>>(
    (next, { plugin, around }) =>
      async (call) => {
        let called = false;
        return around(call, (inner) => {
          if (called)
            return Promise.reject(new Error(`plugin "${plugin}" called next() twice; an interceptor may call it once`));
          called = true;
          return next(inner);
        });
      },
    core,
  );
}
