import { cutText, ELLIPSIS } from './cut-text.js';
import { enter, enterItem, REDACTED, type Places } from './redaction.js';

/*
 * A copy of a value for a record: without what is to be redacted, and no larger than allowed. An object stays an object and a list a
 * list, however much is cut, since log stores reject a field that is now one and now the other.
 *
 * The size is that of the copy's JSON in bytes of UTF-8. Everything is paid for before it is added. A container pays for its mark
 * ("3 more of 5 items") when it is begun and gets that back if it needs none, so that a mark always fits.
 *
 * The original is only read, property by property, and no further than the size allows. Whatever reading it throws is contained.
 */

/** What a mark in a container may cost: `"…":"12345678 more of 12345678 properties",`. */
const MARK_BYTES = 48;
/** The least that is left when a value is begun, so that a mark can stand for it: `"[unreadable]"`. */
const SMALLEST_BYTES = 16;
/** What is cut of a text is said in so many bytes: `… (12345678 more characters)`. */
const TEXT_MARK_BYTES = 30;
const MOST_LEVELS = 32;

/** A value without a place in JSON: a property that has it is left out. */
const NOTHING = Symbol('nothing');

/**
 * Copies a value.
 *
 * @param places where in the paths that are redacted the value lies
 * @param maxBytes 100 or more
 */
export function boundedCopy(value: unknown, places: Places, maxBytes: number): unknown {
  const copied = read(() => new BoundedCopier(maxBytes).copy(value, places));
  return copied === NOTHING ? undefined : copied;
}

class BoundedCopier {
  #leftBytes: number;
  /** The objects that the current one lies in. */
  readonly #around: unknown[] = [];

  constructor(maxBytes: number) {
    this.#leftBytes = maxBytes;
  }

  copy(value: unknown, places: Places): unknown {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return this.#scalar(Number.isFinite(value) ? value : null);
      case 'boolean':
        return this.#scalar(value);
      case 'bigint':
        return this.#text(value.toString());
      case 'object':
        return value === null ? this.#scalar(null) : this.#object(value, places);
      default:
        return NOTHING;
    }
  }

  #object(given: object, places: Places): unknown {
    if (ArrayBuffer.isView(given)) return this.#scalar(`[${given.byteLength} bytes]`);
    const value = read(() => plain(given));
    if (value === UNREADABLE) return this.#scalar(UNREADABLE);
    if (typeof value !== 'object' || value === null) return this.copy(value, places);
    if (this.#around.includes(value)) return this.#scalar('[circular]');
    if (this.#around.length >= MOST_LEVELS) return this.#scalar('[too deep]');
    if (!this.#pay(2 + MARK_BYTES)) return this.#scalar(ELLIPSIS);
    this.#around.push(value);
    const copied = isList(value) ? this.#list(value, places) : this.#record(value, places);
    this.#around.pop();
    return copied;
  }

  #record(value: object, places: Places): unknown {
    const keys = read(() => Object.keys(value));
    if (keys === UNREADABLE) return this.#refunded({ [ELLIPSIS]: UNREADABLE });
    // From entries: assigned to, a property `__proto__` would be the prototype.
    const entries: [string, unknown][] = [];
    for (const [index, key] of keys.entries()) {
      const keyBytes = jsonBytes(key) + 2;
      if (this.#leftBytes < keyBytes + SMALLEST_BYTES) {
        entries.push([ELLIPSIS, `${keys.length - index} more of ${keys.length} properties`]);
        return Object.fromEntries(entries);
      }
      this.#pay(keyBytes);
      const inside = enter(places, key);
      const copied =
        inside === 'redacted'
          ? this.#scalar(REDACTED)
          : this.copy(
              read((): unknown => Reflect.get(value, key)),
              inside,
            );
      if (copied === NOTHING) this.#leftBytes += keyBytes;
      else entries.push([key, copied]);
    }
    return this.#refunded(Object.fromEntries(entries));
  }

  #list(value: readonly unknown[], places: Places): unknown {
    const items: unknown[] = [];
    const length = read(() => value.length);
    if (length === UNREADABLE) return this.#refunded([UNREADABLE]);
    for (let index = 0; index < length; index += 1) {
      if (this.#leftBytes < 1 + SMALLEST_BYTES) {
        items.push(`${ELLIPSIS} ${length - index} more of ${length} items`);
        return items;
      }
      this.#pay(1);
      const inside = enterItem(places, index);
      const copied =
        inside === 'redacted'
          ? this.#scalar(REDACTED)
          : this.copy(
              read(() => value[index]),
              inside,
            );
      items.push(copied === NOTHING ? this.#scalar(null) : copied);
    }
    return this.#refunded(items);
  }

  /** The container is whole: it needs no mark. */
  #refunded(container: unknown): unknown {
    this.#leftBytes += MARK_BYTES;
    return container;
  }

  #text(text: string): unknown {
    // Every character takes at least one byte: what cannot fit is not encoded at all.
    if (text.length <= this.#leftBytes && this.#pay(jsonBytes(text))) return text;
    const limit = this.#leftBytes - TEXT_MARK_BYTES;
    let length = Math.max(0, limit);
    while (length > 0 && jsonBytes(text.slice(0, length)) > limit) length = Math.floor(length * 0.9);
    if (length === 0) return this.#scalar(ELLIPSIS);
    const cut = cutText(text, length);
    this.#pay(jsonBytes(cut));
    return cut;
  }

  /** A value that is not cut. Where even a mark is too long for what is left, the ellipsis stands for it. */
  #scalar(value: string | number | boolean | null): unknown {
    if (this.#pay(jsonBytes(value))) return value;
    this.#pay(jsonBytes(ELLIPSIS));
    return ELLIPSIS;
  }

  #pay(bytes: number): boolean {
    if (bytes > this.#leftBytes) return false;
    this.#leftBytes -= bytes;
    return true;
  }
}

const UNREADABLE = '[unreadable]';

/** Reads something of an object that may do anything when it is read. */
function read<Value>(look: () => Value): Value | typeof UNREADABLE {
  try {
    return look();
  } catch {
    // A getter or a proxy of the user's that throws: the rest of the record is wanted all the same.
    return UNREADABLE;
  }
}

/** A proxy may refuse even this. */
function isList(value: unknown): value is readonly unknown[] {
  return read(() => Array.isArray(value)) === true;
}

/** What JSON makes of an object that says so itself: a date, an instance of a class. */
function plain(value: object): unknown {
  if (!('toJSON' in value) || typeof value.toJSON !== 'function') return value;
  const made: unknown = Reflect.apply(value.toJSON, value, ['']);
  return made;
}

function jsonBytes(value: string | number | boolean | null): number {
  return Buffer.byteLength(JSON.stringify(value));
}
