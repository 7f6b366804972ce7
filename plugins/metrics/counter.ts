import type { ExposedMetric, Labels, MetricDefinition, MetricValues } from './exposition.js';
import { SeriesMap } from './series-map.js';

/** One series of a counter. */
export interface CounterSeries {
  add(amount: number): void;
}

/** Where the series of a counter come from: a metric of ours, or one that somebody else has registered. */
export interface Counter {
  series(...labelValues: readonly string[]): CounterSeries;
}

/**
 * A counter that costs an addition per event. prom-client's own finds its series by a text made of the labels each time, which takes
 * twenty times as long; it is asked for its values only when somebody scrapes.
 */
export class OwnCounter implements Counter, ExposedMetric {
  /** Written by registries that print OpenMetrics: they take `_total` off it. */
  name: string;
  readonly help: string;
  readonly type = 'counter';
  readonly aggregator = 'sum';
  readonly labelNames: readonly string[];
  readonly #series: SeriesMap<OwnSeries>;

  constructor({ name, help, labelNames }: MetricDefinition) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.#series = new SeriesMap(labelNames, (labels) => new OwnSeries(labels));
  }

  series(...labelValues: readonly string[]): CounterSeries {
    return this.#series.of(labelValues);
  }

  get(): Promise<MetricValues> {
    const { name, help, type, aggregator } = this;
    const values = Array.from(this.#series.all(), ({ labels, value }) => ({ labels, value }));
    return Promise.resolve({ name, help, type, aggregator, values });
  }

  /** Called by `registry.resetMetrics()`. */
  reset(): void {
    for (const series of this.#series.all()) series.value = 0;
  }
}

class OwnSeries implements CounterSeries {
  value = 0;
  readonly labels: Labels;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  add(amount: number): void {
    this.value += amount;
  }
}
