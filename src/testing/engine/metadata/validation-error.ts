import { isMissing } from './from-wire.js';

/** One entry of `validationErrors` in an answer 400. */
export interface ValidationError {
  /** Below the definition, as `tasks[0].name`; empty for the definition itself. The server puts the method and argument in front. */
  readonly path: string;
  readonly message: string;
  /** The value as text, for texts, numbers and booleans. */
  readonly invalidValue?: string;
}

/**
 * A definition with a null where the server's checks do not expect one. They fail, and the answer is 500 with this message and nothing
 * more.
 */
export class ValidationBroken extends Error {
  override readonly name = 'ValidationBroken';

  constructor() {
    super('HV000028: Unexpected exception during isValid call.');
  }
}

/** The error of a text that must not be empty, if it is. */
export function emptyTextError(path: string, value: unknown, message: string): readonly ValidationError[] {
  if (isMissing(value)) return [{ path, message }];
  return value === '' ? [{ path, message, invalidValue: '' }] : [];
}

/** The error of a number below its minimum. One that is missing has its default, which is not. */
export function minimumError(
  path: string,
  value: number | null | undefined,
  minimum: number,
  message: string,
): readonly ValidationError[] {
  return !isMissing(value) && value < minimum ? [{ path, message, invalidValue: String(value) }] : [];
}
