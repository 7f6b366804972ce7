import type { ExposedMetric, Labels, MetricDefinition, MetricValues, Sample } from './exposition.js';
import { SeriesMap } from './series-map.js';

/** One series of a histogram. */
export interface HistogramSeries {
  /** @param value what is no number is not counted: it comes of a clock or a server that has gone wrong */
  observe(value: number): void;
}

/** Where the series of a histogram come from: a metric of ours, or one that somebody else has registered. */
export interface Histogram {
  series(...labelValues: readonly string[]): HistogramSeries;
}

export interface HistogramDefinition extends MetricDefinition {
  /** Upper bounds, ascending, without infinity. */
  readonly buckets: readonly number[];
}

/** A histogram that costs a short search per event; see {@link OwnCounter} for why. Series without an observation are not printed. */
export class OwnHistogram implements Histogram, ExposedMetric {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly labelNames: readonly string[];
  readonly buckets: readonly number[];
  readonly #series: SeriesMap<OwnSeries>;

  constructor({ name, help, labelNames, buckets }: HistogramDefinition) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.buckets = buckets;
    this.#series = new SeriesMap(labelNames, (labels) => new OwnSeries(labels, buckets));
  }

  series(...labelValues: readonly string[]): HistogramSeries {
    return this.#series.of(labelValues);
  }

  /** Called for JSON and by clusters, which want all labels of a sample together. */
  get(): Promise<MetricValues> {
    const values = this.#samples().map(({ labels, sharedLabels, ...sample }) => ({
      ...sample,
      labels: { ...labels, ...sharedLabels },
    }));
    return Promise.resolve(this.#with(values));
  }

  /** Called for the text of a scrape. */
  getForPromString(): Promise<MetricValues> {
    return Promise.resolve(this.#with(this.#samples()));
  }

  /** Called by `registry.resetMetrics()`. */
  reset(): void {
    for (const series of this.#series.all()) series.reset();
  }

  #with(values: Sample[]): MetricValues {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values };
  }

  #samples(): Sample[] {
    const samples: Sample[] = [];
    for (const { labels: sharedLabels, counts, sum, count } of this.#series.all()) {
      if (count === 0) continue;
      const add = (part: string, labels: Sample['labels'], value: number): void =>
        void samples.push({ metricName: `${this.name}_${part}`, labels, sharedLabels, value });
      let upToHere = 0;
      this.buckets.forEach((bound, index) => {
        upToHere += counts[index] ?? 0;
        add('bucket', { le: bound }, upToHere);
      });
      add('bucket', { le: '+Inf' }, count);
      add('sum', {}, sum);
      add('count', {}, count);
    }
    return samples;
  }
}

class OwnSeries implements HistogramSeries {
  readonly labels: Labels;
  /** Per bucket, not cumulated; what is above the last bound is in `count` only. */
  readonly counts: number[];
  sum = 0;
  count = 0;
  readonly #bounds: readonly number[];

  constructor(labels: Labels, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    if (!Number.isFinite(value)) return;
    const bounds = this.#bounds;
    for (let index = 0; index < bounds.length; index += 1) {
      if (value <= (bounds[index] ?? 0)) {
        this.counts[index] = (this.counts[index] ?? 0) + 1;
        break;
      }
    }
    this.sum += value;
    this.count += 1;
  }

  reset(): void {
    this.counts.fill(0);
    this.sum = 0;
    this.count = 0;
  }
}
