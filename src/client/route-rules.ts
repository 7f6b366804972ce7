import type { Lane } from './transport.js';

/*
 * What is particular to single operations: their lane, whether a request may be repeated, how long it may take. Everything here goes by
 * the route name; an operation that is not named gets what its method implies.
 */

/**
 * - `always`: a second request does no more than the first and is answered the same;
 * - `unlessReceived`: a second request does no harm, but it is answered with an error ("not PAUSED so cannot resume", 404 after a
 *   removal), which would pass a success off as a failure: repeated only if the first certainly was not carried out;
 * - `never`: a second request may start, update or hand out something again.
 */
export type Repeatability = 'always' | 'unlessReceived' | 'never';

/** How long an attempt may take, from the query; `undefined` for the client's default. */
export type TimeoutRule = (query: Readonly<Record<string, unknown>> | undefined, defaultMs: number) => number;

/** A poll hands tasks out: whoever polls decides about the next one. */
const POLL = 'GET /tasks/poll/';

/** GETs that do something. The first two set a state, and setting it twice is the same. */
const ACTING_GETS: ReadonlySet<string> = new Set(['GET /scheduler/admin/requeue']);

/** PUTs and DELETEs whose repetition is answered like the first (conductor-server.md §3, §7). */
const REPEATABLE: ReadonlySet<string> = new Set([
  'PUT /metadata/taskdefs',
  'PUT /metadata/workflow',
  'PUT /event',
  'PUT /secrets/{key}',
  'PUT /files/content/{workflowId}/{fileId}',
  'PUT /workflow/decide/{workflowId}',
  'PUT /workflow/{workflowId}/pause',
  'DELETE /workflow/{workflowId}',
  'PUT /scheduler/schedules/{name}/pause',
  'PUT /scheduler/schedules/{name}/resume',
  'DELETE /scheduler/schedules/{name}',
]);

/**
 * Results and what has to arrive before them. update-v2 holds its connection for up to 220 ms when nothing is queued, but it carries a
 * result first of all, and nothing slower shares its lane.
 */
const RESULTS: ReadonlySet<string> = new Set(['POST /tasks', 'POST /tasks/update-v2', 'POST /tasks/{taskId}/log']);

const POLL_MARGIN_MS = 10_000;
const EXECUTE_MARGIN_MS = 5_000;
/** What the server waits when it is told nothing: 100 ms for a poll, 10 s for an execution. */
const SERVER_POLL_MS = 100;
const SERVER_EXECUTE_SECONDS = 10;

export function laneOf(route: string): Lane {
  if (route.startsWith(POLL)) return 'poll';
  return RESULTS.has(route) ? 'results' : 'other';
}

export function repeatabilityOf(route: string, method: string): Repeatability {
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
      return route.startsWith(POLL) || ACTING_GETS.has(route) ? 'never' : 'always';
    case 'PUT':
    case 'DELETE':
      return REPEATABLE.has(route) ? 'always' : 'unlessReceived';
    default:
      return 'never';
  }
}

export function timeoutRuleOf(route: string): TimeoutRule | undefined {
  if (route.startsWith(POLL))
    return (query) => Math.max(0, numberOf(query?.timeout) ?? SERVER_POLL_MS) + POLL_MARGIN_MS;
  if (route === 'POST /workflow/execute/{name}/{version}') {
    return (query) => {
      const waitSeconds = numberOf(query?.waitForSeconds) ?? 0;
      // The server takes 0 for "not given", and answers at once below it.
      return Math.max(0, waitSeconds === 0 ? SERVER_EXECUTE_SECONDS : waitSeconds) * 1_000 + EXECUTE_MARGIN_MS;
    };
  }
  if (route === 'POST /tasks/{workflowId}/{status}/signal/sync') {
    return (query, defaultMs) => Math.max(defaultMs, (numberOf(query?.timeoutMillis) ?? 0) + EXECUTE_MARGIN_MS);
  }
  return undefined;
}

/**
 * What the answer of an operation is where its content type says something else: a file has the type it was stored with, and bare text
 * is sent as `application/json` (measured on 3.32.3).
 */
export function answerKindOf(route: string): 'file' | 'text' | undefined {
  switch (route) {
    case 'GET /files/content/{workflowId}/{fileId}':
      return 'file';
    case 'POST /agent/executions/{executionId}/rerun':
      return 'text';
    default:
      return undefined;
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
