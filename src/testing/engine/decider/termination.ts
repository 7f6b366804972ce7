import type { WorkflowExecutionStatus } from '../../../../generated/index.js';
import type { TaskState } from '../model.js';

/** Thrown while a workflow is looked at, when what was found ends it: a task that failed for good, a timeout, a definition that cannot be followed. */
export class Termination extends Error {
  override readonly name = 'Termination';

  constructor(
    reason: string,
    readonly status: WorkflowExecutionStatus = 'FAILED',
    /** The task that is to blame. */
    readonly task?: TaskState,
  ) {
    super(reason);
  }
}
