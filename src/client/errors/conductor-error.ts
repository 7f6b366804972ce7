import type { ErrorResponse, ValidationError } from '../../../generated/index.js';

/**
 * What every error of this library is. It has the fields of the server's own error answers, so that the `error` of a call made with
 * `throwOnError: false` is what its type says, whether or not the server had a part in it.
 */
export class ConductorError extends Error implements ErrorResponse {
  static {
    this.prototype.name = 'ConductorError';
  }

  /** The HTTP status of the answer; 0 when there was no answer. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** The host that answered, if the server names it. */
  declare readonly instance?: string;
  /** What the server has against each field of the request, if it says so. */
  declare readonly validationErrors?: ValidationError[];

  constructor(message: string, details: Partial<ErrorResponse> & { cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status ?? 0;
    this.retryable = details.retryable ?? false;
    if (details.instance !== undefined) this.instance = details.instance;
    if (details.validationErrors !== undefined) this.validationErrors = details.validationErrors;
  }
}
