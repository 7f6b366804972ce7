import {
  isFailed,
  isSuccessful,
  isTerminal,
  isWorkflowOver,
  withIteration,
  withoutIteration,
  type TaskState,
} from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import { nextTask, taskByRef } from './definition-walk.js';
import type { Draft } from './draft.js';
import { isSkipped, mapped, nextUnskipped } from './mapping.js';
import { nextAttempt } from './retry.js';
import { Termination } from './termination.js';
import { checkTaskTimeouts, checkWorkflowTimeout, taskDeadline } from './timeouts.js';

/*
 * One look at a workflow: what its tasks have come to, and what is to be scheduled because of that. Each task goes through
 *
 *     pending             neither retried nor executed
 *       open              timeouts are checked; a system task is due to be executed
 *       failed            the next attempt is scheduled (retried), or the flow goes on (optional, permissive), or the workflow ends
 *       over              what comes next is scheduled (executed)
 *
 * Tasks change in memory only; what is to be saved is listed.
 */

export interface Look {
  /** New tasks, and open system tasks that are to be executed. */
  readonly toSchedule: readonly TaskState[];
  readonly toSave: TaskState[];
  readonly isComplete: boolean;
  readonly terminateTask: TaskState | undefined;
}

const NOTHING: Look = { toSchedule: [], toSave: [], isComplete: false, terminateTask: undefined };

/** @throws Termination when the workflow ends */
export function look(draft: Draft): Look {
  const isFresh = draft.tasks.every((task) => task.status === 'SKIPPED' || task.executed);
  const first = isFresh ? firstTasks(draft) : [];
  if (isWorkflowOver(draft.workflow.status)) return NOTHING;
  checkWorkflowTimeout(draft.workflow, draft.now);
  if (draft.workflow.status === 'PAUSED') return NOTHING;

  const pending: TaskState[] = [];
  const executed = new Set<string>();
  let terminateTask: TaskState | undefined;
  for (const task of draft.tasks) {
    if (!task.retried && task.status !== 'SKIPPED' && !task.executed) pending.push(task);
    if (task.executed) executed.add(task.referenceTaskName);
    if (isSuccessfulTerminate(task)) terminateTask = task;
  }

  const schedule = new Map<string, TaskState>();
  for (const task of first) schedule.set(task.referenceTaskName, task);
  const toSave: TaskState[] = [];
  for (const task of pending) lookAt(draft, task, schedule, executed, toSave);

  const toSchedule = [...schedule.values()].filter((task) => !executed.has(task.referenceTaskName));
  const isComplete = terminateTask !== undefined || (toSchedule.length === 0 && isEverythingDone(draft));
  if (isComplete) checkPermissive(draft);
  return { toSchedule, toSave, isComplete, terminateTask };
}

function isSuccessfulTerminate({ taskType, status }: TaskState): boolean {
  return taskType === 'TERMINATE' && isTerminal(status) && isSuccessful(status);
}

function lookAt(
  draft: Draft,
  pending: TaskState,
  schedule: Map<string, TaskState>,
  executed: Set<string>,
  toSave: TaskState[],
): void {
  let task = pending;
  const { referenceTaskName: ref } = task;
  const { workflowDefinition } = draft.workflow;
  const taskDef = task.workflowTask?.taskDefinition ?? taskByRef(workflowDefinition, ref)?.taskDefinition ?? undefined;
  if (!isTerminal(task.status)) {
    if (systemTaskType(task.taskType) !== undefined) {
      if (!schedule.has(ref)) schedule.set(ref, task);
      executed.delete(ref);
    }
    if (taskDef !== undefined && draft.now >= taskDeadline(taskDef, task)) {
      task = draft.edit(task);
      checkTaskTimeouts(taskDef, task, draft.now);
    }
  }
  if (!isTerminal(task.status)) return;

  task = draft.edit(task);
  if (!isSuccessful(task.status)) {
    const workflowTask = task.workflowTask ?? taskByRef(workflowDefinition, ref);
    const next = nextAttempt(draft, task, workflowTask, taskDef);
    if (next !== undefined) {
      schedule.set(ref, next);
      executed.delete(ref);
      toSave.push(task);
    } else if (task.workflowTask?.permissive !== true || task.workflowTask.optional === true) {
      task.status = 'COMPLETED_WITH_ERRORS';
    }
  }
  if (task.retried) return;
  task.executed = true;
  for (const next of tasksAfter(draft, task)) {
    if (!schedule.has(next.referenceTaskName)) schedule.set(next.referenceTaskName, next);
  }
  toSave.push(task);
}

