import type { BackoffPolicy } from '../time/backoff.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { isRecord } from './is-record.js';

/** How often and how long an idempotent request is repeated. */
export interface RetryPolicy {
  /** Attempts in all. */
  readonly attempts: number;
  /** From the first attempt to the end of the last. */
  readonly deadlineMs: number;
}

const DEFAULT_RETRY: RetryPolicy = { attempts: 3, deadlineMs: 60_000 };

/** Between attempts: a server that restarts is met by the later ones, one that had a hiccup by the first. */
export const RETRY_BACKOFF: BackoffPolicy = { baseMs: 200, capMs: 5_000 };

/** Reads a `retry` setting; `undefined` stands for no retries. */
export function resolveRetry(
  given: unknown,
  field: string,
  fallback: RetryPolicy = DEFAULT_RETRY,
): RetryPolicy | undefined {
  if (given === undefined) return fallback;
  if (given === false) return undefined;
  if (!isRecord(given)) {
    throw new ConductorConfigError(`${field} must be false or an object with attempts or deadlineMs`, { field });
  }
  const policy = { ...fallback };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (name === 'attempts') {
      if (!Number.isInteger(value) || (value as number) < 1)
        throw wrong(`${field}.attempts`, 'a whole number of at least 1', value);
      policy.attempts = value as number;
    } else if (name === 'deadlineMs') {
      if (!Number.isFinite(value) || (value as number) <= 0)
        throw wrong(`${field}.deadlineMs`, 'milliseconds above 0', value);
      policy.deadlineMs = value as number;
    } else {
      throw new ConductorConfigError(`${field} has no field "${name}"; it has attempts and deadlineMs`, {
        field: `${field}.${name}`,
      });
    }
  }
  return policy;
}

function wrong(field: string, wanted: string, value: unknown): ConductorConfigError {
  const shown = typeof value === 'number' || typeof value === 'string' ? JSON.stringify(value) : typeof value;
  return new ConductorConfigError(`${field} must be ${wanted}, got ${Number.isNaN(value) ? 'NaN' : shown}`, { field });
}
