import type { OperationTable } from './operation.js';
import { storageLocation } from './storage-location.js';

export const workflowStorageOperations: OperationTable = {
  'GET /api/workflow/externalstoragelocation': storageLocation,
  'GET /api/workflow/external-storage-location': storageLocation,
};
