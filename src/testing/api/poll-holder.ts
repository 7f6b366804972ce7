import { machineTimers } from '../clock/machine-timers.js';
import type { Task } from '../../../generated/index.js';
import type { Clock } from '../../time/clock.js';
import { queueKey } from '../engine/queues.js';
import type { PollRequest, TaskOperations } from '../engine/task-operations.js';

/**
 * How long polls are held, as one or the other kind of queue does it.
 *
 *   firstTask   answers with the first task that comes, and whatever else is there then
 *   fullBatch   answers when there are `count` tasks, or the time is over; meanwhile the tasks are out of reach of others (sqlite)
 */
export type PollStyle = 'firstTask' | 'fullBatch';

/** A poll that waits. */
interface HeldPoll {
  readonly queue: string;
  /** Answers it with what it has. */
  release(): void;
}

/** Holds polls until tasks come. */
export class PollHolder {
  readonly #tasks: TaskOperations;
  /** By which polls end: that of whoever waits, not the engine's. */
  readonly #clock: Clock;
  readonly #style: PollStyle;
  readonly #held = new Set<HeldPoll>();
  readonly #listeners = new Set<() => void>();
  /** When each queue was last polled, by the clock that polls go by. */
  readonly #polledAt = new Map<string, number>();

  constructor(tasks: TaskOperations, clock: Clock, style: PollStyle) {
    this.#tasks = tasks;
    this.#clock = clock;
    this.#style = style;
  }

  /** How many polls wait. */
  get size(): number {
    return this.#held.size;
  }

  /** Called when a poll begins to wait, or ends. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Whether somebody polls a queue: a poll waits, or one came not long ago.
   * @param queue its name: `domain:type`, or the type alone
   */
  isPolled(queue: string, withinMs: number): boolean {
    const polledAt = this.#polledAt.get(queue) ?? Number.NEGATIVE_INFINITY;
    if (this.#clock.now() - polledAt <= withinMs) return true;
    for (const held of this.#held) if (held.queue === queue) return true;
    return false;
  }

  /** Tasks that are there, or that come within the time. */
  poll(request: PollRequest, timeoutMs: number): readonly Task[] | Promise<readonly Task[]> {
    const count = request.count ?? 1;
    this.#polledAt.set(queueKey(request.taskType, request.domain), this.#clock.now());
    const tasks = count > 0 ? this.#tasks.poll(request) : [];
    if (count <= 0 || timeoutMs <= 0 || tasks.length >= count) return tasks;
    if (tasks.length > 0 && this.#style === 'firstTask') return tasks;
    return this.#hold(request, count, tasks, timeoutMs);
  }

  /** Answers every poll that waits, with what it has. */
  releaseAll(): void {
    for (const poll of [...this.#held]) poll.release();
  }

  #hold(request: PollRequest, count: number, tasks: Task[], timeoutMs: number): Promise<readonly Task[]> {
    return new Promise((resolve) => {
      const held: HeldPoll = {
        queue: queueKey(request.taskType, request.domain),
        release: () => {
          if (!this.#held.delete(held)) return;
          timer.cancel();
          stopListening();
          resolve(tasks);
          this.#changed();
        },
      };
      let isLooking = false;
      const look = (): void => {
        isLooking = false;
        if (!this.#held.has(held)) return;
        tasks.push(...this.#tasks.poll({ ...request, count: count - tasks.length }));
        if (tasks.length >= count || (tasks.length > 0 && this.#style === 'firstTask')) held.release();
      };
      const stopListening = this.#tasks.onQueued(request.taskType, request.domain, () => {
        // When the operation that queues it has ended: the branches of a fork are found together, and no operation is in the midst of another.
        if (isLooking) return;
        isLooking = true;
        machineTimers.queueMicrotask(look);
      });
      const timer = this.#clock.setTimer(timeoutMs, () => held.release());
      this.#held.add(held);
      this.#changed();
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
