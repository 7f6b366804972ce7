import { isRecord } from '../is-record.js';

/*
 * What the server's error answers mean, where the status alone does not say it (conductor-server.md §3). Both functions go by the shape
 * of the error: a `ConductorApiError` or the bare error body that another client throws.
 */

/** How the message of a 500 begins that blames the request. */
const CLIENT_FAULT_MESSAGES = [
  'JSON parse error',
  'Content-Type',
  'Required request',
  'Required path',
  'Method parameter',
  'Validation failed',
];

/** Statuses of the 4xx range that are about the moment and not about the request. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Whether an answer is known to blame the request, so that repeating it unchanged is of no use: a 4xx other than 408, 425 and 429, or
 * one of the 500s the server gives for malformed requests. For any other 500 nothing is known.
 */
export function isClientFault(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return false;
  if (status >= 400 && status < 500) return !TRANSIENT_STATUSES.has(status);
  if (status !== 500) return false;
  const message = serverMessageOf(error);
  return message !== undefined && CLIENT_FAULT_MESSAGES.some((start) => message.startsWith(start));
}

/**
 * What a 404 is about:
 * - `path`: the server knows no such path, it is older or a feature is off;
 * - `resource`: the path is right, what it names does not exist;
 * - `foreign`: this is not Conductor's way of saying it; a proxy or another server answered.
 *
 * `undefined` for anything but a 404.
 */
export function notFoundKind(error: unknown): 'path' | 'resource' | 'foreign' | undefined {
  if (statusOf(error) !== 404) return undefined;
  const answer = serverAnswerOf(error);
  const message = serverMessageOf(error);
  if (message === undefined) return 'foreign';
  if (message.startsWith('No static resource')) return 'path';
  // The message queue describes its errors in plain text; a page of a proxy is not told from that, except by the route.
  if (typeof answer === 'string')
    return routeOf(error) === MESSAGES_ROUTE && !/^\s*[<{]/.test(message) ? 'resource' : 'foreign';
  return 'resource';
}

const MESSAGES_ROUTE = 'POST /workflow/{workflowId}/messages';

function statusOf(error: unknown): number | undefined {
  return isRecord(error) && typeof error.status === 'number' ? error.status : undefined;
}

function routeOf(error: unknown): string | undefined {
  return isRecord(error) && typeof error.route === 'string' ? error.route : undefined;
}

/** What the server itself said: the `body` of an error of ours, else the error as it is. */
function serverAnswerOf(error: unknown): unknown {
  return isRecord(error) && 'body' in error ? error.body : error;
}

function serverMessageOf(error: unknown): string | undefined {
  const answer = serverAnswerOf(error);
  if (typeof answer === 'string') return answer;
  // Spring's own error page for an unknown path ({timestamp, status, error, path}) and the JSON of gateways have no `retryable`.
  if (!isRecord(answer) || typeof answer.retryable !== 'boolean') return undefined;
  return typeof answer.message === 'string' ? answer.message : undefined;
}
