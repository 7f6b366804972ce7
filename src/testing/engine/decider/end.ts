import { isMissing } from '../metadata/from-wire.js';
import type { WorkflowExecutionStatus } from '../../../../generated/index.js';
import { hashMapOrder } from '../expressions/java-hash-map.js';
import { isTerminal, isWorkflowOver, type TaskState } from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import { conflict } from '../engine-error.js';
import type { Draft } from './draft.js';
import { setOutput } from './output.js';
import { Termination } from './termination.js';
import { ownValue } from '../own-properties.js';

/*
 * How workflows end. Open tasks are cancelled; a parent is told; a failure workflow is started, but not for one that is terminated from
 * outside.
 */

/** Ends a workflow all of whose tasks are over, or one whose TERMINATE task is. */
export function finish(draft: Draft, terminateTask: TaskState | undefined): void {
  if (terminateTask === undefined) {
    complete(draft);
    return;
  }
  const { terminationStatus: status, terminationReason } = terminateTask.inputData;
  const given = typeof terminationReason === 'string' ? terminationReason : '';
  const reason =
    given.trim() === '' ? `Workflow is ${String(status)} by TERMINATE task: ${terminateTask.taskId}` : given;
  if (status === 'FAILED' || status === 'TERMINATED') {
    draft.setWorkflow({ status });
    terminateBecause(draft, new Termination(reason, status, terminateTask));
  } else {
    draft.setWorkflow({ reasonForIncompletion: reason });
    complete(draft);
  }
  cancelOpenTasks(draft);
}

function complete(draft: Draft): void {
  const { workflow } = draft;
  if (workflow.status === 'COMPLETED') return;
  if (isWorkflowOver(workflow.status)) {
    throw conflict(`Workflow is already in terminal state. Current status: ${workflow.status}`);
  }
  setOutput(draft);
  setOver(draft, 'COMPLETED');
  noteFailedTasks(draft);
  draft.saveWorkflow();
  draft.effects.push({ do: 'tellParent' }, { do: 'dropMessages' });
}

function setOver(draft: Draft, status: WorkflowExecutionStatus): void {
  draft.setWorkflow({ status, endTime: draft.now });
}

function noteFailedTasks(draft: Draft): void {
  const failed = draft.tasks.filter(({ status }) => status === 'FAILED' || status === 'FAILED_WITH_TERMINAL_ERROR');
  if (failed.length === 0) return;
  const { failedReferenceTaskNames: refs, failedTaskNames: names } = draft.workflow;
  draft.setWorkflow({
    failedReferenceTaskNames: [
      ...hashMapOrder([...new Set([...refs, ...failed.map((task) => task.referenceTaskName)])]),
    ],
    failedTaskNames: [...hashMapOrder([...new Set([...names, ...failed.map((task) => task.taskDefName)])])],
  });
}

/** Ends a workflow for what an evaluation of it has found. */
export function terminateBecause(draft: Draft, { message: reason, status, task }: Termination): void {
  const { workflow } = draft;
  const { failureWorkflow, failureWorkflowVersion: version } = workflow.workflowDefinition;
  if (!isWorkflowOver(workflow.status)) draft.setWorkflow({ status });
  if (task !== undefined) {
    if (workflow.failedTaskId === undefined) draft.setWorkflow({ failedTaskId: task.taskId });
    draft.save(draft.edit(task));
  }
  terminate(draft, reason);
  const name = failureWorkflow?.startsWith('$') === true ? namedByInput(draft, failureWorkflow) : failureWorkflow;
  if (name !== undefined && name.trim() !== '') {
    draft.effects.push({ do: 'startFailureWorkflow', name, reason, ...(!isMissing(version) && { version }) });
  }
}

/** `${workflow.input.name}`: only the third part counts. */
function namedByInput({ workflow }: Draft, expression: string): string | undefined {
  const key = expression.split('.')[2] ?? '';
  const value = ownValue(workflow.input, key);
  return typeof value === 'string' ? value : undefined;
}

/** Ends a workflow. The status is TERMINATED unless it is one of an end already. */
export function terminate(draft: Draft, reason: string | undefined): void {
  const { workflow } = draft;
  if (!isWorkflowOver(workflow.status)) draft.setWorkflow({ status: 'TERMINATED' });
  setOutput(draft);
  setOver(draft, workflow.status);
  noteFailedTasks(draft);
  draft.setWorkflow({ reasonForIncompletion: reason });
  cancelOpenTasks(draft);
  draft.saveWorkflow();
  draft.effects.push({ do: 'tellParent' }, { do: 'dropMessages' });
}

export function cancelOpenTasks(draft: Draft): void {
  for (const open of draft.tasks) {
    if (isTerminal(open.status)) continue;
    const task = draft.edit(open);
    task.status = 'CANCELED';
    const type = systemTaskType(task.taskType);
    type?.cancel?.(draft, task);
    draft.save(task);
    if (type === undefined) draft.effects.push({ do: 'unqueue', task });
  }
}
