/**
 * Why `context.signal` was aborted.
 *
 * - `timeout`: the worker's `timeoutMs` is over; the task has been reported as failed.
 * - `leaseLost`: the lease ran out by our own clock; the server may have given the task to another worker.
 * - `workflowTerminated`: the task was cancelled with its workflow.
 * - `taskGone`: the server no longer knows the task, or knows it as over.
 * - `shutdown`: the runner is stopping and its patience is over; what rejects after that is handed back, not failed.
 */
export type TaskAbortCause = 'timeout' | 'leaseLost' | 'workflowTerminated' | 'taskGone' | 'shutdown';

/**
 * The reason of an aborted `context.signal`: its `abortCause` tells why. Functions that take a signal throw it.
 *
 * @example
 * if (error instanceof TaskAbortedError && error.abortCause === 'shutdown') await saveProgress();
 */
export class TaskAbortedError extends Error {
  static {
    this.prototype.name = 'TaskAbortedError';
  }

  /** Why the task's work is no longer wanted. */
  readonly abortCause: TaskAbortCause;

  constructor(abortCause: TaskAbortCause, message: string) {
    super(message);
    this.abortCause = abortCause;
  }
}

/** What a handler gets beside its task. Also available through `getTaskContext()` anywhere below the handler. */
export interface TaskContext {
  /**
   * Aborts when the result is no longer wanted or time is up; its reason is a {@link TaskAbortedError}. Pass it on to everything
   * that takes a signal. It is made when it is first read, so that a handler that does not look pays nothing.
   */
  readonly signal: AbortSignal;
  /** Aborts when the runner begins to stop. One signal for the whole runner; a long handler may save its progress and return early. */
  readonly shutdownSignal: AbortSignal;
  /** Who executes: the worker's `workerId`, as recorded in the task on the server. */
  readonly workerId: string;
  /** 1 for the first attempt: the task's `retryCount` + 1. */
  readonly attempt: number;
  /**
   * Adds a line to the task's log on the server. Lines are sent ahead, in order, after 5 seconds or 10 lines; what remains travels
   * with the result. Never throws and never waits. May be taken out of the context: `execute: (task, { log }) => …`.
   */
  readonly log: (line: string) => void;
}
