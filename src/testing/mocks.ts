import type { WorkflowDef, WorkflowTask } from '../../generated/index.js';
import { typeName } from '../worker/type-name.js';
import { contains, hasType, taskByRef } from './engine/decider/definition-walk.js';
import { isNeverMocked, type Mocks } from './engine/mock-operations.js';
import { isJsonObject, type JsonObject, withoutIteration } from './engine/model.js';

/*
 * Mistakes in mocks, told before the workflow starts: a mock that is never looked at leaves a workflow waiting for a worker, or calls out.
 */

const FIELDS: ReadonlySet<string> = new Set<keyof Mocks>(['taskRefToMockOutput', 'subWorkflowTestRequest']);
/** What the server's format has besides. It is of no use here, but a fixture may have it. */
const OF_REQUESTS: ReadonlySet<string> = new Set([
  ...['name', 'version', 'correlationId', 'input', 'taskToDomain', 'workflowDef', 'externalInputPayloadStoragePath'],
  ...['priority', 'createdBy', 'idempotencyKey', 'idempotencyStrategy'],
]);
/** Over before anybody could answer in their place: mocks of them are not looked at either, as on the server. */
const OVER_AT_ONCE: ReadonlySet<string> = new Set(['JSON_JQ_TRANSFORM', 'LAMBDA', 'NOOP', 'EXCLUSIVE_JOIN']);
const RESULT_FIELDS: ReadonlySet<string> = new Set(['status', 'output', 'executionTime', 'queueWaitTime']);
const STATUSES: ReadonlySet<unknown> = new Set([
  ...['IN_PROGRESS', 'FAILED', 'FAILED_WITH_TERMINAL_ERROR', 'COMPLETED', 'CANCELED', undefined],
]);

/**
 * Refuses mocks that can never be looked at, and results that are none.
 *
 * @param definition of the workflow that they are for. Tasks that it makes only while it runs cannot be checked.
 * @throws TypeError that names the reference, and says what would be right
 */
export function checkMocks(mocks: Mocks, definition: WorkflowDef): void {
  checkShape(mocks, 'mocks');
  for (const ref of Object.keys(mocks.taskRefToMockOutput ?? {})) checkTask(ref, definition);
  for (const ref of Object.keys(mocks.subWorkflowTestRequest ?? {})) {
    const task = taskOf(ref, definition);
    if (task !== undefined && task.type !== 'SUB_WORKFLOW' && task.type !== 'DYNAMIC') {
      throw new TypeError(`mocks: ${ref} is no SUB_WORKFLOW but ${String(task.type)}`);
    }
  }
}

/** What can be said without the definition: of the mocks of children as well. */
function checkShape(mocks: unknown, what: string): void {
  if (!isJsonObject(mocks)) throw new TypeError(`${what} must be an object, got ${typeName(mocks)}`);
  for (const field of Object.keys(mocks)) {
    if (!FIELDS.has(field) && !OF_REQUESTS.has(field)) throw new TypeError(`mocks: there is no field ${field}`);
  }
  for (const [ref, results] of byReference(mocks, 'taskRefToMockOutput', what)) {
    if (!Array.isArray(results)) throw new TypeError(`mocks: ${ref} needs a list of results, one for each attempt`);
    for (const result of results) checkResult(ref, result);
  }
  for (const [ref, ofChild] of byReference(mocks, 'subWorkflowTestRequest', what)) {
    checkShape(ofChild, `${what}.subWorkflowTestRequest.${ref}`);
  }
}

function byReference(mocks: JsonObject, field: keyof Mocks, what: string): readonly (readonly [string, unknown])[] {
  const given = mocks[field] === undefined ? {} : mocks[field];
  if (isJsonObject(given)) return Object.entries(given);
  throw new TypeError(`${what}.${field} must be an object with a field for each task, got ${typeName(given)}`);
}

function checkTask(ref: string, definition: WorkflowDef): void {
  const task = taskOf(ref, definition);
  if (task === undefined) return;
  const { type = 'SIMPLE' } = task;
  if (type === 'SUB_WORKFLOW') {
    throw new TypeError(
      `mocks: ${ref} is a SUB_WORKFLOW; the tasks of its workflow are mocked in subWorkflowTestRequest.${ref}`,
    );
  }
  if (type === 'EVENT' && task.asyncComplete !== true) {
    throw new TypeError(`mocks: ${ref} is an EVENT without asyncComplete, which always ends by itself`);
  }
  if (OVER_AT_ONCE.has(type) || (type !== 'DYNAMIC' && isNeverMocked(type))) {
    throw new TypeError(`mocks: ${ref} is a task of type ${type}, which always does itself what it is there for`);
  }
  const isInLoop = definition.tasks.some((outer) => isLoopAround(outer, task));
  if (isInLoop && withoutIteration(ref) === ref) {
    throw new TypeError(`mocks: ${ref} is in a loop, where its references are ${ref}__1, ${ref}__2 and so on`);
  }
}

function taskOf(ref: string, definition: WorkflowDef): WorkflowTask | undefined {
  const task = taskByRef(definition, ref) ?? taskByRef(definition, withoutIteration(ref));
  if (task === undefined && !hasType(definition, 'FORK_JOIN_DYNAMIC')) {
    throw new TypeError(`mocks: there is no task ${ref} in workflow ${definition.name}`);
  }
  return task;
}

function isLoopAround(outer: WorkflowTask, task: WorkflowTask): boolean {
  const { taskReferenceName: ref } = task;
  if (outer === task || !contains(outer, ref)) return false;
  if (outer.type === 'DO_WHILE') return true;
  const inside = [
    ...(outer.forkTasks ?? []).flat(),
    ...Object.values(outer.decisionCases ?? {}).flat(),
    ...(outer.defaultCase ?? []),
  ];
  return inside.some((one) => isLoopAround(one, task));
}

function checkResult(ref: string, result: unknown): void {
  if (!isJsonObject(result)) throw new TypeError(`mocks: a result of ${ref} must be an object, got ${String(result)}`);
  const unknown = Object.keys(result).find((field) => !RESULT_FIELDS.has(field));
  if (unknown !== undefined) throw new TypeError(`mocks: a result of ${ref} has no field ${unknown}`);
  if (!STATUSES.has(result.status)) throw new TypeError(`mocks: ${ref} cannot become ${String(result.status)}`);
  if (result.output !== undefined && !isJsonObject(result.output)) {
    throw new TypeError(`mocks: the output of ${ref} must be an object`);
  }
}
