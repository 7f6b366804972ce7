import type { Task, TaskEvent, WorkerIdentity } from '../../src/index.js';
import type { LogOutput } from './log-output.js';
import type { Logger } from './logger.js';
import { taskBindings, workerBindings, workerKey } from './task-bindings.js';

/** The loggers of workers and tasks, each made when its first record is written. That of a task is forgotten together with it. */
export class ChildLoggers {
  readonly #output: LogOutput;
  #ofWorkers = new Map<string, Logger>();
  #ofTasks = new WeakMap<Task, Logger>();

  constructor(output: LogOutput) {
    this.#output = output;
  }

  ofWorker(identity: WorkerIdentity): Logger {
    const key = workerKey(identity);
    let logger = this.#ofWorkers.get(key);
    if (logger === undefined) {
      logger = this.#output.child(this.#output.logger, workerBindings(identity));
      this.#ofWorkers.set(key, logger);
    }
    return logger;
  }

  ofTask(event: TaskEvent): Logger {
    let logger = this.#ofTasks.get(event.task);
    if (logger === undefined) {
      logger = this.#output.child(this.ofWorker(event), taskBindings(event.task));
      this.#ofTasks.set(event.task, logger);
    }
    return logger;
  }

  /** Children keep the level that their parent had when they were made. */
  forget(): void {
    this.#ofWorkers = new Map();
    this.#ofTasks = new WeakMap();
  }
}
