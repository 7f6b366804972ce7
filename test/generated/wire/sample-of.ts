import type { Schema } from '../../../scripts/generate/openapi-document.js';
import { referencedSchema } from '../../../scripts/generate/openapi-document.js';

/** Below this, objects have only what they must have and lists are empty: recursive schemas come to an end. */
const FULL_DEPTH = 3;
/** A schema that demands itself has no value at all. */
const MOST_DEPTH = 20;

/**
 * What a text must survive on its way: each of these means something in a path, a query, JSON or UTF-8. `%41` becomes an `A` if it is
 * decoded once too often.
 */
const AWKWARD = ' ä+%41?#&=;:@"\'<>\\[]{}|^`€😀';

/** Any JSON, with what is lost by those who do not take it as it is. */
const ANY_JSON = { text: AWKWARD, number: -0.5, list: [1, null, [], {}], nothing: null, 'key ä[0].b': false };

/**
 * A value that the schema allows: the same each time, with every optional property down to a certain depth. Texts and numbers tell
 * `name` apart from others, so that two values that were swapped are noticed.
 */
export function sampleOf(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  name = 'value',
  depth = 0,
): unknown {
  if (depth > MOST_DEPTH) throw new Error(`no value of ${name} ends: its schema demands itself`);
  const inner = (of: Schema, as: string): unknown => sampleOf(of, schemas, as, depth + 1);
  if (schema.$ref !== undefined) return sampleOf(resolve(schema.$ref, schemas), schemas, name, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [arm] = schema.oneOf ?? schema.anyOf ?? [];
  if (arm !== undefined) return inner(arm, name);
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((part) => sampleOf(part, schemas, name, depth));
    // A narrower part comes first in this document: what it says of a property counts.
    return Object.assign({}, ...parts.reverse()) as unknown;
  }
  switch (typeOf(schema)) {
    case 'string':
      return textOf(schema, name);
    case 'boolean':
      return true;
    case 'integer':
      // An int64 is a time in milliseconds more often than not.
      return within(schema, (schema.format === 'int64' ? 1_700_000_000_000 : 0) + name.length);
    case 'number':
      return within(schema, name.length + 0.25);
    case 'array':
      return listOf(schema, depth, (index) => inner(schema.items ?? {}, `${name}${index}`));
    case 'object':
      return objectOf(schema, name, depth, inner);
    case undefined:
      return ANY_JSON;
    default:
      throw new Error(`${name} is of the type ${JSON.stringify(schema.type)}, of which no value is known`);
  }
}

function resolve(ref: string, schemas: Readonly<Record<string, Schema>>): Schema {
  const schema = schemas[referencedSchema(ref) ?? ''];
  if (schema === undefined) throw new Error(`${ref} leads nowhere`);
  return schema;
}

function textOf({ format }: Schema, name: string): string {
  switch (format) {
    case undefined:
      return `${name}${AWKWARD}`;
    case 'date-time':
      return '2026-01-31T23:59:58.123Z';
    default:
      throw new Error(`${name} is a text of the format ${format}, of which no value is known`);
  }
}

function typeOf({ type, properties, additionalProperties }: Schema): string | undefined {
  if (Array.isArray(type)) return type.find((one) => one !== 'null');
  return type ?? (properties === undefined && additionalProperties === undefined ? undefined : 'object');
}

function within({ minimum, maximum }: Schema, value: number): number {
  const atLeast = typeof minimum === 'number' ? Math.max(minimum, value) : value;
  return typeof maximum === 'number' ? Math.min(maximum, atLeast) : atLeast;
}

function listOf({ minItems }: Schema, depth: number, item: (index: number) => unknown): unknown[] {
  const least = typeof minItems === 'number' ? minItems : 0;
  return Array.from({ length: Math.max(least, depth < FULL_DEPTH ? 2 : 0) }, (_, index) => item(index));
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  name: string,
  depth: number,
  inner: (of: Schema, as: string) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(properties)
    .filter(([property]) => depth < FULL_DEPTH || required.includes(property))
    .map(([property, schema]): [string, unknown] => [property, inner(schema, property)]);
  const isMap = additionalProperties !== undefined && additionalProperties !== false;
  if (isMap && depth < FULL_DEPTH) {
    const values = additionalProperties === true ? {} : additionalProperties;
    entries.push([`${name} ä+%41&=`, inner(values, name)], ['plain', inner(values, 'plain')]);
  }
  return Object.fromEntries(entries);
}
