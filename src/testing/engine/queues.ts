import type { Clock, Timer } from '../../time/clock.js';

/*
 * The queues that workers poll: one per task type and domain. A task is in one of three places:
 *
 *     delayed     added with a delay, or held back    → ready when its time has come
 *     ready       handed out in the order in which they became ready
 *     nowhere     handed out, over or never queued
 */

export interface QueuedTask {
  readonly taskId: string;
  readonly workflowId: string;
}

interface Entry extends QueuedTask {
  readonly queue: Queue;
  /** Undefined once it is ready. */
  timer: Timer | undefined;
  isGone: boolean;
}

interface Queue {
  readonly key: string;
  ready: Entry[];
  /** Where the ready ones begin: the entries before it have been handed out. */
  head: number;
  /** All that are in it, ready or delayed. */
  size: number;
  readonly listeners: Set<() => void>;
}

/** The name of a queue, as the server shows it: `domain:type`. */
export function queueKey(taskType: string, domain?: string): string {
  return domain === undefined ? taskType : `${domain}:${taskType}`;
}

export class TaskQueues {
  readonly #clock: Clock;
  readonly #queues = new Map<string, Queue>();
  readonly #entries = new Map<string, Entry>();
  #ready = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a task, or moves it if it is queued already. */
  push(key: string, task: QueuedTask, delayMs: number): void {
    this.remove(task.taskId);
    const queue = this.#queue(key);
    const { taskId, workflowId } = task;
    const entry: Entry = { taskId, workflowId, queue, timer: undefined, isGone: false };
    this.#entries.set(taskId, entry);
    queue.size += 1;
    if (delayMs <= 0) this.#makeReady(entry);
    else {
      entry.timer = this.#clock.setTimer(delayMs, () => {
        entry.timer = undefined;
        this.#makeReady(entry);
      });
    }
  }

  remove(taskId: string): boolean {
    const entry = this.#entries.get(taskId);
    if (entry === undefined) return false;
    this.#drop(entry);
    return true;
  }

  has(taskId: string): boolean {
    return this.#entries.has(taskId);
  }

  /** Takes the task that has been ready for longest. */
  take(key: string): QueuedTask | undefined {
    const queue = this.#queues.get(key);
    if (queue === undefined) return undefined;
    while (queue.head < queue.ready.length) {
      const entry = queue.ready[queue.head];
      queue.head += 1;
      if (queue.head > 64 && queue.head * 2 > queue.ready.length) {
        queue.ready = queue.ready.slice(queue.head);
        queue.head = 0;
      }
      if (entry === undefined || entry.isGone) continue;
      this.#drop(entry);
      return entry;
    }
    return undefined;
  }

  size(key: string): number {
    return this.#queues.get(key)?.size ?? 0;
  }

  /** Of every queue that has ever had a task. */
  sizes(): ReadonlyMap<string, number> {
    return new Map([...this.#queues.values()].map(({ key, size }) => [key, size]));
  }

  /** How many tasks are ready, in all queues. */
  get ready(): number {
    return this.#ready;
  }

  /** The names of the queues that have a task which is ready. */
  get withReady(): readonly string[] {
    return this.#ready === 0 ? [] : [...this.#queues.keys()].filter((key) => this.hasReady(key));
  }

  hasReady(key: string): boolean {
    const queue = this.#queues.get(key);
    return queue?.ready.some((entry, at) => at >= queue.head && !entry.isGone) ?? false;
  }

  /** Called whenever a task of the queue becomes ready. Returns how to stop that. */
  onReady(key: string, listener: () => void): () => void {
    const { listeners } = this.#queue(key);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  #queue(key: string): Queue {
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = { key, ready: [], head: 0, size: 0, listeners: new Set() };
      this.#queues.set(key, queue);
    }
    return queue;
  }

  #makeReady(entry: Entry): void {
    entry.queue.ready.push(entry);
    this.#ready += 1;
    for (const listener of entry.queue.listeners) listener();
  }

  #drop(entry: Entry): void {
    entry.isGone = true;
    if (entry.timer === undefined) this.#ready -= 1;
    else entry.timer.cancel();
    entry.queue.size -= 1;
    this.#entries.delete(entry.taskId);
  }
}
