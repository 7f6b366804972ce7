import { badRequest } from '../engine/engine-error.js';
import { json } from './answer.js';
import { requiredQuery } from './arguments.js';
import type { Operation, OperationTable } from './operation.js';

const OPERATIONS: ReadonlySet<string> = new Set(['READ', 'WRITE']);
const PAYLOADS: ReadonlySet<string> = new Set(['WORKFLOW_INPUT', 'WORKFLOW_OUTPUT', 'TASK_INPUT', 'TASK_OUTPUT']);

/** Where large payloads would lie: the server's default storage has no address to offer either. */
const location: Operation = (_parts, call) => {
  const path = requiredQuery(call, 'path');
  const operation = requiredQuery(call, 'operation');
  const payloadType = requiredQuery(call, 'payloadType');
  if (!OPERATIONS.has(operation.toUpperCase()) || !PAYLOADS.has(payloadType.toUpperCase())) {
    throw badRequest(`Invalid input - Operation: ${operation}, PayloadType: ${payloadType}`);
  }
  return json({ path: `${path}${crypto.randomUUID()}.json` });
};

export const workflowStorageOperations: OperationTable = {
  'GET /api/workflow/externalstoragelocation': location,
  'GET /api/workflow/external-storage-location': location,
};
