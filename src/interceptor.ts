import { rejected } from './client/rejected.js';

/**
 * Behaviour around a call. It may change the call before `next`, look at or replace the result, or answer without calling
 * `next` at all. `next` may be called once, and before the answer: any other call is an error that names the plugin.
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
    (next, interceptor) => (call) => intercept(interceptor, call, next),
    core,
  );
}

/** One interceptor around one call. Most pass on what `next` gave: that costs no promise. */
function intercept<Call, Result>(
  { plugin, around }: NamedInterceptor<Call, Result>,
  call: Call,
  next: (call: Call) => Promise<Result>,
): Promise<Result> {
  let refusal: string | undefined;
  let inner: Promise<Result> | undefined;
  let hasReturned = false;
  const proceed = (given: Call): Promise<Result> => {
    if (refusal !== undefined) return unheard(Promise.reject(new Error(`plugin "${plugin}" ${refusal}`)));
    refusal = 'called next() twice; an interceptor may call it once';
    inner = next(given);
    return hasReturned ? unheard(inner) : inner;
  };
  let answer: Promise<Result>;
  try {
    answer = around(call, proceed);
  } catch (error) {
    answer = rejected(error);
  }
  // Passed on as it is: `next` has been called then, and is refused as it stands.
  if (inner !== undefined && answer === inner) return inner;
  hasReturned = true;
  if (inner !== undefined) void unheard(inner);
  return closing(answer, () => {
    // Whoever waits for the answer has gone on: a task that a poll brings now would be nobody's.
    refusal = 'called next() after it had answered; an interceptor may call it before';
  });
}

async function closing<Result>(answer: Promise<Result>, close: () => void): Promise<Result> {
  try {
    return await answer;
  } finally {
    close();
  }
}

/** An interceptor need not wait for what `next` gives it. What that fails with would then end the process. */
function unheard<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(ignore);
  return promise;
}

function ignore(): void {
  // The interceptor has the same promise, and may look at it.
}

/**
 * For what plugins in JavaScript register: something else would only fail later, where nobody can tell whose it is.
 *
 * @throws TypeError that names the method
 */
export function checkFunction(method: string, given: unknown): void {
  if (typeof given === 'function') return;
  throw new TypeError(`${method} needs a function, got ${given === null ? 'null' : typeof given}`);
}
