import type { TaskResult } from '../../../generated/index.js';
import { notFound } from '../engine/engine-error.js';
import { EMPTY, json, text } from './answer.js';
import { longQuery, objectBody, pathOf, wordOf } from './arguments.js';
import { awaitBlock, returnStrategyOf } from './await-block.js';
import type { Call, OperationTable } from './operation.js';
import { TASK_RESULT_STATUSES } from './task-result.js';

/** The Java methods, as the server names them where a body is missing. */
const RESOURCE = 'com.netflix.conductor.rest.controllers.TaskResource';
const TEXT = 'java.lang.String';
const STATUS = 'com.netflix.conductor.common.metadata.tasks.TaskResult$Status';
const MAP = 'java.util.Map<java.lang.String, java.lang.Object>';
const SIGNAL_RESPONSE = 'reactor.core.publisher.Mono<org.conductoross.conductor.model.SignalResponse>';
const STRATEGY = 'org.conductoross.conductor.model.WorkflowSignalReturnStrategy';
const BY_REFERENCE = `(${TEXT},${TEXT},${STATUS},${TEXT},${MAP})`;
const UPDATE = `public ${TEXT} ${RESOURCE}.updateTask${BY_REFERENCE}`;
const UPDATE_SYNC = `public com.netflix.conductor.common.run.Workflow ${RESOURCE}.updateTaskSync${BY_REFERENCE}`;
const SIGNAL = `public void ${RESOURCE}.signalWorkflowTaskAsync(${TEXT},${STATUS},${MAP})`;
const SIGNAL_SYNC = `public ${SIGNAL_RESPONSE} ${RESOURCE}.signalWorkflowTaskSync(${TEXT},${STATUS},${STRATEGY},long,${MAP})`;

const SIGNAL_WAIT_MS = 5_000;

/** Updates from those who know the workflow and not the task: by its reference, or whichever task waits. */
export const taskReferenceOperations: OperationTable = {
  'POST /api/tasks/{workflowId}/{taskRefName}/{status}': ({ engine }, call) => {
    const status = statusOf(call);
    const output = objectBody(call, { javaMethod: UPDATE });
    // An empty one leaves the worker as it is.
    const workerId = call.query.get('workerid')?.trim() === '' ? undefined : call.query.get('workerid');
    const workflowId = pathOf(call, 'workflowId');
    const task = engine.tasks.updateByRef(workflowId, pathOf(call, 'taskRefName'), status, output, workerId);
    return task === undefined ? EMPTY : text(task.taskId);
  },

  'POST /api/tasks/{workflowId}/{taskRefName}/{status}/sync': ({ engine }, call) => {
    const status = statusOf(call);
    const output = objectBody(call, { javaMethod: UPDATE_SYNC });
    const [workflowId, ref] = [pathOf(call, 'workflowId'), pathOf(call, 'taskRefName')];
    const workerId = call.query.get('workerid') ?? null;
    const task = engine.tasks.updateByRef(workflowId, ref, status, output, workerId);
    if (task === undefined) throw notFound(`Found no running task ${ref} of workflow ${workflowId} to update`);
    return json(engine.workflows.get(workflowId));
  },

  'POST /api/tasks/{workflowId}/{status}/signal': ({ engine }, call) => {
    const status = statusOf(call);
    engine.tasks.signal(pathOf(call, 'workflowId'), status, objectBody(call, { javaMethod: SIGNAL }));
    return EMPTY;
  },

  'POST /api/tasks/{workflowId}/{status}/signal/sync': (parts, call) => {
    const status = statusOf(call);
    const strategy = returnStrategyOf(call);
    const timeoutMs = longQuery(call, 'timeoutMillis', SIGNAL_WAIT_MS);
    const output = objectBody(call, { javaMethod: SIGNAL_SYNC });
    const workflowId = pathOf(call, 'workflowId');
    if (parts.engine.tasks.signal(workflowId, status, output) === undefined) {
      throw notFound(`Found no blocked task in workflow ${workflowId} to signal`);
    }
    return awaitBlock(parts, { workflowId, strategy, requestId: crypto.randomUUID(), timeoutMs });
  },
};

function statusOf(call: Call): TaskResult['status'] {
  return wordOf(pathOf(call, 'status'), {
    name: 'status',
    java: STATUS,
    place: 'PathVariable',
    words: TASK_RESULT_STATUSES,
  });
}
