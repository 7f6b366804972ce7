import type { TaskType } from './task-type.js';
import { withTaskDefDefaults } from '../metadata/defaults.js';

/** A task for a worker. */
export const simple: TaskType = {
  name: 'SIMPLE',
  map(context) {
    const { workflowTask } = context;
    const taskDef = context.taskDef ?? withTaskDefDefaults({ name: workflowTask.name });
    const task = context.newTask();
    task.taskType = workflowTask.name;
    task.startDelayInSeconds = workflowTask.startDelay ?? 0;
    task.inputData = context.input(taskDef);
    task.retryCount = context.retryCount;
    task.callbackAfterSeconds = workflowTask.startDelay ?? 0;
    task.responseTimeoutSeconds = taskDef.responseTimeoutSeconds ?? 0;
    task.rateLimitPerFrequency = taskDef.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = taskDef.rateLimitFrequencyInSeconds ?? 0;
    return [task];
  },
};
