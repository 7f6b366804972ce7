import type { RerunWorkflowRequest } from '../../../generated/index.js';
import type { SkippedTask } from '../engine/workflow-operations.js';
import { EMPTY, NO_CONTENT, text } from './answer.js';
import { booleanQuery, jsonBody, pathOf } from './arguments.js';
import { anyMap, classOf, text as textShape } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';
import { setOwnValue } from '../engine/own-properties.js';

const RERUN_REQUEST = 'com.netflix.conductor.common.metadata.workflow.RerunWorkflowRequest';
/** The server's method, which its message about a missing body names. */
const RERUN =
  'public java.lang.String com.netflix.conductor.rest.controllers.WorkflowResource.rerun(' +
  `java.lang.String,${RERUN_REQUEST})`;

const rerunRequest = classOf(RERUN_REQUEST, () => ({
  reRunFromWorkflowId: textShape,
  reRunFromTaskId: textShape,
  correlationId: textShape,
  workflowInput: anyMap,
  taskInput: anyMap,
}));

/** What changes the course of a workflow. */
export const workflowControlOperations: OperationTable = {
  'PUT /api/workflow/decide/{workflowId}': ({ engine }, call) => {
    engine.workflows.decide(idOf(call));
    return EMPTY;
  },
  'PUT /api/workflow/{workflowId}/pause': ({ engine }, call) => {
    engine.workflows.pause(idOf(call));
    return EMPTY;
  },
  'PUT /api/workflow/{workflowId}/resume': ({ engine }, call) => {
    engine.workflows.resume(idOf(call));
    return EMPTY;
  },
  'PUT /api/workflow/{workflowId}/skiptask/{taskReferenceName}': ({ engine }, call) => {
    engine.workflows.skipTask(idOf(call), pathOf(call, 'taskReferenceName'), skipped(call));
    return EMPTY;
  },
  'POST /api/workflow/{workflowId}/rerun': ({ engine }, call) => {
    const request = rerunRequest.read(jsonBody(call, { javaMethod: RERUN })) as RerunWorkflowRequest;
    return text(engine.workflows.rerun({ ...request, reRunFromWorkflowId: idOf(call) }));
  },
  'POST /api/workflow/{workflowId}/restart': ({ engine }, call) => {
    engine.workflows.restart(idOf(call), booleanQuery(call, 'useLatestDefinitions', false));
    return NO_CONTENT;
  },
  'POST /api/workflow/{workflowId}/retry': ({ engine }, call) => {
    engine.workflows.retry(idOf(call), booleanQuery(call, 'resumeSubworkflowTasks', false));
    return NO_CONTENT;
  },
  'POST /api/workflow/{workflowId}/resetcallbacks': ({ engine }, call) => {
    engine.workflows.resetCallbacks(idOf(call));
    return NO_CONTENT;
  },
  'DELETE /api/workflow/{workflowId}': ({ engine }, call) => {
    engine.workflows.terminate(idOf(call), call.query.get('reason'));
    return EMPTY;
  },
  'DELETE /api/workflow/{workflowId}/remove': ({ engine }, call) => {
    // Its index keeps what is removed, whether it is archived or not.
    booleanQuery(call, 'archiveWorkflow', true);
    engine.workflows.remove(idOf(call));
    return EMPTY;
  },
  'DELETE /api/workflow/{workflowId}/terminate-remove': ({ engine }, call) => {
    booleanQuery(call, 'archiveWorkflow', true);
    engine.workflows.terminate(idOf(call), call.query.get('reason'));
    engine.workflows.remove(idOf(call));
    return EMPTY;
  },
};

function idOf(call: Call): string {
  return pathOf(call, 'workflowId');
}

/** The server reads no body here, but maps that are spelt out in the query: `taskOutput[a]=1`. Their values are texts. */
function skipped({ query }: Call): SkippedTask {
  const maps = { taskInput: {} as Record<string, string>, taskOutput: {} as Record<string, string> };
  for (const [key, value] of query.entries()) {
    const [, map, name] = /^(taskInput|taskOutput)\[(.+)\]$/.exec(key) ?? [];
    if (name !== undefined && (map === 'taskInput' || map === 'taskOutput')) setOwnValue(maps[map], name, value);
  }
  return maps;
}
