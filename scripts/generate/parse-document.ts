import { GenerateError } from './generate-error.js';
import type { OpenApiDocument } from './openapi-document.js';
import { isOpenApiDocument, whyNotADocument } from './openapi-document.js';

/**
 * The OpenAPI document in a text. `from` names where the text came from, for the message.
 * Throws {@link GenerateError} for anything else: the generator itself accepts some of it without a word.
 */
export function parseDocument(text: string, from: string): OpenApiDocument {
  if (text.trim() === '') throw new GenerateError(`${from} is empty, not an OpenAPI document`);
  if (text.trimStart().startsWith('<')) throw new GenerateError(`${from} is HTML, not an OpenAPI document`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GenerateError(`${from} is not valid JSON: ${oneLine(cause)}`, { cause });
  }
  if (!isOpenApiDocument(value)) {
    throw new GenerateError(`${from} is not an OpenAPI document: ${whyNotADocument(value) ?? 'unknown shape'}`);
  }
  return value;
}

/** The message of whatever was thrown, as one line. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, ' ').trim();
}
