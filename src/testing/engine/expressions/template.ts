import { ExpressionError } from './expression-error.js';
import { type JsonDocument } from './json-document.js';
import { type JsonPath, PathError } from './json-path.js';
import { javaDoubleText, javaText, resultListText } from './java-text.js';
import { parseJsonPath } from './parse-json-path.js';
import { readPath } from './evaluate-json-path.js';
import { givesDouble } from './path-functions.js';

/**
 * A text with expressions, taken apart:
 *
 *     "${path}"              alone: has the value of the path
 *     "a ${path} b"          text with values in it
 *     "${a.${path}}"         a path that is only known once the inner one is
 *     "$${path}"             an escape: the text ${path}
 *     "${path" or "$ {x}"    no expression: text
 *
 * An expression ends where all braces behind its `${` are closed.
 */
export type Template =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'alone'; readonly expression: Expression }
  | { readonly kind: 'joined'; readonly parts: readonly (string | Expression)[] };

export type Expression =
  | { readonly kind: 'path'; readonly path: CompiledPath }
  | { readonly kind: 'nested'; readonly template: Template; readonly source: string }
  | { readonly kind: 'taskId'; readonly source: string }
  | { readonly kind: 'kept'; readonly source: string };

interface CompiledPath {
  /** Undefined when the server's library refuses it: the value is null. */
  readonly parsed: JsonPath | undefined;
  readonly isBlank: boolean;
  readonly isDouble: boolean;
}

/** What templates are resolved against. */
export interface TemplateContext {
  readonly document: JsonDocument;
  readonly taskId: string | undefined;
}

const MAX_NESTING = 100;
const MAX_CACHED = 4_096;
const MAX_CACHED_LENGTH = 10_000;

/** Values by text, all forgotten when there are too many: what is in use comes back at once. */
class TextCache<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly make: (text: string) => T) {}

  get(text: string): T {
    const cached = this.values.get(text);
    if (cached !== undefined) return cached;
    const value = this.make(text);
    if (text.length <= MAX_CACHED_LENGTH) {
      if (this.values.size >= MAX_CACHED) this.values.clear();
      this.values.set(text, value);
    }
    return value;
  }
}

const templates = new TextCache((text) => parse(text, 0));
const paths = new TextCache(compilePath);

/** @throws ExpressionError when expressions are nested more than 100 levels deep. */
export function parseTemplate(text: string): Template {
  return templates.get(text);
}

export function resolveTemplate(template: Template, context: TemplateContext): unknown {
  if (template.kind === 'text') return template.text;
  if (template.kind === 'alone') return resolveAlone(template.expression, context);
  return joined(template.parts, context);
}

function parse(text: string, nesting: number): Template {
  if (nesting > MAX_NESTING) throw new ExpressionError(`expressions are nested more than ${MAX_NESTING} levels deep`);
  const parts: (string | Expression)[] = [];
  let behind = 0;
  const closing = closingBraces(text);
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', Math.max(at + 1, behind))) {
    const end = closing.get(at + 1);
    if (text.charAt(at - 1) === '$') continue;
    // One that is not closed makes the server overlook all that follow.
    if (end === undefined) break;
    if (at > behind) parts.push(text.slice(behind, at));
    parts.push(parseExpression(text.slice(at, end + 1), nesting));
    behind = end + 1;
  }
  if (behind < text.length) parts.push(text.slice(behind));
  const [first] = parts;
  if (first === undefined || (typeof first === 'string' && parts.length === 1))
    return { kind: 'text', text: unescaped(text) };
  // Only at the outermost level: an expression inside another is always made text.
  if (typeof first !== 'string' && parts.length === 1 && nesting === 0) return { kind: 'alone', expression: first };
  return { kind: 'joined', parts };
}

/** Where each opening brace is closed, by position. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === OPEN) open.push(at);
    else if (char === CLOSE) {
      const opened = open.pop();
      if (opened !== undefined) closing.set(opened, at);
    }
  }
  return closing;
}

const OPEN = 0x7b;
const CLOSE = 0x7d;

function parseExpression(source: string, nesting: number): Expression {
  const inner = parse(source.slice(2, -1), nesting + 1);
  return inner.kind === 'text' ? expressionOf(inner.text, source) : { kind: 'nested', template: inner, source };
}

function expressionOf(path: string, source: string): Expression {
  // Secrets are put in when a worker or a system task gets its input, not when that is stored.
  if (path.startsWith('workflow.secrets.')) return { kind: 'kept', source };
  if (path === 'CPEWF_TASK_ID') return { kind: 'taskId', source };
  // Both are variables of the server's environment, which are usually not set.
  if (path === 'NETFLIX_ENV' || path === 'NETFLIX_STACK') return { kind: 'kept', source };
  return { kind: 'path', path: paths.get(path) };
}

function compilePath(text: string): CompiledPath {
  if (text.trim() === '') return { parsed: undefined, isBlank: true, isDouble: false };
  try {
    const parsed = parseJsonPath(text);
    const last = parsed.steps.at(-1);
    return { parsed, isBlank: false, isDouble: last?.kind === 'function' && givesDouble(last.name) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return { parsed: undefined, isBlank: false, isDouble: false };
  }
}

function resolveAlone(expression: Expression, context: TemplateContext): unknown {
  switch (expression.kind) {
    case 'path':
      return pathValue(expression.path, context);
    case 'nested':
      return resolveAlone(expressionInside(expression, context), context);
    case 'taskId':
      return context.taskId ?? expression.source;
    case 'kept':
      return expression.source;
  }
}

function expressionInside(expression: Expression & { kind: 'nested' }, context: TemplateContext): Expression {
  return expressionOf(javaText(resolveTemplate(expression.template, context)), expression.source);
}

function pathValue(path: CompiledPath, context: TemplateContext): unknown {
  if (path.parsed === undefined) return path.isBlank ? '' : null;
  try {
    return readPath(path.parsed, context.document);
  } catch (error) {
    if (error instanceof PathError) return null;
    throw error;
  }
}

function joined(parts: readonly (string | Expression)[], context: TemplateContext): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : expressionText(part, context);
  return unescaped(text);
}

function expressionText(expression: Expression, context: TemplateContext): string {
  if (expression.kind === 'nested') return expressionText(expressionInside(expression, context), context);
  const value = resolveAlone(expression, context);
  if (expression.kind !== 'path') return javaText(value);
  const { parsed, isDouble } = expression.path;
  if (isDouble && typeof value === 'number') return javaDoubleText(value);
  return parsed?.definite === false ? resultListText(value) : javaText(value);
}

/** Escapes are taken off at the very end, also those that came in with a value. */
function unescaped(text: string): string {
  return text.includes('$${') ? text.replaceAll('$${', '${') : text;
}
