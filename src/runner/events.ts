import type { Task } from '../../generated/index.js';
import type { HandlerResult } from '../worker/worker.js';
import type { StopReport } from './stop-report.js';

/** Which worker an event is about. */
export interface WorkerIdentity {
  /** The task definition's name that the worker polls for. */
  readonly taskType: string;
  /** Recorded by the server with each task. */
  readonly workerId: string;
  /** Absent for a worker without a domain. */
  readonly domain?: string;
}

/** Where a poll loop stands; see `poll-loop.ts` for what moves it. */
export type LoopState = 'idle' | 'burst' | 'saturated' | 'backoff' | 'paused' | 'draining';

/** Why a polled task ended without a result that the server took from us. */
export type DropReason =
  /** The task was over on the server before our result arrived: cancelled with its workflow. */
  | 'cancelled'
  /** The task was over or removed on the server: timed out, completed by someone else, workflow deleted. */
  | 'gone'
  /** The server refused the result, and the failure that was reported in its place. */
  | 'refused'
  /** No answer until `giveUpAfterMs`, or until `stop()` ran out of time. */
  | 'gaveUp'
  /** The handler was still running when `stop()` ran out of time; the server's response timeout decides about the task. */
  | 'abandoned';

export interface PollStarted extends WorkerIdentity {
  readonly requested: number;
  /** How long the server may hold the poll; 0 for a poll that answers at once. */
  readonly longPollMs: number;
}

export interface PollCompleted extends PollStarted {
  readonly received: number;
  /** Those that are executed now; as many as `received`. */
  readonly tasks: readonly Task[];
  readonly durationMs: number;
}

export interface PollFailed extends PollStarted {
  readonly error: unknown;
  readonly durationMs: number;
  /** Failures in a row, this one included. */
  readonly failures: number;
  /** When the next poll is made. */
  readonly retryInMs: number;
}

export interface LoopStateChanged extends WorkerIdentity {
  readonly from: LoopState;
  readonly to: LoopState;
  /** In words: `poll came back full`, `no slot is free`. */
  readonly cause: string;
  /** Slots for which it could poll. A loop that is `saturated` with some of them waits a moment for more. */
  readonly freeSlots: number;
}

/** A poll is in flight past its own deadline: the transport does not keep to it, or the process did not run. */
export interface LoopStalled extends WorkerIdentity {
  readonly state: LoopState;
  readonly pollAgeMs: number;
}

/** An event about one polled task. */
export interface TaskEvent extends WorkerIdentity {
  readonly task: Task;
}

export interface ExecutionStarted extends TaskEvent {
  /** From the server's `scheduledTime` to now, by two clocks; never negative. */
  readonly scheduleToStartMs: number;
  /** Since the answer to the poll that brought it. */
  readonly polledAgoMs: number;
}

/** The handler has added a line to the task's log. The stack that a failure leaves there is not told: see `executionFailed`. */
export interface TaskLogged extends TaskEvent {
  readonly line: string;
}

export interface ExecutionCompleted extends TaskEvent {
  readonly result: HandlerResult;
  readonly executeMs: number;
}

/** The handler threw, returned an `Error`, ran out of time, or its input or output was invalid. */
export interface ExecutionFailed extends TaskEvent {
  readonly error: unknown;
  readonly result: HandlerResult;
  readonly executeMs: number;
}

/**
 * One attempt to report a result is about to be sent. One of the events below follows before the next attempt. After `updateRetried`
 * the end may also come without a further attempt: the server has the result already, or is not asked any more.
 */
