import { isTerminal, type TaskState, type WorkflowState } from '../model.js';
import type { WorkflowStore } from '../workflow-store.js';

/** What holds a workflow up. */
export interface Blocking {
  /** In the order of the tasks, those of a child at the place of its task. */
  readonly tasks: readonly TaskState[];
  /** The one that the first of them is of: the workflow itself, or a child. */
  readonly workflow: WorkflowState | undefined;
  /** Every workflow that was looked at. */
  readonly looked: readonly string[];
}

/**
 * Finds, in a workflow and in the children that it waits for, each WAIT that has no time of its own, and each task of the given references
 * that is over.
 */
export function blockingTasks(state: WorkflowState, refs: ReadonlySet<string>, workflows: WorkflowStore): Blocking {
  const tasks: TaskState[] = [];
  const looked = [state.workflowId];
  let workflow: WorkflowState | undefined;
  for (const task of state.tasks) {
    const { taskType, status, waitUntil, referenceTaskName, subWorkflowId } = task;
    const isOver = isTerminal(status);
    if (isOver ? refs.has(referenceTaskName) : taskType === 'WAIT' && waitUntil === 0) {
      tasks.push(task);
      workflow ??= state;
    }
    const child = taskType === 'SUB_WORKFLOW' && !isOver && subWorkflowId ? workflows.get(subWorkflowId) : undefined;
    if (child === undefined) continue;
    const inside = blockingTasks(child, refs, workflows);
    tasks.push(...inside.tasks);
    workflow ??= inside.workflow;
    looked.push(...inside.looked);
  }
  return { tasks, workflow, looked };
}
