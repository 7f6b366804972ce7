/** A reason not to generate that its user can act on. The message is one line; the command prints it and exits with 1. */
export class GenerateError extends Error {
  override readonly name = 'GenerateError';
}
