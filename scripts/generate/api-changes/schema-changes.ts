import type { Schema } from '../openapi-document.js';
import { referencedSchema } from '../openapi-document.js';
import type { ApiChange, Direction, Effect } from './api-change.js';

/** The changes from one schema to another at one place, which say who is affected by the direction of the values. */
export function schemaChanges(before: Schema, after: Schema, place: string, direction: Direction): ApiChange[] {
  const [was, is] = [typeText(before), typeText(after)];
  if (was !== is) return [{ effect: 'breaks', subject: place, text: `is ${is} instead of ${was}` }];
  return [
    ...enumChanges(before, after, place, direction),
    ...detailChanges(before, after, place),
    ...propertyChanges(before, after, place, direction),
    ...partChanges(before.items, after.items, `${place}[]`, direction),
    ...partChanges(mapValue(before), mapValue(after), `${place}{}`, direction),
  ];
}

function partChanges(before: Schema | undefined, after: Schema | undefined, place: string, direction: Direction) {
  return before === undefined || after === undefined ? [] : schemaChanges(before, after, place, direction);
}

function propertyChanges(before: Schema, after: Schema, place: string, direction: Direction): ApiChange[] {
  const [was, is] = [before.properties ?? {}, after.properties ?? {}];
  const [required, requires] = [new Set(before.required), new Set(after.required)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((name): ApiChange[] => {
    const subject = `${place}.${name}`;
    const [old, now] = [was[name], is[name]];
    if (old === undefined) return [addedProperty(subject, requires.has(name), direction)];
    if (now === undefined) return [removedProperty(subject, direction)];
    return [
      ...requirementChange(subject, required.has(name), requires.has(name), direction),
      ...schemaChanges(old, now, subject, direction),
    ];
  });
}

function addedProperty(subject: string, required: boolean, { sent }: Direction): ApiChange {
  return required && sent
    ? { effect: 'breaks', subject, text: 'added, and required of callers' }
    : { effect: 'adds', subject, text: 'added' };
}

/** The server ignores fields it does not know: a request with one still succeeds, an answer without one does not help. */
function removedProperty(subject: string, { received }: Direction): ApiChange {
  return received
    ? { effect: 'breaks', subject, text: 'removed from what the server sends' }
    : { effect: 'check', subject, text: 'removed from what callers send: the server ignores it' };
}

function requirementChange(subject: string, was: boolean, is: boolean, { sent, received }: Direction): ApiChange[] {
  if (was === is) return [];
  if (is) return [{ effect: sent ? 'breaks' : 'adds', subject, text: sent ? 'is required now' : 'is always sent now' }];
  return [
    { effect: received ? 'breaks' : 'adds', subject, text: received ? 'may be missing now' : 'is no longer required' },
  ];
}

function enumChanges(before: Schema, after: Schema, place: string, { sent, received }: Direction): ApiChange[] {
  const [was, is] = [before.enum, after.enum];
  if (was === undefined && is === undefined) return [];
  if (was === undefined) {
    const text = `is limited to ${list(is ?? [])}`;
    return [{ effect: sent ? 'breaks' : 'check', subject: place, text }];
  }
  if (is === undefined) return [{ effect: 'check', subject: place, text: 'is no longer limited to a list of values' }];
  const removed = was.filter((value) => !is.includes(value));
  const added = is.filter((value) => !was.includes(value));
  const changes: ApiChange[] = [];
  if (removed.length > 0) changes.push({ effect: 'breaks', subject: place, text: `loses the value ${list(removed)}` });
  if (added.length > 0) {
    const effect: Effect = received ? 'check' : 'adds';
    changes.push({ effect, subject: place, text: `gains the value ${list(added)}` });
  }
  return changes;
}

const details = ['default', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern'] as const;

function detailChanges(before: Schema, after: Schema, subject: string): ApiChange[] {
  const changes = details
    .filter((detail) => JSON.stringify(before[detail]) !== JSON.stringify(after[detail]))
    .map((detail): ApiChange => {
      const text = `${detail} is ${valueText(after[detail])} instead of ${valueText(before[detail])}`;
      return { effect: 'check', subject, text };
    });
  if (after.deprecated === true && before.deprecated !== true) {
    changes.push({ effect: 'check', subject, text: 'is deprecated now' });
  }
  return changes;
}

function mapValue(schema: Schema): Schema | undefined {
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The kind of a schema in a word or two. Two schemas of one kind may still differ in their parts. */
export function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return referencedSchema(schema.$ref) ?? schema.$ref;
  for (const combinator of ['allOf', 'anyOf', 'oneOf'] as const) {
    const arms = schema[combinator];
    if (arms !== undefined) return `${combinator}(${arms.map(typeText).join(', ')})`;
  }
  if (schema.items !== undefined) return `${typeText(schema.items)}[]`;
  const value = mapValue(schema);
  if (value !== undefined) return `map of ${typeText(value)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  return schema.format ?? type;
}

function valueText(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function list(values: readonly unknown[]): string {
  return values.map((value) => String(value)).join(', ');
}
