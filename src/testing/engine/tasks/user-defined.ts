import { Termination } from '../decider/termination.js';
import type { TaskType } from './task-type.js';

/** Any type that the server does not know: a task for a worker that polls for the type, not for the name. */
export const userDefined: TaskType = {
  name: 'USER_DEFINED',
  map(context) {
    const { workflowTask } = context;
    const taskDef = context.taskDef ?? context.draft.context.taskDef(workflowTask.name);
    if (taskDef === undefined) {
      throw new Termination(
        `Invalid task specified. Cannot find task by name ${workflowTask.name} in the task definitions`,
      );
    }
    const task = context.newTask();
    task.inputData = context.input(taskDef);
    task.retryCount = context.retryCount;
    task.callbackAfterSeconds = workflowTask.startDelay ?? 0;
    task.rateLimitPerFrequency = taskDef.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = taskDef.rateLimitFrequencyInSeconds ?? 0;
    return [task];
  },
};
