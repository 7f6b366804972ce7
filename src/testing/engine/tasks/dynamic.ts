import { Termination } from '../decider/termination.js';
import { javaText } from '../expressions/java-text.js';
import type { TaskType } from './task-type.js';
import { ownValue } from '../own-properties.js';

/** A task whose type comes from its input. */
export const dynamic: TaskType = {
  name: 'DYNAMIC',
  map(context) {
    const { workflowTask, taskDef, draft } = context;
    const parameter = workflowTask.dynamicTaskNameParam ?? '';
    const input = context.plainInput;
    const name = ownValue(input, parameter);
    if (name === undefined || name === null) {
      throw new Termination(
        'Cannot map a dynamic task based on the parameter and input. ' +
          `Parameter= ${parameter}, input= ${javaText(input)}`,
      );
    }
    const taskName = javaText(name);
    const definition = taskDef ?? draft.context.taskDef(taskName);
    if (definition === undefined) {
      throw new Termination(`Invalid task specified.  Cannot find task by name ${taskName} in the task definitions`);
    }
    // The server writes them into the definition of the workflow.
    const task = context.newTask(context.amended({ ...workflowTask, name: taskName, taskDefinition: definition }));
    task.taskType = taskName;
    task.startDelayInSeconds = workflowTask.startDelay ?? 0;
    task.inputData = context.input(definition);
    task.retryCount = context.retryCount;
    task.callbackAfterSeconds = workflowTask.startDelay ?? 0;
    task.responseTimeoutSeconds = definition.responseTimeoutSeconds ?? 0;
    return [task];
  },
};
