import type { Content, OpenApiDocument, Schema } from './openapi-document.js';
import { operationsOf } from './openapi-document.js';

/** Where a schema stands: a readable path such as `Task.status` or `GET /api/tasks/{taskId} 200`. */
type SchemaPlace = string;

type SchemaChange = (schema: Schema, place: SchemaPlace) => Schema;

/** Replaces every schema of the draft, innermost first, by what `change` makes of it. Changes the draft. */
export function changeSchemas(draft: OpenApiDocument, change: SchemaChange): void {
  for (const [name, schema] of Object.entries(draft.components.schemas)) {
    draft.components.schemas[name] = changeSchema(schema, name, change);
  }
  for (const [name, answer] of Object.entries(draft.components.responses ?? {})) {
    changeContent(answer.content, name, change);
  }
  for (const { key, operation } of operationsOf(draft)) {
    for (const parameter of operation.parameters ?? []) {
      parameter.schema = changeSchema(parameter.schema, `${key} ${parameter.name}`, change);
    }
    changeContent(operation.requestBody?.content, `${key} body`, change);
    for (const [status, answer] of Object.entries(operation.responses)) {
      changeContent(answer.content, `${key} ${status}`, change);
    }
  }
}

/** `change` applied to the schema and all schemas in it, innermost first. Does not follow references. */
function changeSchema(schema: Schema, place: SchemaPlace, change: SchemaChange): Schema {
  const result: Schema = { ...schema };
  if (schema.properties !== undefined) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        changeSchema(property, `${place}.${name}`, change),
      ]),
    );
  }
  if (typeof schema.additionalProperties === 'object') {
    result.additionalProperties = changeSchema(schema.additionalProperties, `${place}{}`, change);
  }
  if (schema.items !== undefined) result.items = changeSchema(schema.items, `${place}[]`, change);
  for (const combinator of ['allOf', 'anyOf', 'oneOf'] as const) {
    const arms = schema[combinator];
    if (arms !== undefined) result[combinator] = arms.map((arm) => changeSchema(arm, place, change));
  }
  return change(result, place);
}

function changeContent(content: Content | undefined, place: SchemaPlace, change: SchemaChange): void {
  for (const media of Object.values(content ?? {})) {
    if (media.schema !== undefined) media.schema = changeSchema(media.schema, place, change);
  }
}

/** Calls `visit` with every `$ref` below the value (an operation, a schema, a whole document). */
export function visitRefs(value: unknown, visit: (ref: string) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visitRefs(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key === '$ref' && typeof item === 'string') visit(item);
      else visitRefs(item, visit);
    }
  }
}
