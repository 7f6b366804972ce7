import type { OperationTable } from './operation.js';

export const eventOperations: OperationTable = {};
