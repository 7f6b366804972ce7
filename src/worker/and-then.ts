/** Goes on with a value: at once if it is there, later if it is promised. What is synchronous stays so. */
export function andThen<Value, Result>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  if (!isThenable(value)) return next(value);
  return value instanceof Promise ? (value as Promise<Value>).then(next) : Promise.resolve(value).then(next);
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
