import { type FunctionParameter, InvalidPath, type JsonPath, jsonPath, type PathStep } from './json-path.js';
import { parseFilter } from './parse-filter.js';
import { unescape } from './unescape.js';

/**
 * Parses a path.
 *
 * @throws InvalidPath when the server's library refuses it too.
 */
export function parseJsonPath(text: string, depth = 0): JsonPath {
  if (depth > MAX_NESTING) throw new InvalidPath('nested too deep');
  const trimmed = trimSpaces(text);
  const full = /^[$@]/.test(trimmed) ? trimmed : trimSpaces(`$.${text}`);
  if (full.endsWith('.')) throw new InvalidPath("a path must not end with '.'");
  return new PathParser(full, depth).parse();
}

/** Paths in filters in paths. */
const MAX_NESTING = 20;

function trimSpaces(text: string): string {
  return text.replace(/^ +/, '').replace(/(?<! ) +$/, '');
}

class PathParser {
  private at = 0;
  private readonly steps: PathStep[] = [];

  constructor(
    private readonly text: string,
    private readonly depth: number,
  ) {}

  parse(): JsonPath {
    const from = this.text.startsWith('@') ? '@' : '$';
    if (this.text.length > 1) {
      this.at = 1;
      if (this.char() !== '.' && this.char() !== '[') throw new InvalidPath(`expected '.' or '[' behind '${from}'`);
      // A single character that is left over is passed over in silence, as the library does: `list[` is `list`.
      do this.step();
      while (this.at < this.text.length - 1);
    }
    return jsonPath(from, this.steps);
  }

  private char(at = this.at): string {
    return this.text.charAt(at);
  }

  private step(): void {
    if (this.char() === '.') this.dots();
    const char = this.char();
    if (char === '[') this.bracket();
    else if (char === '*') this.wildcard();
    else this.name();
  }

  private dots(): void {
    this.at++;
    if (this.char() === '.') {
      this.steps.push({ kind: 'scan' });
      this.at++;
    }
    if (this.char() === '.') throw new InvalidPath("'.' is not expected");
  }

  private wildcard(): void {
    this.steps.push({ kind: 'wildcard' });
    this.at++;
  }

