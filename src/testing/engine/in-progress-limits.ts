import type { QueuedTask, TaskQueues } from './queues.js';

/** How long the server holds back a task that there is no room for, unless room is made earlier. */
const HOLD_BACK_MS = 60_000;

/** `concurrentExecLimit`: so many tasks of a definition are in progress at once. Looked at when a task is polled. */
export class InProgressLimits {
  readonly #queues: TaskQueues;
  readonly #isInProgress: (taskId: string) => boolean;
  /** Tasks that were handed out, by definition; some are over by now. */
  readonly #handedOut = new Map<string, Set<string>>();
  readonly #heldBack = new Map<string, { readonly key: string; readonly task: QueuedTask }[]>();

  constructor(queues: TaskQueues, isInProgress: (taskId: string) => boolean) {
    this.#queues = queues;
    this.#isInProgress = isInProgress;
  }

  /** Whether the task may be handed out. If not it is held back. */
  admit(taskDefName: string, limit: number, key: string, task: QueuedTask): boolean {
    let handedOut = this.#handedOut.get(taskDefName);
    if (handedOut === undefined) {
      handedOut = new Set();
      this.#handedOut.set(taskDefName, handedOut);
    }
    for (const taskId of handedOut) if (!this.#isInProgress(taskId)) handedOut.delete(taskId);
    if (handedOut.size < limit) {
      handedOut.add(task.taskId);
      return true;
    }
    this.#queues.push(key, task, HOLD_BACK_MS);
    const held = this.#heldBack.get(taskDefName) ?? [];
    held.push({ key, task });
    this.#heldBack.set(taskDefName, held);
    return false;
  }

  /** A task has ended: there is room for one that is held back. */
  ended(taskDefName: string): void {
    if (this.#heldBack.size === 0) return;
    const held = this.#heldBack.get(taskDefName);
    if (held === undefined) return;
    for (let next = held.shift(); next !== undefined; next = held.shift()) {
      if (!this.#queues.has(next.task.taskId)) continue;
      this.#queues.push(next.key, next.task, 0);
      break;
    }
    if (held.length === 0) this.#heldBack.delete(taskDefName);
  }
}
