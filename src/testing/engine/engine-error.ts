import type { ValidationError } from '../../../generated/index.js';

/** What an operation of the engine refuses with: the status code, message and, where the server has them, the faults it would answer. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly status: number;
  /** What bean validation would list; the answer then has a `validationErrors` field and no `instance`. */
  readonly validationErrors: readonly ValidationError[] | undefined;
  /** The server answers this one as text, not as JSON. */
  readonly isText: boolean;

  constructor(
    status: number,
    message: string,
    details: {
      readonly validationErrors?: readonly ValidationError[];
      readonly isText?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = status;
    this.validationErrors = details.validationErrors;
    this.isText = details.isText ?? false;
  }
}

/** 404 */
export function notFound(message: string): EngineError {
  return new EngineError(404, message);
}

/** 409 */
export function conflict(message: string): EngineError {
  return new EngineError(409, message);
}

/** 400 */
export function badRequest(message: string): EngineError {
  return new EngineError(400, message);
}

/** 500: what the server answers for many wrong requests. */
export function serverError(message: string): EngineError {
  return new EngineError(500, message);
}

/** Throws what bean validation would answer, if there is anything. */
export function refuse(validationErrors: readonly ValidationError[]): void {
  if (validationErrors.length === 0) return;
  throw new EngineError(400, 'Validation failed, check below errors for detail.', { validationErrors });
}
