import type { Unsubscribe } from '../interceptor.js';

/*
 * A slot is the right to hold one task. A poll takes as many as it asks tasks for; each task that comes keeps one until its outcome
 * and its handler are both over, and the rest goes back at once.
 *
 *   free + used === total, always; a slot is released exactly once.
 */

/** Where slots come from. A supplier may also change its mind about `total` (memory, load): it then calls the listeners. */
export interface SlotSupplier {
  readonly total: number;
  readonly used: number;
  readonly free: number;
  /** Takes up to `wanted` slots at once and tells how many it took. */
  take(wanted: number): number;
  /** Gives slots back. More than were taken is a mistake of the caller and throws. */
  release(count: number): void;
  /** Calls the listener, synchronously, whenever slots have become free. */
  onFreed(listener: () => void): Unsubscribe;
}

/** A fixed number of slots: a worker's `concurrency`. */
export class FixedSlots implements SlotSupplier {
  readonly total: number;
  #used = 0;
  #listeners: readonly (() => void)[] = [];

  constructor(total: number) {
    this.total = total;
  }

  get used(): number {
    return this.#used;
  }

  get free(): number {
    return this.total - this.#used;
  }

  take(wanted: number): number {
    const taken = Math.min(wanted, this.total - this.#used);
    this.#used += taken;
    return taken;
  }

  release(count: number): void {
    if (count > this.#used) throw new RangeError(`${count} slots released, but only ${this.#used} are taken`);
    this.#used -= count;
    if (count > 0) for (const listener of this.#listeners) listener();
  }

  onFreed(listener: () => void): Unsubscribe {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }
}
