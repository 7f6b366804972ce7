/** Registered, so that two copies of this package in one process understand each other. */
const terminal: unique symbol = Symbol.for('conductor-typescript.terminalError');

/**
 * Thrown or returned by a handler when another attempt cannot help: the task ends as FAILED_WITH_TERMINAL_ERROR and is not retried.
 *
 * @example
 * throw new TerminalError(`customer ${customerId} has no card on file`);
 */
export class TerminalError extends Error {
  static {
    this.prototype.name = 'TerminalError';
    // On the prototype, so that no printed error shows it.
    Object.defineProperty(this.prototype, terminal, { value: true });
  }
}

/** Whether a value is a {@link TerminalError}, of this copy of the package or of another one. */
export function isTerminalError(value: unknown): boolean {
  return typeof value === 'object' && value !== null && terminal in value;
}
