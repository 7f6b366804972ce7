import { ConductorError } from './conductor-error.js';

/** Something given to this library cannot be right: a setting, an environment variable, an argument of a call. Nothing was sent. */
export class ConductorConfigError extends ConductorError {
  static {
    this.prototype.name = 'ConductorConfigError';
  }

  /** Which setting or argument: `serverUrl`, `CONDUCTOR_AUTH_KEY`, `path.taskId`. */
  readonly field: string;

  constructor(message: string, details: { field: string; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.field = details.field;
  }
}
