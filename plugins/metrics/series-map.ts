import type { Labels } from './exposition.js';

/*
 * Labels whose values come from errors, servers and users have no natural bound, and each new value is a series that Prometheus keeps
 * for weeks. So each label of a metric takes a number of distinct values, and each metric a number of series; what comes later is
 * counted under "other". The first ones are the ones that are kept: in a healthy process those are the usual ones.
 */

/** In place of values for which there is no room. */
export const OTHER = 'other';

const MOST_VALUES = 100;
/** Labels that say which worker it is: a process has as many of them as somebody has written workers. */
const MOST_WORKERS = 1_000;
const WORKER_LABELS: ReadonlySet<string> = new Set(['taskType', 'domain']);
const MOST_SERIES = 3_000;
const LONGEST_VALUE = 200;

/** The series of one metric by their labels, as many as there may be. */
export class SeriesMap<Series> {
  readonly #labelNames: readonly string[];
  readonly #create: (labels: Labels) => Series;
  readonly #series = new Map<string, Series>();
  /** The values that each label has had, in the order of the labels. */
  readonly #seen: readonly Set<string>[];

  constructor(labelNames: readonly string[], create: (labels: Labels) => Series) {
    this.#labelNames = labelNames;
    this.#create = create;
    this.#seen = labelNames.map(() => new Set());
  }

  /** The series with these values of the labels, in their order. Keep it, where it is needed for each task. */
  of(values: readonly string[]): Series {
    return this.#find(this.#labelNames.map((_, index) => this.#bounded(index, values[index] ?? '')));
  }

  all(): Iterable<Series> {
    return this.#series.values();
  }

  #find(values: readonly string[]): Series {
    const key = JSON.stringify(values);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const others = this.#labelNames.map(() => OTHER);
    if (this.#series.size >= MOST_SERIES && values.some((value) => value !== OTHER)) return this.#find(others);
    const labels = Object.fromEntries(this.#labelNames.map((name, index) => [name, values[index] ?? '']));
    const series = this.#create(labels);
    this.#series.set(key, series);
    return series;
  }

  #bounded(index: number, given: string): string {
    const seen = this.#seen[index];
    const value = shortened(given);
    if (seen === undefined || seen.has(value)) return value;
    const most = WORKER_LABELS.has(this.#labelNames[index] ?? '') ? MOST_WORKERS : MOST_VALUES;
    if (seen.size >= most) return OTHER;
    seen.add(value);
    return value;
  }
}

/** A label's value, cut where it is over-long. */
export function shortened(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE - 1)}…`;
}
