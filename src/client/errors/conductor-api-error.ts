import type { ErrorResponse } from '../../../generated/index.js';
import { ConductorError } from './conductor-error.js';

/** What is known about an answer that is an error. */
export interface ApiErrorDetails {
  readonly route: string;
  readonly status: number;
  readonly body: ErrorResponse | string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/**
 * There was an answer, and it is an error, or not one that a Conductor server gives.
 *
 * @example
 * try {
 *   await TaskResourceService.getTask({ client, path: { taskId } });
 * } catch (error) {
 *   if (error instanceof ConductorApiError && error.status === 404) return undefined;
 *   throw error;
 * }
 */
export class ConductorApiError extends ConductorError {
  static {
    this.prototype.name = 'ConductorApiError';
  }

  /** METHOD and path template: `GET /tasks/{taskId}`. */
  readonly route: string;
  /** The server's own description; text where the answer was no JSON; `undefined` where it was empty. */
  readonly body: ErrorResponse | string | undefined;
  /** How long the server asks to be left alone. Only with a `Retry-After` header. */
  declare readonly retryAfterMs?: number;
  /** The `x-request-id` that a proxy put on the answer. */
  declare readonly requestId?: string;

  constructor(message: string, details: ApiErrorDetails) {
    const { status, retryable, body, cause } = details;
    const { instance, validationErrors } = typeof body === 'object' ? body : {};
    super(message, { status, retryable, instance, validationErrors, cause });
    this.route = details.route;
    this.body = body;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.requestId !== undefined) this.requestId = details.requestId;
  }
}
