/** Stands where something was left out. */
export const ELLIPSIS = '…';

/** The beginning of a text, with a mark that says how much is missing. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  // Never half of a character that takes two units.
  const kept = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}${ELLIPSIS} (${text.length - kept.length} more characters)`;
}
