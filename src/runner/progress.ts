import type { Clock } from '../time/clock.js';

/** Waits for conditions that change when something has ended somewhere: no condition is asked for by the clock. */
export class Progress {
  readonly #clock: Clock;
  #check: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something has ended. Costs nothing while nobody waits. */
  made(): void {
    this.#check?.();
  }

  /** Resolves once the condition holds, or the time is over. */
  until(condition: () => boolean, timeoutMs: number): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        this.#check = undefined;
        timer.cancel();
        resolve();
      };
      const timer = this.#clock.setTimer(timeoutMs, end);
      this.#check = () => {
        if (condition()) end();
      };
    });
  }
}
