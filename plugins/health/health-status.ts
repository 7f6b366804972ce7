import type {
  LoopState,
  RunnerStatus,
  TaskInHand,
  WorkerHealth,
  WorkerIdentity,
  WorkerStatus,
} from '../../src/index.js';
import { oneLine } from './one-line.js';
import type { WatchedRunner } from './watched-runner.js';

/** Tasks in hand, counted by what is done with them: a list of them would have no bound. */
export interface InFlightCounts {
  /** In their handlers. */
  readonly executing: number;
  /** With a result that has no answer yet. */
  readonly reporting: number;
  /** Past their `timeoutMs`, with a handler that still runs. */
  readonly overdue: number;
  /** Age of the oldest of all, since it was polled; absent when there is none. */
  readonly oldestMs?: number;
}

/** One worker in the answer of `/status`. */
export interface WorkerReport extends WorkerIdentity {
  readonly healthy: boolean;
  /** In words, when it is not. */
  readonly reason?: string;
  readonly state: LoopState;
  readonly slots: { readonly total: number; readonly free: number; readonly used: number };
  readonly inFlight: InFlightCounts;
  readonly pendingResults: number;
  /** Absent before the first. `error` says in words why it failed, if it did. */
  readonly lastPoll?: {
    readonly agoMs: number;
    readonly requested: number;
    readonly received: number;
    readonly error?: string;
  };
}

/** One runner in the answer of `/status`. */
export interface RunnerReport {
  readonly state: RunnerStatus['state'];
  readonly healthy: boolean;
  readonly workers: readonly WorkerReport[];
}

/** The answer of `/status`. Nothing of what tasks are about is in it: no inputs, no outputs, no ids. */
export interface HealthStatus {
  /** Whether `/livez` is 200. */
  readonly live: boolean;
  /** Whether `/readyz` is 200. */
  readonly ready: boolean;
  readonly runners: readonly RunnerReport[];
}

/** What there is to see of all runners at this moment. */
export function statusOf(runners: readonly WatchedRunner[]): HealthStatus {
  return {
    live: runners.every((runner) => runner.wedges().length === 0),
    ready: runners.length > 0 && runners.every((runner) => runner.obstacles().length === 0),
    runners: runners.map(runnerReport),
  };
}

function runnerReport(runner: WatchedRunner): RunnerReport {
  const { state, workers } = runner.status();
  const health = runner.health();
  const reports = workers.map((worker, index) => workerReport(worker, health.workers[index]));
  return { state, healthy: health.healthy, workers: reports };
}

function workerReport(worker: WorkerStatus, health: WorkerHealth | undefined): WorkerReport {
  const { taskType, workerId, domain, state, slots, inFlight, pendingResults, lastPoll } = worker;
  return {
    ...{ taskType, workerId, ...(domain !== undefined && { domain }) },
    healthy: health?.healthy ?? false,
    ...(health?.reason !== undefined && { reason: oneLine(health.reason) }),
    ...{ state, slots, inFlight: countsOf(inFlight), pendingResults },
    ...(lastPoll !== undefined && { lastPoll: pollReport(lastPoll) }),
  };
}

function countsOf(tasks: readonly TaskInHand[]): InFlightCounts {
  const counts = { executing: 0, reporting: 0, overdue: 0 };
  let oldestMs = 0;
  for (const { phase, ageMs } of tasks) {
    counts[phase] += 1;
    oldestMs = Math.max(oldestMs, ageMs);
  }
  return { ...counts, ...(tasks.length > 0 && { oldestMs: Math.round(oldestMs) }) };
}

function pollReport(poll: NonNullable<WorkerStatus['lastPoll']>): NonNullable<WorkerReport['lastPoll']> {
  const { agoMs, requested, received, error } = poll;
  return { agoMs: Math.round(agoMs), requested, received, ...(error !== undefined && { error: oneLine(error) }) };
}
