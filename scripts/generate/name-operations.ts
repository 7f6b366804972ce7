import type { OpenApiDocument, OperationEntry } from './openapi-document.js';
import { operationsOf } from './openapi-document.js';
import type { Overlay } from './overlay.js';

/** Service class and method of one operation. */
export interface OperationName {
  service: string;
  method: string;
}

/** Names by operation key, from the overlay's table. */
export function operationNames(overlay: Pick<Overlay, 'services'>): Map<string, OperationName> {
  return new Map(
    Object.entries(overlay.services).flatMap(([service, methods]) =>
      Object.entries(methods).map(([key, method]) => [key, { service, method }] as const),
    ),
  );
}

export interface Naming {
  /** What does not agree, one line each: operations without a name, names given twice. */
  complaints: string[];
  /** Operations that the table names or drops and the document lacks. */
  absent: string[];
}

/**
 * Gives every operation of the draft its name from the table, as `operationId` and tag, and removes the dropped ones.
 * The server's own ids are never used where the table has the operation: they carry `_1` suffixes that move when the
 * server gains a method. An operation that the table lacks gets a suggested name, so that the document of another server
 * stays complete.
 */
export function nameOperations(draft: OpenApiDocument, overlay: Pick<Overlay, 'services' | 'dropped'>): Naming {
  const names = operationNames(overlay);
  const complaints: string[] = [];
  const taken = new Set<string>();
  for (const [key, { method }] of names) {
    if (taken.has(method)) {
      complaints.push(`openapi/operations.json gives the name ${method} twice, the second time to ${key}`);
    }
    taken.add(method);
  }

  const met = new Set<string>();
  for (const entry of operationsOf(draft)) {
    const { key, path, method, operation } = entry;
    met.add(key);
    if (overlay.dropped[key] !== undefined) {
      const { [method]: _dropped, ...others } = draft.paths[path] ?? {};
      draft.paths[path] = others;
      continue;
    }
    let name = names.get(key);
    if (name === undefined) {
      name = suggestName(entry, taken);
      taken.add(name.method);
      complaints.push(
        `${key} has no name: add "${key}": "${name.method}" under "${name.service}" in openapi/operations.json`,
      );
    }
    operation.operationId = name.method;
    operation.tags = [tagOf(name.service)];
  }
  const known = [...names.keys(), ...Object.keys(overlay.dropped)];
  return { complaints, absent: known.filter((key) => !met.has(key)) };
}

/** The tag from which the generator makes the service class: its name without the ending. */
function tagOf(service: string): string {
  return service.replace(/Service$/, '');
}

/** A name made of the server's own id and tag: unique, without its numeric suffix. A proposal for a human to better. */
function suggestName({ key, path, operation }: OperationEntry, taken: ReadonlySet<string>): OperationName {
  const resource = pascal(operation.tags?.[0] ?? path.split('/')[2] ?? 'other')
    .replace(/Controller$/, 'Resource')
    .replace(/(?<!Resource)$/, 'Resource');
  const verb = key.split(' ')[0]?.toLowerCase() ?? 'call';
  const candidates = [
    camel((operation.operationId ?? '').replace(/_\d+$/, '')),
    camel(`${(operation.operationId ?? verb).replace(/_\d+$/, '')} ${resource.replace(/Resource$/, '')}`),
    camel(`${verb} ${path.replace(/^\/api/, '').replace(/[{}]/g, ' ')}`),
  ];
  const free = candidates.find((candidate) => candidate !== '' && !/\d$/.test(candidate) && !taken.has(candidate));
  return { service: `${resource}Service`, method: free ?? camel(`${verb} ${path.replace(/[{}]/g, ' ')} operation`) };
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function camel(text: string): string {
  const joined = pascal(text);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}
