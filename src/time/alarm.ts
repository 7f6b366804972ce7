import { WheelNode, type TimerWheel } from './timer-wheel.js';

/** A deadline that calls a function: for the few that are not part of an object of their own. */
export class Alarm extends WheelNode {
  readonly #wheel: TimerWheel;
  readonly #callback: () => void;

  constructor(wheel: TimerWheel, callback: () => void) {
    super();
    this.#wheel = wheel;
    this.#callback = callback;
  }

  get isSet(): boolean {
    return this.next !== undefined;
  }

  /** Sets it, or moves it if it is set already. */
  set(delayMs: number): void {
    this.#wheel.schedule(this, delayMs);
  }

  clear(): void {
    this.#wheel.cancel(this);
  }

  override onDue(): void {
    this.#callback();
  }
}
