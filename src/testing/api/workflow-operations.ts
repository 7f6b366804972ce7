import type { OperationTable } from './operation.js';

export const workflowOperations: OperationTable = {};
