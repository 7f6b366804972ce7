import { z } from 'zod';
import type { Schema } from './openapi-document.js';

const operation = z.string().regex(/^[A-Z]+ \//, 'an operation is METHOD, a space and its path');
const reason = z.string().min(1);
const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
  error: 'a schema is an object',
});
const content = z.record(z.string(), schema);

const addOperation = z.strictObject({
  kind: z.literal('addOperation'),
  operation,
  value: z.looseObject({
    summary: z.string().optional(),
    responses: z.record(z.string(), z.looseObject({ description: z.string() })),
  }),
  reason,
});

const answer = z.strictObject({
  kind: z.literal('answer'),
  operations: z.array(operation).min(1),
  status: z.string().regex(/^\d{3}$/),
  /** The content types the server's document has for the status; null if it has no such status. */
  was: z.array(z.string()).nullable(),
  content,
  reason,
});

const body = z.strictObject({
  kind: z.literal('body'),
  operation,
  /** The content types the server's document has; empty if it has no body. */
  was: z.array(z.string()),
  content,
  required: z.boolean(),
  reason,
});

const parameters = z.strictObject({
  kind: z.literal('parameters'),
  operation,
  remove: z.array(z.string()),
  add: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean().optional(),
      style: z.string().optional(),
      explode: z.boolean().optional(),
      description: z.string().optional(),
      schema,
    }),
  ),
  reason,
});

const parameterType = z.strictObject({
  kind: z.literal('parameterType'),
  operations: z.array(operation).min(1),
  parameter: z.string(),
  /** The `type` that the server's document has. */
  was: z.string(),
  schema,
  reason,
});

const addSchema = z.strictObject({ kind: z.literal('addSchema'), schema: z.string(), value: schema, reason });

const replaceSchema = z.strictObject({
  kind: z.literal('replaceSchema'),
  schema: z.string(),
  /** The properties that the server's document has, in alphabetical order. */
  was: z.array(z.string()),
  value: schema,
  reason,
});

const dropProperties = z.strictObject({
  kind: z.literal('dropProperties'),
  schema: z.string(),
  properties: z.array(z.string()).min(1),
  reason,
});

const property = z.strictObject({
  kind: z.literal('property'),
  schema: z.string(),
  property: z.string(),
  /** The schema that the server's document has; null if it lacks the property. */
  was: schema.nullable(),
  value: schema,
  reason,
});

const required = z.strictObject({
  kind: z.literal('required'),
  schema: z.string(),
  /** The list that the server's document has, in any order. */
  was: z.array(z.string()),
  required: z.array(z.string()),
  reason,
});

const namedEnum = z.strictObject({
  kind: z.literal('namedEnum'),
  schema: z.string(),
  values: z.array(z.string()).min(1),
  reason,
});

const bareObjectsAreAnyJson = z.strictObject({ kind: z.literal('bareObjectsAreAnyJson'), reason });
const anyContentIsJson = z.strictObject({ kind: z.literal('anyContentIsJson'), reason });
const emptyAnswersAre204 = z.strictObject({ kind: z.literal('emptyAnswersAre204'), reason });
const errorModel = z.strictObject({ kind: z.literal('errorModel'), schema: z.string(), reason });

/**
 * One thing that the server's document says wrongly or not at all, and what is true instead.
 * `was` states what the document has now: when a server changes it, the correction no longer applies and must be looked at.
 */
export const correctionSchema = z.discriminatedUnion('kind', [
  addOperation,
  answer,
  body,
  parameters,
  parameterType,
  addSchema,
  replaceSchema,
  dropProperties,
  property,
  required,
  namedEnum,
  bareObjectsAreAnyJson,
  anyContentIsJson,
  emptyAnswersAre204,
  errorModel,
]);

export type Correction = z.infer<typeof correctionSchema>;
export type CorrectionOf<Kind extends Correction['kind']> = Extract<Correction, { kind: Kind }>;

/** A short name of the correction for messages: its kind and what it is about. */
export function correctionTitle(correction: Correction): string {
  switch (correction.kind) {
    case 'addOperation':
    case 'body':
    case 'parameters':
      return `${correction.kind} ${correction.operation}`;
    case 'answer':
      return `answer ${correction.status} of ${correction.operations.join(', ')}`;
    case 'parameterType':
      return `parameterType ${correction.parameter} of ${correction.operations.join(', ')}`;
    case 'property':
      return `property ${correction.schema}.${correction.property}`;
    case 'dropProperties':
      return `dropProperties ${correction.schema}.${correction.properties.join(', ')}`;
    case 'addSchema':
    case 'replaceSchema':
    case 'required':
    case 'namedEnum':
    case 'errorModel':
      return `${correction.kind} ${correction.schema}`;
    default:
      return correction.kind;
  }
}
