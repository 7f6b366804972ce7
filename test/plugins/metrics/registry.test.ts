import { expect } from 'chai';
import * as promClient from 'prom-client';
import { metrics } from '../../../plugins/metrics/index.js';
import { Bench } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

async function afterOneTask(plugin: ReturnType<typeof metrics>, taskType = 'charge'): Promise<Bench> {
  const bench = await new Bench({ plugins: [plugin], worker: { name: taskType } }).start();
  bench.server.queue(taskType);
  await bench.pass(0);
  return bench;
}

const STARTED = 'task_execution_started_total';

describe('the registry of metrics()', () => {
  it("is one of its own, which is not prom-client's global one", async () => {
    const [one, other] = [metrics(), metrics()];
    expect(one.registry).to.be.instanceOf(promClient.Registry).and.not.to.equal(other.registry);
    expect(promClient.register.getMetricsAsArray()).to.deep.equal([]);
    const bench = await afterOneTask(one);
    expect((await Scrape.from(one)).value(STARTED)).to.equal(1);
    expect((await Scrape.from(other)).find(STARTED)).to.deep.equal([]);
    await bench.stop();
  });

  it('has everything that was registered before, and what is registered later', async () => {
    const registry = new promClient.Registry();
    const mine = new promClient.Counter({ name: 'mine_total', help: 'Mine', registers: [registry] });
    mine.inc(7);
    const plugin = metrics({ registry });
    expect(plugin.registry).to.equal(registry);
    new promClient.Gauge({ name: 'later', help: 'Later', registers: [registry] }).set(8);
    const bench = await afterOneTask(plugin);
    const scrape = new Scrape(await registry.metrics());
    expect(['mine_total', 'later', STARTED].map((name) => scrape.value(name))).to.deep.equal([7, 8, 1]);
    await bench.stop();
  });

  it('puts its default labels on all of them', async () => {
    const registry = new promClient.Registry();
    registry.setDefaultLabels({ app: 'shop' });
    const bench = await afterOneTask(metrics({ registry }));
    const scrape = new Scrape(await registry.metrics());
    for (const { name, labels } of scrape.samples) expect(labels, name).to.include({ app: 'shop' });
    await bench.stop();
  });

  it('may be of OpenMetrics', async () => {
    const registry = new promClient.Registry<promClient.OpenMetricsContentType>();
    registry.setContentType(promClient.Registry.OPENMETRICS_CONTENT_TYPE);
    const bench = await afterOneTask(metrics({ registry }));
    for (let scrape = 1; scrape <= 2; scrape += 1) {
      const text = await registry.metrics();
      expect(text).to.include(
        '# TYPE task_execution_started counter\ntask_execution_started_total{taskType="charge"} 1\n',
      );
      expect(text).to.include('# TYPE task_poll_time_seconds histogram\n');
      expect(text.endsWith('# EOF\n')).to.equal(true);
    }
    await bench.stop();
  });

  it('may be reset, merged, and aggregated over a cluster', async () => {
    const plugin = metrics();
    const bench = await afterOneTask(plugin);
    const merged = promClient.Registry.merge([plugin.registry as promClient.Registry, new promClient.Registry()]);
    expect(new Scrape(await merged.metrics()).value(STARTED)).to.equal(1);

    const ofProcess = await plugin.registry.getMetricsAsJSON();
    const cluster = promClient.AggregatorRegistry.aggregate([ofProcess, structuredClone(ofProcess)]);
    const both = new Scrape(await cluster.metrics());
    expect(both.value(STARTED)).to.equal(2);
    expect(both.value('task_execute_time_seconds_bucket', { status: 'SUCCESS', le: '0.001' })).to.equal(2);
    expect(both.value('task_execute_time_seconds_count', { status: 'SUCCESS' })).to.equal(2);
    expect(both.value('conductor_worker_slots', { state: 'free' })).to.equal(18);
    const { value: median = 0 } =
      (await Scrape.from(plugin)).find('conductor_worker_event_loop_delay_seconds')[0] ?? {};
    expect(both.value('conductor_worker_event_loop_delay_seconds', { quantile: '0.5' })).to.be.within(0, 1 + median);

    plugin.registry.resetMetrics();
    const reset = await Scrape.from(plugin);
    expect(reset.value(STARTED)).to.equal(0);
    expect(reset.find('task_execute_time_seconds_count')).to.deep.equal([]);
    bench.server.queue('charge');
    await bench.pass(0);
    expect((await Scrape.from(plugin)).value(STARTED)).to.equal(1);
    await bench.stop();
  });

  it('may be that of a second metrics(), and both add up', async () => {
    const registry = new promClient.Registry();
    const benches = [await afterOneTask(metrics({ registry })), await afterOneTask(metrics({ registry }))];
    const scrape = new Scrape(await registry.metrics());
    expect(scrape.value(STARTED)).to.equal(2);
    expect(scrape.value('task_execute_time_seconds_count')).to.equal(2);
    expect(scrape.value('conductor_worker_slots', { state: 'free' })).to.equal(18);
    for (const { events } of benches) expect(events.of('error')).to.deep.equal([]);
    for (const bench of benches) await bench.stop();
  });

  it("may have a metric of prom-client's own by the same name and labels, which is added to", async () => {
    const registry = new promClient.Registry();
    const counter = new promClient.Counter({
      name: STARTED,
      help: 'Others',
      labelNames: ['taskType'],
      registers: [registry],
    });
    const seconds = new promClient.Histogram({
      ...{ name: 'task_execute_time_seconds', help: 'Others', labelNames: ['status', 'taskType'] },
      ...{ buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [registry] },
    });
    counter.inc({ taskType: 'charge' }, 5);
    seconds.observe({ taskType: 'charge', status: 'SUCCESS' }, 3);
    const bench = await afterOneTask(metrics({ registry }));
    const scrape = new Scrape(await registry.metrics());
    expect(scrape.value(STARTED)).to.equal(6);
    expect(scrape.value('task_execute_time_seconds_count')).to.equal(2);
    expect(bench.events.of('error')).to.deep.equal([]);
    await bench.stop();
  });

  const obstacles: readonly (readonly [
    what: string,
    name: string,
    make: (registry: promClient.Registry) => unknown,
    why: string,
  ])[] = [
    [
      'other labels',
      STARTED,
      (registry) => new promClient.Counter({ name: STARTED, help: 'x', labelNames: ['queue'], registers: [registry] }),
      'with the labels [queue] in place of [taskType]',
    ],
    [
      'another type',
      STARTED,
      (registry) => new promClient.Gauge({ name: STARTED, help: 'x', labelNames: ['taskType'], registers: [registry] }),
      'a gauge in place of a counter',
    ],
    [
      'other buckets',
      'task_result_size_bytes',
      (registry) =>
        new promClient.Histogram({
          ...{
            name: 'task_result_size_bytes',
            help: 'x',
            labelNames: ['taskType'],
            buckets: [1, 2],
            registers: [registry],
          },
        }),
      'with the buckets [1, 2] in place of [100, 1000, 10000, 100000, 1000000, 10000000]',
    ],
    [
      'a gauge that somebody else sets',
      'active_workers',
      (registry) =>
        new promClient.Gauge({ name: 'active_workers', help: 'x', labelNames: ['taskType'], registers: [registry] }),
      'one that somebody else keeps',
    ],
  ];
  for (const [what, name, make, why] of obstacles) {
    it(`may have a metric in the way, with ${what}: that one is left out, which is told once, and all else is counted`, async () => {
      const registry = new promClient.Registry();
      const inTheWay = make(registry);
      const plugin = metrics({ registry });
      const first = await afterOneTask(plugin);
      const second = await afterOneTask(plugin);
      const [error, ...more] = [...first.events.of('error'), ...second.events.of('error')];
      expect(more).to.deep.equal([]);
      expect(error?.cause).to.equal('plugin "metrics": a metric could not be registered');
      expect(error?.error).to.have.property('message').that.includes(`a metric ${name} already: ${why}.`);
      expect(registry.getSingleMetric(name)).to.equal(inTheWay);
      const scrape = new Scrape(await registry.metrics());
      expect(scrape.value('task_update_time_seconds_count')).to.equal(2);
      expect(first.events.outcomes).to.deep.equal(['completed task-1']);
      await first.stop();
      await second.stop();
    });
  }

  for (const [what, registry] of [
    ['an object', {}],
    ['null', null],
    ['a name', 'default'],
    ['the module', promClient],
  ] as const) {
    it(`cannot be ${what}`, () => {
      // What a user of JavaScript may do.
      const options = { registry } as unknown as Parameters<typeof metrics>[0];
      expect(() => metrics(options)).to.throw(TypeError, /^metrics: registry must be a Registry of prom-client, got /);
    });
  }
});

