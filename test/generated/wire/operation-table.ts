import path from 'node:path';
import * as sdk from '../../../generated/index.js';
import { readCommitted } from '../../../scripts/generate/committed.js';
import type { OperationDescription } from '../../../scripts/generate/describe-operations.js';
import { describeOperations } from '../../../scripts/generate/describe-operations.js';
import { normalise } from '../../../scripts/generate/normalise.js';
import type { OpenApiDocument, Schema } from '../../../scripts/generate/openapi-document.js';
import type { Overlay } from '../../../scripts/generate/overlay.js';
import { readOverlay } from '../../../scripts/generate/overlay.js';

/** All that the generator was told, and the table of operations that follows from it. */
export interface OperationTable {
  readonly operations: readonly OperationDescription[];
  readonly schemas: Readonly<Record<string, Schema>>;
  /** As the server sent it. */
  readonly document: OpenApiDocument;
  readonly overlay: Overlay;
}

/** Reads `openapi/`. */
export async function readOperationTable(): Promise<OperationTable> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const [committed, overlay] = await Promise.all([readCommitted(root), readOverlay(path.join(root, 'openapi'))]);
  if (committed === undefined) throw new Error('openapi/ has no document');
  const normalised = normalise(committed.document, overlay).document;
  return {
    operations: describeOperations(normalised),
    schemas: normalised.components.schemas,
    document: committed.document,
    overlay,
  };
}

/** What may be passed to a generated method besides its client. */
export type CallOptions = Record<string, unknown>;

/** The generated method of an operation, by its name. */
export function methodOf({ service, method }: OperationDescription): (options: CallOptions) => unknown {
  const owner: unknown = Reflect.get(sdk, service);
  const found: unknown = typeof owner === 'function' ? Reflect.get(owner, method) : undefined;
  if (typeof owner !== 'function' || typeof found !== 'function') {
    throw new Error(`generated/ has no ${service}.${method}`);
  }
  return (options) => Reflect.apply(found, owner, [options]) as unknown;
}

/** `Service.method` of every method that is really there. */
export function generatedMethods(): string[] {
  return Object.entries(sdk).flatMap(([name, service]) =>
    typeof service !== 'function'
      ? []
      : Object.getOwnPropertyNames(service)
          .filter((property) => !['length', 'name', 'prototype'].includes(property))
          .map((method) => `${name}.${method}`),
  );
}
