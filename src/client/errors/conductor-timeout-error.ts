import { ConductorError } from './conductor-error.js';

/** The answer was not complete within the time that an attempt has. */
export class ConductorTimeoutError extends ConductorError {
  static {
    this.prototype.name = 'ConductorTimeoutError';
  }

  /** METHOD and path template: `GET /workflow/{workflowId}`. */
  readonly route: string;
  /** The time the attempt had. */
  readonly timeoutMs: number;
  /** False if the request certainly never reached the server; true if the server may have carried it out. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    details: { route: string; timeoutMs: number; mayHaveArrived: boolean; cause?: unknown },
  ) {
    super(message, { retryable: true, cause: details.cause });
    this.route = details.route;
    this.timeoutMs = details.timeoutMs;
    this.mayHaveArrived = details.mayHaveArrived;
  }
}
