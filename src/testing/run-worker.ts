import type { Task, TaskResult } from '../../generated/index.js';
import { encodeUpdate, MAX_OUTPUT_BYTES, toUpdate } from '../runner/encode-update.js';
import type { PendingResult } from '../runner/result-store.js';
import { systemClock } from '../time/clock.js';
import { runInTaskContext } from '../worker/current-task-context.js';
import { failureOf } from '../worker/failure.js';
import { resolveWorkers } from '../worker/resolve-workers.js';
import { TaskAbortedError, type TaskContext } from '../worker/task-context.js';
import { TerminalError } from '../worker/terminal-error.js';
import { textOf } from '../worker/text-of.js';
import type { HandlerResult, OutputData, Worker } from '../worker/worker.js';
import { asJsonObject } from './as-json.js';
import { abortSignal, checkFields, plainObject, type RulesFor, wholeNumber } from './check-fields.js';
import { sampleTask } from './sample-task.js';

/** What a test may want different from a first attempt that nobody interrupts. */
export interface RunWorkerOptions {
  /** 1 for the first attempt. Default: what the `retryCount` of `task` says, and else 1. */
  readonly attempt?: number;
  /** What aborts `context.signal`. Default: only `timeoutMs` of the worker. */
  readonly signal?: AbortSignal;
  /** `context.shutdownSignal`. Default: one that never aborts. */
  readonly shutdownSignal?: AbortSignal;
  /** Other fields of the task: `workflowInstanceId`, `correlationId`, `outputData` of an earlier callback … */
  readonly task?: Partial<Omit<Task, 'inputData'>>;
}

const OPTIONS: RulesFor<RunWorkerOptions> = {
  attempt: wholeNumber(1),
  signal: abortSignal,
  shutdownSignal: abortSignal,
  task: plainObject,
};

/** What the runner would report for the task. */
export interface WorkerRun {
  readonly status: HandlerResult['status'];
  /**
   * As JSON, as it would arrive. Empty where the handler gave none, other than for IN_PROGRESS, where the task keeps what it had.
   */
  readonly outputData: OutputData;
  readonly reasonForIncompletion?: string;
  readonly callbackAfterSeconds?: number;
  /** Lines of `context.log` and of the result, in order. */
  readonly logs: readonly string[];
  /** What the handler threw or returned as an `Error`, or what was wrong with its input, its output or the time that it took. */
  readonly error?: unknown;
}

/**
 * Runs a worker once, as a runner would: with its schemas, with a context, also through `getTaskContext()`, for as long as the `timeoutMs`
 * that it sets, by the machine's clock, and with input and output that are JSON. Needs no conductor, no client and no server. What the
 * handler throws is part of the answer, as it would be of the report.
 *
 * @param inputData goes through JSON, as a server sends it
 * @throws ConductorConfigError when the worker itself is wrong: a bad setting, no name; TypeError for an option that makes no sense, and for
 * input that has no JSON
 * @example
 * const { status, outputData, logs } = await runWorker(chargeCard, { amount: 12 }, { attempt: 2 });
 */
export async function runWorker<Input extends object>(
  worker: Worker<Input>,
  inputData: Input,
  options: RunWorkerOptions = {},
): Promise<WorkerRun> {
  checkFields('runWorker', options, OPTIONS);
  // The environment belongs to deployments: a test's worker has the settings that its code gives it.
  const [resolved] = resolveWorkers([worker], {});
  if (resolved === undefined) throw new TypeError('there is no worker');
  const task = taskOf(worker.name, asJsonObject('inputData', inputData), options);
  const { signal, shutdownSignal } = options;
  const limit = new TimeLimit(worker.timeoutMs, signal);
  const logs: string[] = [];
  const context: TaskContext = {
    signal: limit.signal,
    shutdownSignal: shutdownSignal ?? new AbortController().signal,
    workerId: resolved.workerId,
    attempt: task.retryCount + 1,
    log: (line) => {
      // Later lines are those of a handler whose result is ignored.
      if (!limit.isOver) logs.push(textOf(line));
    },
  };
  let result: HandlerResult;
  let error: unknown;
  try {
    result = await limit.on(runInTaskContext(context, async () => resolved.run(task, context)));
    for (const line of result.logs ?? []) logs.push(typeof line === 'string' ? line : line.log);
  } catch (thrown) {
    error = thrown;
    ({ result } = failureOf(thrown));
  }
  return { ...reportOf(task, result, resolved.workerId, error), logs };
}

function taskOf(name: string, inputData: OutputData, { attempt, task: parts = {} }: RunWorkerOptions): Task {
  const { retryCount = attempt === undefined ? 0 : attempt - 1 } = parts;
  if (attempt !== undefined && retryCount !== attempt - 1) {
    throw new TypeError(`runWorker: attempt ${attempt} and a task with retryCount ${retryCount} contradict each other`);
  }
  return sampleTask(name, { ...parts, inputData, retryCount });
}

/** A runner has one whose `getConfig` may name another encoder. */
const NO_CLIENT = { getConfig: () => ({}) };

/** What would be sent. */
function reportOf(task: Task, result: HandlerResult, workerId: string, thrown: unknown): Omit<WorkerRun, 'logs'> {
  const pending: PendingResult = {
    ...{ task, result, update: toUpdate(task, result, workerId, undefined) },
    ...{ handBack: false, attempts: 0, attemptMs: 0, since: 0 },
  };
  const sent = JSON.parse(encodeUpdate(pending, NO_CLIENT, workerId, MAX_OUTPUT_BYTES).text) as TaskResult;
  const { status, reasonForIncompletion, callbackAfterSeconds, outputData = {} } = sent;
  // An output that cannot be sent becomes a failure.
  const error = pending.result === result ? thrown : new TerminalError(reasonForIncompletion ?? status);
  return {
    ...{ status, outputData },
    ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
    ...(callbackAfterSeconds !== undefined && { callbackAfterSeconds }),
    ...(error !== undefined && { error }),
  };
}

/** How long a handler may take. */
class TimeLimit {
  readonly signal: AbortSignal;
  readonly #ms: number | undefined;
  readonly #ended = new AbortController();

  /** @param ms none for a worker that sets none: a runner's default is a day, for which no test waits */
  constructor(ms: number | undefined, signal: AbortSignal | undefined) {
    this.#ms = ms;
    const own = this.#ended.signal;
    this.signal = ms === undefined ? (signal ?? own) : signal === undefined ? own : AbortSignal.any([own, signal]);
  }

  get isOver(): boolean {
    return this.#ended.signal.aborted;
  }

  /** What the handler gives; rejects when that takes longer. */
  async on(handler: Promise<HandlerResult>): Promise<HandlerResult> {
    const ms = this.#ms;
    if (ms === undefined) return handler;
    return new Promise((resolve, reject) => {
      const timer = systemClock.setTimer(ms, () => {
        const message = `the handler has not ended within ${ms} ms (timeoutMs)`;
        this.#ended.abort(new TaskAbortedError('timeout', message));
        reject(new Error(message));
      });
      handler.then(resolve, reject).finally(() => timer.cancel());
    });
  }
}
