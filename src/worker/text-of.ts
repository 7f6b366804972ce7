import { isError } from './is-error.js';

/**
 * Any value as text that a person can read: texts as they are, errors with their stack, plain objects and arrays as JSON, other
 * objects as they print themselves. Never throws.
 */
export function textOf(value: unknown): string {
  try {
    switch (typeof value) {
      case 'string':
        return value;
      case 'function':
        return `[function ${value.name || 'without a name'}]`;
      case 'object':
        return value === null ? 'null' : textOfObject(value);
      default:
        return String(value);
    }
  } catch {
    // A proxy, a getter, toString or toJSON of the user's that throws. The text is wanted for a log or a reason, where an
    // exception would hide what was to be told.
    return '[unreadable value]';
  }
}

function textOfObject(value: object): string {
  // A stack may have been replaced by anything: Error.prepareStackTrace, a plain assignment.
  if (isError(value)) return typeof value.stack === 'string' ? value.stack : String(value);
  const tag = Object.prototype.toString.call(value);
  if (tag !== '[object Object]' && tag !== '[object Array]') return printed(value);
  return jsonOf(value) ?? tag;
}

/** A date, a URL, a Map … each says in its own way what it is. */
function printed(value: { toString(): string }): string {
  return value.toString();
}

/** `undefined` for what JSON cannot hold: circular references, BigInt. */
function jsonOf(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
