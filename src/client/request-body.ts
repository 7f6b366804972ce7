import type { RequestOptions } from '../../generated/client/index.js';
import { utf8Bytes } from '../utf8.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import type { JsonCodec } from './json-codec.js';

/** A body as a transport takes it. */
export type EncodedBody = string | Uint8Array | undefined;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/**
 * Encodes a body: JSON, unless the operation says otherwise. `bodySerializer: null` is how a generated method marks a body that is sent
 * as it is: text, bytes or a `Blob`. Only a `Blob` makes the caller wait.
 */
export function encodeBody(
  route: string,
  body: unknown,
  contentType: string | undefined,
  serializer: RequestOptions['bodySerializer'],
  json: JsonCodec,
): EncodedBody | Promise<EncodedBody> {
  if (body === undefined) return undefined;
  if (serializer === null) return raw(route, body);
  if (serializer !== undefined) {
    const encoded = attempt(route, () => serializer(body));
    return typeof encoded === 'string' ? encoded : raw(route, encoded);
  }
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return raw(route, body);
  const text = attempt(route, () => json.stringify(body));
  if (typeof text === 'string') return text;
  throw wrong(route, `cannot be written as JSON: it is ${typeof body}`);
}

/** The content type of a body for which the caller has given none. */
export function defaultContentType(body: unknown, serializer: RequestOptions['bodySerializer']): string | undefined {
  if (body === undefined) return undefined;
  if (serializer !== null) return 'application/json';
  return typeof body === 'string' ? 'text/plain' : 'application/octet-stream';
}

/** How many bytes a body has on the wire. */
export function byteLength(body: EncodedBody): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? utf8Bytes(body) : body.byteLength;
}

function attempt<T>(route: string, encode: () => T): T {
  try {
    return encode();
  } catch (cause) {
    const [why] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw wrong(route, `cannot be written as JSON: ${why ?? ''}`, cause);
  }
}

function raw(route: string, body: unknown): EncodedBody | Promise<EncodedBody> {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof Blob) return body.arrayBuffer().then((bytes) => new Uint8Array(bytes));
  throw wrong(route, `must be text, bytes or a Blob, got ${body === null ? 'null' : typeof body}`);
}

function wrong(route: string, problem: string, cause?: unknown): ConductorConfigError {
  return new ConductorConfigError(`${route}: the body ${problem}`, { field: 'body', cause });
}
