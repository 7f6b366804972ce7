import type { WorkerIdentity } from './events.js';

export interface WorkerHealth extends WorkerIdentity {
  readonly healthy: boolean;
  /** In words, when it is not: what is overdue since when. */
  readonly reason?: string;
}

/**
 * Whether the runner makes progress: every worker that is not paused and has a free slot has completed a poll within its expected
 * period. A busy worker is healthy; one whose polls fail or hang is not.
 */
export interface RunnerHealth {
  readonly healthy: boolean;
  readonly workers: readonly WorkerHealth[];
}
