/** Whether a value is an error, also one of another realm (a test runner's sandbox, `node:vm`), where `instanceof` says no. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
