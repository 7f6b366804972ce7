/** What is measured: a loop that polls, executes and updates as fast as it can. */
export interface Subject {
  /** Tasks whose handler has run, since the start. */
  tasksDone(): number;
  stop(): Promise<void>;
}

/** What a subject is started with. */
export interface SubjectSettings {
  /** The stub server, with a first segment of its own to be counted under: `http://127.0.0.1:<port>/<name>`. */
  readonly serverUrl: string;
  /** How many tasks are in hand at a time. */
  readonly concurrency: number;
}

/** The only task type that the stub server has. */
export const TASK_TYPE = 'bench_task';

/** Counts, and does nothing else: what a task costs beyond it is the cost of running tasks. */
export class NoOpHandler {
  calls = 0;

  execute(): Promise<{ readonly reserved: boolean }> {
    this.calls += 1;
    return Promise.resolve({ reserved: true });
  }
}
