import type { Latency } from './snapshot.js';

/*
 * How long something took over the last minute, told as quantiles. Six slices of ten seconds, each a histogram whose buckets grow by a
 * tenth: a quantile is off by 5 % at the most, and to record costs one logarithm and one addition, whatever the rate. The slice that is
 * being written replaces the one of a minute ago, so that the window covers 50 to 60 seconds.
 */

const SLICE_MS = 10_000;
const SLICES = 6;
/** What is shorter counts as this. */
const SHORTEST_MS = 0.05;
/** What is longer counts as this. */
const LONGEST_MS = 7 * 86_400_000;
const PER_LOG = 1 / Math.log(1.1);
const BUCKETS = bucketOf(LONGEST_MS) + 1;

/** Durations in milliseconds of the last minute. */
export class LatencyWindow {
  /** Bucket after bucket, slice after slice. Made at the first use: most workers of a big process have nothing to do. */
  #counts: Uint32Array | undefined;
  /** The number of the slice that is being written, counted since 1970. */
  #slice = 0;
  #offset = 0;

  record(durationMs: number, now: number): void {
    const counts = (this.#counts ??= new Uint32Array(SLICES * BUCKETS));
    const slice = Math.floor(now / SLICE_MS);
    if (slice !== this.#slice) this.#advance(counts, slice);
    const index = this.#offset + bucketOf(durationMs);
    counts[index] = (counts[index] ?? 0) + 1;
  }

  /** The quantiles, each `null` when nothing was recorded. */
  read(now: number): Latency {
    const counts = this.#counts;
    if (counts === undefined) return { count: 0, p50Ms: null, p99Ms: null };
    const slice = Math.floor(now / SLICE_MS);
    if (slice !== this.#slice) this.#advance(counts, slice);
    const sums = new Float64Array(BUCKETS);
    let count = 0;
    for (let index = 0; index < counts.length; index++) {
      const found = counts[index] ?? 0;
      if (found === 0) continue;
      const bucket = index % BUCKETS;
      sums[bucket] = (sums[bucket] ?? 0) + found;
      count += found;
    }
    if (count === 0) return { count, p50Ms: null, p99Ms: null };
    return { count, p50Ms: quantile(sums, count, 0.5), p99Ms: quantile(sums, count, 0.99) };
  }

  /** Clears the slices that have become too old; all of them, if the clock was set back. */
  #advance(counts: Uint32Array, slice: number): void {
    const steps = slice - this.#slice;
    if (steps < 0 || steps >= SLICES) counts.fill(0);
    else {
      for (let step = 1; step <= steps; step++) {
        const offset = ((this.#slice + step) % SLICES) * BUCKETS;
        counts.fill(0, offset, offset + BUCKETS);
      }
    }
    this.#slice = slice;
    this.#offset = (slice % SLICES) * BUCKETS;
  }
}

function bucketOf(durationMs: number): number {
  // Also what is no number.
  if (!(durationMs > SHORTEST_MS)) return 0;
  return 1 + Math.floor(Math.log(Math.min(durationMs, LONGEST_MS) / SHORTEST_MS) * PER_LOG);
}

/** The smallest duration that at least this share of all did not exceed. */
function quantile(sums: Float64Array, count: number, share: number): number {
  const wanted = Math.ceil(count * share);
  let passed = 0;
  const bucket = sums.findIndex((sum) => (passed += sum) >= wanted);
  // The middle of the bucket, in terms of factors.
  return bucket === 0 ? 0 : rounded(SHORTEST_MS * Math.exp((bucket - 0.5) / PER_LOG));
}

/** To three digits: there is no more to it. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
