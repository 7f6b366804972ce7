/** The first `maxLength` UTF-16 units of a text, or one less where that would split a character in two. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const lastUnit = text.charCodeAt(maxLength - 1);
  const isFirstHalfOfPair = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, isFirstHalfOfPair ? maxLength - 1 : maxLength);
}
