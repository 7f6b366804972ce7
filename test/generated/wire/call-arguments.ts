import type { OperationDescription } from '../../../scripts/generate/describe-operations.js';
import type { Schema } from '../../../scripts/generate/openapi-document.js';
import { sampleOf } from './sample-of.js';

/** What a generated method is given to send. */
export interface CallArguments {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  body?: unknown;
}

/**
 * - `everything`: every parameter, texts with characters that mean something where they go;
 * - `required`: only what must be given;
 * - `falsy`: every parameter, those of the query `false`, 0 or empty: a text that is empty is sent, a list that is empty is not;
 * - `slashes`: every parameter, a slash in each text.
 */
export type ArgumentKind = 'everything' | 'required' | 'falsy' | 'slashes';

/** Every byte there is, so that no text decoder can pass them on unharmed. */
export const EVERY_BYTE: Uint8Array<ArrayBuffer> = Uint8Array.from({ length: 256 }, (_, index) => index);

type Parameter = OperationDescription['parameters'][number];
type Schemas = Readonly<Record<string, Schema>>;

/** The kinds that make a difference to the operation, besides `everything`. */
export function otherKindsOf({ parameters, body }: OperationDescription): Exclude<ArgumentKind, 'everything'>[] {
  const makesADifference = {
    required: body?.required === false || parameters.some(({ required }) => !required),
    falsy: parameters.some((parameter) => parameter.in === 'query'),
    slashes: parameters.some(({ in: place, schema }) => place === 'path' && schema.type === 'string'),
  };
  return (['required', 'falsy', 'slashes'] as const).filter((kind) => makesADifference[kind]);
}

export function argumentsOf(operation: OperationDescription, schemas: Schemas, kind: ArgumentKind): CallArguments {
  const given = operation.parameters.filter(({ required }) => required || kind !== 'required');
  const valuesIn = (place: Parameter['in']): Record<string, unknown> | undefined => {
    const found = given.filter((parameter) => parameter.in === place);
    if (found.length === 0) return undefined;
    return Object.fromEntries(found.map((parameter) => [parameter.name, valueOf(parameter, schemas, kind)]));
  };
  const [path, query, headers] = [valuesIn('path'), valuesIn('query'), valuesIn('header')];
  const hasBody = operation.body !== undefined && (operation.body.required || kind !== 'required');
  return {
    ...(path && { path }),
    ...(query && { query }),
    ...(headers && { headers }),
    ...(hasBody && { body: bodyOf(operation, schemas) }),
  };
}

function valueOf({ name, in: place, schema }: Parameter, schemas: Schemas, kind: ArgumentKind): unknown {
  const sample = sampleOf(schema, schemas, name);
  if (place === 'header') return typeof sample === 'string' ? `${name}: 100% "plain"` : sample;
  const isFree = schema.type === 'string';
  if (kind === 'slashes' && isFree) return `/${name}/b//`;
  // An empty path segment is no value: the request would reach another operation.
  if (kind !== 'falsy' || place === 'path') return sample;
  if (isFree) return '';
  if (typeof sample === 'number') return 0;
  if (typeof sample === 'boolean') return false;
  if (Array.isArray(sample)) return [];
  return typeof sample === 'object' ? {} : sample;
}

function bodyOf({ body, method }: OperationDescription, schemas: Schemas): unknown {
  switch (body?.contentType) {
    case 'application/json':
      return sampleOf(body.schema, schemas, 'body');
    case 'text/plain':
      // Valid JSON on purpose: quotes that are added or taken away would show.
      return JSON.stringify(sampleOf(body.schema, schemas, 'body'));
    case 'application/octet-stream':
      return new Blob([EVERY_BYTE]);
    default:
      throw new Error(`${method}: the wire test does not know how to give a body of ${body?.contentType ?? 'no type'}`);
  }
}
