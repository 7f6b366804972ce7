import type { Clock, Timer } from '../../time/clock.js';
import { isBefore, TimerHeap, type HeapTimer } from './timer-heap.js';

/**
 * A clock that stands still until it is told to move: time in it costs nothing. Timers fire in the order in which they are due, and
 * those of one instant in the order in which they were set.
 */
export class VirtualClock implements Clock {
  /** The same time, for what recurs for ever: its timers fire when time passes them, and are no reason to move on. */
  readonly background: Clock = {
    now: () => this.now(),
    epochMs: () => this.epochMs(),
    setTimer: (delayMs, callback) => this.#set(this.#recurring, delayMs, callback),
  };
  readonly #timers = new TimerHeap();
  readonly #recurring = new TimerHeap();
  readonly #startedAt: number;
  #epochMs: number;
  #order = 0;

  /** @param epochMs what time it is at first, in milliseconds since 1970 */
  constructor(epochMs: number) {
    this.#epochMs = epochMs;
    this.#startedAt = epochMs;
  }

  now(): number {
    return this.#epochMs - this.#startedAt;
  }

  epochMs(): number {
    return this.#epochMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    return this.#set(this.#timers, delayMs, callback);
  }

  /** When the next timer is due that is not a recurring one, in milliseconds since 1970; `undefined` when there is none. */
  get nextTimerAt(): number | undefined {
    return this.#timers.first()?.at;
  }

  /**
   * Moves to an instant and fires the timers that are due by then, one at a time: each sees its own due time as the present.
   * @param between awaited after each timer, for what it sets in motion to happen before the next one
   */
  async advanceTo(epochMs: number, between: () => Promise<void>): Promise<void> {
    while (this.#fireBy(epochMs)) await between();
    this.#epochMs = Math.max(this.#epochMs, epochMs);
  }

  /** Moves towards the next timer that is not a recurring one, and fires the first one on the way. False when there is none. */
  fireNext(): boolean {
    const next = this.nextTimerAt;
    return next !== undefined && this.#fireBy(next);
  }

  #fireBy(epochMs: number): boolean {
    const one = this.#timers.first();
    const other = this.#recurring.first();
    const heap = one === undefined || (other !== undefined && isBefore(other, one)) ? this.#recurring : this.#timers;
    const due = heap.first();
    if (due === undefined || due.at > epochMs) return false;
    heap.take();
    this.#epochMs = Math.max(this.#epochMs, due.at);
    due.callback();
    return true;
  }

  #set(heap: TimerHeap, delayMs: number, callback: () => void): Timer {
    const timer: HeapTimer = {
      at: this.#epochMs + Math.max(0, delayMs),
      order: this.#order++,
      callback,
      isOver: false,
    };
    heap.add(timer);
    return { cancel: () => heap.cancel(timer) };
  }
}
