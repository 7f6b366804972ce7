import type { Task } from '../../generated/index.js';

/**
 * Tells of tasks whose work is no longer wanted: the workflow was terminated, or the task was removed. The server does not say so by
 * itself, not even to an extension of the lease; so by default there is no such source.
 */
export interface CancellationSource {
  /**
   * Begins to watch a task that is being executed.
   * @param cancelled to be called at most once, before the returned function
   * @returns ends the watch
   */
  watch(task: Task, cancelled: (cause: 'workflowTerminated' | 'taskGone') => void): () => void;
}
