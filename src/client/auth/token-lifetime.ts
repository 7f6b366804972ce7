import { isRecord } from '../is-record.js';

/**
 * How long a token lives, in milliseconds, if it is a JWT that says so. Issue and expiry are compared with each other, not with the
 * clock of this machine, which may be off.
 */
export function tokenLifetimeMs(token: string): number | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  let claims: unknown;
  try {
    claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    // Not a JWT: its lifetime is unknown, which is an answer.
    return undefined;
  }
  if (!isRecord(claims) || typeof claims.exp !== 'number' || typeof claims.iat !== 'number') return undefined;
  const lifetimeMs = (claims.exp - claims.iat) * 1_000;
  return lifetimeMs > 0 ? lifetimeMs : undefined;
}
