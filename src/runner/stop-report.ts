/** How much time `stop()` may take for each of its phases. All in milliseconds; together they fit Kubernetes' default of 30 s. */
export interface StopOptions {
  /** Running handlers may finish. Default 20,000. */
  readonly drainMs?: number;
  /** After that `context.signal` aborts, and handlers may clean up. Default 3,000. */
  readonly abortMs?: number;
  /** Results that have no answer yet are sent, then plugins clean up. Default 5,000. */
  readonly flushMs?: number;
}

/** What became of the tasks that were in hand when `stop()` was called, and of those that a poll in flight still brought. */
export interface StopReport {
  readonly completed: number;
  readonly failed: number;
  /** Reported IN_PROGRESS by their handlers: the server hands them out again later. */
  readonly inProgress: number;
  /** Given back unfinished, no attempt used up. */
  readonly handedBack: number;
  /** Over or refused on the server. */
  readonly dropped: number;
  /** Handlers that did not end in time; the server's response timeout decides about their tasks. */
  readonly abandoned: number;
  /** Finished, but the server has not answered. */
  readonly unsent: number;
  /** What went wrong while stopping: clean-ups of plugins, listeners, a poll that never ended. */
  readonly errors: readonly unknown[];
  readonly durationMs: number;
}
