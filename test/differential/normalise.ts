import type { Task } from '../../src/index.js';
import type { Played } from './case.js';

/*
 * Makes two records of the same case comparable: ids become names that tell what they are of, instants become whether they are there, the
 * prefix of the run becomes `#` again. Everything else stays as it is.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Instants and measured durations: there or not there is what can be compared. */
const TIMES: ReadonlySet<string> = new Set([
  ...['createTime', 'updateTime', 'updatedTime', 'startTime', 'endTime', 'scheduledTime', 'firstStartTime'],
  ...['lastRetriedTime', 'receivedAt', 'firstScheduledTime'],
]);
/** Counts looks of the server at a task that waits: how often it has looked is up to it. */
const LOOKS: ReadonlySet<string> = new Set([
  'JOIN',
  'EXCLUSIVE_JOIN',
  'DO_WHILE',
  'SUB_WORKFLOW',
  'WAIT',
  'HUMAN',
  'HTTP',
  'EVENT',
  'START_WORKFLOW',
  'PULL_WORKFLOW_MESSAGES',
  'JSON_JQ_TRANSFORM',
  'KAFKA_PUBLISH',
]);

export interface NormalisedRecord {
  readonly workflow: Json;
  readonly children: readonly Json[];
  readonly refusals: readonly Json[];
}

export function normalised(played: Played, prefix: string): NormalisedRecord {
  const names = namesOfIds(played, prefix);
  const tidy = (value: unknown): Json => tidied(JSON.parse(renamed(JSON.stringify(value), names, prefix)), undefined);
  return {
    workflow: tidy(played.workflow),
    children: played.children.map(tidy),
    refusals: played.refusals.map(tidy),
  };
}

/** Every id of the record by what it is of: `<child 0>`, `<task charge 2 of 0>`. */
function namesOfIds({ workflow, children }: Played, prefix: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const all = [workflow, ...children];
  all.forEach(({ workflowId, tasks }, index) => {
    names.set(workflowId, index === 0 ? '<workflow>' : `<child ${index}>`);
    const counts = new Map<string, number>();
    for (const { taskId, referenceTaskName } of tasks) {
      const nth = (counts.get(referenceTaskName) ?? 0) + 1;
      counts.set(referenceTaskName, nth);
      names.set(taskId, `<task ${referenceTaskName.replaceAll(prefix, '#')} ${nth} of ${index}>`);
    }
  });
  return names;
}

function renamed(text: string, names: ReadonlyMap<string, string>, prefix: string): string {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  return text.replaceAll(prefix, '#').replace(uuid, (id) => names.get(id) ?? '<id>');
}

function tidied(value: unknown, task: Task | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => tidied(item, undefined));
  if (typeof value !== 'object' || value === null) return value as Json;
  const record = value as Readonly<Record<string, unknown>>;
  const owner = 'referenceTaskName' in record ? (record as unknown as Task) : task;
  const entries = Object.entries(record)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]): readonly [string, Json] => [key, tidiedField(key, field, owner)]);
  return Object.fromEntries(entries);
}

function tidiedField(key: string, value: unknown, task: Task | undefined): Json {
  if (TIMES.has(key) && typeof value === 'number') return value > 0 ? '<time>' : value;
  if (key === 'receivedAt' && typeof value === 'string') return '<time>';
  // Of two clocks within the server: often negative, sometimes 0.
  if (key === 'queueWaitTime') return '<duration>';
  if (key === 'pollCount' && task !== undefined && LOOKS.has(task.taskType)) return '<looks>';
  // Seconds left of a timer, counted down by the server whenever it looks.
  if (key === 'callbackAfterSeconds' && task !== undefined && LOOKS.has(task.taskType)) return '<seconds>';
  return tidied(value, undefined);
}

/** What differs, as `workflow.tasks[2].status: "COMPLETED" ≠ "FAILED"`: first the engine's, then the server's. */
export function differences(engine: unknown, server: unknown, path = ''): readonly string[] {
  if (Object.is(engine, server)) return [];
  if (isObject(engine) && isObject(server) && Array.isArray(engine) === Array.isArray(server)) {
    const keys = new Set([...Object.keys(engine), ...Object.keys(server)]);
    return [...keys].flatMap((key) =>
      differences(engine[key], server[key], Array.isArray(engine) ? `${path}[${key}]` : `${path}.${key}`),
    );
  }
  return [`${path.replace(/^\./, '')}: ${shown(engine)} ≠ ${shown(server)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? '(nothing)' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
