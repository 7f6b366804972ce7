import type { Task, Workflow } from '../../src/index.js';
import type { DifferentialCase, Played } from './case.js';
import { dueTimes } from './due-times.js';
import { startedBy } from './started-by.js';

/*
 * Makes two records of the same case comparable: ids become names that tell what they are of, instants become whether they are there, the
 * prefix of the run becomes `#` again, and each task gets its due times in seconds from its own beginning. Everything else stays as it is.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Instants and measured durations: there or not there is what can be compared. */
const TIMES: ReadonlySet<string> = new Set([
  ...['createTime', 'updateTime', 'updatedTime', 'startTime', 'endTime', 'scheduledTime', 'firstStartTime'],
  ...['lastRetriedTime', 'receivedAt', 'firstScheduledTime', 'lastPollTime', 'createdTime'],
]);
const ISO_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** Sets on the server, in any order. */
const SETS: ReadonlySet<string> = new Set(['failedReferenceTaskNames', 'failedTaskNames']);
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
  readonly answers: readonly Json[];
}

export function normalised(played: Played, prefix: string, order?: DifferentialCase['order']): NormalisedRecord {
  const arranged = order === 'any' ? withTasksByReference(played) : played;
  const { workflow, children, refusals, answers } = arranged;
  const names = namesOfIds(arranged, prefix);
  const tidy = (value: unknown): Json => tidied(JSON.parse(renamed(JSON.stringify(value), names, prefix)), undefined);
  return {
    workflow: tidy(withDueTimes(workflow)),
    children: children.map(withDueTimes).map(tidy),
    refusals: refusals.map(tidy),
    answers: answers.map(tidy),
  };
}

function withDueTimes(workflow: Workflow): Workflow {
  return { ...workflow, tasks: workflow.tasks.map((task) => ({ ...task, ...dueTimes(task) })) };
}

/** Tasks by reference and attempt instead of by their places, children in the order of the tasks that have started them. */
function withTasksByReference({ workflow, children, ...rest }: Played): Played {
  const sorted = byReference(workflow);
  const left = new Map(children.map((child) => [child.workflowId, byReference(child)]));
  const found: Workflow[] = [];
  const follow = (parent: Workflow): void => {
    for (const id of startedBy(parent)) {
      const child = left.get(id);
      if (child === undefined) continue;
      left.delete(id);
      found.push(child);
      follow(child);
    }
  };
  follow(sorted);
  return { workflow: sorted, children: found, ...rest };
}

function byReference(workflow: Workflow): Workflow {
  const joined = new Set(
    workflow.tasks.flatMap(({ taskType, inputData }) => (taskType === 'JOIN' ? inputData.joinOn : [])),
  );
  const tasks = workflow.tasks
    // Whether the server has evaluated the workflow between the end of a joined task and the end of the join.
    .map((task) => ({ ...task, seq: 0, executed: task.executed || joined.has(task.referenceTaskName) }))
    .sort((one, other) => {
      if (one.referenceTaskName !== other.referenceTaskName) {
        return one.referenceTaskName < other.referenceTaskName ? -1 : 1;
      }
      return one.retryCount - other.retryCount;
    });
  return { ...workflow, tasks };
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
  if (typeof value === 'string' && ISO_TIME.test(value)) return '<time>';
  if (SETS.has(key) && Array.isArray(value)) return (value as Json[]).toSorted();
  // Of two clocks within the server: often negative, sometimes 0.
  if (key === 'queueWaitTime' || key === 'executionTime') return '<duration>';
  // Of the machine that answers.
  if (key === 'instance' && typeof value === 'string') return '<host>';
  if (key === 'pollCount' && task !== undefined && LOOKS.has(task.taskType)) return '<looks>';
  // What is left of a timer is counted down by the server whenever it looks: see due-times.ts.
  if (key === 'callbackAfterSeconds' && task !== undefined && LOOKS.has(task.taskType)) return '<seconds>';
  return tidied(value, undefined);
}
