import type { OperationTable } from './operation.js';
import { workflowControlOperations } from './workflow-control-operations.js';
import { workflowReadOperations } from './workflow-read-operations.js';
import { workflowStartOperations } from './workflow-start-operations.js';

/** Everything that can be done with single workflows. */
export const workflowOperations: OperationTable = {
  ...workflowStartOperations,
  ...workflowReadOperations,
  ...workflowControlOperations,
};
