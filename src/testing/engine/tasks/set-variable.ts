import type { SystemTaskType, TaskType } from './task-type.js';

/** Its input becomes variables of the workflow. */
export const setVariable: TaskType = {
  name: 'SET_VARIABLE',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.plainInput;
    return [task];
  },
};

export const setVariableSystemTask: SystemTaskType = {
  name: 'SET_VARIABLE',
  isAsync: false,
  execute(draft, task) {
    draft.setWorkflow({ variables: { ...draft.workflow.variables, ...task.inputData } });
    draft.saveWorkflow();
    task.status = 'COMPLETED';
    return true;
  },
};
