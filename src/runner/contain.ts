import { rejected } from '../client/rejected.js';
import type { Around, NamedInterceptor } from '../interceptor.js';

/** Told of a plugin's mistake. */
export type ReportMistake = (error: unknown, cause: string) => void;

/**
 * Makes an interceptor harmless for a call that must happen whatever a plugin does: if it throws, the call's own result counts; if it
 * does not call `next`, that is done in its place. A failure of the call itself passes through it as it is.
 */
export function contain<Call, Result>(
  { plugin, around }: NamedInterceptor<Call, Result>,
  hook: string,
  report: ReportMistake,
): NamedInterceptor<Call, Result> {
  const contained: Around<Call, Result> = (call, next) => {
    let inner: Promise<Result> | undefined;
    const once = (given: Call): Promise<Result> => {
      const result = next(given);
      inner ??= result;
      return result;
    };
    let answer: Promise<Result>;
    try {
      answer = around(call, once);
    } catch (error) {
      answer = rejected(error);
    }
    // What `next` gave, passed on as it is: that is what most do, and it costs no promise.
    if (inner !== undefined && answer === inner) return inner;
    const checked = async (): Promise<Result> => {
      let result: Result;
      try {
        result = await answer;
      } catch (error) {
        if (inner !== undefined && (await rejectsWith(inner, error))) throw error;
        report(error, `${hook} of plugin "${plugin}" failed`);
        return inner ?? next(call);
      }
      if (inner !== undefined) return result;
      report(new Error(`${hook} must call next`), `${hook} of plugin "${plugin}" answered without calling next`);
      return next(call);
    };
    return checked();
  };
  return { plugin, around: contained };
}

async function rejectsWith(promise: Promise<unknown>, error: unknown): Promise<boolean> {
  try {
    await promise;
    return false;
  } catch (reason) {
    return reason === error;
  }
}
