import type { Task, Workflow, WorkflowTask } from '../../../generated/index.js';
import { withWorkflowTaskDefaults } from './metadata/defaults.js';
import type { TaskState, WorkflowState } from './model.js';

/*
 * Stored states as the server's JSON: without fields that are null.
 */

/** A new one each time: whoever gets it may change it. */
function executionMetadata(): Task['executionMetadata'] {
  return { additionalContext: {}, empty: true, additionalContextMap: {} } as Task['executionMetadata'];
}

/** How long the task lay in its queue, as the server reckons it. */
function queueWaitTime(task: TaskState, now: number): number {
  if (task.startTime <= 0 || task.scheduledTime <= 0) return 0;
  if (task.updateTime > 0 && task.callbackAfterSeconds > 0) {
    return Math.max(0, now - (task.updateTime + task.callbackAfterSeconds * 1000));
  }
  return task.startTime - task.scheduledTime;
}

export function taskRecord(task: TaskState, now: number): Task {
  const workflowTask = task.workflowTask ?? emptyWorkflowTask(task);
  const record: Omit<Task, 'workflowType'> & { workflowType?: string } = {
    taskType: task.taskType,
    status: task.status,
    inputData: task.inputData,
    referenceTaskName: task.referenceTaskName,
    retryCount: task.retryCount,
    seq: task.seq,
    pollCount: task.pollCount,
    taskDefName: task.taskDefName,
    scheduledTime: task.scheduledTime,
    startTime: task.startTime,
    endTime: task.endTime,
    updateTime: task.updateTime,
    startDelayInSeconds: task.startDelayInSeconds,
    retried: task.retried,
    executed: task.executed,
    callbackFromWorker: task.callbackFromWorker,
    responseTimeoutSeconds: task.responseTimeoutSeconds,
    workflowInstanceId: task.workflowInstanceId,
    taskId: task.taskId,
    callbackAfterSeconds: task.callbackAfterSeconds,
    outputData: task.outputData,
    workflowTask,
    rateLimitPerFrequency: task.rateLimitPerFrequency,
    rateLimitFrequencyInSeconds: task.rateLimitFrequencyInSeconds,
    workflowPriority: task.workflowPriority,
    iteration: task.iteration,
    subworkflowChanged: task.subworkflowChanged,
    firstStartTime: task.firstStartTime,
    executionMetadata: executionMetadata(),
    // The one field that the server shows as null.
    taskDefinition: workflowTask.taskDefinition ?? null,
    loopOverTask: task.iteration > 0,
    queueWaitTime: queueWaitTime(task, now),
  };
  // For old clients the server writes the id of the child over what the output has under that name.
  if (task.subWorkflowId !== undefined && 'subWorkflowId' in task.outputData) {
    record.outputData = { ...task.outputData, subWorkflowId: task.subWorkflowId };
  }
  if (task.workflowTask !== undefined) record.workflowType = task.workflowType;
  if (task.correlationId !== undefined) record.correlationId = task.correlationId;
  if (task.retriedTaskId !== undefined) record.retriedTaskId = task.retriedTaskId;
  if (task.reasonForIncompletion !== undefined) record.reasonForIncompletion = task.reasonForIncompletion;
  if (task.workerId !== undefined) record.workerId = task.workerId;
  if (task.domain !== undefined) record.domain = task.domain;
  if (task.subWorkflowId !== undefined) record.subWorkflowId = task.subWorkflowId;
  if (task.isolationGroupId !== undefined) record.isolationGroupId = task.isolationGroupId;
  if (task.executionNameSpace !== undefined) record.executionNameSpace = task.executionNameSpace;
  return record as Task;
}

/** A skipped task was never taken from the definition. */
function emptyWorkflowTask({ taskType, referenceTaskName }: TaskState): WorkflowTask {
  return withWorkflowTaskDefaults({ name: taskType, taskReferenceName: referenceTaskName });
}

export function workflowRecord(state: WorkflowState, now: number, includeTasks = true): Workflow {
  const definition = state.workflowDefinition;
  const record: Workflow = {
    ownerApp: state.ownerApp ?? '',
    createTime: state.createTime,
    updateTime: state.updateTime,
    status: state.status,
    endTime: state.endTime,
    workflowId: state.workflowId,
    tasks: includeTasks ? state.tasks.map((task) => taskRecord(task, now)) : [],
    input: state.input,
    output: state.output,
    taskToDomain: state.taskToDomain,
    failedReferenceTaskNames: state.failedReferenceTaskNames,
    workflowDefinition: definition,
    priority: state.priority,
    variables: state.variables,
    lastRetriedTime: state.lastRetriedTime,
    failedTaskNames: state.failedTaskNames,
    history: [],
    rateLimited: false,
    workflowName: definition.name,
    startTime: state.createTime,
    workflowVersion: definition.version ?? 1,
  };
  if (state.parentWorkflowId !== undefined) record.parentWorkflowId = state.parentWorkflowId;
  if (state.parentWorkflowTaskId !== undefined) record.parentWorkflowTaskId = state.parentWorkflowTaskId;
  if (state.correlationId !== undefined) record.correlationId = state.correlationId;
  if (state.reasonForIncompletion !== undefined) record.reasonForIncompletion = state.reasonForIncompletion;
  if (state.event !== undefined) record.event = state.event;
  return record;
}
