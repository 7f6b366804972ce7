/** What everything but `close()` fails with once a conductor was closed. */
export function closedError(): Error {
  return new Error('the conductor was closed');
}
