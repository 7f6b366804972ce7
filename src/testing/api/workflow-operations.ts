import { workflowStorageOperations } from './external-storage-operations.js';
import type { OperationTable } from './operation.js';
import { workflowControlOperations } from './workflow-control-operations.js';
import { workflowReadOperations } from './workflow-read-operations.js';
import { workflowSearchOperations } from './workflow-search-operations.js';
import { workflowStartOperations } from './workflow-start-operations.js';
import { workflowTestOperations } from './workflow-test-operations.js';

/** Everything that can be done with single workflows. */
export const workflowOperations: OperationTable = {
  ...workflowStartOperations,
  ...workflowTestOperations,
  ...workflowReadOperations,
  ...workflowControlOperations,
  ...workflowSearchOperations,
  ...workflowStorageOperations,
};
