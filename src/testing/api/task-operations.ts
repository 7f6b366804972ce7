import type { OperationTable } from './operation.js';

export const taskOperations: OperationTable = {};
