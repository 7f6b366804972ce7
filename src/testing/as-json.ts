import { isOrdinary } from '../worker/output-data.js';
import { typeName } from '../worker/type-name.js';
import { isJsonObject, type JsonObject } from './engine/model.js';

/*
 * What a test hands over, as it would arrive over HTTP: a date is its text, what is undefined is left out, `toJSON` is honoured. Nothing is
 * shared with what was handed over.
 */

/**
 * An object as the JSON that a client would send of it.
 *
 * @param what it is, for the error: `input`
 * @throws TypeError that names the field, when it has no JSON or its JSON is no object
 */
export function asJsonObject(what: string, value: unknown): JsonObject {
  // A Map or a promise would become {} without a word.
  if (!isJsonObject(value) || (!isOrdinary(value) && !('toJSON' in value))) throw notAnObject(what, value);
  const text = textOf(what, value);
  const json: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isJsonObject(json))
    throw isOrdinary(value) ? notAnObject(`the JSON of ${what}`, json) : notAnObject(what, value);
  return json;
}

function notAnObject(what: string, value: unknown): TypeError {
  return new TypeError(`${what} must be an object with named fields, got ${typeName(value)}`);
}

/** Undefined when its toJSON gives nothing. */
function textOf(what: string, value: JsonObject): string | undefined {
  const way = new Way();
  try {
    return JSON.stringify(value, way.follow);
  } catch (error) {
    throw way.complaint(what, error);
  }
}

/** Where in an object JSON.stringify is: it tells of itself only that it failed. */
class Way {
  /** The objects around the field that is looked at, each with the name of the field that leads on. */
  readonly #steps: { readonly holder: unknown; readonly key: string }[] = [];
  #last: unknown;

  /** A replacer that replaces nothing. */
  get follow(): (this: unknown, key: string, item: unknown) => unknown {
    const see = (holder: unknown, key: string, item: unknown): void => this.#see(holder, key, item);
    return function (key, item) {
      see(this, key, item);
      return item;
    };
  }

  #see(holder: unknown, key: string, item: unknown): void {
    const at = this.#steps.findIndex((step) => step.holder === holder);
    if (at >= 0) this.#steps.length = at;
    this.#steps.push({ holder, key });
    this.#last = item;
  }

  complaint(what: string, cause: unknown): TypeError {
    const last = this.#last;
    // The first step is that of the whole, which has no name.
    const path = this.#steps.slice(1).reduce((before, { holder, key }) => before + nameIn(holder, key), what);
    if (typeof last === 'bigint') return new TypeError(`${path} is a BigInt, which JSON does not have`, { cause });
    if (this.#steps.some(({ holder }) => holder === last)) {
      return new TypeError(`${path} is an object that contains itself, which JSON cannot hold`, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    return new TypeError(`${what} cannot be made JSON: ${why}`, { cause });
  }
}

function nameIn(holder: unknown, key: string): string {
  if (Array.isArray(holder)) return `[${key}]`;
  return /^[\p{L}_$][\p{L}\d_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
