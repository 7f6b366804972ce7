import { isMissing } from '../metadata/from-wire.js';
import type { TaskDef } from '../../../../generated/index.js';
import { isTerminal, isWorkflowOver, type TaskState, type WorkflowState } from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import { Termination } from './termination.js';

/*
 * Timeouts of a task, in the order in which they are looked at:
 *
 *     totalTimeoutSeconds      since its first attempt was scheduled     by policy
 *     timeoutSeconds           since this attempt was first polled       by policy
 *     pollTimeoutSeconds       SCHEDULED since it was available          by policy
 *     responseTimeoutSeconds   IN_PROGRESS since it was last updated     TIMED_OUT, to be retried
 *
 * Policies: TIME_OUT_WF ends the workflow, RETRY ends the attempt, ALERT_ONLY does nothing.
 */

/** Ends the attempt if it has taken too long. @throws Termination by policy */
export function checkTaskTimeouts(taskDef: TaskDef, task: TaskState, now: number): void {
  if (isTerminal(task.status)) return;
  checkTotal(taskDef, task, now);
  checkExecution(taskDef, task, now);
  checkPoll(taskDef, task, now);
  checkResponse(taskDef, task, now);
}

/** The deadlines of an open task, for the policies that do something. */
export function taskDeadline(taskDef: TaskDef, task: TaskState): number {
  let deadline = Number.POSITIVE_INFINITY;
  if (taskDef.timeoutPolicy !== 'ALERT_ONLY') {
    deadline = Math.min(totalDeadline(taskDef, task), executionDeadline(taskDef, task), pollDeadline(taskDef, task));
  }
  return Math.min(deadline, responseDeadline(taskDef, task));
}

function totalDeadline({ totalTimeoutSeconds = 0 }: TaskDef, { firstScheduledTime }: TaskState): number {
  if (totalTimeoutSeconds <= 0 || firstScheduledTime <= 0) return Number.POSITIVE_INFINITY;
  return firstScheduledTime + totalTimeoutSeconds * 1000;
}

function executionDeadline({ timeoutSeconds = 0 }: TaskDef, { startTime, startDelayInSeconds }: TaskState): number {
  if (timeoutSeconds <= 0 || startTime <= 0) return Number.POSITIVE_INFINITY;
  return startTime + (startDelayInSeconds + timeoutSeconds) * 1000;
}

function pollDeadline({ pollTimeoutSeconds }: TaskDef, task: TaskState): number {
  if (task.status !== 'SCHEDULED' || isMissing(pollTimeoutSeconds) || pollTimeoutSeconds <= 0) {
    return Number.POSITIVE_INFINITY;
  }
  return task.scheduledTime + (task.startDelayInSeconds + task.callbackAfterSeconds + pollTimeoutSeconds) * 1000;
}

function responseDeadline({ responseTimeoutSeconds = 0 }: TaskDef, task: TaskState): number {
  if (task.status !== 'IN_PROGRESS' || responseTimeoutSeconds === 0) return Number.POSITIVE_INFINITY;
  if (systemTaskType(task.taskType)?.isCompletedElsewhere?.(task) === true) return Number.POSITIVE_INFINITY;
  return task.updateTime + (responseTimeoutSeconds + task.callbackAfterSeconds) * 1000;
}

function checkTotal(taskDef: TaskDef, task: TaskState, now: number): void {
  if (now < totalDeadline(taskDef, task)) return;
  const elapsed = Math.trunc((now - task.firstScheduledTime) / 1000);
  timeOut(
    `Task ${task.taskDefName}/${task.taskId} exceeded total timeout of ${taskDef.totalTimeoutSeconds ?? 0} seconds ` +
      `(elapsed ${elapsed} seconds across all attempts including retry delays). ` +
      `Timeout policy: ${policyOf(taskDef)}`,
    taskDef,
    task,
  );
}

