import type { SystemTaskType, TaskType } from './task-type.js';

/** Does nothing, without input and output. */
export const noop: TaskType = {
  name: 'NOOP',
  map: (context) => [context.startedTask()],
};

export const noopSystemTask: SystemTaskType = {
  name: 'NOOP',
  isAsync: false,
  execute(_draft, task) {
    task.status = 'COMPLETED';
    return true;
  },
};
