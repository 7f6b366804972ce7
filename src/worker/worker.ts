import type { Task, TaskDef, TaskExecLog, TaskResultStatus } from '../../generated/index.js';
import type { NotCompletedResult } from './results.js';
import type { TaskContext } from './task-context.js';

/** A polled task as its handler sees it; `Input` is what `inputData` is known to be. */
export type WorkerTask<Input = Record<string, unknown>> = Readonly<Omit<Task, 'inputData'>> & {
  readonly inputData: Input;
};

/** Any JSON object: a task's output as it is reported. */
export type OutputData = Record<string, unknown>;

/**
 * What a handler may return as its output: any object with named properties. Arrays, Maps, Sets, dates, functions, buffers and
 * promises are objects too, but JSON makes something else of them: they do not compile.
 *
 * The second half is for interfaces and classes, which `Record<string, unknown>` refuses; the first one for literals, in which the
 * compiler would otherwise call every property unknown.
 */
export type OutputObject =
  | Record<string, unknown>
  | (object & {
      readonly [Symbol.iterator]?: never;
      readonly [Symbol.toStringTag]?: never;
      readonly [Symbol.toPrimitive]?: never;
      readonly [Symbol.hasInstance]?: never;
    });

/** A status in each of the letter cases that type-check: `COMPLETED`, `completed`, `Completed`. */
export type StatusWord<Status extends TaskResultStatus = TaskResultStatus> =
  Status | Lowercase<Status> | Capitalize<Lowercase<Status>>;

/** What a handler says about its task when an output alone does not say it. */
export interface HandlerResult<Output = OutputData> {
  readonly status: TaskResultStatus;
  /**
   * Replaces what the task has on the server. Left out of a COMPLETED result it is `{}`; left out of an IN_PROGRESS result the task
   * keeps what it has, so that a checkpoint survives.
   */
  readonly outputData?: Output;
  /** Why the task did not complete; the server keeps 500 characters. */
  readonly reasonForIncompletion?: string;
  /** Only with IN_PROGRESS: whole seconds until the server hands the task out again. Default 60; 0 and 1 are sent as 2. */
  readonly callbackAfterSeconds?: number;
  /** Lines for the task's log; the server keeps 10 of an update, so more are sent ahead. */
  readonly logs?: readonly (string | TaskExecLog)[];
}

/** Status and output as a pair: `['COMPLETED', { total: 3 }]`. `Output` is that of a completed task; others may say anything. */
export type StatusTuple<Output = OutputObject> =
  | readonly [status: StatusWord<'COMPLETED'>, outputData?: Output]
  | readonly [status: StatusWord<Exclude<TaskResultStatus, 'COMPLETED'>>, outputData?: OutputObject];

/**
 * What a handler may return. `undefined` is an empty output; an `Error`, returned or thrown, fails the task.
 */
export type HandlerReturn<Output = OutputObject> =
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a handler without a return statement returns void
  Output | StatusTuple<Output> | HandlerResult<Output> | NotCompletedResult | Error | undefined | void;

/** Settings that a worker may carry; the environment overrides each of them: `CONDUCTOR_WORKER_<NAME>_<SETTING>`. */
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
  /** Recorded by the server with each task. Default `host-pid-random`, another one for each worker. */
  readonly workerId?: string;
  /** Start paused: `runner.resume(name)` begins to poll. Default false. */
  readonly paused?: boolean;
  /** Whether `start()` registers the task definition: never, when the server has none of that name, or always. Default false. */
  readonly registerTaskDef?: false | 'ifMissing' | 'overwrite';
}

/** An interface as a type literal: the same properties, but comparable with `Record<string, unknown>`. */
type Literal<Type> = { [Key in keyof Type]: Type[Key] };

/**
 * Code that executes the tasks of one task definition: a plain object, or an instance of a class.
 *
 * `Input` is trusted, not checked: use `defineWorker` with a schema to have it checked. Workers of any `Input` and `Output` fit
 * {@link AnyWorker}.
 *
 * @example
 * const greet: Worker = { name: 'greet', execute: ({ inputData }) => ({ text: `Hello ${String(inputData.name)}` }) };
 */
export interface Worker<
  Input extends object = Record<string, unknown>,
  Output extends object = OutputObject,
> extends WorkerSettings {
  /** The task definition's name. Not empty, without `/`: the server cannot be polled for such a name. */
  readonly name: string;
  /** Runs once per polled task. */
  execute(
    task: WorkerTask<Literal<Input>>,
    context: TaskContext,
  ): HandlerReturn<Output> | Promise<HandlerReturn<Output>>;
  /** What `registerTaskDef` registers beside the name. Unset fields get the server's defaults. */
  readonly taskDef?: Omit<TaskDef, 'name'>;
}

/** Any worker, whatever its input and output: the element of `workers: [...]`. */
export type AnyWorker = Worker;
