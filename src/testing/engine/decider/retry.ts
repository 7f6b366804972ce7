import type { TaskDef, WorkflowTask } from '../../../../generated/index.js';
import { isRetriable, type TaskState } from '../model.js';
import type { Draft } from './draft.js';
import { setOutput } from './output.js';
import { taskInput } from './task-input.js';
import { Termination } from './termination.js';

/** What Java's int holds. */
const MAX_INT = 2_147_483_647;

/** Tasks of the flow itself are never repeated. */
const NEVER_RETRIED: ReadonlySet<string> = new Set([
  'DECISION',
  'SWITCH',
  'FORK',
  'JOIN',
  'EXCLUSIVE_JOIN',
  'DO_WHILE',
]);

/**
 * The next attempt of a task that failed. Undefined when there is none and the flow goes on nevertheless: the task is optional or
 * permissive.
 *
 * @throws Termination when there is none, and the workflow ends with that
 */
export function nextAttempt(
  draft: Draft,
  task: TaskState,
  workflowTask: WorkflowTask | undefined,
  knownDef: TaskDef | undefined,
): TaskState | undefined {
  const taskDef = knownDef ?? draft.context.taskDef(task.taskDefName);
  const attempts = taskDef === undefined ? 0 : (workflowTask?.retryCount ?? taskDef.retryCount ?? 0);
  const isLast = !isRetriable(task.status) || NEVER_RETRIED.has(task.taskType) || attempts <= task.retryCount;
  if (isLast || taskDef === undefined) {
    if (workflowTask?.optional === true || workflowTask?.permissive === true) return undefined;
    throw endOf(draft, task);
  }
  checkBudget(draft, task, taskDef);

  const delaySeconds = retryDelaySeconds(taskDef, task.retryCount);
  task.retried = true;
  const { subWorkflowId: _former, ...inputData } = task.inputData;
  const next: TaskState = {
    ...task,
    status: 'SCHEDULED',
    taskId: draft.context.newId(),
    retriedTaskId: task.taskId,
    retryCount: task.retryCount + 1,
    retried: false,
    inputData,
    outputData: {},
    pollCount: 0,
    seq: 0,
    scheduledTime: 0,
    startTime: 0,
    endTime: 0,
    updateTime: 0,
    workerId: undefined,
    subWorkflowId: undefined,
    startDelayInSeconds: delaySeconds,
    callbackAfterSeconds: delaySeconds,
    callbackAfterMs: delaySeconds * 1000 + jitterMs(draft, taskDef),
  };
  if (workflowTask !== undefined) {
    next.inputData = { ...inputData, ...taskInput(workflowTask.inputParameters, draft, next.taskId, taskDef) };
  }
  return next;
}

/** The workflow ends with the task that failed, and is what its kind of failure makes it. */
function endOf(draft: Draft, task: TaskState): Termination {
  const status = task.status === 'CANCELED' ? 'TERMINATED' : task.status === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED';
  setOutput(draft, task);
  const reason = task.reasonForIncompletion ?? 'null';
  return new Termination(`Task ${task.taskId} failed with status: ${status} and reason: '${reason}'`, status, task);
}

/** `totalTimeoutSeconds` also limits how late an attempt may begin. */
function checkBudget(draft: Draft, task: TaskState, { totalTimeoutSeconds = 0 }: TaskDef): void {
  if (totalTimeoutSeconds <= 0 || task.firstScheduledTime <= 0) return;
  const elapsed = Math.trunc((draft.now - task.firstScheduledTime) / 1000);
  if (elapsed < totalTimeoutSeconds) return;
  setOutput(draft, task);
  throw new Termination(
    `Task ${task.taskId}/${task.taskDefName} exceeded total timeout of ${totalTimeoutSeconds} seconds ` +
      `(elapsed ${elapsed} seconds across all attempts). No further retries will be attempted.`,
    task.status === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED',
    task,
  );
}

/** How long to wait before the attempt after the one with this `retryCount`. */
function retryDelaySeconds(taskDef: TaskDef, retryCount: number): number {
  const { retryDelaySeconds: delay = 60, retryLogic = 'FIXED', backoffScaleFactor = 1 } = taskDef;
  const { maxRetryDelaySeconds: most = 0 } = taskDef;
  const seconds = {
    FIXED: delay,
    LINEAR_BACKOFF: delay * backoffScaleFactor * (retryCount + 1),
    EXPONENTIAL_BACKOFF: delay * 2 ** retryCount,
  }[retryLogic];
  const capped = Math.min(seconds, MAX_INT);
  return most > 0 ? Math.min(capped, most) : capped;
}

function jitterMs(draft: Draft, { backoffJitterMs = 0 }: TaskDef): number {
  return backoffJitterMs > 0 ? Math.floor(draft.context.random() * (backoffJitterMs + 1)) : 0;
}
