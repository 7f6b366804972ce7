import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { GenerateError } from './generate-error.js';
import type { Correction } from './correction.js';
import { correctionSchema } from './correction.js';

/**
 * What we know better than the server's document, kept as data in `openapi/`:
 * the name of every operation (`operations.json`) and the corrections (`corrections/*.json`).
 */
export interface Overlay {
  /** Service class → operation key → method. Class names end in `Service`. */
  services: Record<string, Record<string, string>>;
  /** Operation key → why it is left out, for second paths to the same thing. */
  dropped: Record<string, string>;
  corrections: readonly Correction[];
}

/** Fields that the overlay takes out of the document, as `Schema.field`. Some are still sent: the generated types do not have them. */
export function droppedFields({ corrections }: Pick<Overlay, 'corrections'>): Set<string> {
  return new Set(
    corrections
      .filter((correction) => correction.kind === 'dropProperties')
      .flatMap(({ schema, properties }) => properties.map((property) => `${schema}.${property}`)),
  );
}

const operationsSchema = z.strictObject({
  services: z.record(
    z.string().regex(/^[A-Z][A-Za-z0-9]*Service$/, 'a service class is PascalCase and ends in Service'),
    z.record(
      z.string().regex(/^[A-Z]+ \//, 'an operation is METHOD, a space and its path'),
      z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a method is camelCase'),
    ),
  ),
  dropped: z.record(z.string(), z.string().min(1)),
});

/** Reads the overlay from a folder that is laid out like `openapi/`. Throws {@link GenerateError} naming file and place. */
export async function readOverlay(folder: string): Promise<Overlay> {
  const names = parseAs(operationsSchema, 'operations.json', await readJson(path.join(folder, 'operations.json')));
  const correctionsFolder = path.join(folder, 'corrections');
  const files = (await readdir(correctionsFolder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  const corrections: Correction[] = [];
  for (const file of files) {
    const content = await readJson(path.join(correctionsFolder, file));
    corrections.push(...parseAs(z.array(correctionSchema), `corrections/${file}`, content));
  }
  return { ...names, corrections };
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new GenerateError(`${file} cannot be read. It belongs to the overlay: restore it from version control.`, {
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GenerateError(`${file} is not valid JSON (${(cause as Error).message}). Correct it and run again.`, {
      cause,
    });
  }
}

function parseAs<Type>(schema: z.ZodType<Type>, file: string, value: unknown): Type {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  // What is wrong with a key is said one level deeper.
  const message = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message;
  throw new GenerateError(`openapi/${file}: ${place === '' ? '' : `${place}: `}${message ?? 'is not valid'}`);
}
