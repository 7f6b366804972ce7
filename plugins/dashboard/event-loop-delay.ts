import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** How often the event loop is looked at. */
const RESOLUTION_MS = 10;
const NANOSECONDS_PER_MS = 1_000_000;

export interface DelayReading {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The time that this is about. */
  readonly overMs: number;
}

/**
 * By how much the event loop was late, since it was last read. Measures from `start` to `stop`; after each reading, what happens before
 * the next look at the loop is not measured.
 */
export class EventLoopDelay {
  #histogram: IntervalHistogram | undefined;
  #since = 0;
  #last: DelayReading = { p50Ms: 0, p99Ms: 0, maxMs: 0, overMs: 0 };

  start(now: number): void {
    this.#histogram ??= monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
    this.#since = now;
  }

  stop(): void {
    this.#histogram?.disable();
    this.#histogram = undefined;
  }

  /** @param shortestMs whoever asks again before this is over gets the same answer: several may be looking */
  read(now: number, shortestMs: number): DelayReading {
    const histogram = this.#histogram;
    const overMs = now - this.#since;
    if (histogram === undefined || overMs < shortestMs || histogram.count === 0) return this.#last;
    const late = (nanoseconds: number): number =>
      Math.max(0, Math.round((nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS) * 10) / 10);
    this.#last = {
      p50Ms: late(histogram.percentile(50)),
      p99Ms: late(histogram.percentile(99)),
      maxMs: late(histogram.max),
      overMs,
    };
    histogram.reset();
    this.#since = now;
    return this.#last;
  }
}
