import type { Random } from './random.js';

/** How long to wait between attempts. */
export interface BackoffPolicy {
  /** Upper bound of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Upper bound of any wait, in milliseconds. */
  readonly capMs: number;
}

/**
 * Exponential back-off with full jitter: uniform in (0, min(cap, base · 2^failures)].
 * Full jitter spreads clients that failed together, which is what a recovering server needs most.
 *
 * @param failures how many attempts have failed so far, less one: 0 for the wait after the first failure
 */
export function backoffMs(policy: BackoffPolicy, failures: number, random: Random): number {
  // 2^30 · 1 ms is longer than any cap; beyond it the shift would overflow.
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(failures, 30));
  return Math.max(1, Math.ceil(ceiling * random()));
}
