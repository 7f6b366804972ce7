import type { Workflow } from '../../../generated/index.js';
import { badRequest, serverError } from '../engine/engine-error.js';
import { json } from './answer.js';
import { booleanQuery, intQuery, jsonBody, longQuery, pathOf } from './arguments.js';
import { listOf, text } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';
import { setOwnValue } from '../engine/own-properties.js';

const ids = listOf(text);
/** The server's method, which its message about a missing body names. */
const CORRELATED =
  'public java.util.Map<java.lang.String, java.util.List<com.netflix.conductor.common.run.Workflow>> ' +
  'com.netflix.conductor.rest.controllers.WorkflowResource.getWorkflows(' +
  'java.lang.String,boolean,boolean,java.util.List<java.lang.String>)';

/** What there is to read of workflows. */
export const workflowReadOperations: OperationTable = {
  'GET /api/workflow/{workflowId}': ({ engine }, call) =>
    json(engine.workflows.get(pathOf(call, 'workflowId'), { includeTasks: booleanQuery(call, 'includeTasks', true) })),
  'GET /api/workflow/{workflowId}/status': ({ engine }, call) => {
    const includeOutput = booleanQuery(call, 'includeOutput', false);
    const includeVariables = booleanQuery(call, 'includeVariables', false);
    const found = engine.workflows.get(pathOf(call, 'workflowId'), { includeTasks: false });
    const { workflowId, correlationId, status, output, variables } = found;
    return json({
      workflowId,
      // An empty one is left out here, and only here.
      ...(correlationId !== '' && { correlationId }),
      ...(includeOutput && { output }),
      ...(includeVariables && { variables }),
      status,
    });
  },
  'GET /api/workflow/{workflowId}/tasks': ({ engine }, call) => {
    const start = intQuery(call, 'start') ?? 0;
    const count = intQuery(call, 'count') ?? 15;
    const wanted = new Set(call.query.list('status').map((status) => status.toUpperCase()));
    const { tasks } = engine.workflows.get(pathOf(call, 'workflowId'));
    const found = wanted.size === 0 ? tasks : tasks.filter(({ status }) => wanted.has(status));
    return json({ totalHits: found.length, results: sublist(found, start, start + count) });
  },
  // Between two times also those that are over. Without them the server does not look at the version.
  'GET /api/workflow/running/{name}': ({ engine }, call) => {
    const name = pathOf(call, 'name');
    const version = intQuery(call, 'version', 1);
    const from = longQuery(call, 'startTime') ?? 0;
    const to = longQuery(call, 'endTime') ?? 0;
    if (from === 0 || to === 0) return json(engine.workflows.running(name));
    return json(engine.workflows.startedBetween(name, version, from, to));
  },
  'GET /api/workflow/{name}/correlated/{correlationId}': ({ engine }, call) =>
    json(engine.workflows.correlated(pathOf(call, 'name'), pathOf(call, 'correlationId'), included(call))),
  'POST /api/workflow/{name}/correlated': ({ engine }, call) => {
    const name = pathOf(call, 'name');
    const options = included(call);
    const found: Record<string, readonly Workflow[]> = {};
    for (const id of ids.read(jsonBody(call, { javaMethod: CORRELATED })) as readonly (string | null)[]) {
      if (id === null) throw serverError('correlationId cannot be null');
      setOwnValue(found, id, engine.workflows.correlated(name, id, options));
    }
    return json(found);
  },
};

/** A part of a list, with what the server's own lists refuse. */
function sublist<Item>(items: readonly Item[], start: number, end: number): readonly Item[] {
  const from = Math.min(start, items.length);
  const to = Math.min(end, items.length);
  if (from < 0) throw serverError(`fromIndex = ${from}`);
  if (from > to) throw badRequest(`fromIndex(${from}) > toIndex(${to})`);
  return items.slice(from, to);
}

function included(call: Call): { readonly includeClosed: boolean; readonly includeTasks: boolean } {
  return {
    includeClosed: booleanQuery(call, 'includeClosed', false),
    includeTasks: booleanQuery(call, 'includeTasks', false),
  };
}
