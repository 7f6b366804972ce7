import type { OperationTable } from './operation.js';

export const metadataOperations: OperationTable = {};
