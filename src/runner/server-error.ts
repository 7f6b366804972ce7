import { ConductorConnectionError } from '../client/errors/conductor-connection-error.js';
import { isClientFault, notFoundKind } from '../client/errors/server-answers.js';
import { isRecord } from '../client/is-record.js';

/**
 * What the failure of an update means for the result:
 * - `retry`: nothing is known, or the server may take it later;
 * - `auth`: not with these credentials; they may be renewed;
 * - `refused`: the server will never take this result;
 * - `gone`: the server does not know the task.
 */
export type UpdateVerdict = 'retry' | 'auth' | 'refused' | 'gone';

/** Of the 4xx answers these are about the moment, not about the result. */
const TRANSIENT_STATUSES = new Set([408, 425, 429]);

/**
 * Reads the failure of an update. It goes by the shape of the error, not by its class: the same runner works on a client that throws
 * the server's error body itself.
 */
export function classifyUpdateError(error: unknown): UpdateVerdict {
  const status = statusOf(error);
  if (status === undefined || TRANSIENT_STATUSES.has(status)) return 'retry';
  if (status === 401 || status === 403) return 'auth';
  // A 404 that is not about the task is about the way to the server: a gateway without a route while something is deployed.
  if (status === 404) return notFoundKind(error) === 'resource' ? 'gone' : 'retry';
  if (status >= 400 && status < 500) return 'refused';
  return isClientFault(error) ? 'refused' : 'retry';
}

/**
 * What the failure of a poll means: `auth` and `misconfigured` will not pass by themselves, so the server is asked more slowly.
 */
export function classifyPollError(error: unknown): 'retry' | 'auth' | 'misconfigured' {
  const status = statusOf(error);
  if (status === undefined || TRANSIENT_STATUSES.has(status)) return 'retry';
  if (status === 401 || status === 403) return 'auth';
  if (status >= 400 && status < 500) return 'misconfigured';
  return isClientFault(error) ? 'misconfigured' : 'retry';
}

/** Whether the client was closed, so that nothing can be sent any more, ever. */
export function isClientClosed(error: unknown): boolean {
  return error instanceof ConductorConnectionError && !error.retryable;
}

/** The status code an error carries, if it came with an answer. */
export function statusOf(error: unknown): number | undefined {
  return isRecord(error) && typeof error.status === 'number' ? error.status : undefined;
}

/** How long the server asks to be left alone, in milliseconds. */
export function retryAfterMsOf(error: unknown): number | undefined {
  return isRecord(error) && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined;
}
