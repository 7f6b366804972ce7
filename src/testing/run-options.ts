import type { StartWorkflowRequest } from '../../generated/index.js';

/** How a workflow is started. */
export type StartOptions = Pick<StartWorkflowRequest, 'version' | 'correlationId' | 'priority' | 'taskToDomain'>;

/** How a wait ends early. */
export interface WaitOptions {
  /** The wait rejects with its reason when it aborts. The workflow goes on. */
  readonly signal?: AbortSignal;
}

/** How a workflow is started and waited for. */
export interface RunOptions extends StartOptions, WaitOptions {}
