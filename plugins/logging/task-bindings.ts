import type { Task, WorkerIdentity } from '../../src/index.js';

/** The fields of a task that the bindings are made of; a polled task has them, and so has the task that a handler is given. */
export type IdentifiedTask = Readonly<
  Pick<Task, 'taskId' | 'workflowInstanceId' | 'workflowType' | 'referenceTaskName' | 'retryCount'>
>;

/** What tells the records of one worker from those of the others. */
export function workerBindings({ taskType, workerId, domain }: WorkerIdentity): object {
  return { taskType, workerId, ...(domain !== undefined && { domain }) };
}

/** What tells the records of one task from those of the others. */
export function taskBindings(task: IdentifiedTask): object {
  return {
    taskId: task.taskId,
    workflowId: task.workflowInstanceId,
    workflowType: task.workflowType,
    referenceName: task.referenceTaskName,
    attempt: task.retryCount + 1,
  };
}

/** Names a worker among those of its runner. */
export function workerKey({ taskType, workerId, domain }: WorkerIdentity): string {
  return `${taskType}\n${domain ?? ''}\n${workerId}`;
}
