/**
 * An expression that cannot be resolved within the limits: nested more than {@link MAX_DEPTH} levels deep, or a path that visits more than
 * a million values. Everything else that is wrong with an expression gives null, as it does on the server.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** How deep values may nest; the server's JSON library refuses deeper ones as well. */
export const MAX_DEPTH = 1_000;
