import { isJsonObject } from './model.js';

/**
 * Texts that are JSON objects or lists, read. As on the server: those that are fields, at any depth; not those that are items of lists, and
 * not those within what has been read.
 */
export function expandInlineJson(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => (typeof item === 'string' ? item : expandInlineJson(item)));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? read(item) : expandInlineJson(item)]),
  );
}

function read(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON after all: the text is meant as it is.
    return text;
  }
}
