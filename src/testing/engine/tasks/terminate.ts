import { isJsonObject } from '../model.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** Ends the workflow. */
export const terminate: TaskType = {
  name: 'TERMINATE',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.input();
    return [task];
  },
};

export const terminateSystemTask: SystemTaskType = {
  name: 'TERMINATE',
  isAsync: false,
  execute(_draft, task) {
    const { terminationStatus, workflowOutput } = task.inputData;
    if (terminationStatus !== 'COMPLETED' && terminationStatus !== 'FAILED' && terminationStatus !== 'TERMINATED') {
      task.reasonForIncompletion = 'given termination status is not valid';
      task.status = 'FAILED';
      return false;
    }
    if (workflowOutput === undefined || workflowOutput === null) task.outputData = {};
    else task.outputData = isJsonObject(workflowOutput) ? workflowOutput : { output: workflowOutput };
    task.status = 'COMPLETED';
    return true;
  },
};
