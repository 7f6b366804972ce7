import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Tell } from './gauge.js';

/*
 * How late the event loop is: what a handler that computes instead of waiting does to leases, polls and all other tasks of the process.
 *
 * There is one measurement for whoever scrapes, and each scrape would take the worst moment away from the next if it began anew. So two
 * measurements overlap. The older one is told; by the first scrape after ten seconds it ends, the younger one takes its place, and a new
 * one begins. Every moment is told by two scrapes in a row, whichever of several scrapers they come from, and then forgotten.
 * (Resetting a measurement would not do: what blocks the loop right after it is not seen.)
 */

const RESOLUTION_MS = 20;
const WINDOW_MS = 10_000;
const NANOSECONDS = 1e9;

/** As much of Node's measurement as is used. */
export interface DelayHistogram {
  readonly max: number;
  percentile(percentile: number): number;
  enable(): void;
  disable(): void;
}

/** What it works with; defaults are the process's own. */
export interface EventLoopDelayParts {
  /** The clock by which a measurement is ten seconds old. */
  readonly now?: () => number;
  readonly monitor?: (options: { readonly resolution: number }) => DelayHistogram;
}

/** Measures while at least one runner runs. */
export class EventLoopDelay {
  readonly #now: () => number;
  readonly #monitor: NonNullable<EventLoopDelayParts['monitor']>;
  #users = 0;
  #older: DelayHistogram | undefined;
  #younger: DelayHistogram | undefined;
  #youngerBeganAt = 0;

  constructor({ now = () => performance.now(), monitor = monitorEventLoopDelay }: EventLoopDelayParts = {}) {
    this.#now = now;
    this.#monitor = monitor;
  }

  /** @throws what a runtime says that has no such measurement */
  start(): void {
    if (this.#users === 0) {
      this.#older = this.#begin();
      this.#younger = this.#older;
    }
    this.#users += 1;
  }

  stop(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#older?.disable();
    this.#younger?.disable();
    this.#older = undefined;
    this.#younger = undefined;
  }

  tell(tell: Tell): void {
    const told = this.#older;
    if (told === undefined) return;
    tell(secondsOf(told.percentile(50)), '0.5');
    tell(secondsOf(told.percentile(99)), '0.99');
    tell(secondsOf(told.max), '1');
    if (this.#now() - this.#youngerBeganAt >= WINDOW_MS) this.#takeTurns();
  }

  #takeTurns(): void {
    if (this.#older !== this.#younger) this.#older?.disable();
    this.#older = this.#younger;
    this.#younger = this.#begin();
  }

  #begin(): DelayHistogram {
    const histogram = this.#monitor({ resolution: RESOLUTION_MS });
    histogram.enable();
    this.#youngerBeganAt = this.#now();
    return histogram;
  }
}

/** What is measured is the time between two ticks that should be `RESOLUTION_MS` apart; before the first, it is next to nothing. */
function secondsOf(nanoseconds: number): number {
  return Math.max(0, nanoseconds - RESOLUTION_MS * 1e6) / NANOSECONDS;
}
