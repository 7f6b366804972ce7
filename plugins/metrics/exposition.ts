/** The labels of one series, by name. */
export type Labels = Readonly<Record<string, string>>;

/** What a metric is, before it has any values. */
export interface MetricDefinition {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

/** One line of the exposition, as prom-client's registries print it. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>;
  /** Labels that many samples have in common: a registry prints them once and remembers the text. */
  readonly sharedLabels?: Labels;
  readonly value: number;
  /** Where it is not the metric's own name: `…_bucket`. */
  readonly metricName?: string;
}

/** What a registry reads of a metric at each scrape. */
export interface MetricValues {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** How the processes of a cluster are joined. */
  readonly aggregator: 'sum' | 'max';
  readonly values: Sample[];
}

/** As much as a registry wants of a metric. */
export interface ExposedMetric {
  /** Resolves with {@link MetricValues}. */
  get(): Promise<unknown>;
  reset(): void;
}
