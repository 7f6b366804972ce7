import { badRequest } from '../engine/engine-error.js';
import { json } from './answer.js';
import { requiredQuery } from './arguments.js';
import type { Operation } from './operation.js';

const STORAGE_OPERATIONS: ReadonlySet<string> = new Set(['READ', 'WRITE']);
const PAYLOAD_TYPES: ReadonlySet<string> = new Set([
  ...['WORKFLOW_INPUT', 'WORKFLOW_OUTPUT', 'TASK_INPUT', 'TASK_OUTPUT'],
]);

/** Where a payload would be put aside: as with the server's default there is nowhere, so that a client gets no address to use. */
export const storageLocation: Operation = (_parts, call) => {
  const path = requiredQuery(call, 'path');
  const operation = requiredQuery(call, 'operation');
  const payloadType = requiredQuery(call, 'payloadType');
  if (!STORAGE_OPERATIONS.has(operation.toUpperCase()) || !PAYLOAD_TYPES.has(payloadType.toUpperCase())) {
    throw badRequest(`Invalid input - Operation: ${operation}, PayloadType: ${payloadType}`);
  }
  return json({ path: `${path}${crypto.randomUUID()}.json` });
};
