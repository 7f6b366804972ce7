import type { Engine } from './engine/engine.js';
import { isTerminal } from './engine/model.js';
import { systemTaskType } from './engine/tasks/task-types.js';

/**
 * Whether a workflow that does not go on by itself waits only for what a test does: the update of a HUMAN, a signal, a message, time that is
 * moved by hand, a resume. Not if a task is queued that nobody polls for: there a worker is missing, or has another name.
 */
export function isLeftToTheTest(workflowId: string, { workflows }: Pick<Engine, 'workflows'>): boolean {
  const { status, tasks } = workflows.stored(workflowId);
  if (status === 'PAUSED') return true;
  return tasks.every((task) => {
    if (isTerminal(task.status)) return true;
    const { subWorkflowId } = task;
    if (task.taskType === 'SUB_WORKFLOW' && subWorkflowId !== undefined) {
      return workflows.find(subWorkflowId) === undefined || isLeftToTheTest(subWorkflowId, { workflows });
    }
    return task.status === 'IN_PROGRESS' || systemTaskType(task.taskType) !== undefined;
  });
}
