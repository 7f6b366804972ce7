import type { EngineError } from '../engine/engine-error.js';
import { isJsonObject } from '../engine/model.js';
import { readError, unreadable } from './java-json.js';

/*
 * Reads JSON as the server binds it to its classes: unknown fields are ignored, texts become numbers and numbers become texts where the
 * field says so, fractions are cut off, and what cannot be bound is a 500 that names the Java type. A null stays one, other than in a
 * primitive, where it is 0 or false.
 */

/** What JSON a place of a body takes. */
export interface JavaShape {
  /** The class, as error messages name it. */
  readonly java: string;
  /** @throws EngineError 500 as the server */
  read(value: unknown): unknown;
}

export const anyJson: JavaShape = { java: 'java.lang.Object', read: (value) => value };

export const text: JavaShape = {
  java: 'java.lang.String',
  read(value) {
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw unreadable('java.lang.String', value);
  },
};

const INT_RANGE = { name: 'int', least: -(2 ** 31), most: 2 ** 31 - 1 };
const LONG_RANGE = { name: 'long', least: Number('-9223372036854775808'), most: Number('9223372036854775807') };

export const int = number('int', INT_RANGE, 0);
export const long = number('long', LONG_RANGE, 0);
/** One that may be null. */
export const boxedInt = number('java.lang.Integer', INT_RANGE, null);
export const boxedLong = number('java.lang.Long', LONG_RANGE, null);

function number(java: string, range: typeof INT_RANGE, absent: 0 | null): JavaShape {
  return {
    java,
    read(value) {
      if (value === null) return absent;
      if (typeof value === 'string') {
        const trimmed = value.trim();
        if (trimmed === '') return absent;
        if (!/^[+-]?\d+$/.test(trimmed)) {
          throw readError(
            `Cannot deserialize value of type \`${java}\` from String ${quoted(value)}: not a valid \`${java}\` value`,
          );
        }
        return inRange(Number(trimmed), range);
      }
      if (typeof value === 'number') return inRange(Math.trunc(value), range);
      throw unreadable(java, value);
    },
  };
}

function inRange(value: number, { name, least, most }: typeof INT_RANGE): number {
  if (value >= least && value <= most) return value === 0 ? 0 : value;
  const limits = name === 'int' ? '-2147483648 - 2147483647' : '-9223372036854775808 - 9223372036854775807';
  throw readError(`Numeric value (${value}) out of range of ${name} (${limits})`);
}

export const boolean = truth('boolean', false, 'only "true"/"True"/"TRUE" or "false"/"False"/"FALSE" recognized');
/** One that may be null. */
export const boxedBoolean = truth('java.lang.Boolean', null, 'only "true" or "false" recognized');

function truth(java: string, absent: false | null, recognized: string): JavaShape {
  return {
    java,
    read(value) {
      if (value === null) return absent;
      if (typeof value === 'boolean') return value;
      if (typeof value === 'number' && Number.isInteger(value)) return value !== 0;
      if (typeof value !== 'string') throw unreadable(java, value);
      const trimmed = value.trim();
      if (trimmed === '') return absent;
      if (/^(?:true|True|TRUE)$/.test(trimmed)) return true;
      if (/^(?:false|False|FALSE)$/.test(trimmed)) return false;
      throw readError(`Cannot deserialize value of type \`${java}\` from String ${quoted(value)}: ${recognized}`);
    },
  };
}

/** One of several names, in the order in which the class has them: a number is a place in it. */
export function oneOf(java: string, ...names: readonly string[]): JavaShape {
  return oneOfListed(java, names, names);
}

/** @param listed the names in the order in which messages list them, where that is another one */
export function oneOfListed(java: string, names: readonly string[], listed: readonly string[]): JavaShape {
  return {
    java,
    read(value) {
      if (value === null) return null;
      if (typeof value === 'number' && Number.isInteger(value)) {
        const name = names[value];
        if (name !== undefined) return name;
        const range = `index value outside legal index range [0..${names.length - 1}]`;
        throw readError(`Cannot deserialize value of type \`${java}\` from number ${value}: ${range}`);
      }
      if (typeof value !== 'string') throw unreadable(java, value);
      if (value === '') throw emptyText(`\`${java}\` value`);
      const trimmed = value.trim();
      if (names.includes(trimmed)) return trimmed;
      const accepted = `not one of the values accepted for Enum class: [${listed.join(', ')}]`;
      throw readError(`Cannot deserialize value of type \`${java}\` from String ${quoted(value)}: ${accepted}`);
    },
  };
}

export function listOf(item: JavaShape): JavaShape {
  return {
    java: `java.util.List<${item.java}>`,
    read(value) {
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((each) => item.read(each));
      // A list of texts is read by another part of the server than other lists.
      if (typeof value === 'string' && item === text) throw cannotConstruct('java.util.ArrayList', value);
      throw unreadable(`java.util.ArrayList<${item.java}>`, value);
    },
  };
}

/** An object with any keys. */
export function mapOf(item: JavaShape): JavaShape {
  const java = `java.util.LinkedHashMap<java.lang.String,${item.java}>`;
  return {
    java,
    read(value) {
      if (value === null) return null;
      if (isJsonObject(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, item.read(each)]));
      }
      if (typeof value === 'string') throw cannotConstruct('java.util.LinkedHashMap', value);
      throw unreadable(java, value);
    },
  };
}

export const anyMap = mapOf(anyJson);

export interface ClassOptions {
  /** Makes the object of a text, where the class can be made of one. */
  readonly fromText?: (value: string) => Readonly<Record<string, unknown>>;
}

/** An object of a class: of its fields those that are there. */
export function classOf(
  java: string,
  fields: () => Readonly<Record<string, JavaShape>>,
  { fromText }: ClassOptions = {},
): JavaShape {
  let shapes: Readonly<Record<string, JavaShape>> | undefined;
  return {
    java,
    read(value) {
      if (value === null) return null;
      if (typeof value === 'string' && fromText !== undefined) return fromText(value);
      if (Array.isArray(value)) throw unreadable(java, value);
      if (!isJsonObject(value)) throw cannotConstruct(java, value);
      shapes ??= fields();
      const read: Record<string, unknown> = {};
      for (const [name, each] of Object.entries(value)) {
        const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
        if (shape !== undefined) read[name] = shape.read(each);
      }
      return read;
    },
  };
}

function cannotConstruct(java: string, value: unknown): EngineError {
  const isCollection = java.startsWith('java.util.');
  if (value === '') throw emptyText(isCollection ? `element of \`${java}\`` : `\`${java}\` value`);
  const { argument, given } = argumentOf(value);
  return readError(
    `Cannot construct instance of \`${java}\` (although at least one Creator exists): no ${argument}-argument constructor/factory method to deserialize from ${given}`,
  );
}

function argumentOf(value: unknown): { readonly argument: string; readonly given: string } {
  if (typeof value === 'string') return { argument: 'String', given: `String value ('${value}')` };
  if (typeof value === 'boolean') return { argument: 'boolean/Boolean', given: `boolean value (${value})` };
  const isWhole = Number.isInteger(value);
  return { argument: isWhole ? 'int/Int' : 'double/Double', given: `Number value (${String(value)})` };
}

function emptyText(target: string): EngineError {
  return readError(
    `Cannot coerce empty String ("") to ${target} (but could if coercion was enabled using \`CoercionConfig\`)`,
  );
}

function quoted(value: string): string {
  return `"${value}"`;
}
