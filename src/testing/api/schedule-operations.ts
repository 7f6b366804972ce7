import type { OperationTable } from './operation.js';

export const scheduleOperations: OperationTable = {};
