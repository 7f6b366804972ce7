const MAX_LENGTH = 300;

/** An error or a text as one line of bounded length. Never throws, whatever it is given. */
export function oneLine(value: unknown): string {
  const text = textOf(value).replace(/\s+/g, ' ').trim();
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`;
}

/** What an error says. A plain client of the generated code throws the server's answer, which is no `Error` but has a message, too. */
function textOf(value: unknown): string {
  try {
    if (typeof value !== 'object' || value === null) return String(value);
    if ('message' in value && typeof value.message === 'string' && value.message !== '') return value.message;
    return value instanceof Error ? value.name : 'an error without a message';
  } catch {
    // A getter of the user's that throws.
    return 'an error that cannot be read';
  }
}
