import type { Task, TaskStatus, Workflow, WorkflowExecutionStatus, WorkflowTask } from '../../../generated/index.js';

/*
 * What is stored of a workflow: the wire's own types, without what is derived from them when they are shown (records.ts), with what the
 * server keeps beside them. Stored states are immutable; a Draft is how they change.
 */

export type JsonObject = Record<string, unknown>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A task as stored. */
export interface TaskState extends Mutable<
  Omit<
    Task,
    'taskDefinition' | 'executionMetadata' | 'loopOverTask' | 'queueWaitTime' | 'workflowTask' | 'runtimeMetadata'
  >
> {
  /** What the definition says of it. A skipped task has none. */
  workflowTask: WorkflowTask | undefined;
  /** The delay of a retry, jitter included; 0 where `callbackAfterSeconds` says it all. */
  callbackAfterMs: number;
  /** When a WAIT ends by itself; 0 when it does not. */
  waitUntil: number;
  /** When its first attempt was scheduled: `totalTimeoutSeconds` counts from there. */
  firstScheduledTime: number;
  /** Of an EVENT: whether it has been sent. */
  isPublished: boolean;
}

/** A workflow as stored. */
export interface WorkflowState extends Mutable<
  Omit<Workflow, 'tasks' | 'workflowName' | 'workflowVersion' | 'startTime' | 'history' | 'rateLimited'>
> {
  /** By `seq`. */
  tasks: readonly TaskState[];
  /** What it was before its status changed for the last time. */
  previousStatus: Workflow['status'] | undefined;
  /** The task that is to blame for the end of the workflow. */
  failedTaskId: string | undefined;
}

export function isTerminal(status: TaskStatus): boolean {
  return status !== 'SCHEDULED' && status !== 'IN_PROGRESS';
}

/** Whether the flow goes on after it. An open task counts as successful. */
export function isSuccessful(status: TaskStatus): boolean {
  return (
    status !== 'CANCELED' && status !== 'FAILED' && status !== 'FAILED_WITH_TERMINAL_ERROR' && status !== 'TIMED_OUT'
  );
}

/** Whether it may be tried again, if attempts are left. */
export function isRetriable(status: TaskStatus): boolean {
  return status !== 'CANCELED' && status !== 'FAILED_WITH_TERMINAL_ERROR' && status !== 'SKIPPED';
}

/** Whether it ended without success. */
export function isFailed(status: TaskStatus): boolean {
  return isTerminal(status) && !isSuccessful(status);
}

export function isWorkflowOver(status: WorkflowExecutionStatus): boolean {
  return status !== 'RUNNING' && status !== 'PAUSED';
}

export function isSuccessfulWorkflow(status: WorkflowExecutionStatus): boolean {
  return status === 'RUNNING' || status === 'PAUSED' || status === 'COMPLETED';
}

/** Tasks of a loop carry the number of their iteration: `ref__2`. */
export function withIteration(ref: string, iteration: number): string {
  return `${ref}__${iteration}`;
}

/** The reference name of the definition. As on the server everything from the first `__` on is taken for the iteration. */
export function withoutIteration(ref: string): string {
  const at = ref.indexOf('__');
  return at < 0 ? ref : ref.slice(0, at);
}

/** As it is in messages: `order.1/<id>`. */
export function shortText(workflow: WorkflowState): string {
  const { name, version } = workflow.workflowDefinition;
  return `${name}.${version ?? 1}/${workflow.workflowId}`;
}

/** A JSON object, and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