describe('one metrics() for several runners', () => {
  it('adds them up, whatever their workers are called', async () => {
    const plugin = metrics();
    const benches = [await afterOneTask(plugin), await afterOneTask(plugin), await afterOneTask(plugin, 'refund')];
    const scrape = await Scrape.from(plugin);
    expect(scrape.value(STARTED, { taskType: 'charge' })).to.equal(2);
    expect(scrape.value(STARTED, { taskType: 'refund' })).to.equal(1);
    expect(scrape.value('conductor_worker_loop_state', { taskType: 'charge', state: 'idle' })).to.equal(2);
    expect(scrape.value('conductor_worker_slots', { taskType: 'charge', state: 'free' })).to.equal(18);
    for (const bench of benches) await bench.stop();
  });

  it('tells the age of the oldest task of all of them', async () => {
    const plugin = metrics();
    const never = { worker: { execute: () => new Promise<object>(() => undefined) }, plugins: [plugin] };
    const benches = [await new Bench(never).start(), await new Bench(never).start()];
    for (const [index, bench] of benches.entries()) {
      bench.server.queue('charge');
      await bench.pass(0);
      await bench.pass(index === 0 ? 5_000 : 3_000);
    }
    expect((await Scrape.from(plugin)).value('conductor_worker_oldest_task_age_seconds')).to.equal(5);
    for (const bench of benches) await bench.stop({ drainMs: 0, abortMs: 0 });
  });

  it('forgets what a runner was doing when it has stopped, and keeps what it has counted', async () => {
    const plugin = metrics();
    const charge = await afterOneTask(plugin);
    const refund = await afterOneTask(plugin, 'refund');
    const gauges = async (): Promise<readonly string[]> => {
      const scrape = await Scrape.from(plugin);
      const names = [...scrape.types].flatMap(([name, type]) => (type === 'gauge' ? [name] : []));
      return [...new Set(names.flatMap((name) => scrape.labelValues(name, 'taskType')))];
    };
    expect(await gauges()).to.have.members(['charge', 'refund']);
    await charge.stop();
    expect(await gauges()).to.deep.equal(['refund']);
    await refund.stop();
    expect(await gauges()).to.deep.equal([]);
    const scrape = await Scrape.from(plugin);
    expect(scrape.value(STARTED, { taskType: 'charge' })).to.equal(1);
    expect(scrape.find('conductor_worker_event_loop_delay_seconds')).to.deep.equal([]);
  });

  it('is taken down after a start that failed', async () => {
    const plugin = metrics({ port: 0, host: '127.0.0.1' });
    const broken = { name: 'broken', setup: () => Promise.reject(new Error('no')) };
    const bench = new Bench({ plugins: [plugin, broken] });
    const failure = await bench.until(bench.runner.start().catch((error: unknown) => error));
    expect(failure).to.have.property('message').that.includes('"broken"');
    expect(plugin.url).to.equal(undefined);
    expect((await Scrape.from(plugin)).find('conductor_worker_event_loop_delay_seconds')).to.deep.equal([]);
  });
});
