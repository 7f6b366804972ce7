import type { Attributes } from '@opentelemetry/api';
import type { PollCompleted, Task, WorkerIdentity } from '../../src/index.js';

/*
 * OpenTelemetry's semantic conventions for messaging, where a task is a message and its type the destination: `receive` is a poll,
 * `process` an execution, `settle` a report. What they have no name for is below `conductor.`.
 */

/** Of an execution. Built field by field: V8 makes slow objects of those that are spread together. */
export function executeAttributes({ taskType, workerId, domain }: WorkerIdentity, task: Task): Attributes {
  const { taskId, workflowInstanceId, workflowType, referenceTaskName, retryCount, correlationId, iteration } = task;
  const attributes: Attributes = {
    'messaging.system': 'conductor',
    'messaging.operation.type': 'process',
    'messaging.operation.name': 'execute',
    'messaging.destination.name': taskType,
    'messaging.message.id': taskId,
    'messaging.client.id': workerId,
    'conductor.workflow.id': workflowInstanceId,
    'conductor.workflow.type': workflowType,
    'conductor.task.reference_name': referenceTaskName,
    'conductor.task.attempt': retryCount + 1,
  };
  // Other servers write null where there is none.
  if (typeof correlationId === 'string') attributes['messaging.message.conversation_id'] = correlationId;
  if (iteration > 0) attributes['conductor.task.iteration'] = iteration;
  if (domain !== undefined) attributes['conductor.task.domain'] = domain;
  return attributes;
}

/** Of a report. Short, for there is one with each task: the rest stands on its parent. */
export function updateAttributes({ taskType }: WorkerIdentity, { taskId }: Task, attempt: number): Attributes {
  return {
    'messaging.system': 'conductor',
    'messaging.operation.type': 'settle',
    'messaging.operation.name': 'update',
    'messaging.destination.name': taskType,
    'messaging.message.id': taskId,
    'conductor.update.attempt': attempt,
  };
}

/** Of an outcome that no attempt to report has brought. */
export function outcomeAttributes({ taskType }: WorkerIdentity, { taskId }: Task): Attributes {
  return { 'messaging.system': 'conductor', 'messaging.destination.name': taskType, 'messaging.message.id': taskId };
}

/** Of a poll that brought tasks. */
export function pollAttributes({ taskType, workerId, domain, received }: PollCompleted): Attributes {
  return {
    'messaging.system': 'conductor',
    'messaging.operation.type': 'receive',
    'messaging.operation.name': 'poll',
    'messaging.destination.name': taskType,
    'messaging.client.id': workerId,
    'messaging.batch.message_count': received,
    ...(domain !== undefined && { 'conductor.task.domain': domain }),
  };
}
