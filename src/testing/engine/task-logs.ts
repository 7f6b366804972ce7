import type { TaskExecLog } from '../../../generated/index.js';
import { serverError } from './engine-error.js';
import type { ReportedLine } from './task-operations.js';

/** Of the lines that come with an update so many are kept. */
const MOST_PER_UPDATE = 10;
/** The server's own words, with sqlite. */
const NO_TEXT =
  '[SQLITE_CONSTRAINT_NOTNULL] A NOT NULL constraint failed (NOT NULL constraint failed: task_execution_logs.log)';

/** What workers have logged for tasks. */
export class TaskLogs {
  readonly #byTask = new Map<string, TaskExecLog[]>();

  /** Any task id is taken, also one that there is no task for. */
  add(taskId: string, line: TaskExecLog): void {
    const lines = this.#byTask.get(taskId);
    if (lines === undefined) this.#byTask.set(taskId, [line]);
    else lines.push(line);
  }

  /**
   * Takes what came with an update.
   * @throws EngineError 500 for a line without text; those before it stay
   */
  addOfUpdate(taskId: string, lines: readonly ReportedLine[]): void {
    for (const { log, createdTime = 0 } of lines.slice(0, MOST_PER_UPDATE)) {
      if (log === undefined) throw serverError(NO_TEXT);
      this.add(taskId, { log, taskId, createdTime });
    }
  }

  /** By time. */
  of(taskId: string): readonly TaskExecLog[] {
    const lines = this.#byTask.get(taskId) ?? [];
    return lines.toSorted((one, other) => (one.createdTime ?? 0) - (other.createdTime ?? 0));
  }

  forget(taskId: string): void {
    this.#byTask.delete(taskId);
  }
}
