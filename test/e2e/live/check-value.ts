import type { OpenApiDocument, Schema } from '../../../scripts/generate/openapi-document.js';
import { isRecord, referencedSchema } from '../../../scripts/generate/openapi-document.js';

/**
 * Holds a value from the server against a schema of the document, field by field.
 *
 * @param place where the value stands, for what is said about it: `$` gives `$.tasks[0].status`
 * @returns what does not agree, one line each: fields that the schema does not know, required ones that are missing, wrong types and
 * values that an enum lacks
 */
export function checkValue(value: unknown, schema: Schema, document: OpenApiDocument, place = '$'): string[] {
  const resolved = resolve(schema, document);
  const arms = resolved.oneOf ?? resolved.anyOf;
  if (arms !== undefined) return checkArms(value, arms, document, place);
  if (resolved.const !== undefined && value !== resolved.const)
    return [`${place} is ${shown(value)}, not ${shown(resolved.const)}`];
  if (resolved.enum !== undefined && !resolved.enum.includes(value))
    return [`${place} is ${shown(value)}, which is none of ${resolved.enum.map(shown).join(', ')}`];
  const types = typeof resolved.type === 'string' ? [resolved.type] : (resolved.type ?? []);
  if (types.length === 0 || (types.includes('null') && value === null)) {
    return isRecord(value) && isObjectSchema(resolved) ? checkObject(value, resolved, document, place) : [];
  }
  if (!types.some((type) => isOfType(value, type))) return [`${place} is ${kindOf(value)}, not ${types.join(' or ')}`];
  if (Array.isArray(value)) {
    const { items } = resolved;
    return items === undefined
      ? []
      : value.flatMap((item, index) => checkValue(item, items, document, `${place}[${index}]`));
  }
  return isRecord(value) ? checkObject(value, resolved, document, place) : [];
}

function checkObject(
  value: Record<string, unknown>,
  schema: Schema,
  document: OpenApiDocument,
  place: string,
): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${place}.${name} is missing`);
  // An object of which nothing is said may be any.
  const isOpen = additionalProperties === true || (additionalProperties === undefined && !isObjectSchema(schema));
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const at = /^[A-Za-z_]\w*$/.test(name) ? `${place}.${name}` : `${place}[${JSON.stringify(name)}]`;
    if (property !== undefined) return checkValue(field, property, document, at);
    if (typeof additionalProperties === 'object') return checkValue(field, additionalProperties, document, at);
    return isOpen ? [] : [`${at} is unknown: ${shown(field)}`];
  });
  return [...missing, ...fields];
}

/** The arm that fits, or else the one that fits best speaks. */
function checkArms(value: unknown, arms: readonly Schema[], document: OpenApiDocument, place: string): string[] {
  const complaints = arms.map((arm) => checkValue(value, arm, document, place));
  return complaints.reduce((best, other) => (other.length < best.length ? other : best));
}

/** Without references and with all parts of an `allOf` in one. */
function resolve(schema: Schema, document: OpenApiDocument): Schema {
  if (schema.$ref !== undefined) {
    const target = document.components.schemas[referencedSchema(schema.$ref) ?? ''];
    if (target === undefined) throw new Error(`the document has no ${schema.$ref}`);
    return resolve(target, document);
  }
  if (schema.allOf === undefined) return schema;
  const parts = schema.allOf.map((part) => resolve(part, document));
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties ?? {})) as Record<string, Schema>,
    required: parts.flatMap(({ required }) => required ?? []),
  };
}

function isObjectSchema({ properties }: Schema): boolean {
  return properties !== undefined;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
