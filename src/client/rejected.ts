/** A promise rejected with whatever was thrown: the reason of a signal, for one, may be anything. */
export function rejected(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- nothing is rethrown poorer than it came
  return Promise.reject(reason);
}
