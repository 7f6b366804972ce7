import { isJsonObject } from '../model.js';
import { setOwnValue } from '../own-properties.js';

/**
 * The order in which a `java.util.HashMap` iterates over keys that were put in the given order. The server keeps resolved input in such
 * maps, and their order shows wherever an object is made text.
 *
 * Exact for maps without long collision chains (eight keys in one bucket), which nobody meets by accident.
 */
export function hashMapOrder(keys: readonly string[]): readonly string[] {
  if (keys.length < 2) return keys;
  // A table of 16 buckets that doubles when three quarters are taken. Doubling splits a bucket and keeps the order within.
  let buckets = 16;
  while (keys.length > buckets * 0.75) buckets *= 2;
  const mask = buckets - 1;
  return keys
    .map((key) => ({ key, bucket: spread(hashCode(key)) & mask }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ key }) => key);
}

/** A map in the order in which a `java.util.HashMap` has its keys. */
export function inHashMapOrder<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  const ordered: Record<string, Value> = {};
  for (const key of hashMapOrder(Object.keys(map))) {
    // Of own keys: it is there.
    if (key === '__proto__') setOwnValue(ordered, key, map[key]);
    else ordered[key] = map[key] as Value;
  }
  return ordered;
}

/** A value whose maps, at any depth, are in that order: as one that the server has made of the result of a script. */
export function inHashMapOrderThroughout(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inHashMapOrderThroughout);
  if (!isJsonObject(value)) return value;
  const ordered = inHashMapOrder(value);
  for (const [key, inner] of Object.entries(ordered)) ordered[key] = inHashMapOrderThroughout(inner);
  return ordered;
}

function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}
