import { textOf } from '../worker/text-of.js';

/** What an error says, for a sentence that it is part of. Errors of a plain generated client are the server's error body. Never throws. */
export function messageOf(error: unknown): string {
  try {
    if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') {
      return error.message;
    }
  } catch {
    // A getter of the user's that throws: what else can be read of it is told below.
  }
  return textOf(error);
}
