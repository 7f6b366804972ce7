import { type FilterTest, InvalidPath, type JsonPath, type Operand } from './json-path.js';
import { parseLenientJson } from './lenient-json.js';
import { unescape } from './unescape.js';

/**
 * Parses the filter of a path:
 *
 *     or       and { || and }
 *     and      operand { && operand }
 *     operand  ( or ) | ! operand | !@.path | value operator value | @.path
 *     value    path | 'text' | "text" | number | true | false | null | [list] | {object} | /pattern/flags
 *
 * @param start - behind the opening parenthesis.
 * @param parsePath - for the paths in it.
 * @returns with `end` behind the closing one.
 * @throws InvalidPath
 */
export function parseFilter(
  text: string,
  start: number,
  parsePath: (text: string) => JsonPath,
): { test: FilterTest; end: number } {
  const parser = new FilterParser(text, start, parsePath);
  const test = parser.or(0);
  parser.expect(')');
  return { test, end: parser.at };
}

const MAX_NESTING = 100;
const OPERATOR_CHARS = /[<>=~!]/;
const OPERATORS = new Set(['>=', '<=', '==', '===', '!=', '!==', '<', '>', '=~']);
const WORD_OPERATORS = new Set(['NIN', 'IN', 'CONTAINS', 'ALL', 'SIZE', 'EMPTY', 'SUBSETOF', 'ANYOF', 'NONEOF']);

class FilterParser {
  constructor(
    private readonly text: string,
    public at: number,
    private readonly parsePath: (text: string) => JsonPath,
  ) {}

  or(nesting: number): FilterTest {
    return this.joined('or', '||', () => this.joined('and', '&&', () => this.operand(nesting)));
  }

  expect(char: string): void {
    if (this.next() !== char) throw new InvalidPath(`expected '${char}' in a filter`);
    this.at++;
  }

  private joined(kind: 'and' | 'or', operator: string, read: () => FilterTest): FilterTest {
    const first = read();
    const tests = [first];
    while (this.next() === operator[0] && this.text.startsWith(operator, this.at)) {
      this.at += operator.length;
      tests.push(read());
    }
    return tests.length === 1 ? first : { kind, tests };
  }

  private operand(nesting: number): FilterTest {
    if (nesting > MAX_NESTING) throw new InvalidPath('nested too deep');
    const char = this.next();
    if (char === '!') {
      this.at++;
      if (/[$@]/.test(this.next())) return this.comparison(false);
      return { kind: 'not', test: this.operand(nesting + 1) };
    }
    if (char === '(') {
      this.at++;
      const test = this.or(nesting + 1);
      this.expect(')');
      return test;
    }
    return this.comparison(true);
  }

  private comparison(wanted: boolean): FilterTest {
    const left = this.value();
    const behind = this.at;
    const operator = this.operator();
    // What is no operator, or has nothing to compare with, belongs to what follows; then it asks whether the path is there.
    if (operator !== undefined) {
      try {
        return { kind: 'compare', left, operator, right: this.value() };
      } catch (error) {
        if (!(error instanceof InvalidPath)) throw error;
      }
    }
    this.at = behind;
    if (left.kind !== 'path') throw new InvalidPath('a value alone is no filter');
    return { kind: 'exists', path: left.path, wanted };
  }

  private operator(): string | undefined {
    const char = this.next();
    const start = this.at;
    const belongs = OPERATOR_CHARS.test(char)
      ? (next: string): boolean => OPERATOR_CHARS.test(next)
      : (next: string): boolean => next !== ' ' && next !== '';
    while (belongs(this.text.charAt(this.at))) this.at++;
    const operator = this.text.slice(start, this.at).toUpperCase();
    return OPERATORS.has(operator) || WORD_OPERATORS.has(operator) ? operator : undefined;
  }

  private value(): Operand {
    const char = this.next();
    switch (char) {
      case '$':
      case '@':
        return { kind: 'path', path: this.parsePath(this.pathText()) };
      case "'":
      case '"':
        return { kind: 'literal', value: unescape(this.until(char).slice(1, -1)) };
      case '[':
      case '{':
        return { kind: 'literal', value: parseLenientJson(this.balanced(char)) };
      case '/':
        return this.pattern();
      default:
        return { kind: 'literal', value: this.word() };
    }
  }

  /** A path ends at a space, a comparison, or a parenthesis that is not a function's. */
  private pathText(): string {
    const start = this.at;
    for (this.at++; this.at < this.text.length; this.at++) {
      let char = this.text.charAt(this.at);
      while (char === '[') {
        this.balanced('[');
        char = this.text.charAt(this.at);
      }
      if (char === '(' && this.text.charAt(this.at + 1) === ')') {
        this.at++;
        continue;
      }
      if (char === ' ' || char === ')' || OPERATOR_CHARS.test(char)) break;
    }
    return this.text.slice(start, this.at);
  }

  private pattern(): Operand {
    const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(this.until('/') + this.flags()) ?? [];
    return { kind: 'pattern', pattern: javaPattern(source, flags) };
  }

  private flags(): string {
    const flags = /^[dixmsuU]*/.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += flags.length;
    return flags;
  }

  private word(): unknown {
    const word = /^(?:true|false|null|[-.\deE]+)/.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += word.length;
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    const value = Number(word);
    if (word === '' || Number.isNaN(value)) throw new InvalidPath('expected a value in a filter');
    return value;
  }

  /** From a quote or slash to the next one of its kind, both included. */
  private until(end: string): string {
    const start = this.at;
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at);
      if (char === '\\') this.at++;
      else if (char === end) return this.text.slice(start, ++this.at);
    }
    throw new InvalidPath(`expected ${end} in a filter`);
  }

  /** From a bracket to the one that closes it, both included. */
  private balanced(open: '[' | '{'): string {
    const start = this.at;
    const close = open === '[' ? ']' : '}';
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (char === "'" || char === '"') {
        this.until(char);
        continue;
      }
      this.at++;
      if (char === open) depth++;
      if (char === close && --depth === 0) return this.text.slice(start, this.at);
    }
    throw new InvalidPath(`expected ${close} in a filter`);
  }

  private next(): string {
    while (this.text.charAt(this.at) === ' ') this.at++;
    return this.text.charAt(this.at);
  }
}

/** The whole text has to match, and flags may also stand in front of the pattern. */
function javaPattern(source: string, flags: string): RegExp {
  const [inline = '', letters = ''] = /^\(\?([a-zA-Z]+)\)/.exec(source) ?? [];
  const known = [...new Set(flags + letters)].filter((flag) => 'ims'.includes(flag));
  try {
    return new RegExp(`^(?:${source.slice(inline.length)})$`, known.join(''));
  } catch {
    throw new InvalidPath(`/${source}/ is no pattern`);
  }
}
