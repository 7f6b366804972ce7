import { addOutput } from '../decider/draft.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** The server's own limit. */
const MOST_MESSAGES = 100;

/** Takes messages that were sent to the workflow, and waits for the first unless told otherwise. */
export const pullWorkflowMessages: TaskType = {
  name: 'PULL_WORKFLOW_MESSAGES',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.input();
    return [task];
  },
};

export const pullWorkflowMessagesSystemTask: SystemTaskType = {
  name: 'PULL_WORKFLOW_MESSAGES',
  isAsync: true,
  pull(draft, task, services) {
    const { batchSize, blocking } = task.inputData;
    const count = typeof batchSize === 'number' ? Math.min(Math.max(1, Math.trunc(batchSize)), MOST_MESSAGES) : 1;
    const messages = services.takeMessages(draft.workflow.workflowId, count);
    if (messages.length === 0 && blocking !== false) return false;
    addOutput(task, { messages, count: messages.length });
    task.status = 'COMPLETED';
    return true;
  },
};
