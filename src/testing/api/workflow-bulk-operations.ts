import { EngineError, refuse, serverError } from '../engine/engine-error.js';
import type { Engine } from '../engine/engine.js';
import { json, type ApiAnswer } from './answer.js';
import { booleanQuery, jsonBody } from './arguments.js';
import { listOf, text } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';
import { workflowModel } from './workflow-model.js';
import { setOwnValue } from '../engine/own-properties.js';

const RESOURCE = 'com.netflix.conductor.rest.controllers.WorkflowBulkResource';
const MOST_IDS = 1000;
const ids = listOf(text);

/** What is done with many workflows at once. One that fails keeps none of the others from it. */
export const workflowBulkOperations: OperationTable = {
  'PUT /api/workflow/bulk/pause': ({ engine }, call) =>
    forEach(call, { name: 'pauseWorkflow' }, (id) => engine.workflows.pause(id)),
  'PUT /api/workflow/bulk/resume': ({ engine }, call) =>
    forEach(call, { name: 'resumeWorkflow' }, (id) => engine.workflows.resume(id)),
  'POST /api/workflow/bulk/restart': ({ engine }, call) => {
    const useLatest = booleanQuery(call, 'useLatestDefinitions', false);
    return forEach(call, { name: 'restart', more: ',boolean' }, (id) => engine.workflows.restart(id, useLatest));
  },
  'POST /api/workflow/bulk/retry': ({ engine }, call) =>
    forEach(call, { name: 'retry' }, (id) => engine.workflows.retry(id)),
  'POST /api/workflow/bulk/terminate': ({ engine }, call) => {
    const reason = call.query.get('reason');
    return forEach(call, { name: 'terminate', more: ',java.lang.String' }, (id) =>
      engine.workflows.terminate(id, reason),
    );
  },
  'DELETE /api/workflow/bulk/remove': ({ engine }, call) => {
    booleanQuery(call, 'archiveWorkflow', true);
    return forEach(call, { name: 'deleteWorkflow', more: ',boolean' }, (id) => engine.workflows.remove(id));
  },
  'DELETE /api/workflow/bulk/terminate-remove': ({ engine }, call) => {
    booleanQuery(call, 'archiveWorkflow', true);
    const reason = call.query.get('reason');
    // Each is listed once for its end and once for its removal.
    return forEach(
      call,
      { name: 'terminateRemove', more: ',boolean,java.lang.String' },
      (id) => engine.workflows.terminate(id, reason),
      (id) => engine.workflows.remove(id),
    );
  },
  'POST /api/workflow/bulk/search': ({ engine }, call) => search(engine, call),
};

function search(engine: Engine, call: Call): ApiAnswer {
  const includeTasks = booleanQuery(call, 'includeTasks', true);
  const method = { name: 'searchWorkflow', more: ',boolean', result: 'com.netflix.conductor.model.WorkflowModel' };
  return forEach(call, method, (id) => workflowModel(engine.workflows.stored(id), includeTasks));
}

/** The server's method, which its messages name. */
interface Method {
  readonly name: string;
  /** The types of its parameters behind the ids. */
  readonly more?: string;
  /** Of what it answers a list. */
  readonly result?: string;
}

/** Takes the steps for each id. What a step returns is listed in place of the id. */
function forEach(call: Call, method: Method, ...steps: readonly ((id: string) => unknown)[]): ApiAnswer {
  const bulkErrorResults: Record<string, string> = {};
  const bulkSuccessfulResults: unknown[] = [];
  const wanted = idsOf(call, method);
  for (const id of wanted) {
    for (const step of steps) {
      try {
        bulkSuccessfulResults.push(step(String(id)) ?? id);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        setOwnValue(bulkErrorResults, String(id), error.message);
      }
    }
  }
  if (wanted.includes(null)) {
    throw serverError(
      'Could not write JSON: Null key for a Map not allowed in JSON (use a converting NullKeySerializer?)',
    );
  }
  return json({ bulkErrorResults, bulkSuccessfulResults });
}

function idsOf(call: Call, { name, more = '', result = 'java.lang.String' }: Method): readonly (string | null)[] {
  const javaMethod = `public com.netflix.conductor.common.model.BulkResponse<${result}> ${RESOURCE}.${name}(java.util.List<java.lang.String>${more})`;
  const wanted = ids.read(jsonBody(call, { javaMethod })) as readonly (string | null)[];
  const path = `${name}.arg0`;
  if (wanted.length === 0) refuse([{ path, message: 'WorkflowIds list cannot be null.' }]);
  if (wanted.length > MOST_IDS) {
    refuse([{ path, message: `Cannot process more than ${MOST_IDS} workflows. Please use multiple requests.` }]);
  }
  return wanted;
}
