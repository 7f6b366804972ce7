import type { ErrorSummary } from './error-record.js';

const LONGEST = 160;

/** What makes two errors the same for whoever reads a log: type, code, and message without the numbers and ids in it. */
export function errorKind({ type, message, code, status }: ErrorSummary): string {
  const mark = typeof code === 'string' || typeof code === 'number' ? code : status;
  return `${type}${typeof mark === 'string' || typeof mark === 'number' ? ` ${mark}` : ''}: ${withoutIds(message)}`;
}

/** A text without what differs from one time to the next: each word with a digit in it becomes `#`. */
export function withoutIds(text: string): string {
  return text.slice(0, LONGEST).replace(/[\w-]*\d[\w-]*/g, '#');
}
