/** A real server could not be had or did not start. The message says what to do about it, so commands print it without a stack. */
export class ConductorServerError extends Error {
  override readonly name = 'ConductorServerError';
}

/** The way out for whoever cannot or does not want to install what is missing. */
export const OR_NAME_A_SERVER =
  'Or let CONDUCTOR_TEST_SERVER_URL name a Conductor server that is already running, e.g. http://127.0.0.1:8080';