  private name(): void {
    const [name = ''] = /^[^ .[(]*/.exec(this.text.slice(this.at)) ?? [];
    const end = this.at + name.length;
    if (name === '' && end >= this.text.length) throw new InvalidPath('a name is missing');
    if (this.char(end) === ' ') throw new InvalidPath('a name with spaces must be in brackets');
    if (this.char(end) !== '(') {
      this.steps.push({ kind: 'property', names: [name] });
      this.at = end;
      return;
    }
    const close = this.closingParenthesis(end);
    const text = this.text.slice(end + 1, close);
    this.steps.push({ kind: 'function', name, parameters: text === '' ? [] : this.parameters(text) });
    // Without parameters the library forgets to step over ')', so that it is the name of the next property. With it nothing is found.
    this.at = text === '' ? close : close + 1;
  }

  private closingParenthesis(open: number): number {
    let depth = 0;
    let quoted = false;
    for (let at = open; at < this.text.length; at++) {
      const char = this.char(at);
      if (char === '"' && this.char(at - 1) !== '\\') quoted = !quoted;
      if (quoted) continue;
      if (char === '(') depth++;
      if (char === ')' && --depth === 0) return at;
    }
    throw new InvalidPath('a parenthesis is not closed');
  }

  private parameters(text: string): readonly FunctionParameter[] {
    return splitAtCommas(text).flatMap((part): FunctionParameter[] => {
      if (/^[$@]/.test(part)) return [{ path: parseJsonPath(part, this.depth + 1) }];
      // The library takes only what starts like this, and drops all else.
      if (!/^[{"\-\d]/.test(part)) return [];
      try {
        const value: unknown = JSON.parse(part);
        return [{ value }];
      } catch {
        throw new InvalidPath(`${part} is not JSON`);
      }
    });
  }

  private bracket(): void {
    const first = /^\[ *(.)/s.exec(this.text.slice(this.at))?.[1] ?? '';
    if (first === "'" || first === '"') this.quotedNames();
    else if (/[-\d:]/.test(first)) this.numbers();
    else if (first === '*') this.bracketWildcard();
    else if (first === '?') this.filter();
    else throw new InvalidPath(`'[${first}' is not understood`);
  }

  private quotedNames(): void {
    // Properties with quotes of one kind, and commas between.
    const match =
      /^\[ *(?:'(?:[^'\\]|\\.)*'(?: *, *'(?:[^'\\]|\\.)*')*|"(?:[^"\\]|\\.)*"(?: *, *"(?:[^"\\]|\\.)*")*) *\]/s.exec(
        this.text.slice(this.at),
      );
    if (!match) throw new InvalidPath('a property in brackets is not closed');
    const [whole] = match;
    const quote = /['"]/.exec(whole)?.[0];
    const names = [...whole.matchAll(quote === "'" ? /'((?:[^'\\]|\\.)*)'/gs : /"((?:[^"\\]|\\.)*)"/gs)];
    this.steps.push({ kind: 'property', names: names.map(([, name = '']) => unescape(name)) });
    this.at += whole.length;
  }

  private numbers(): void {
    const end = this.text.indexOf(']', this.at);
    if (end < 0) throw new InvalidPath("expected ']'");
    const inside = this.text.slice(this.at + 1, end).trim();
    this.steps.push(
      inside.includes(':') ? slice(inside) : { kind: 'index', indexes: inside.split(/ *, */).map(integer) },
    );
    this.at = end + 1;
  }

  private bracketWildcard(): void {
    const match = /^\[ *\* *\]/.exec(this.text.slice(this.at));
    if (!match) throw new InvalidPath("expected ']' behind '*'");
    this.steps.push({ kind: 'wildcard' });
    this.at += match[0].length;
  }

  private filter(): void {
    const open = /^\[ *\? *\(/.exec(this.text.slice(this.at))?.[0];
    if (open === undefined) throw new InvalidPath("expected '(' behind '?'");
    const start = this.at + open.length;
    const parsed = parseFilter(this.text, start, (path) => parseJsonPath(path, this.depth + 1));
    const rest = /^ *\]/.exec(this.text.slice(parsed.end))?.[0];
    if (rest === undefined) throw new InvalidPath("expected ']' behind a filter");
    this.steps.push({ kind: 'filter', test: parsed.test });
    this.at = parsed.end + rest.length;
  }
}

function slice(text: string): PathStep {
  if (!/^[-\d:]*$/.test(text)) throw new InvalidPath(`[${text}] is no slice`);
  const [first = '', second = ''] = text.split(':');
  if (first === '' && second === '') throw new InvalidPath(`[${text}] is no slice`);
  return {
    kind: 'slice',
    from: first === '' ? undefined : integer(first),
    to: second === '' ? undefined : integer(second),
  };
}

function integer(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value !== (value | 0)) throw new InvalidPath(`${text} is no index`);
  return value;
}

/** The library loses commas inside of texts. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text.charAt(at);
    if (char === '"' && text.charAt(at - 1) !== '\\') quoted = !quoted;
    if (!quoted && /[([{]/.test(char)) depth++;
    if (!quoted && /[)\]}]/.test(char)) depth--;
    const isComma = char === ',' && depth === 0;
    if (!isComma) part += char;
    if (at < text.length && (!isComma || quoted)) continue;
    parts.push(part.trim());
    part = '';
  }
  return parts;
}

/** Whether the server accepts a path in a definition. */
export function isReadablePath(text: string): boolean {
  try {
    parseJsonPath(text);
    return text.trim() !== '';
  } catch (error) {
    if (error instanceof InvalidPath) return false;
    throw error;
  }
}
