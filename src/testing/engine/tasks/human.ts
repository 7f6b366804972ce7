import type { SystemTaskType, TaskType } from './task-type.js';

/** Waits until it is updated. */
export const human: TaskType = {
  name: 'HUMAN',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.input();
    return [task];
  },
};

export const humanSystemTask: SystemTaskType = {
  name: 'HUMAN',
  isAsync: false,
  start(_draft, task) {
    task.status = 'IN_PROGRESS';
  },
};
