import { z } from 'zod';
import { sha256 } from './canonical.js';
import { GenerateError } from './generate-error.js';
import type { OpenApiDocument } from './openapi-document.js';
import { operationsOf } from './openapi-document.js';
import { oneLine } from './parse-document.js';

const provenanceSchema = z.strictObject({
  server: z.string(),
  openapi: z.string(),
  document: z.string(),
  sha256: z.string(),
  operations: z.int(),
  schemas: z.int(),
  flags: z.record(z.string(), z.string()).nullable(),
});

/** Where `openapi/conductor.json` came from: the content of `openapi/source.json`. */
export interface Provenance {
  /** Version of the server that sent the document. */
  server: string;
  /** Version of OpenAPI it is written in. */
  openapi: string;
  /** Version the document gives itself. */
  document: string;
  /** Of the canonical document, as it is committed. */
  sha256: string;
  operations: number;
  schemas: number;
  /** The server's settings, which decide what its API has; null when it was started by somebody else and nobody knows. */
  flags: Record<string, string> | null;
}

/** `text` is the canonical form of `document`, which the hash is taken of. */
export function provenanceOf(
  document: OpenApiDocument,
  text: string,
  server: string,
  flags: Record<string, string> | null,
): Provenance {
  return {
    server,
    openapi: document.openapi,
    document: document.info?.version ?? '',
    sha256: sha256(text),
    operations: operationsOf(document).length,
    schemas: Object.keys(document.components.schemas).length,
    flags,
  };
}

export function parseProvenance(text: string): Provenance {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GenerateError(`openapi/source.json is not valid JSON: ${oneLine(cause)}`, { cause });
  }
  const result = provenanceSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new GenerateError(
    `openapi/source.json: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}; restore it or read a server again`,
  );
}
