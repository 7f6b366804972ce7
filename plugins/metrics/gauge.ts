import type { ExposedMetric, Labels, MetricDefinition, MetricValues } from './exposition.js';
import { shortened } from './series-map.js';

/** Tells a value of a gauge, with the values of its labels. */
export type Tell = (value: number, ...labelValues: readonly string[]) => void;

/** Tells all values that there are at this moment. */
export type Reading = (tell: Tell) => void;

export interface GaugeDefinition extends MetricDefinition {
  /** How values of the same labels are joined: those of several runners, and of several processes of a cluster. */
  readonly join: 'sum' | 'max';
}

/** A gauge that is read when somebody scrapes, so that it is never stale and costs nothing in between. */
export class OwnGauge implements ExposedMetric {
  readonly name: string;
  readonly help: string;
  readonly type = 'gauge';
  readonly aggregator: 'sum' | 'max';
  readonly labelNames: readonly string[];
  readonly #readings = new Set<Reading>();

  constructor({ name, help, labelNames, join }: GaugeDefinition) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.aggregator = join;
  }

  /** Asks also here from now on, until the returned function is called. */
  read(reading: Reading): () => void {
    this.#readings.add(reading);
    return () => void this.#readings.delete(reading);
  }

  get(): Promise<MetricValues> {
    const { name, help, type, aggregator } = this;
    const samples = new Map<string, { readonly labels: Labels; value: number }>();
    const tell: Tell = (value, ...labelValues) => {
      const shown = labelValues.map(shortened);
      const key = JSON.stringify(shown);
      const known = samples.get(key);
      if (known !== undefined) {
        known.value = aggregator === 'sum' ? known.value + value : Math.max(known.value, value);
        return;
      }
      const labels = Object.fromEntries(this.labelNames.map((label, index) => [label, shown[index] ?? '']));
      samples.set(key, { labels, value });
    };
    for (const reading of this.#readings) reading(tell);
    return Promise.resolve({ name, help, type, aggregator, values: [...samples.values()] });
  }

  /** Called by `registry.resetMetrics()`: what is read at each scrape cannot be reset. */
  reset(): void {
    return;
  }
}
