import { TerminalError } from './terminal-error.js';
import { typeName } from './type-name.js';
import type { OutputData } from './worker.js';

/**
 * A value as the output of a task: an object whose JSON is an object. Plain objects, instances of classes and whatever has a `toJSON`
 * that gives one of these. Maps, Sets, dates, buffers, promises … are refused: JSON would make `{}` or a text of them without a word,
 * and the server answers 500 to anything but an object.
 *
 * @param origin who made it, for the error
 * @throws TerminalError naming the type
 */
export function outputDataOf(value: unknown, origin = 'the handler returned'): OutputData {
  if (!isObject(value)) throw noOutput(value, origin);
  if (hasToJson(value)) {
    const json = value.toJSON('');
    // A date, a URL: its JSON is a text.
    if (!isObject(json) || !isOrdinary(json)) throw noOutput(isOrdinary(value) ? json : value, origin);
    return json;
  }
  if (!isOrdinary(value)) throw noOutput(value, origin);
  return value;
}

/** An object, but no array: its properties may be looked at. */
export function isObject(value: unknown): value is OutputData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasToJson(value: OutputData): value is OutputData & { toJSON(key: string): unknown } {
  return typeof value.toJSON === 'function';
}

/** Plain, or of a class of the user's. Everything that the language or the runtime gives a meaning of its own has a tag. */
export function isOrdinary(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === Object.prototype || prototype === null || Object.prototype.toString.call(value) === '[object Object]'
  );
}

function noOutput(value: unknown, origin: string): TerminalError {
  return new TerminalError(
    `${origin} ${typeName(value)} as output; an output is an object with named properties, or undefined for an empty one`,
  );
}
