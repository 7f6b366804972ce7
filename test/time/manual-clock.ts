import type { Clock, Timer } from '../../src/time/clock.js';

interface PendingTimer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
  readonly keepAlive: boolean;
}

/** A clock that stands still until a test moves it. Timers fire in order of time, then of setting. */
export class ManualClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #epochOffsetMs: number;
  readonly #pending = new Set<PendingTimer>();

  constructor(nowMs = 0, epochOffsetMs = 1_700_000_000_000) {
    this.#nowMs = nowMs;
    this.#epochOffsetMs = epochOffsetMs;
  }

  now(): number {
    return this.#nowMs;
  }

  epochMs(): number {
    return this.#epochOffsetMs + this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void, options?: { readonly keepAlive?: boolean }): Timer {
    const timer = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#order++,
      callback,
      keepAlive: options?.keepAlive !== false,
    };
    this.#pending.add(timer);
    return { cancel: () => void this.#pending.delete(timer) };
  }

  /** Timers that are set and have not fired. */
  get pendingTimers(): number {
    return this.#pending.size;
  }

  /** Those of them that would keep a process running. */
  get pendingKeepAliveTimers(): number {
    return [...this.#pending].filter((timer) => timer.keepAlive).length;
  }

  /** How far away the next timer is; `undefined` without one. */
  get nextTimerInMs(): number | undefined {
    const next = this.#next();
    return next && next.atMs - this.#nowMs;
  }

  /** Moves time on by `ms`, stopping at each timer on the way. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#next(); next !== undefined && next.atMs <= endMs; next = this.#next()) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#pending.delete(next);
      next.callback();
    }
    this.#nowMs = endMs;
  }

  /** Moves time on by `ms` in one jump, as for a process that slept: whatever came due meanwhile fires afterwards. */
  sleep(ms: number): void {
    this.#nowMs += ms;
    this.advance(0);
  }

  /** Moves time on in steps, letting promises settle between the timers. */
  async advanceAsync(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#next(); next !== undefined && next.atMs <= endMs; next = this.#next()) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#pending.delete(next);
      next.callback();
      await settled();
    }
    this.#nowMs = endMs;
  }

  #next(): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.#pending) {
      if (first === undefined || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order))
        first = timer;
    }
    return first;
  }
}

/** Resolves after every promise reaction that is ready now has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
