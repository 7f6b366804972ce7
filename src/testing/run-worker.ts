import type { Task } from '../../generated/index.js';
import { failureOf } from '../worker/failure.js';
import { runInTaskContext } from '../worker/current-task-context.js';
import { resolveWorkers } from '../worker/resolve-workers.js';
import type { TaskContext } from '../worker/task-context.js';
import type { Worker, HandlerResult, OutputData } from '../worker/worker.js';
import { sampleTask } from './sample-task.js';

/** What a test may want different from a first attempt that nobody interrupts. */
export interface RunWorkerOptions {
  /** 1, the default, for the first attempt. */
  readonly attempt?: number;
  /** `context.signal`. Default: one that never aborts. */
  readonly signal?: AbortSignal;
  /** `context.shutdownSignal`. Default: one that never aborts. */
  readonly shutdownSignal?: AbortSignal;
  /** Other fields of the task: `workflowInstanceId`, `correlationId`, `outputData` of an earlier callback … */
  readonly task?: Partial<Task>;
}

/** What the runner would report for the task. */
export interface WorkerRun {
  readonly status: HandlerResult['status'];
  /** Empty where the handler gave none. */
  readonly outputData: OutputData;
  readonly reasonForIncompletion?: string;
  readonly callbackAfterSeconds?: number;
  /** Lines of `context.log` and of the result, in order. */
  readonly logs: readonly string[];
  /** What the handler threw or returned as an `Error`, or what was wrong with its input or output. */
  readonly error?: unknown;
}

/**
 * Runs a worker once, as a runner would: with its schemas, with a context, also through `getTaskContext()`. Needs no conductor, no client
 * and no server. What the handler throws is part of the answer, as it would be of the report.
 *
 * @throws ConductorConfigError when the worker itself is wrong: a bad setting, no name
 * @example
 * const { status, outputData, logs } = await runWorker(chargeCard, { amount: 12 }, { attempt: 2 });
 */
export async function runWorker<Input extends object>(
  worker: Worker<Input>,
  inputData: Input,
  options: RunWorkerOptions = {},
): Promise<WorkerRun> {
  const { attempt = 1, signal, shutdownSignal, task: parts } = options;
  if (!Number.isInteger(attempt) || attempt < 1)
    throw new RangeError(`attempt must be a whole number from 1 on, got ${attempt}`);
  // The environment belongs to deployments: a test's worker has the settings that its code gives it.
  const [resolved] = resolveWorkers([worker], {});
  if (resolved === undefined) throw new TypeError('there is no worker');
  const never = new AbortController().signal;
  const logs: string[] = [];
  const context: TaskContext = {
    signal: signal ?? never,
    shutdownSignal: shutdownSignal ?? never,
    workerId: resolved.workerId,
    attempt,
    log: (line) => void logs.push(line),
  };
  const task = sampleTask(worker.name, {
    inputData: Object.fromEntries(Object.entries(inputData)),
    retryCount: attempt - 1,
    ...parts,
  });
  try {
    const result = await runInTaskContext(context, async () => resolved.run(task, context));
    const { status, outputData = {}, reasonForIncompletion, callbackAfterSeconds } = result;
    for (const line of result.logs ?? []) logs.push(typeof line === 'string' ? line : line.log);
    return {
      status,
      outputData,
      ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
      ...(callbackAfterSeconds !== undefined && { callbackAfterSeconds }),
      logs,
    };
  } catch (error) {
    const { status, reasonForIncompletion } = failureOf(error).result;
    return {
      status,
      outputData: {},
      ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
      logs,
      error,
    };
  }
}
