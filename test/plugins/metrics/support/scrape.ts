import parsePrometheusTextFormat from 'parse-prometheus-text-format';

/** One line of a scrape. */
export interface Sample {
  /** With `_bucket`, `_sum` or `_count` at its end, for those of a histogram. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What Prometheus would have of a scrape, read by a parser that we did not write. */
export class Scrape {
  /** The type of each metric. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];

  /** @throws if the text is not what Prometheus reads */
  constructor(text: string) {
    const families = parsePrometheusTextFormat(text);
    this.types = new Map(families.map(({ name, type }) => [name, type.toLowerCase()]));
    // The parser makes one of all series of a histogram. Without the comments each line is for itself.
    const lines = text.split('\n').filter((line) => !line.startsWith('#'));
    this.samples = parsePrometheusTextFormat(lines.join('\n')).flatMap(({ name, metrics }) =>
      metrics.map(({ labels = {}, value }) => ({ name, labels, value: Number(value) })),
    );
  }

  static async from(source: { metricsText(): Promise<string> }): Promise<Scrape> {
    return new Scrape(await source.metricsText());
  }

  /** The samples of a name that have all these labels. */
  find(name: string, labels: Readonly<Record<string, string>> = {}): readonly Sample[] {
    return this.samples.filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  }

  /** The value of the only such sample; `undefined` if there is none. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    const found = this.find(name, labels);
    if (found.length > 1) throw new Error(`${found.length} samples ${name} have the labels ${JSON.stringify(labels)}`);
    return found[0]?.value;
  }

  /** The samples of a metric, of whatever suffix. */
  of(metric: string): readonly Sample[] {
    const suffixes = this.types.get(metric) === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    return this.samples.filter(({ name }) => suffixes.some((suffix) => name === metric + suffix));
  }

  /** The distinct values that a label of a metric has. */
  labelValues(metric: string, label: string): readonly string[] {
    return [...new Set(this.of(metric).flatMap(({ labels }) => labels[label] ?? []))];
  }
}
