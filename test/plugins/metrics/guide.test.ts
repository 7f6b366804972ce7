import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { metrics } from '../../../plugins/metrics/index.js';

interface Described {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** The rows of the guide's tables whose first cell is a metric with a type. */
function describedMetrics(): readonly Described[] {
  const guide = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  return [...guide.matchAll(/^\| `(\w+)` +\| (counter|gauge|histogram) +\| ([^|]*) \|/gm)].map(
    ([, name = '', type = '', labels = '']) => {
      const named = [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label);
      const hasWorker = name.startsWith('conductor_worker_') && !labels.startsWith('only');
      return { name, type, labels: hasWorker ? ['taskType', 'domain', ...named] : named };
    },
  );
}

describe('docs/metrics.md', () => {
  it('describes every metric that there is, with its type and labels', () => {
    const registered = metrics()
      .registry.getMetricsAsArray()
      .map((metric) => ({
        name: metric.name,
        type: String(metric.type),
        labels: Reflect.get(metric, 'labelNames') as readonly string[],
      }));
    expect(describedMetrics()).to.have.deep.members(registered);
  });
});
