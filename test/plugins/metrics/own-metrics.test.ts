import { expect } from 'chai';
import { metrics, type Metrics } from '../../../plugins/metrics/index.js';
import type { Task } from '../../../src/index.js';
import { hang, json, loseRequest, refuse } from '../../runner/support/answers.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

const CHARGE = { taskType: 'charge', domain: '' };

async function started(options: BenchOptions = {}): Promise<{ bench: Bench; plugin: Metrics }> {
  const plugin = metrics();
  const bench = await new Bench({ ...options, plugins: [plugin] }).start();
  return { bench, plugin };
}

/** A handler that ends when it is told to. */
function held(): { readonly execute: () => Promise<object>; readonly release: () => void } {
  const ends: (() => void)[] = [];
  return {
    execute: () => new Promise((resolve) => ends.push(() => resolve({}))),
    release: () => ends.splice(0).forEach((end) => end()),
  };
}

describe('the metrics that no other SDK has', () => {
  it('tell used and free slots, the poll in flight among the used ones', async () => {
    const handler = held();
    const { bench, plugin } = await started({ worker: { concurrency: 3, execute: handler.execute } });
    const slots = async () => {
      const scrape = await Scrape.from(plugin);
      return ['used', 'free'].map((state) => scrape.value('conductor_worker_slots', { ...CHARGE, state }));
    };
    expect(await slots()).to.deep.equal([1, 2]);
    for (let count = 0; count < 3; count += 1) bench.server.queue('charge');
    await bench.pass(0);
    expect(await slots()).to.deep.equal([3, 0]);
    handler.release();
    await bench.stop();
  });

  it('tell the state of each poll loop as one of six', async () => {
    const { bench, plugin } = await started();
    bench.runner.pause('charge');
    const states = (await Scrape.from(plugin)).find('conductor_worker_loop_state', CHARGE);
    expect(Object.fromEntries(states.map(({ labels, value }) => [labels.state, value]))).to.deep.equal({
      ...{ idle: 0, burst: 0, saturated: 0, backoff: 0, paused: 1, draining: 0 },
    });
    await bench.stop();
  });

  it('tell tasks in flight by phase, the age of the oldest, and results without an answer', async () => {
    const handler = held();
    const { bench, plugin } = await started({ worker: { execute: handler.execute } });
    bench.server.queue('charge');
    await bench.pass(4_000);
    bench.server.queue('charge');
    await bench.pass(1_000);
    const phases = async () => {
      const scrape = await Scrape.from(plugin);
      return {
        executing: scrape.value('conductor_worker_tasks_in_flight', { phase: 'executing' }),
        reporting: scrape.value('conductor_worker_tasks_in_flight', { phase: 'reporting' }),
        waiting: scrape.value('conductor_worker_results_waiting', CHARGE),
        oldest: scrape.value('conductor_worker_oldest_task_age_seconds', CHARGE),
      };
    };
    expect(await phases()).to.deep.equal({ executing: 2, reporting: 0, waiting: 0, oldest: 5 });
    const answering = bench.server.always('update', loseRequest);
    handler.release();
    await bench.pass(0);
    expect(await phases()).to.deep.equal({ executing: 0, reporting: 2, waiting: 2, oldest: 5 });
    answering();
    await bench.pass(10_000);
    expect(await phases()).to.deep.equal({ executing: 0, reporting: 0, waiting: 0, oldest: 0 });
    await bench.stop();
  });

  it('tell a handler that goes on after its time as overdue, and as active', async () => {
    const handler = held();
    const { bench, plugin } = await started({ worker: { timeoutMs: 2_000, execute: handler.execute } });
    bench.server.queue('charge');
    await bench.pass(3_000);
    const scrape = await Scrape.from(plugin);
    expect(scrape.value('conductor_worker_tasks_in_flight', { phase: 'overdue' })).to.equal(1);
    expect(scrape.value('active_workers')).to.equal(1);
    handler.release();
    await bench.stop();
  });

  it('tell how long tasks were scheduled, in buckets up to an hour', async () => {
    const { bench, plugin } = await started();
    bench.server.queue('charge', { scheduledTime: bench.clock.epochMs() - 45_000 });
    await bench.pass(0);
    const scrape = await Scrape.from(plugin);
    const name = 'conductor_worker_schedule_to_start_seconds';
    expect(scrape.value(`${name}_sum`, CHARGE)).to.equal(45);
    expect(scrape.value(`${name}_bucket`, { ...CHARGE, le: '30' })).to.equal(0);
    expect(scrape.value(`${name}_bucket`, { ...CHARGE, le: '60' })).to.equal(1);
    expect(scrape.value(`${name}_bucket`, { ...CHARGE, le: '3600' })).to.equal(1);
    await bench.stop();
  });

  it('leave out what a server does not say: when a task was scheduled', async () => {
    const { bench, plugin } = await started();
    bench.server.queue('charge', { scheduledTime: undefined });
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    const scrape = await Scrape.from(plugin);
    expect(scrape.find('conductor_worker_schedule_to_start_seconds_count')).to.deep.equal([]);
    expect(scrape.samples.filter(({ value }) => Number.isNaN(value))).to.deep.equal([]);
    await bench.stop();
  });

  it('tell polls by what they brought', async () => {
    const plugin = metrics();
    const bench = new Bench({ plugins: [plugin] });
    bench.server.script('poll', loseRequest);
    bench.server.queue('charge');
    await bench.start();
    await bench.pass(1_300);
    const scrape = await Scrape.from(plugin);
    const polls = ['tasks', 'empty', 'failed'].map((result) =>
      scrape.value('conductor_worker_polls_total', { result }),
    );
    expect(polls).to.deep.equal([1, 2, 1]);
    expect(scrape.value('conductor_worker_tasks_received_total', CHARGE)).to.equal(1);
    await bench.stop();
  });

  it('tell polls that never end, and that the worker is unhealthy then', async () => {
    const plugin = metrics();
    const bench = new Bench({ plugins: [plugin] });
    bench.server.always('poll', hang);
    await bench.start();
    expect((await Scrape.from(plugin)).value('conductor_worker_unhealthy', CHARGE)).to.equal(0);
    await bench.pass(20_000);
    const scrape = await Scrape.from(plugin);
    expect(scrape.value('conductor_worker_poll_stalls_total', CHARGE)).to.equal(1);
    expect(scrape.value('conductor_worker_unhealthy', CHARGE)).to.equal(1);
    await bench.stop();
  });

  it('tell leases that are extended, that are not, and that are lost; and what is late then', async () => {
    const handler = held();
    const { bench, plugin } = await started({ worker: { execute: handler.execute } });
    bench.server.queue('charge', { responseTimeoutSeconds: 30 });
    await bench.pass(11_000);
    const read = async () => {
      const scrape = await Scrape.from(plugin);
      return {
        extended: scrape.value('conductor_worker_lease_extensions_total', CHARGE),
        failed: scrape.value('conductor_worker_lease_extension_failures_total', CHARGE),
        lost: scrape.value('conductor_worker_leases_lost_total', CHARGE),
        late: scrape.value('conductor_worker_late_results_total', CHARGE),
      };
    };
    expect(await read()).to.deep.equal({ extended: 1, failed: 0, lost: 0, late: 0 });
    bench.server.always('extend', loseRequest);
    await bench.pass(60_000);
    const lost = await read();
    expect(lost).to.include({ extended: 1, lost: 1, late: 0 });
    expect(lost.failed).to.be.greaterThan(1).and.to.equal(bench.events.of('leaseExtensionFailed').length);
    handler.release();
    await bench.pass(10_000);
    expect(await read()).to.include({ lost: 1, late: 1 });
    await bench.stop();
  });

  describe('tell how tasks end:', () => {
    const cases: readonly {
      readonly labels: Readonly<Record<string, string>>;
      readonly execute?: (task: Task) => unknown;
      readonly options?: BenchOptions;
      readonly prepare?: (bench: Bench) => void;
    }[] = [
      { labels: { outcome: 'completed', reason: '' } },
      { labels: { outcome: 'failed', reason: '' }, execute: () => new Error('no') },
      {
        labels: { outcome: 'inProgress', reason: '' },
        execute: () => ({ status: 'IN_PROGRESS', callbackAfterSeconds: 9 }),
      },
      {
        labels: { outcome: 'dropped', reason: 'gone' },
        prepare: ({ server }) => server.script('update', refuse(404, 'No such task found by id: task-1')),
      },
      {
        labels: { outcome: 'dropped', reason: 'refused' },
        prepare: ({ server }) => void server.always('update', refuse(400, 'no')),
      },
      {
        labels: { outcome: 'dropped', reason: 'gaveUp' },
        options: { giveUpAfterMs: 1_000 },
        prepare: ({ server }) => void server.always('update', loseRequest),
      },
      {
        labels: { outcome: 'dropped', reason: 'cancelled' },
        prepare: ({ server }) => {
          server.script('update', refuse(400, 'no'));
          server.script('get', () => json(200, { taskId: 'task-1', status: 'CANCELED' }));
        },
      },
    ];
    for (const { labels, execute = () => ({}), options, prepare } of cases) {
      it(`${labels.outcome} ${labels.reason}`, async () => {
        const { bench, plugin } = await started({ ...options, worker: { execute: (task) => execute(task) as object } });
        prepare?.(bench);
        bench.server.queue('charge');
        await bench.pass(30_000);
        const counted = (await Scrape.from(plugin))
          .find('conductor_worker_task_outcomes_total', CHARGE)
          .filter(({ value }) => value > 0);
        expect(counted.map(({ labels: { outcome, reason }, value }) => ({ outcome, reason, value }))).to.deep.equal([
          { ...labels, value: 1 },
        ]);
        await bench.stop();
      });
    }

    it('handed back, and abandoned, when the runner stops', async () => {
      const { bench, plugin } = await started({
        workers: [
          {
            name: 'gives up',
            execute: (_, { signal }) =>
              new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error()))),
          },
          { name: 'goes on', execute: () => new Promise<object>(() => undefined) },
        ],
      });
      bench.server.queue('gives up');
      bench.server.queue('goes on');
      await bench.pass(0);
      await bench.stop({ drainMs: 100, abortMs: 100 });
      const scrape = await Scrape.from(plugin);
      const name = 'conductor_worker_task_outcomes_total';
      expect(scrape.value(name, { taskType: 'gives up', outcome: 'handedBack' })).to.equal(1);
      expect(scrape.value(name, { taskType: 'goes on', reason: 'abandoned' })).to.equal(1);
    });
  });

  it('tell workers of one task type apart by their domain, which the catalogue does not', async () => {
    const { bench, plugin } = await started({
      workers: [
        { name: 'charge', execute: () => ({}) },
        { name: 'charge', domain: 'eu', execute: () => ({}) },
      ],
    });
    bench.server.queue('charge', { domain: 'eu' });
    bench.server.queue('charge');
    bench.server.queue('charge', { domain: 'eu' });
    await bench.pass(0);
    const scrape = await Scrape.from(plugin);
    const received = scrape.find('conductor_worker_tasks_received_total');
    expect(Object.fromEntries(received.map(({ labels, value }) => [labels.domain, value]))).to.deep.equal({
      '': 1,
      eu: 2,
    });
    expect(scrape.find('task_execution_started_total').map(({ value }) => value)).to.deep.equal([3]);
    await bench.stop();
  });

  it('count attempts of an update once, although they may be told of twice', async () => {
    const { bench, plugin } = await started({
      giveUpAfterMs: 1_000,
      worker: { execute: () => ({ status: 'IN_PROGRESS' as const, callbackAfterSeconds: 5 }) },
    });
    bench.server.always('update', loseRequest);
    bench.server.always('get', loseRequest);
    bench.server.queue('charge');
    await bench.pass(5_000);
    const told = bench.events.of('updateRetried').length + bench.events.of('updateFailed').length;
    const attempts = bench.server.of('update').length;
    expect(told).to.be.greaterThan(attempts);
    const scrape = await Scrape.from(plugin);
    expect(scrape.value('task_update_error_total')).to.equal(attempts);
    expect(scrape.value('task_update_time_seconds_count', { status: 'FAILURE' })).to.equal(attempts);
    await bench.stop();
  });

  it('count an update as failed whose answer was lost, also when the server turns out to have it', async () => {
    const { bench, plugin } = await started({
      worker: { execute: () => ({ status: 'IN_PROGRESS' as const, callbackAfterSeconds: 5 }) },
    });
    bench.server.script('update', (perform) => {
      perform();
      return loseRequest(perform);
    });
    bench.server.queue('charge');
    await bench.pass(1_000);
    const scrape = await Scrape.from(plugin);
    expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    expect(scrape.value('task_update_time_seconds_count', { status: 'FAILURE' })).to.equal(1);
    expect(scrape.find('task_update_time_seconds_count', { status: 'SUCCESS' })).to.deep.equal([]);
    expect(scrape.value('task_result_size_bytes_count')).to.equal(1);
    await bench.stop();
  });

  it('do not count a moment of waiting for more slots as a full queue', async () => {
    let delayMs = 0;
    const after = (ms: number): Promise<void> => new Promise((resolve) => void bench.clock.setTimer(ms, resolve));
    const { bench, plugin } = await started({
      worker: {
        concurrency: 8,
        execute: async () => {
          await after((delayMs = (delayMs + 10) % 80));
          return {};
        },
      },
    });
    bench.server.always('update', async (perform) => {
      await after(15);
      return perform();
    });
    // A slot is freed while the poll for others is under way.
    bench.server.always('poll', async (perform) => {
      await after(12);
      return perform();
    });
    for (let count = 0; count < 40; count += 1) bench.server.queue('charge');
    await bench.pass(2_000);
    const saturated = bench.events.of('loopStateChanged').filter(({ to }) => to === 'saturated');
    const full = saturated.filter(({ cause }) => cause === 'no slot is free').length;
    expect(full).to.be.greaterThan(0).and.to.be.lessThan(saturated.length);
    expect((await Scrape.from(plugin)).value('task_execution_queue_full_total')).to.equal(full);
    await bench.stop();
  });
});
