import type { Clock } from '../time/clock.js';

/** A `Retry-After` header in milliseconds: seconds, or the difference to a date. `undefined` if it says nothing that can be read. */
export function parseRetryAfter(value: string | null | undefined, clock: Clock): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.ceil(Number(value) * 1_000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - clock.epochMs());
}
