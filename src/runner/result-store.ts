import type { Task, TaskResult } from '../../generated/index.js';
import type { HandlerResult } from '../worker/worker.js';

/** A result on its way to the server. */
export interface PendingResult {
  readonly task: Task;
  /** What is reported; replaced by a failure when the server refuses it. */
  result: HandlerResult;
  /** The same as the server wants it. */
  update: TaskResult;
  /** Whether the task is given back unfinished. */
  readonly handBack: boolean;
  attempts: number;
  /** How long the last attempt took. */
  attemptMs: number;
  /** On the runner's clock: when the first attempt began. */
  since: number;
}

/**
 * Where results live until the server has answered. The default keeps them in memory; one that writes them down before they are sent
 * survives the process.
 */
export interface ResultStore {
  /** How many are held. */
  readonly size: number;
  /** Called before the first attempt, which waits for a promise that this returns. */
  add(pending: PendingResult): Promise<void> | undefined;
  /** Called once the server has answered, or nothing more will be tried. */
  remove(pending: PendingResult): void;
}

/** Holds results in memory: whoever reports one has it in hand until it is answered, so that counting is all that is left to do. */
export class MemoryResultStore implements ResultStore {
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(): undefined {
    this.#size += 1;
  }

  remove(): void {
    this.#size -= 1;
  }
}
