import type { StartWorkflowRequest } from '../../../../generated/index.js';
import { addOutput } from '../decider/draft.js';
import { isJsonObject } from '../model.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** Starts another workflow and does not wait for it. */
export const startWorkflow: TaskType = {
  name: 'START_WORKFLOW',
  map(context) {
    const task = context.newTask();
    task.inputData = context.plainInput;
    task.callbackAfterSeconds = context.workflowTask.startDelay ?? 0;
    return [task];
  },
};

export const startWorkflowSystemTask: SystemTaskType = {
  name: 'START_WORKFLOW',
  isAsync: true,
  launch(draft, task, services) {
    const { startWorkflow: given } = task.inputData;
    const fail = (reason: string): void => {
      task.status = 'FAILED';
      task.reasonForIncompletion = reason;
    };
    if (given === undefined || given === null) {
      fail("Missing 'startWorkflow' in input data.");
      return;
    }
    if (!isJsonObject(given)) {
      fail('Error reading StartWorkflowRequest. ');
      return;
    }
    const request = given as unknown as StartWorkflowRequest;
    if (typeof request.name !== 'string' || request.name === '') {
      fail("startWorkflow validation failed. 'name' -> Workflow name cannot be null or empty. ");
      return;
    }
    const { workflow } = draft;
    const hasDomains = request.taskToDomain !== undefined && Object.keys(request.taskToDomain ?? {}).length > 0;
    try {
      const started = services.startWorkflow({
        name: request.name,
        version: request.version ?? undefined,
        definition: request.workflowDef ?? undefined,
        input: request.input ?? {},
        correlationId: (request.correlationId ?? '').trim() === '' ? workflow.correlationId : request.correlationId,
        priority: request.priority ?? undefined,
        taskToDomain: hasDomains ? request.taskToDomain : workflow.taskToDomain,
      });
      addOutput(task, { workflowId: started.workflowId });
      task.status = 'COMPLETED';
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  },
};
