import type { TaskState, WorkflowState } from '../engine/model.js';

/*
 * Workflows and tasks as the server has them inside: what only the search for many ids answers.
 */

/** A stored workflow as the server's own model. */
export function workflowModel(state: WorkflowState, includeTasks: boolean): object {
  const { failedReferenceTaskNames: refs, failedTaskNames: names, workflowDefinition, failedTaskId, ...rest } = state;
  const { updateTime, event, tasks, ...fields } = rest;
  return {
    ...fields,
    tasks: includeTasks ? tasks.map(taskModel) : [],
    ...(event !== undefined && { event }),
    ...(refs.length > 0 && { failedReferenceTaskNames: refs }),
    ...(names.length > 0 && { failedTaskNames: names }),
    ...(failedTaskId !== undefined && { failedTaskId }),
    workflowDefinition,
    updatedTime: updateTime,
    workflowName: workflowDefinition.name,
    workflowVersion: workflowDefinition.version ?? 1,
  };
}

function taskModel(state: TaskState): object {
  const { waitUntil, isPublished: _isPublished, firstStartTime: _firstStartTime, workflowTask, ...fields } = state;
  return {
    ...fields,
    workflowTask,
    waitTimeout: waitUntil,
    taskDefinition: workflowTask?.taskDefinition,
    onStateChange: {},
    idempotent: false,
    idempotentExecution: false,
    cachedOutput: false,
    notifications: {},
    nonWorkflowEventTask: false,
    asyncComplete: workflowTask?.asyncComplete ?? false,
    loopOverTask: state.iteration > 0,
    queueWaitTime: state.startTime > 0 && state.scheduledTime > 0 ? state.startTime - state.scheduledTime : 0,
  };
}
