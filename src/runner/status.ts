import type { LoopState, WorkerIdentity } from './events.js';

/** A task in the hands of this runner. */
export interface TaskStatus {
  readonly taskId: string;
  readonly workflowInstanceId: string;
  /**
   * `executing`: in its handler. `reporting`: there is a result without an answer. `overdue`: timed out, but its handler still runs, or a
   * plugin still holds it up.
   */
  readonly phase: 'executing' | 'reporting' | 'overdue';
  /** Since it was polled. */
  readonly ageMs: number;
  /** Since the phase began. */
  readonly phaseMs: number;
  /** Until the server may take the task away, negative when that is past; absent when the task has no response timeout. */
  readonly leaseLeftMs?: number;
}

/** The latest poll that ended. */
export interface LastPoll {
  readonly agoMs: number;
  readonly requested: number;
  readonly received: number;
  /** Why it failed, if it did. */
  readonly error?: unknown;
}

export interface WorkerStatus extends WorkerIdentity {
  readonly state: LoopState;
  /** `free + used === total`, always. A poll in flight holds the slots it asks for. */
  readonly slots: { readonly total: number; readonly free: number; readonly used: number };
  readonly inFlight: readonly TaskStatus[];
  /** Results whose answer is outstanding. */
  readonly pendingResults: number;
  /** Absent before the first. */
  readonly lastPoll?: LastPoll;
}

/** A picture of the runner at one moment. */
export interface RunnerStatus {
  readonly state: 'created' | 'starting' | 'running' | 'stopping' | 'stopped';
  readonly workers: readonly WorkerStatus[];
}
