import { ExpressionError, MAX_DEPTH } from './expression-error.js';

/** A value as `String.valueOf` of the server writes it: `{k={l=deep}}`, `[1, two, null]`, `null`. */
export function javaText(value: unknown): string {
  return typeof value === 'string' ? value : write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return javaNumberText(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return value === true ? 'true' : 'false';
  checkDepth(depth);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${write(item, depth + 1)}`)
    .join(', ')}}`;
}

/**
 * A list that a path with several results gives, as text. It is of another class than the lists of the document, one that writes JSON, with
 * its own set of escapes.
 */
export function resultListText(value: unknown): string {
  return writeJson(value, 0);
}

function writeJson(value: unknown, depth: number): string {
  if (typeof value === 'string') return `"${value.replace(TO_ESCAPE, escaped)}"`;
  if (typeof value === 'number') return javaNumberText(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return value === true ? 'true' : 'false';
  checkDepth(depth);
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, depth + 1)).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${writeJson(key, depth)}:${writeJson(item, depth + 1)}`)
    .join(',')}}`;
}

// eslint-disable-next-line no-control-regex -- control characters are what it escapes
const TO_ESCAPE = /["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(char: string): string {
  return SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A number as Java writes it: `1.0E-4` and `1.23456789E7` where JavaScript writes no exponent, whole numbers as they are. */
function javaNumberText(value: number): string {
  const text = String(value);
  // Up to 1e21 JavaScript and JSON write a whole number with all its digits, and so Java read an integer.
  return /[.e]/.test(text) ? javaDoubleText(value) : text;
}

/** The same for what Java computed as a floating point number: `60.0`. */
export function javaDoubleText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH) throw new ExpressionError(`a value is nested more than ${MAX_DEPTH} levels deep`);
}
