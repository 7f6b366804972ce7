/** What a body is, by its `content-type`. */
export type ContentKind = 'json' | 'text' | 'html' | 'events' | 'binary' | 'none';

export function contentKind(contentType: string | null | undefined): ContentKind {
  // As the server spells them with each poll and each result.
  if (contentType === 'application/json') return 'json';
  if (contentType === 'text/plain;charset=UTF-8') return 'text';
  if (contentType === undefined || contentType === null || contentType === '') return 'none';
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'text/event-stream') return 'events';
  return type.startsWith('text/') ? 'text' : 'binary';
}

// A byte order mark, which JSON.parse would stumble over, is dropped by it.
const utf8 = new TextDecoder();

/** A body as text. */
export function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : utf8.decode(body);
}

/** A body as bytes. */
export function bytesOf(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  // Copied: what came off the wire lies in a buffer that other answers lie in as well.
  return new Uint8Array(body);
}
