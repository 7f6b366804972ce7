import { cutText } from './cut-text.js';
import { isError } from './is-error.js';
import { isTerminalError } from './terminal-error.js';
import { textOf } from './text-of.js';
import type { HandlerResult } from './worker.js';

/** The server keeps this many UTF-16 units of a reason (measured on 3.32.3) and may cut a character in two. */
export const MAX_REASON_LENGTH = 500;

/** Longest stack that is logged: one entry of the task's log. */
const MAX_STACK_LENGTH = 8_000;
/** How far a chain of causes is followed; it may be a ring. */
const MAX_CAUSES = 8;
/** How many errors of an AggregateError are shown. */
const MAX_PARTS = 5;

/** What a thrown value means for its task. */
export interface Failure {
  /** FAILED or FAILED_WITH_TERMINAL_ERROR, with a readable reason. */
  readonly result: HandlerResult;
  /** Stack, causes and all, for the task's log: one entry. `undefined` when the reason already says everything. */
  readonly stack: string | undefined;
}

/** Makes a failed result of whatever was thrown. Never throws itself, whatever that is. */
export function failureOf(thrown: unknown): Failure {
  const status = orElse(() => isTerminalError(thrown), false) ? 'FAILED_WITH_TERMINAL_ERROR' : 'FAILED';
  const reason = orElse(() => reasonOf(thrown), 'the handler threw something that cannot be read');
  const stack = orElse(() => (isError(thrown) ? boundedStack(thrown) : undefined), undefined);
  return { result: { status, reasonForIncompletion: cutText(reason, MAX_REASON_LENGTH) }, stack };
}

/** What was thrown may be a proxy or have getters that throw: then as much is told as can be read. */
function orElse<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function reasonOf(thrown: unknown): string {
  if (isError(thrown)) return reasonOfError(thrown);
  if (typeof thrown === 'string') return thrown.trim() === '' ? 'the handler threw an empty text' : thrown;
  return messageIn(thrown) ?? `the handler threw ${textOf(thrown)}`;
}

function reasonOfError(error: Error, depth = 0): string {
  const parts = 'errors' in error && Array.isArray(error.errors) ? (error.errors as readonly unknown[]) : [];
  const message = messageIn(error);
  // Node's own AggregateError of a refused connection has no message: all it says is in its parts.
  if (parts.length > 0 && depth < MAX_CAUSES) {
    const shown = parts
      .slice(0, MAX_PARTS)
      .map((part) => (isError(part) ? reasonOfError(part, depth + 1) : textOf(part)));
    if (parts.length > MAX_PARTS) shown.push(`${parts.length - MAX_PARTS} more`);
    return `${message ?? nameOf(error)}: ${shown.join('; ')}`;
  }
  if (message !== undefined) return message;
  if (isError(error.cause) && depth < MAX_CAUSES)
    return `${nameOf(error)}, caused by: ${reasonOfError(error.cause, depth + 1)}`;
  return `${nameOf(error)} without a message`;
}

/** The message of an error, or of an object that looks like one; `undefined` if it is missing, blank or not a text. */
function messageIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('message' in value)) return undefined;
  const { message } = value;
  return typeof message === 'string' && message.trim() !== '' ? message : undefined;
}

function nameOf(error: Error): string {
  return typeof error.name === 'string' && error.name !== '' ? error.name : 'Error';
}

function boundedStack(error: Error): string {
  const text = stackWithCauses(error);
  if (text.length <= MAX_STACK_LENGTH) return text;
  const kept = cutText(text, MAX_STACK_LENGTH);
  return `${kept}… (${text.length - kept.length} characters cut)`;
}

function stackWithCauses(error: Error): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  let current: unknown = error;
  while (current !== undefined && !seen.has(current) && seen.size < MAX_CAUSES) {
    lines.push(seen.size === 0 ? textOf(current) : `caused by: ${textOf(current)}`);
    seen.add(current);
    if (!isError(current)) break;
    if ('errors' in current && Array.isArray(current.errors)) lines.push(...partsOf(current.errors));
    current = current.cause;
  }
  return lines.join('\n');
}

function partsOf(errors: readonly unknown[]): string[] {
  const shown = errors.slice(0, MAX_PARTS).map((part, index) => `[${index + 1} of ${errors.length}] ${textOf(part)}`);
  if (errors.length > MAX_PARTS) shown.push(`[${errors.length - MAX_PARTS} more]`);
  return shown;
}
