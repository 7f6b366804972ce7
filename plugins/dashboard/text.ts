/** What an error says, in at most so many characters. Never throws. */
export function messageOf(error: unknown, limit = 300): string {
  try {
    if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') {
      return cut(error.message, limit);
    }
    return cut(typeof error === 'string' ? error : `something that is no error: ${typeof error}`, limit);
  } catch {
    // A getter or a proxy of the user's that throws; the event is told all the same.
    return 'an error that cannot be read';
  }
}

/** The start of a text, of so many characters with the dots that stand for the rest. */
export function cut(text: string, limit: number): string {
  // A copy: a slice would keep the whole text in memory.
  return text.length <= limit ? text : `${Buffer.from(text.slice(0, limit - 1)).toString()}…`;
}
