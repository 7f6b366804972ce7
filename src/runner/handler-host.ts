import type { ResolvedWorker } from '../worker/resolved-worker.js';
import type { TaskContext } from '../worker/task-context.js';
import type { HandlerResult, WorkerTask } from '../worker/worker.js';

/** Where handlers run. */
export interface HandlerHost {
  /** Runs the handler once; settles with its result, or throws what made it fail. */
  execute(worker: ResolvedWorker, task: WorkerTask, context: TaskContext): HandlerResult | Promise<HandlerResult>;
}

/** In the runner's own thread. */
export const inProcessHandlerHost: HandlerHost = {
  execute: (worker, task, context) => worker.run(task, context),
};
