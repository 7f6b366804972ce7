/*
 * What the page is told, as JSON. `GET /api/snapshot` answers a whole Snapshot; `GET /api/events` is an event stream: `snapshot` with a
 * whole one at first, then `update` with an Update at each interval, and `bye` when the runner has stopped. Names are those of the SDK.
 * Instants are milliseconds since 1970 by the clock of the process that is shown, durations end in `Ms`.
 */

/** How one of the four questions of the page is answered. */
export type Level = 'good' | 'warn' | 'bad' | 'unknown';

export interface Glance {
  readonly level: Level;
  /** One sentence, for people: `All 3 workers poll; the last poll ended 0.4 s ago.` */
  readonly text: string;
}

/** Am I connected? Am I getting work? Is it me or the handler that is slow? Is anything stuck? */
export interface Glances {
  readonly connected: Glance;
  readonly work: Glance;
  readonly speed: Glance;
  readonly stuck: Glance;
}

export interface ProcessView {
  readonly pid: number;
  readonly startedAt: number;
  readonly node: string;
  readonly rssBytes: number;
  /** By how much the event loop was late, since this was last told. */
  readonly eventLoop: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };
}

/** The middle and the slow end of the last minute; `null` when there was nothing. */
export interface Latency {
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export type CellPhase = 'executing' | 'reporting' | 'overdue' | 'polling';

/** One used slot: its phase and since when, and the lease that is left, `null` without one. `polling` cells have no age. */
export type Cell = readonly [phase: CellPhase, phaseMs: number, leaseLeftMs: number | null];

export type LoopStateView = 'idle' | 'burst' | 'saturated' | 'backoff' | 'paused' | 'draining';

export interface LastErrorView {
  /** Cut to 300 characters. Of a poll that failed, or of a worker that the server refuses. */
  readonly text: string;
  readonly at: number;
  /** Failures in a row; 0 once a poll has succeeded again. */
  readonly failures: number;
}

/** A worker as it is now. */
export interface WorkerNow {
  /** Tells workers apart: `0:charge_card:eu`. */
  readonly key: string;
  readonly state: LoopStateView;
  readonly stateSince: number;
  /** Why it is in this state, in words. */
  readonly cause: string;
  readonly healthy: boolean;
  /** Absent when it is healthy. */
  readonly unhealthyReason?: string;
  readonly slots: { readonly total: number; readonly used: number; readonly free: number };
  /** Of the used slots, the oldest first, at most 200. */
  readonly cells: readonly Cell[];
  /** Results without an answer. */
  readonly pendingResults: number;
  /** Tasks in hand whose lease has less than a quarter left, or is over. */
  readonly leasesAtRisk: number;
  /** Per second, over the last ten. */
  readonly rates: { readonly polled: number; readonly completed: number; readonly failed: number };
  /** Since the start. */
  readonly totals: {
    readonly polls: number;
    readonly pollsFailed: number;
    readonly completed: number;
    readonly failed: number;
    readonly inProgress: number;
    readonly handedBack: number;
    readonly dropped: number;
    readonly updateRetries: number;
    readonly leasesLost: number;
  };
  readonly latency: { readonly scheduleToStart: Latency; readonly execute: Latency; readonly update: Latency };
  readonly lastPollAt: number | null;
  readonly lastError?: LastErrorView;
}

/** A worker with its past. */
export interface WorkerView extends WorkerNow {
  /** Which of the runners that have this plugin. */
  readonly runner: number;
  readonly taskType: string;
  readonly workerId: string;
  readonly domain?: string;
  /** When the loop entered which state, over the last five minutes, the oldest first; at most 300. */
  readonly history: readonly (readonly [at: number, state: LoopStateView])[];
}

export type OutcomeView = 'completed' | 'failed' | 'inProgress' | 'handedBack' | 'dropped';

/** One task on its way: absent instants have not come yet. */
export interface TaskView {
  readonly taskId: string;
  readonly workflowId: string;
  readonly workflowType: string;
  readonly taskType: string;
  readonly domain?: string;
  readonly referenceName: string;
  readonly attempt: number;
  readonly scheduledAt: number;
  readonly polledAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly answeredAt?: number;
  readonly outcome?: OutcomeView;
  /** Attempts to report so far. */
  readonly updateAttempts: number;
  /**
   * Why it was dropped, as one word of the SDK. When `showData` is on also why it failed, in words, cut to 300 characters: without that
   * it is absent, since it may quote the task's data.
   */
  readonly reason?: string;
  /** Of the Conductor UI, when its address was given. */
  readonly link?: string;
  /** Only when `showData` is on, as JSON cut to 2,000 characters. */
  readonly input?: string;
  readonly output?: string;
}

export interface RunnerView {
  readonly id: number;
  readonly state: 'created' | 'starting' | 'running' | 'stopping' | 'stopped';
  readonly healthy: boolean;
}

/** Everything there is to show. */
export interface Snapshot {
  readonly at: number;
  readonly intervalMs: number;
  readonly glances: Glances;
  readonly process: ProcessView;
  readonly runners: readonly RunnerView[];
  readonly workers: readonly WorkerView[];
  /** The last 200, the latest polled first. At more than a few per second a sample: see `tasksSkipped`. */
  readonly tasks: readonly TaskView[];
  /** How many polled tasks since the start are not among those that were ever shown. */
  readonly tasksSkipped: number;
  /** `error` events, the latest first, at most 20. */
  readonly errors: readonly { readonly at: number; readonly cause: string; readonly text: string }[];
}

/** What has changed since the last snapshot or update. The page adds `history` of the workers itself, from `state` and `stateSince`. */
export interface Update extends Omit<Snapshot, 'workers' | 'tasks'> {
  /** All of them, in the order of the snapshot; those of a runner that was added since come with a whole new `snapshot` event. */
  readonly workers: readonly WorkerNow[];
  /** New or changed ones among the last 200. */
  readonly tasks: readonly TaskView[];
}
