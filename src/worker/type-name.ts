/** What a value is, for a message: `a string`, `an array`, `null`, `a Map`, `a Promise`. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return withArticle(typeof value);
  return withArticle(Object.prototype.toString.call(value).slice('[object '.length, -1));
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
