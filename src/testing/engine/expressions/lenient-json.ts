import { InvalidPath } from './json-path.js';

/** JSON as it stands in filters: strings in either kind of quotes or in none, and a comma too many does no harm. */
export function parseLenientJson(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.skipSpace();
  if (reader.at < text.length) throw new InvalidPath(`unexpected text behind ${text.slice(0, reader.at)}`);
  return value;
}

const MAX_NESTING = 100;

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }

  value(depth: number): unknown {
    if (depth > MAX_NESTING) throw new InvalidPath('nested too deep');
    this.skipSpace();
    const char = this.text.charAt(this.at);
    if (char === '[') return this.list(depth);
    if (char === '{') return this.object(depth);
    if (char === "'" || char === '"') return this.quoted(char);
    return this.bare();
  }

  private list(depth: number): unknown[] {
    const items: unknown[] = [];
    this.at++;
    while (!this.closes(']')) items.push(this.value(depth + 1));
    return items;
  }

  private object(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.at++;
    while (!this.closes('}')) {
      const key = String(this.value(depth + 1));
      this.skipSpace();
      if (this.text.charAt(this.at) !== ':') throw new InvalidPath(`expected ':' behind ${key}`);
      this.at++;
      entries.push([key, this.value(depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  /** Goes past the closing bracket or past commas; whether it was the bracket. */
  private closes(bracket: string): boolean {
    this.skipSpace();
    while (this.text.charAt(this.at) === ',') {
      this.at++;
      this.skipSpace();
    }
    if (this.at >= this.text.length) throw new InvalidPath(`expected '${bracket}'`);
    if (this.text.charAt(this.at) !== bracket) return false;
    this.at++;
    return true;
  }

  private quoted(quote: string): string {
    let value = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at);
      if (char === quote) {
        this.at++;
        return value;
      }
      value += char === '\\' ? this.text.charAt(++this.at) : char;
    }
    throw new InvalidPath('a string is not closed');
  }

  private bare(): unknown {
    const word = /^[^,:[\]{}]*/.exec(this.text.slice(this.at))?.[0] ?? '';
    if (word === '') throw new InvalidPath(`unexpected '${this.text.charAt(this.at)}'`);
    this.at += word.length;
    const text = word.trim();
    if (text === 'null') return null;
    if (text === 'true' || text === 'false') return text === 'true';
    return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
  }
}
