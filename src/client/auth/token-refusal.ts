import { textOf } from '../content-type.js';
import { isRecord } from '../is-record.js';
import type { TransportResponse } from '../transport.js';

const REFUSALS: ReadonlySet<unknown> = new Set(['EXPIRED_TOKEN', 'INVALID_TOKEN']);

/**
 * Whether the server refuses the token as such, as opposed to what its bearer wants. Servers with access control say so in the `error`
 * field of a 401 or 403.
 */
export function isTokenRefusal(response: TransportResponse): boolean {
  if (response.status !== 401 && response.status !== 403) return false;
  try {
    const body: unknown = JSON.parse(textOf(response.body));
    return isRecord(body) && (REFUSALS.has(body.error) || REFUSALS.has(body.code));
  } catch {
    // No JSON, so not the server's way of refusing a token.
    return false;
  }
}
