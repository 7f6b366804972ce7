/** Takes the escapes out of a name or text in a path: `\x` is x, apart from the usual letters. */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, char: string) =>
    char.length > 1 ? String.fromCharCode(Number.parseInt(char.slice(1), 16)) : (ESCAPES[char] ?? char),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
