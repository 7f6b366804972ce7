import { createHash } from 'node:crypto';
import type { OpenApiDocument } from './openapi-document.js';
import { isRecord } from './openapi-document.js';

/**
 * The document in one stable form: keys sorted at every level, `servers` dropped (the URL is the one of whoever asked).
 * Two dumps of one server version differ in the order of properties (31 schemas of 3.32.3, by boot) and in nothing else.
 * The order of array items is the server's own and is kept, except for `required`, which is a set.
 */
export function canonicaliseDocument(document: OpenApiDocument): OpenApiDocument {
  const { servers: _servers, ...rest } = document;
  return sortKeys({ ...rest });
}

/** An equal value whose keys are in alphabetical order at every level, and whose `required` lists are too. */
export function sortKeys<Value>(value: Value): Value {
  // The value is rebuilt key by key: equal in shape, which the compiler cannot see.
  return sortedCopy(value) as Value;
}

function sortedCopy(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => sortedCopy(item));
    return key === 'required' && items.every((item) => typeof item === 'string') ? items.sort() : items;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sortedCopy(value[name], name)]),
  );
}

/** JSON with two spaces and a final newline: the form in which files of `openapi/` are written and hashed. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
