import { OwnCounter, type Counter } from './counter.js';
import type { ExposedMetric, Labels, MetricDefinition } from './exposition.js';
import { OwnGauge, type GaugeDefinition } from './gauge.js';
import { OwnHistogram, type Histogram, type HistogramDefinition } from './histogram.js';
import { SeriesMap } from './series-map.js';

/*
 * Registers metrics in a registry that may be the caller's and may have some of them already.
 *
 *   what has the name            what follows
 *   nothing                      ours is registered
 *   a metric of ours             it is shared: a second plugin object on the same registry adds to it
 *   prom-client's own, of the    it is written to, although that is slower
 *   same type, labels, buckets
 *   anything else, or a gauge    the metric is left out, which is a problem to be told; it is counted all the same, where nobody looks
 */

/** As much of a registry as is needed. Metrics of other makes come out of it, so that nothing is known of them. */
export interface MetricRegistry {
  readonly contentType: string;
  registerMetric(metric: ExposedMetric): void;
  getSingleMetric(name: string): unknown;
  metrics(): Promise<string>;
}

/** Puts metrics into one registry, and gathers what is in the way. */
export class Registrar {
  /** One per metric that had to be left out. */
  readonly problems: Error[] = [];
  readonly #registry: MetricRegistry;

  constructor(registry: MetricRegistry) {
    this.#registry = registry;
  }

  counter(definition: MetricDefinition): Counter {
    const present = this.#registry.getSingleMetric(definition.name);
    if (present === undefined) return this.#registered(new OwnCounter(definition));
    const obstacle = obstacleTo(definition, 'counter', present);
    if (obstacle === undefined) {
      if (present instanceof OwnCounter) return present;
      if (isClientMetric<ClientCounter>(present)) return othersCounter(definition, present);
    }
    this.#leftOut(definition, obstacle);
    return new OwnCounter(definition);
  }

  histogram(definition: HistogramDefinition): Histogram {
    const present = this.#registry.getSingleMetric(definition.name);
    if (present === undefined) return this.#registered(new OwnHistogram(definition));
    const obstacle = obstacleTo(definition, 'histogram', present) ?? otherBuckets(definition, present);
    if (obstacle === undefined) {
      if (present instanceof OwnHistogram) return present;
      if (isClientMetric<ClientHistogram>(present)) return othersHistogram(definition, present);
    }
    this.#leftOut(definition, obstacle);
    return new OwnHistogram(definition);
  }

  gauge(definition: GaugeDefinition): OwnGauge {
    const present = this.#registry.getSingleMetric(definition.name);
    if (present === undefined) return this.#registered(new OwnGauge(definition));
    const obstacle = obstacleTo(definition, 'gauge', present);
    if (obstacle === undefined && present instanceof OwnGauge) return present;
    this.#leftOut(definition, obstacle);
    return new OwnGauge(definition);
  }

  #registered<Registered extends ExposedMetric>(metric: Registered): Registered {
    this.#registry.registerMetric(metric);
    return metric;
  }

  #leftOut({ name }: MetricDefinition, obstacle = 'one that somebody else keeps'): void {
    this.problems.push(
      new Error(
        `the registry has a metric ${name} already: ${obstacle}. This one is left out; rename that one, or give metrics() a registry of its own`,
      ),
    );
  }
}

/** What keeps a metric from being the one that is defined, in words; `undefined` if nothing does. */
function obstacleTo({ labelNames }: MetricDefinition, type: string, present: unknown): string | undefined {
  const found = propertyOf(present, 'type');
  if (found !== type) return `a ${typeof found === 'string' ? found : 'metric of unknown type'} in place of a ${type}`;
  const labels = propertyOf(present, 'labelNames');
  if (!Array.isArray(labels)) return 'one of unknown labels';
  if (sorted(labels) === sorted(labelNames)) return undefined;
  return `with the labels [${sorted(labels)}] in place of [${sorted(labelNames)}]`;
}

function otherBuckets({ buckets }: HistogramDefinition, present: unknown): string | undefined {
  const bounds = present instanceof OwnHistogram ? present.buckets : propertyOf(present, 'upperBounds');
  if (Array.isArray(bounds) && bounds.join() === buckets.join()) return undefined;
  return `with the buckets [${Array.isArray(bounds) ? bounds.join(', ') : 'unknown'}] in place of [${buckets.join(', ')}]`;
}

function sorted(labels: readonly unknown[]): string {
  return labels.map(String).sort().join(', ');
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}

interface ClientCounter {
  inc(amount: number): void;
}

interface ClientHistogram {
  observe(value: number): void;
}

/** prom-client's metrics have a child for each set of labels. */
interface ClientMetric<Child> {
  labels(labels: Labels): Child;
}

function isClientMetric<Child>(metric: unknown): metric is ClientMetric<Child> {
  return typeof propertyOf(metric, 'labels') === 'function';
}

function othersCounter({ labelNames }: MetricDefinition, metric: ClientMetric<ClientCounter>): Counter {
  const series = new SeriesMap(labelNames, (labels) => {
    const child = metric.labels(labels);
    return { add: (amount: number) => child.inc(amount) };
  });
  return { series: (...labelValues) => series.of(labelValues) };
}

function othersHistogram({ labelNames }: MetricDefinition, metric: ClientMetric<ClientHistogram>): Histogram {
  const series = new SeriesMap(labelNames, (labels) => {
    const child = metric.labels(labels);
    return {
      observe: (value: number) => {
        if (Number.isFinite(value)) child.observe(value);
      },
    };
  });
  return { series: (...labelValues) => series.of(labelValues) };
}