function checkExecution(taskDef: TaskDef, task: TaskState, now: number): void {
  if (isTerminal(task.status) || now < executionDeadline(taskDef, task)) return;
  const elapsed = Math.trunc((now - (task.startTime + task.startDelayInSeconds * 1000)) / 1000);
  timeOut(
    `Task timed out after ${elapsed} seconds. Timeout configured as ${taskDef.timeoutSeconds ?? 0} seconds. ` +
      `Timeout policy configured to ${policyOf(taskDef)}`,
    taskDef,
    task,
  );
}

function checkPoll(taskDef: TaskDef, task: TaskState, now: number): void {
  if (isTerminal(task.status) || now < pollDeadline(taskDef, task)) return;
  const elapsed = Math.trunc((now - (task.scheduledTime + task.startDelayInSeconds * 1000)) / 1000);
  timeOut(
    `Task poll timed out after ${elapsed} seconds. Poll timeout configured as ${taskDef.pollTimeoutSeconds ?? 0} seconds. ` +
      `Timeout policy configured to ${policyOf(taskDef)}`,
    taskDef,
    task,
  );
}

function checkResponse(taskDef: TaskDef, task: TaskState, now: number): void {
  if (isTerminal(task.status) || now < responseDeadline(taskDef, task)) return;
  task.status = 'TIMED_OUT';
  task.reasonForIncompletion =
    `responseTimeout: ${taskDef.responseTimeoutSeconds ?? 0} exceeded for the taskId: ${task.taskId} ` +
    `with Task Definition: ${task.taskDefName}`;
}

function policyOf({ timeoutPolicy = 'TIME_OUT_WF' }: TaskDef): string {
  return timeoutPolicy;
}

function timeOut(reason: string, taskDef: TaskDef, task: TaskState): void {
  if (taskDef.timeoutPolicy === 'ALERT_ONLY') return;
  task.status = 'TIMED_OUT';
  task.reasonForIncompletion = reason;
  if (taskDef.timeoutPolicy !== 'RETRY') throw new Termination(reason, 'TIMED_OUT', task);
}

function workflowDeadline({ workflowDefinition, lastRetriedTime, createTime }: WorkflowState): number {
  const { timeoutSeconds = 0 } = workflowDefinition;
  if (timeoutSeconds <= 0) return Number.POSITIVE_INFINITY;
  return (lastRetriedTime > 0 ? lastRetriedTime : createTime) + timeoutSeconds * 1000;
}

/** @throws Termination when the workflow has taken too long */
export function checkWorkflowTimeout(workflow: WorkflowState, now: number): void {
  const { timeoutSeconds = 0, timeoutPolicy = 'TIME_OUT_WF' } = workflow.workflowDefinition;
  const deadline = workflowDeadline(workflow);
  if (isWorkflowOver(workflow.status) || now < deadline || timeoutPolicy === 'ALERT_ONLY') return;
  const elapsed = Math.trunc((now - (deadline - timeoutSeconds * 1000)) / 1000);
  throw new Termination(
    `Workflow timed out after ${elapsed} seconds. Timeout configured as ${timeoutSeconds} seconds. ` +
      `Timeout policy configured to ${timeoutPolicy}`,
    'TIMED_OUT',
  );
}

/** When the workflow has to be looked at again, whatever happens until then. Infinity when it need not. */
export function nextDeadline(workflow: WorkflowState): number {
  if (isWorkflowOver(workflow.status)) return Number.POSITIVE_INFINITY;
  let deadline =
    workflow.workflowDefinition.timeoutPolicy === 'ALERT_ONLY' ? Number.POSITIVE_INFINITY : workflowDeadline(workflow);
  for (const task of workflow.tasks) {
    if (isTerminal(task.status)) continue;
    if (task.waitUntil > 0) deadline = Math.min(deadline, task.waitUntil);
    const taskDef = task.workflowTask?.taskDefinition;
    // A paused workflow is not looked at for its tasks.
    if (taskDef && workflow.status !== 'PAUSED') deadline = Math.min(deadline, taskDeadline(taskDef, task));
  }
  return deadline;
}
