import { ConductorError } from './conductor-error.js';

/**
 * There was no complete answer: no connection, or it was lost, or the client was closed. `cause` is the error of the layer below.
 */
export class ConductorConnectionError extends ConductorError {
  static {
    this.prototype.name = 'ConductorConnectionError';
  }

  /** METHOD and path template: `POST /tasks`. */
  readonly route: string;
  /** False if the request certainly never reached the server; true if the server may have carried it out. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    details: { route: string; mayHaveArrived: boolean; retryable?: boolean; cause?: unknown },
  ) {
    super(message, { retryable: details.retryable ?? true, cause: details.cause });
    this.route = details.route;
    this.mayHaveArrived = details.mayHaveArrived;
  }
}
