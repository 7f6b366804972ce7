import type { Clock, Timer } from '../../src/time/clock.js';

/** A view of a clock that knows which timers were set through it. */
export class CountingClock implements Clock {
  readonly #clock: Clock;
  readonly #pending = new Set<object>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get pendingTimers(): number {
    return this.#pending.size;
  }

  now(): number {
    return this.#clock.now();
  }

  epochMs(): number {
    return this.#clock.epochMs();
  }

  setTimer(delayMs: number, callback: () => void, options?: { readonly keepAlive?: boolean }): Timer {
    const token = {};
    this.#pending.add(token);
    const timer = this.#clock.setTimer(
      delayMs,
      () => {
        this.#pending.delete(token);
        callback();
      },
      options,
    );
    return {
      cancel: () => {
        this.#pending.delete(token);
        timer.cancel();
      },
    };
  }
}
