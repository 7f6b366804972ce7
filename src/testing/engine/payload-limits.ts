import { Buffer } from 'node:buffer';

import { serverError } from './engine-error.js';
import type { JsonObject, TaskState, WorkflowState } from './model.js';

/*
 * Inputs and outputs above these sizes are refused, as by a server with default settings. What is smaller, but large, a server stores aside
 * and leaves out of its answers; here it stays where it is.
 */

/** Of the input or output of a workflow or task, as JSON. */
const MOST_BYTES = 10 * 1024 * 1024;
/** Of all variables of a workflow together. */
const MOST_VARIABLE_KIBIBYTES = 256;

/** What a character takes at most in JSON: `\u0000`. */
const MOST_BYTES_OF_CHARACTER = 6;
/** Far deeper than payloads are. */
const DEEPEST = 200;

/** Nearly all payloads have less; they are not worth remembering. */
const FEW_CHARACTERS = 2_000;

/** Task data does not change, and is part of other data again and again. */
const charactersOf = new WeakMap<object, number>();

/** How large it is as JSON, if that is too large. */
function bytesAbove(limit: number, payload: JsonObject): number | undefined {
  // To write it all down takes long, and is seldom needed.
  if (leftAfter(payload, FEW_CHARACTERS) > 0) return undefined;
  if (characters(payload, 0) * MOST_BYTES_OF_CHARACTER <= limit) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  return bytes > limit ? bytes : undefined;
}

/** What is left of a number of characters; 0 or less as soon as it is not enough, or the value is deep. */
function leftAfter(value: unknown, characters: number): number {
  if (typeof value === 'string') return characters - value.length - 3;
  if (typeof value !== 'object' || value === null) return characters - 26;
  let left = characters - 30;
  for (const key in value) {
    if (left <= 0) return left;
    left = leftAfter((value as Readonly<JsonObject>)[key], left - key.length - 4);
  }
  return left;
}

/** At least as many as JSON has. */
function characters(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 26;
  if (depth > DEEPEST) return MOST_BYTES;
  const known = charactersOf.get(value);
  if (known !== undefined) return known;
  let count = 3;
  if (Array.isArray(value)) for (const item of value) count += characters(item, depth + 1);
  else for (const [key, inner] of Object.entries(value)) count += key.length + 4 + characters(inner, depth + 1);
  charactersOf.set(value, count);
  return count;
}

/** Fails a task for good whose input or output is too large, and drops that. Returns whether it did. */
export function limitPayloads(task: TaskState): boolean {
  let isRefused = false;
  const { taskId, workflowInstanceId } = task;
  for (const field of ['inputData', 'outputData'] as const) {
    const bytes = bytesAbove(MOST_BYTES, task[field]);
    if (bytes === undefined) continue;
    isRefused = true;
    task[field] = {};
    task.status = 'FAILED_WITH_TERMINAL_ERROR';
    // With two spaces, as the server has it.
    const where = `of task: ${taskId} in workflow: ${workflowInstanceId} `;
    task.reasonForIncompletion = `The payload size: ${bytes} ${where} is greater than the permissible limit: ${MOST_BYTES} bytes`;
  }
  return isRefused;
}

/** @throws EngineError 500 for an input or output of a workflow that is too large */
export function refuseLarge({ workflowId }: Pick<WorkflowState, 'workflowId'>, payload: JsonObject): void {
  const bytes = bytesAbove(MOST_BYTES, payload);
  if (bytes === undefined) return;
  throw serverError(
    `The payload size: ${bytes} of workflow: ${workflowId} is greater than the permissible limit: ${MOST_BYTES} bytes`,
  );
}

/** What is wrong with variables that are too large. */
export function variablesError(workflowId: string, variables: JsonObject): string | undefined {
  const bytes = bytesAbove(MOST_VARIABLE_KIBIBYTES * 1024, variables);
  if (bytes === undefined) return undefined;
  return (
    `The variables payload size: ${bytes} of workflow: ${workflowId} is greater than the permissible limit: ` +
    `${MOST_VARIABLE_KIBIBYTES} kilobytes`
  );
}
