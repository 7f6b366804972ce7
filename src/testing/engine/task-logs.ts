import type { TaskExecLog } from '../../../generated/index.js';
import { serverError } from './engine-error.js';
import { isMissing } from './metadata/from-wire.js';
import type { ReportedLine } from './task-report.js';

/** Of the lines that come with an update so many are kept. */
const MOST_PER_UPDATE = 10;
/** The server's own words, with sqlite. */
const NO_LINE =
  'Cannot invoke "com.netflix.conductor.common.metadata.tasks.TaskExecLog.setTaskId(String)" because "taskExecLog" is null';
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
   * @throws EngineError 500 for lines that are null or have no text; then none is kept
   */
  addOfUpdate(taskId: string, lines: readonly (ReportedLine | null)[]): void {
    const kept = lines.map((line) => {
      if (line === null) throw serverError(NO_LINE);
      const { log, createdTime = 0 } = line;
      if (isMissing(log)) throw serverError(NO_TEXT);
      return { log, taskId, createdTime };
    });
    for (const line of kept.slice(0, MOST_PER_UPDATE)) this.add(taskId, line);
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
