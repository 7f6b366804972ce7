const encoder = new TextEncoder();
const { Buffer: NodeBuffer } = globalThis as { Buffer?: { byteLength(text: string): number } };

/** How many bytes a text has in UTF-8, without encoding it where the runtime can count. */
export function utf8Bytes(text: string): number {
  return NodeBuffer === undefined ? encoder.encode(text).length : NodeBuffer.byteLength(text);
}
