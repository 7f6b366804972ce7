import type { WorkflowTask } from '../../../../generated/index.js';
import type { TaskState } from '../model.js';
import { MappingContext } from '../tasks/task-type.js';
import { taskType } from '../tasks/task-types.js';
import { nextTask } from './definition-walk.js';
import type { Draft } from './draft.js';

/** The tasks that a task of the definition becomes, without those whose reference is there already, open or over. */
export function mapped(draft: Draft, workflowTask: WorkflowTask, retryCount: number): readonly TaskState[] {
  const context = new MappingContext(draft, workflowTask, draft.context.newId(), retryCount, (other, count) =>
    mapped(draft, other, count),
  );
  const tasks = taskType(workflowTask.type ?? 'SIMPLE').map(context);
  return tasks.filter(({ referenceTaskName }) => !isThere(draft, referenceTaskName));
}

/** One that waits for a worker does not count: it may be its turn again. */
function isThere(draft: Draft, ref: string): boolean {
  return draft.tasks.some((task) => task.referenceTaskName === ref && task.status !== 'SCHEDULED');
}

/** The task of the definition that comes after `ref`, those left out that are skipped. */
export function nextUnskipped(draft: Draft, ref: string): WorkflowTask | undefined {
  const { workflowDefinition } = draft.workflow;
  let next = nextTask(workflowDefinition, ref);
  while (next !== undefined && isSkipped(draft, next)) next = nextTask(workflowDefinition, next.taskReferenceName);
  return next;
}

export function isSkipped(draft: Draft, { taskReferenceName }: WorkflowTask): boolean {
  return draft.byRef(taskReferenceName)?.status === 'SKIPPED';
}
