import { cutText } from './cut-text.js';
import { typeName } from './type-name.js';

const MAX_LENGTH = 100;

/** A value that is not what it should be, for a message: small ones as they are, others by their type. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cutText(value, MAX_LENGTH));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeName(value);
}
