import { EngineError } from '../engine/engine-error.js';
import type { Operation, OperationTable } from './operation.js';

/** What the engine does not have, by what it belongs to. docs/testing.md lists it as well. */
const UNSUPPORTED = {
  agents: [
    'DELETE /api/agent/executions/{executionId}',
    'DELETE /api/agent/executions/{executionId}/record',
    'DELETE /api/agent/{executionId}/cancel',
    'DELETE /api/agent/{name}',
    'GET /api/agent/definitions/{name}',
    'GET /api/agent/execution/{executionId}',
    'GET /api/agent/executions',
    'GET /api/agent/executions/search',
    'GET /api/agent/executions/{executionId}',
    'GET /api/agent/executions/{executionId}/full',
    'GET /api/agent/executions/{executionId}/tasks',
    'GET /api/agent/list',
    'GET /api/agent/stream/{executionId}',
    'GET /api/agent/tasks/{taskId}/log',
    'GET /api/agent/{executionId}/status',
    'GET /api/agent/{name}',
    'GET /api/providers/status',
    'POST /api/a2a/agent-card',
    'POST /api/a2a/callback/{taskId}',
    'POST /api/agent/compile',
    'POST /api/agent/deploy',
    'POST /api/agent/events/{executionId}',
    'POST /api/agent/execution',
    'POST /api/agent/execution/{executionId}/complete',
    'POST /api/agent/executions/bulk/restart',
    'POST /api/agent/executions/bulk/retry',
    'POST /api/agent/executions/bulk/terminate',
    'POST /api/agent/executions/prune',
    'POST /api/agent/executions/{executionId}/rerun',
    'POST /api/agent/executions/{executionId}/restart',
    'POST /api/agent/executions/{executionId}/retry',
    'POST /api/agent/inspect-plan',
    'POST /api/agent/start',
    'POST /api/agent/tasks/{executionId}/{refTaskName}/{status}',
    'POST /api/agent/{executionId}/respond',
    'POST /api/agent/{executionId}/signal',
    'POST /api/agent/{executionId}/stop',
    'POST /api/agent/{executionId}/tasks',
    'PUT /api/agent/executions/bulk/pause',
    'PUT /api/agent/executions/bulk/resume',
    'PUT /api/agent/{executionId}/pause',
    'PUT /api/agent/{executionId}/resume',
  ],
  files: [
    'DELETE /api/files/{workflowId}/{fileId}/multipart/{uploadId}',
    'GET /api/files/content/{workflowId}/{fileId}',
    'GET /api/files/{workflowId}/{fileId}',
    'GET /api/files/{workflowId}/{fileId}/download-url',
    'GET /api/files/{workflowId}/{fileId}/multipart/{uploadId}/part/{partNumber}',
    'GET /api/files/{workflowId}/{fileId}/upload-url',
    'POST /api/files',
    'POST /api/files/{workflowId}/{fileId}/multipart',
    'POST /api/files/{workflowId}/{fileId}/multipart/{uploadId}/complete',
    'POST /api/files/{workflowId}/{fileId}/upload-complete',
    'PUT /api/files/content/{workflowId}/{fileId}',
  ],
  secrets: [
    'DELETE /api/secrets/{key}',
    'GET /api/secrets',
    'GET /api/secrets/v2',
    'GET /api/secrets/{key}',
    'GET /api/secrets/{key}/exists',
    'POST /api/secrets',
    'PUT /api/secrets/{key}',
  ],
  administration: [
    'GET /api/admin/config',
    'GET /api/admin/queues',
    'GET /api/admin/task/{tasktype}',
    'GET /api/environment',
    'GET /api/environment/{key}',
    'POST /api/admin/consistency/verifyAndRepair/{workflowId}',
    'POST /api/admin/sweep/requeue/{workflowId}',
  ],
  'external event queues': [
    'GET /api/queue/',
    'GET /api/queue/size',
    'POST /api/queue/update/{workflowId}/task/{taskId}/{status}',
    'POST /api/queue/update/{workflowId}/{taskRefName}/{status}',
  ],
} as const satisfies Readonly<Record<string, readonly (keyof OperationTable)[]>>;

/** Operations that answer 501 and name themselves. */
export const unsupportedOperations: OperationTable = Object.fromEntries(
  Object.entries(UNSUPPORTED).flatMap(([group, routes]) => routes.map((route) => [route, refusal(route, group)])),
);

function refusal(route: string, group: string): Operation {
  return () => {
    throw new EngineError(501, `${route} is not part of the in-process Conductor, which has no ${group}`);
  };
}
