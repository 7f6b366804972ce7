import type { OperationTable } from './operation.js';

export const messageOperations: OperationTable = {};
