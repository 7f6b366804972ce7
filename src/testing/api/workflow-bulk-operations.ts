import type { OperationTable } from './operation.js';

export const workflowBulkOperations: OperationTable = {};
