/** What an error says, for a sentence that it is part of. Errors of a plain generated client are the server's error body. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
