import type { Task, TaskDef, TaskExecLog, TaskResultStatus } from '../../generated/index.js';
import type { TaskContext } from './task-context.js';

/** A polled task as its handler sees it; `Input` is what `inputData` has been checked to be. */
export type WorkerTask<Input = Record<string, unknown>> = Readonly<Omit<Task, 'inputData'>> & {
  readonly inputData: Input;
};

/** Any JSON object: what a task's output is. */
export type OutputData = Record<string, unknown>;

/** A status of an update in any of the usual letter cases: `COMPLETED`, `completed`, `Completed`. */
export type StatusWord = TaskResultStatus | Lowercase<TaskResultStatus> | Capitalize<Lowercase<TaskResultStatus>>;

/** What a handler says about its task when an output alone does not say it. */
export interface HandlerResult<Output = OutputData> {
  readonly status: TaskResultStatus;
  readonly outputData?: Output;
  /** Why the task did not complete; the server keeps 500 characters. */
  readonly reasonForIncompletion?: string;
  /** Only with IN_PROGRESS: whole seconds until the server hands the task out again. Default 60. */
  readonly callbackAfterSeconds?: number;
  /** Lines for the task's log; the server keeps 10 of an update, so more are sent ahead. */
  readonly logs?: readonly (string | TaskExecLog)[];
}

/** Status and output as a pair: `['COMPLETED', { total: 3 }]`. */
export type StatusTuple<Output = OutputData> = readonly [status: StatusWord, outputData?: Output];

/**
 * What a handler may return. `undefined` is an empty output; an `Error`, returned or thrown, fails the task.
 */
export type HandlerReturn<Output = OutputData> =
  Output | StatusTuple<Output> | HandlerResult<Output> | Error | undefined | void;

/** Settings that a worker may carry; the environment overrides each of them (see `resolveWorker`). */
export interface WorkerSettings {
  /** Only tasks that were scheduled for this domain. Default: tasks without a domain. */
  readonly domain?: string;
  /** How many tasks run at once. Default 10. */
  readonly concurrency?: number;
  /**
   * Longest time one execution may take, in milliseconds. Default 24 hours. When it is over `context.signal` aborts, the lease is no
   * longer extended and FAILED is reported; what the handler returns later is ignored, and it keeps its slot until it settles.
   */
  readonly timeoutMs?: number;
  /** Whether the lease (the task's `responseTimeoutSeconds`) is extended while the handler runs. Default true. */
  readonly leaseExtension?: boolean;
  /** How long an idle poll waits on the server, 0–5,000 milliseconds. Default 1,000. */
  readonly longPollMs?: number;
  /** Most tasks that one poll asks for. Default: as many as there are free slots. */
  readonly maxBatch?: number;
  /** Recorded by the server with each task. Default `host-pid-random`. */
  readonly workerId?: string;
  /** Start paused: `runner.resume(name)` begins to poll. Default false. */
  readonly paused?: boolean;
  /** Whether `start()` registers the task definition: never, when the server has none of that name, or always. Default false. */
  readonly registerTaskDef?: false | 'ifMissing' | 'overwrite';
}

/** Code that executes the tasks of one task definition. */
export interface Worker<Input = Record<string, unknown>, Output = OutputData> extends WorkerSettings {
  /** The task definition's name. Not empty, without `/`: the server cannot be polled for such a name. */
  readonly name: string;
  /** Runs once per polled task. */
  execute(task: WorkerTask<Input>, context: TaskContext): HandlerReturn<Output> | Promise<HandlerReturn<Output>>;
  /** What `registerTaskDef` registers beside the name. Unset fields get the server's defaults. */
  readonly taskDef?: Omit<TaskDef, 'name'>;
}
