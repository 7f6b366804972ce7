import type { Task, TaskSummary, Workflow, WorkflowSummary } from '../../../../generated/index.js';
import { javaText } from '../expressions/java-text.js';

/** What a search answers of a workflow: input and output as Java's text, times as ISO texts, those that are not there yet left out. */
export function workflowSummary(workflow: Workflow): WorkflowSummary {
  const { createTime, updateTime, endTime, startTime, failedReferenceTaskNames, failedTaskNames } = workflow;
  const input = javaText(workflow.input);
  const output = javaText(workflow.output);
  return {
    workflowType: workflow.workflowName,
    version: workflow.workflowVersion,
    workflowId: workflow.workflowId,
    ...given({ correlationId: workflow.correlationId }),
    startTime: iso(createTime),
    updateTime: iso(updateTime),
    ...given({ endTime: endTime > 0 ? iso(endTime) : undefined }),
    status: workflow.status,
    input,
    output,
    ...given({ reasonForIncompletion: workflow.reasonForIncompletion }),
    executionTime: endTime > 0 ? endTime - startTime : 0,
    ...given({ event: workflow.event }),
    failedReferenceTaskNames: failedReferenceTaskNames.join(','),
    priority: workflow.priority,
    failedTaskNames,
    ...given({ createdBy: workflow.createdBy }),
    taskToDomain: workflow.taskToDomain,
    ...given({ idempotencyKey: workflow.idempotencyKey }),
    parentWorkflowId: workflow.parentWorkflowId ?? '',
    classifier: 'workflow',
    inputSize: input.length,
    outputSize: output.length,
  };
}

/** The same of a task, where times that are not there yet are the epoch: the time of one that never started counts from there. */
export function taskSummary(task: Task): TaskSummary {
  return {
    workflowId: task.workflowInstanceId,
    workflowType: task.workflowType,
    ...given({ correlationId: task.correlationId }),
    scheduledTime: iso(task.scheduledTime),
    startTime: iso(task.startTime),
    updateTime: iso(task.updateTime),
    endTime: iso(task.endTime),
    status: task.status,
    ...given({ reasonForIncompletion: task.reasonForIncompletion }),
    executionTime: task.endTime > 0 ? task.endTime - task.startTime : 0,
    queueWaitTime: task.queueWaitTime,
    taskDefName: task.taskDefName,
    taskType: task.taskType,
    input: javaText(task.inputData),
    output: javaText(task.outputData),
    taskId: task.taskId,
    workflowPriority: task.workflowPriority,
    ...given({ domain: task.domain }),
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** Without the fields that are undefined: the server leaves out what is null. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as T;
}
