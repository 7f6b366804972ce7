import type { OpenApiDocument, Schema } from '../openapi-document.js';
import { operationsOf, referencedSchema } from '../openapi-document.js';
import { visitRefs } from '../schema-walk.js';
import type { ApiChange, Direction } from './api-change.js';
import { operationChanges } from './operation-changes.js';
import { schemaChanges } from './schema-changes.js';

export interface ApiChanges {
  operations: Listing;
  schemas: Listing;
  /** What changed in operations and schemas that are in both documents. */
  changes: ApiChange[];
}

/** Names (operation keys or schemas) by where they are. */
export interface Listing {
  before: number;
  after: number;
  added: string[];
  removed: string[];
}

/**
 * What changed from one document of a server to another, as the server sent them: our names and corrections play no part,
 * except that what they leave out is left out here as well. Documents that differ in order only are equal.
 *
 * @param hidden fields, as `Schema.field`, that callers never see, and with them the schemas that only they lead to.
 */
export function apiChanges(
  documentBefore: OpenApiDocument,
  documentAfter: OpenApiDocument,
  hidden: ReadonlySet<string> = new Set(),
): ApiChanges {
  const [before, after] = [withoutFields(documentBefore, hidden), withoutFields(documentAfter, hidden)];
  const was = new Map(operationsOf(before).map(({ key, operation }) => [key as string, operation]));
  const is = new Map(operationsOf(after).map(({ key, operation }) => [key as string, operation]));
  const [schemasBefore, schemasAfter] = [before.components.schemas, after.components.schemas];
  const [directionsBefore, directionsAfter] = [schemaDirections(before), schemaDirections(after)];
  const directions = mergeDirections(directionsBefore, directionsAfter);

  const ofOperations = [...was].flatMap(([key, operation]) => {
    const now = is.get(key);
    return now === undefined ? [] : operationChanges(operation, now, key);
  });
  const ofSchemas = Object.keys(schemasBefore).flatMap((name) => {
    const [old, now] = [schemasBefore[name], schemasAfter[name]];
    const direction = directions.get(name);
    if (old === undefined || now === undefined || direction === undefined) return [];
    return schemaChanges(old, now, name, direction);
  });
  return {
    operations: listing([...was.keys()], [...is.keys()]),
    // A schema that nothing uses concerns nobody.
    schemas: listing([...directionsBefore.keys()], [...directionsAfter.keys()]),
    changes: [...ofOperations, ...ofSchemas].sort(bySubject),
  };
}

function withoutFields(document: OpenApiDocument, hidden: ReadonlySet<string>): OpenApiDocument {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]): [string, Schema] => {
    if (schema.properties === undefined) return [name, schema];
    const visible = Object.entries(schema.properties).filter(([field]) => !hidden.has(`${name}.${field}`));
    return [name, { ...schema, properties: Object.fromEntries(visible) }];
  });
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}

function listing(before: string[], after: string[]): Listing {
  return {
    before: before.length,
    after: after.length,
    added: after.filter((name) => !before.includes(name)).sort(byPath),
    removed: before.filter((name) => !after.includes(name)).sort(byPath),
  };
}

/** Who writes each schema: reached from a request, from an answer, or both. */
function schemaDirections(document: OpenApiDocument): Map<string, Direction> {
  const directions = new Map<string, Direction>();
  const reach = (value: unknown, side: keyof Direction): void => {
    visitRefs(value, (ref) => {
      const name = referencedSchema(ref);
      if (name === undefined) return;
      const direction = directions.get(name) ?? { sent: false, received: false };
      if (direction[side]) return;
      directions.set(name, { ...direction, [side]: true });
      reach(document.components.schemas[name], side);
    });
  };
  for (const { operation } of operationsOf(document)) {
    reach([operation.parameters, operation.requestBody], 'sent');
    reach(operation.responses, 'received');
  }
  return directions;
}

function mergeDirections(left: Map<string, Direction>, right: Map<string, Direction>): Map<string, Direction> {
  const merged = new Map(left);
  for (const [name, { sent, received }] of right) {
    const other = left.get(name);
    merged.set(name, {
      sent: sent || (other?.sent ?? false),
      received: received || (other?.received ?? false),
    });
  }
  return merged;
}

/** Operations by path and then method, schemas by name. */
function byPath(left: string, right: string): number {
  const key = (name: string): string => name.split(' ').reverse().join(' ');
  return key(left) < key(right) ? -1 : 1;
}

function bySubject(left: ApiChange, right: ApiChange): number {
  const key = (change: ApiChange): string =>
    `${change.subject.split(' ').slice(1).join(' ')} ${change.subject} ${change.text}`;
  return key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0;
}
