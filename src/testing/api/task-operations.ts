import type { OperationTable } from './operation.js';
import { taskPollOperations } from './task-poll-operations.js';
import { taskQueueOperations } from './task-queue-operations.js';
import { taskReferenceOperations } from './task-reference-operations.js';
import { taskSearchOperations } from './task-search-operations.js';
import { taskUpdateOperations } from './task-update-operations.js';

/** Everything that concerns single tasks. */
export const taskOperations: OperationTable = {
  ...taskPollOperations,
  ...taskUpdateOperations,
  ...taskReferenceOperations,
  ...taskQueueOperations,
  ...taskSearchOperations,
};
