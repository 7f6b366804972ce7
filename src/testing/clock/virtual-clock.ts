import type { Clock, Timer } from '../../time/clock.js';

/**
 * A clock that stands still until it is told to move: time in it costs nothing. Timers fire in the order in which they are due, and
 * those of one instant in the order in which they were set.
 */
export class VirtualClock implements Clock {
  #epochMs: number;
  readonly #startedAt: number;
  /** A heap by due time, then by order of setting. */
  readonly #timers: Entry[] = [];
  #set = 0;
  #cancelled = 0;

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
    const entry: Entry = { at: this.#epochMs + Math.max(0, delayMs), order: this.#set++, callback, isCancelled: false };
    push(this.#timers, entry);
    return {
      cancel: () => {
        if (entry.isCancelled) return;
        entry.isCancelled = true;
        this.#cancelled += 1;
        this.#sweep();
      },
    };
  }

  /** When the next timer is due, in milliseconds since 1970; `undefined` when there is none. */
  get nextTimerAt(): number | undefined {
    this.#dropCancelled();
    return this.#timers[0]?.at;
  }

  /**
   * Moves to an instant and fires the timers that are due by then, one at a time: each sees its own due time as the present.
   * @param between awaited after each timer, for what it sets in motion to happen before the next one
   */
  async advanceTo(epochMs: number, between: () => Promise<void>): Promise<void> {
    for (;;) {
      this.#dropCancelled();
      const next = this.#timers[0];
      if (next === undefined || next.at > epochMs) break;
      this.fireNext();
      await between();
    }
    this.#epochMs = Math.max(this.#epochMs, epochMs);
  }

  /** Moves to the next timer and fires it. False when there is none. */
  fireNext(): boolean {
    this.#dropCancelled();
    const next = pop(this.#timers);
    if (next === undefined) return false;
    // Fired: a cancel that comes later has nothing to count.
    next.isCancelled = true;
    this.#epochMs = Math.max(this.#epochMs, next.at);
    next.callback();
    return true;
  }

  #dropCancelled(): void {
    while (this.#timers[0]?.isCancelled === true) {
      pop(this.#timers);
      this.#cancelled -= 1;
    }
  }

  /** Timers that were taken back lie in the heap until they are due: most of a seven-day timeout. They must not pile up. */
  #sweep(): void {
    if (this.#cancelled < 64 || this.#cancelled * 2 < this.#timers.length) return;
    const kept = this.#timers.filter((entry) => !entry.isCancelled);
    this.#timers.length = 0;
    this.#cancelled = 0;
    for (const entry of kept) push(this.#timers, entry);
  }
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
  isCancelled: boolean;
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(entry, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const right = left + 1;
    let smallest = last;
    let at = index;
    for (const child of [left, right]) {
      const entry = heap[child];
      if (entry !== undefined && isBefore(entry, smallest)) [smallest, at] = [entry, child];
    }
    heap[index] = smallest;
    if (at === index) return first;
    index = at;
  }
}
