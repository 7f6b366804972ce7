import type { TaskExecLog } from '../../../generated/index.js';

/** Of the lines that come with an update so many are kept. */
const MOST_PER_UPDATE = 10;

/** What workers have logged for tasks. */
export class TaskLogs {
  readonly #byTask = new Map<string, TaskExecLog[]>();

  /** Any task id is taken, also one that there is no task for. */
  add(taskId: string, line: TaskExecLog): void {
    const lines = this.#byTask.get(taskId);
    if (lines === undefined) this.#byTask.set(taskId, [line]);
    else lines.push(line);
  }

  addOfUpdate(taskId: string, lines: readonly TaskExecLog[]): void {
    for (const { log, createdTime = 0 } of lines.slice(0, MOST_PER_UPDATE))
      this.add(taskId, { log, taskId, createdTime });
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
