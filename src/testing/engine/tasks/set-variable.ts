import { serverError } from '../engine-error.js';
import { variablesError } from '../payload-limits.js';
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
    if (draft.isNew(task) && holds(task.inputData, draft.workflow.variables)) {
      // There the variables would contain themselves, and cannot be stored any more.
      throw serverError(`Unable to validate variables payload size of workflow: ${draft.workflow.workflowId}`);
    }
    const variables = { ...draft.workflow.variables, ...task.inputData };
    const error = variablesError(draft.workflow.workflowId, variables);
    if (error !== undefined) {
      task.status = 'FAILED_WITH_TERMINAL_ERROR';
      task.reasonForIncompletion = error;
      return true;
    }
    draft.setVariables(variables);
    draft.saveWorkflow();
    task.status = 'COMPLETED';
    return true;
  },
};

/** Whether a map is somewhere in a value: that very map, by `${workflow.variables}`. */
function holds(value: unknown, map: object): boolean {
  if (value === map) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => holds(inner, map));
}
