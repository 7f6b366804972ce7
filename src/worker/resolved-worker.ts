import type { TaskDef } from '../../generated/index.js';
import type { TaskContext } from './task-context.js';
import type { HandlerResult, WorkerTask } from './worker.js';

/** A worker whose every setting is known and valid: what the runner works with. */
export interface ResolvedWorker {
  readonly name: string;
  readonly domain: string | undefined;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly leaseExtension: boolean;
  readonly longPollMs: number;
  /** `Infinity` unless set. */
  readonly maxBatch: number;
  readonly workerId: string;
  readonly paused: boolean;
  readonly registerTaskDef: false | 'ifMissing' | 'overwrite';
  readonly taskDef: Omit<TaskDef, 'name'> | undefined;
  /**
   * Calls the handler and classifies what it returned. Settles with a result, or throws whatever the handler threw, returned as an
   * `Error`, or was found wrong with its input or output (a `TerminalError`). Answers without a promise when the handler did.
   */
  run(task: WorkerTask, context: TaskContext): HandlerResult | Promise<HandlerResult>;
}