/** The first task of the definition that is not skipped. */
function firstTasks(draft: Draft): readonly TaskState[] {
  const { workflowDefinition } = draft.workflow;
  let [first] = workflowDefinition.tasks;
  if (first === undefined) throw new Termination('No tasks found to be executed', 'COMPLETED');
  while (first !== undefined && isSkipped(draft, first)) first = nextTask(workflowDefinition, first.taskReferenceName);
  return first === undefined ? [] : mapped(draft, first, 0);
}

function tasksAfter(draft: Draft, task: TaskState): readonly TaskState[] {
  // The first task of the chosen case was scheduled with the switch.
  const isSwitch = task.taskType === 'SWITCH' || task.taskType === 'DECISION';
  if (isSwitch && task.inputData.hasChildren !== undefined) return [];
  const isInLoop = task.iteration > 0;
  const next = nextUnskipped(draft, isInLoop ? withoutIteration(task.referenceTaskName) : task.referenceTaskName);
  if (next === undefined) return [];
  // After the last task of a loop comes the loop, which is there and decides for itself.
  if (next.type === 'DO_WHILE' && draft.byRef(next.taskReferenceName) !== undefined) return [];
  const tasks = mapped(draft, next, 0);
  return isInLoop && task.taskType !== 'DO_WHILE' ? inIteration(draft, tasks, task.iteration) : tasks;
}

/** Makes tasks those of an iteration. Those that are there already are left out. */
function inIteration(draft: Draft, tasks: readonly TaskState[], iteration: number): readonly TaskState[] {
  for (const task of tasks) {
    task.referenceTaskName = withIteration(task.referenceTaskName, iteration);
    task.iteration = iteration;
  }
  return tasks.filter(
    ({ referenceTaskName }) =>
      !draft.tasks.some((one) => one.referenceTaskName === referenceTaskName && one.status !== 'SCHEDULED'),
  );
}

/** Whether all tasks are over and none is still to come. */
function isEverythingDone(draft: Draft): boolean {
  const refs = new Set<string>();
  for (const task of draft.tasks) {
    if (!isTerminal(task.status)) return false;
    if (isSuccessfulTerminate(task)) return true;
    refs.add(task.referenceTaskName);
  }
  if (refs.size === 0) return false;
  for (const { taskReferenceName } of draft.workflow.workflowDefinition.tasks) {
    if (!refs.has(taskReferenceName)) return false;
  }
  return draft.tasks.every((task) => {
    if (task.retried && task.executed) return true;
    const next = nextUnskipped(draft, task.referenceTaskName);
    return next === undefined || refs.has(next.taskReferenceName);
  });
}

/** A permissive task that failed lets everything else be done, and then fails the workflow. @throws Termination */
function checkPermissive(draft: Draft): void {
  const latest = new Map<string, TaskState>();
  for (const task of draft.tasks) {
    if (task.workflowTask?.permissive !== true || task.workflowTask.optional === true) continue;
    const known = latest.get(task.referenceTaskName);
    if (known === undefined || known.retryCount <= task.retryCount) latest.set(task.referenceTaskName, task);
  }
  const failed = [...latest.values()].filter(({ status }) => isFailed(status));
  if (failed.length === 0) return;
  throw new Termination(
    failed
      .map(
        ({ taskId, status, reasonForIncompletion: reason }) =>
          `Task ${taskId} failed with status: ${status} and reason: '${reason ?? 'null'}'`,
      )
      .join('. '),
  );
}
