import type { Attributes } from '@opentelemetry/api';
import type { Task, WorkerIdentity } from '../../src/index.js';

/*
 * OpenTelemetry's semantic conventions for messaging, where a task is a message and its type the destination: `receive` is a poll,
 * `process` an execution, `settle` a report. What they have no name for is below `conductor.`.
 */

/** Of every span about one task. */
export function taskAttributes({ taskType, workerId, domain }: WorkerIdentity, task: Task): Attributes {
  const { taskId, workflowInstanceId, workflowType, referenceTaskName, retryCount, correlationId, iteration } = task;
  return {
    'messaging.system': 'conductor',
    'messaging.destination.name': taskType,
    'messaging.message.id': taskId,
    'messaging.client.id': workerId,
    ...(correlationId !== undefined && { 'messaging.message.conversation_id': correlationId }),
    'conductor.workflow.id': workflowInstanceId,
    'conductor.workflow.type': workflowType,
    'conductor.task.reference_name': referenceTaskName,
    'conductor.task.attempt': retryCount + 1,
    ...(iteration > 0 && { 'conductor.task.iteration': iteration }),
    ...(domain !== undefined && { 'conductor.task.domain': domain }),
  };
}

export const PROCESS: Attributes = { 'messaging.operation.type': 'process', 'messaging.operation.name': 'execute' };
export const SETTLE: Attributes = { 'messaging.operation.type': 'settle', 'messaging.operation.name': 'update' };

/** Of a poll that brought tasks. */
export function pollAttributes({ taskType, workerId, domain }: WorkerIdentity, received: number): Attributes {
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
