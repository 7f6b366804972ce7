import type { OperationTable } from './operation.js';
import { taskPollOperations } from './task-poll-operations.js';
import { taskUpdateOperations } from './task-update-operations.js';

/** Everything that concerns single tasks. */
export const taskOperations: OperationTable = {
  ...taskPollOperations,
  ...taskUpdateOperations,
};
