import type { Workflow } from '../../../generated/index.js';
import { json } from './answer.js';
import { booleanQuery, intQuery, listBody, pathOf } from './arguments.js';
import type { Call, OperationTable } from './operation.js';

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
      correlationId,
      ...(includeOutput && { output }),
      ...(includeVariables && { variables }),
      status,
    });
  },
  'GET /api/workflow/{workflowId}/tasks': ({ engine }, call) => {
    const start = intQuery(call, 'start', 0);
    const count = intQuery(call, 'count', 15);
    const wanted = new Set(call.query.list('status').map((status) => status.toUpperCase()));
    const { tasks } = engine.workflows.get(pathOf(call, 'workflowId'));
    const found = wanted.size === 0 ? tasks : tasks.filter(({ status }) => wanted.has(status));
    return json({ totalHits: found.length, results: found.slice(start, start + count) });
  },
  // The server does not look at `version`, nor at the times.
  'GET /api/workflow/running/{name}': ({ engine }, call) => json(engine.workflows.running(pathOf(call, 'name'))),
  'GET /api/workflow/{name}/correlated/{correlationId}': ({ engine }, call) =>
    json(engine.workflows.correlated(pathOf(call, 'name'), pathOf(call, 'correlationId'), included(call))),
  'POST /api/workflow/{name}/correlated': ({ engine }, call) => {
    const name = pathOf(call, 'name');
    const options = included(call);
    const found: Record<string, readonly Workflow[]> = {};
    for (const id of listBody(call)) {
      if (typeof id === 'string') found[id] = engine.workflows.correlated(name, id, options);
    }
    return json(found);
  },
};

function included(call: Call): { readonly includeClosed: boolean; readonly includeTasks: boolean } {
  return {
    includeClosed: booleanQuery(call, 'includeClosed', false),
    includeTasks: booleanQuery(call, 'includeTasks', false),
  };
}
