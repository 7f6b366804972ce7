import type { Clock, Timer } from '../../time/clock.js';

/** A clock whose timers keep no process running, and end with it. */
export class ClosableClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  epochMs(): number {
    return this.#clock.epochMs();
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = this.#clock.setTimer(
      delayMs,
      () => {
        this.#timers.delete(timer);
        callback();
      },
      { keepAlive: false },
    );
    this.#timers.add(timer);
    return {
      cancel: () => {
        this.#timers.delete(timer);
        timer.cancel();
      },
    };
  }

  /** Cancels every timer. */
  close(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
