/**
 * A rejection that nobody has begun to await is no fault of the program, which would end because of it: it is there for whoever awaits the
 * promise later.
 */
export function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