export interface UpdateStarted extends TaskEvent {
  readonly result: HandlerResult;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

export interface UpdateCompleted extends TaskEvent {
  readonly result: HandlerResult;
  /** Size of the encoded result. */
  readonly bytes: number;
  readonly attempts: number;
  /** How long the last attempt took. */
  readonly attemptMs: number;
  /** From the first attempt to the answer. */
  readonly updateMs: number;
}

export interface UpdateRetried extends TaskEvent {
  readonly error: unknown;
  /** Attempts so far. */
  readonly attempts: number;
  /** How long the last attempt took. */
  readonly attemptMs: number;
  readonly retryInMs: number;
}

/** A result was refused, or will not be sent any more. */
export interface UpdateFailed extends TaskEvent {
  readonly result: HandlerResult;
  readonly error: unknown;
  readonly attempts: number;
  /** How long the last attempt took. */
  readonly attemptMs: number;
}

/** How one polled task ended. Exactly one per polled task, once the server has answered or nothing more will be tried. */
export interface TaskOutcome extends TaskEvent {
  readonly outcome: 'completed' | 'failed' | 'inProgress' | 'handedBack' | 'dropped';
  /** What was reported last; absent when there never was a result. */
  readonly result?: HandlerResult;
  /** Only when dropped. */
  readonly reason?: DropReason;
  /** What made it fail or be dropped, where something did. */
  readonly error?: unknown;
  /** Time in the handler, in milliseconds; 0 when it was not called. */
  readonly executeMs: number;
  /** From the first attempt to report to the answer. */
  readonly updateMs: number;
  /** Whether our lease had run out by then: the server answers the same whether it used the result or not. */
  readonly late: boolean;
}

export interface LeaseExtended extends TaskEvent {
  readonly extensions: number;
  readonly leaseMs: number;
}

export interface LeaseExtensionFailed extends TaskEvent {
  readonly error: unknown;
  readonly leaseLeftMs: number;
}

/** By our own clock the server may have given the task to someone else. The result is reported all the same. */
export interface LeaseLost extends TaskEvent {
  readonly leaseMs: number;
  readonly ageMs: number;
}

/** The server refuses what this worker asks for: polling cannot succeed until somebody changes something. */
export interface WorkerMisconfigured extends WorkerIdentity {
  readonly error: unknown;
}

export interface RunnerStarted {
  readonly workers: readonly WorkerIdentity[];
}

export interface RunnerStopping {
  /** Tasks in hand at that moment. */
  readonly inFlight: number;
}

/** Something of the user's or a plugin's went wrong beside a task: a listener that threw, a clean-up that failed. */
export interface RunnerError {
  readonly error: unknown;
  /** What went wrong, in words: `listener for "taskCompleted" threw`. */
  readonly cause: string;
}

/** Every event of a runner with its payload. Listeners are called synchronously and never awaited. */
export interface RunnerEvents {
  pollStarted: PollStarted;
  pollCompleted: PollCompleted;
  pollFailed: PollFailed;
  loopStateChanged: LoopStateChanged;
  loopStalled: LoopStalled;
  executionStarted: ExecutionStarted;
  executionCompleted: ExecutionCompleted;
  executionFailed: ExecutionFailed;
  taskLogged: TaskLogged;
  updateStarted: UpdateStarted;
  updateCompleted: UpdateCompleted;
  updateRetried: UpdateRetried;
  updateFailed: UpdateFailed;
  taskCompleted: TaskOutcome;
  taskFailed: TaskOutcome;
  taskInProgress: TaskOutcome;
  taskHandedBack: TaskOutcome;
  taskDropped: TaskOutcome;
  leaseExtended: LeaseExtended;
  leaseExtensionFailed: LeaseExtensionFailed;
  leaseLost: LeaseLost;
  workerPaused: WorkerIdentity;
  workerResumed: WorkerIdentity;
  workerResized: WorkerIdentity & { readonly from: number; readonly to: number };
  workerMisconfigured: WorkerMisconfigured;
  started: RunnerStarted;
  stopping: RunnerStopping;
  stopped: StopReport;
  error: RunnerError;
}

export type RunnerEventName = keyof RunnerEvents;

/** A listener may be async; it is not awaited, and what it rejects with becomes one `error` event. */
export type RunnerListener<Name extends RunnerEventName> = (event: RunnerEvents[Name]) => void | Promise<void>;
