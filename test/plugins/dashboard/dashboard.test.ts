import { expect } from 'chai';
import { checkedOptions, type DashboardOptions } from '../../../plugins/dashboard/options.js';
import { Site } from '../../../plugins/dashboard/site.js';
import type { Snapshot, WorkerView } from '../../../plugins/dashboard/snapshot.js';
import { failed, type AnyWorker, type Plugin } from '../../../src/index.js';
import { hang, loseRequest, refuse } from '../../runner/support/answers.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';
import { parsedSnapshot } from './support/contract.js';
import { ask } from './support/requests.js';

const NEVER = new Promise<never>(() => undefined);

describe('the dashboard of a runner', () => {
  let bench: Bench;
  let site: Site;

  /** The page's clock is the runner's. */
  function prepare(options: BenchOptions = {}, settings: DashboardOptions = {}): void {
    site = new Site(checkedOptions({ port: 0, ...settings }), () => bench.clock.epochMs());
    const page: Plugin = { name: 'dashboard', setup: (host) => site.show(host) };
    bench = new Bench({ ...options, plugins: [page, ...(options.plugins ?? [])] });
  }
  async function run(): Promise<void> {
    // The port is a real one: time is not moved before it is bound.
    await bench.runner.start();
    await bench.pass(0);
  }
  async function stop(): Promise<void> {
    const stopping = bench.runner.stop({ drainMs: 1_000, abortMs: 1_000, flushMs: 1_000 });
    await bench.pass(60_000);
    await stopping;
  }
  const text = async (): Promise<string> => (await ask(site.url ?? '', '/api/snapshot')).body;
  const snapshot = async (): Promise<Snapshot> => parsedSnapshot(await text());
  function worker({ workers }: Snapshot, key = '0:charge'): WorkerView {
    const found = workers.find((one) => one.key === key);
    if (found === undefined) throw new Error(`there is no worker ${key}`);
    return found;
  }

  afterEach(stop);

  it('shows an idle one: connected, nothing to do', async () => {
    prepare();
    await run();
    await bench.pass(5_000);
    const told = await snapshot();
    expect(told.runners).to.deep.equal([{ id: 0, state: 'running', healthy: true }]);
    expect(worker(told)).to.include({
      state: 'idle',
      taskType: 'charge',
      workerId: 'me',
      pendingResults: 0,
      healthy: true,
    });
    expect(worker(told).cells).to.deep.equal([['polling', 0, null]]);
    expect(told.glances.connected.text).to.match(/^The worker is connected; /);
    expect(told.glances.work).to.deep.equal({
      ...{
        level: 'good',
        text: 'No task has come since the start 5.0 s ago; polls are answered, there is none in the queue.',
      },
    });
    expect(told.glances.stuck.level).to.equal('good');
  });

  it('shows tasks from schedule to answer, with durations by the runner’s clock', async () => {
    prepare(
      { worker: { execute: () => new Promise((resolve) => bench.clock.setTimer(300, () => resolve({}))) } },
      { uiUrl: 'http://localhost:5000/' },
    );
    bench.server.queue('charge', { scheduledTime: bench.clock.epochMs() - 2_000, workflowInstanceId: 'w-7' });
    await run();
    await bench.pass(300);
    const told = await snapshot();
    const [task] = told.tasks;
    expect(task).to.include({
      ...{ taskId: 'task-1', workflowId: 'w-7', outcome: 'completed', updateAttempts: 1 },
      link: 'http://localhost:5000/execution/w-7?taskId=task-1',
    });
    expect((task?.startedAt ?? 0) - (task?.scheduledAt ?? 0)).to.equal(2_000);
    expect((task?.finishedAt ?? 0) - (task?.startedAt ?? 0)).to.equal(300);
    const { latency, totals } = worker(told);
    expect(latency.scheduleToStart.p50Ms).to.be.closeTo(2_000, 100);
    expect(latency.execute.p99Ms).to.be.closeTo(300, 15);
    expect(totals).to.include({ completed: 1, failed: 0 });
  });

  it('shows slots by state and age, the oldest first, with what is left of their leases', async () => {
    prepare({ worker: { concurrency: 4, execute: () => NEVER, timeoutMs: 20_000, leaseExtension: false } });
    bench.server.queue('charge', { responseTimeoutSeconds: 40 });
    await run();
    await bench.pass(15_000);
    bench.server.queue('charge', { responseTimeoutSeconds: 0 });
    await bench.pass(1_000);
    const early = worker(await snapshot());
    expect(early.cells).to.deep.equal([
      ['executing', 16_000, 24_000],
      ['executing', 1_000, null],
      ['polling', 0, null],
    ]);
    expect(early.slots).to.deep.equal({ total: 4, used: 3, free: 1 });
    expect(early.leasesAtRisk).to.equal(0);
    await bench.pass(15_000);
    const late = await snapshot();
    expect(worker(late).cells[0]).to.deep.equal(['overdue', 11_000, 9_000]);
    expect(late.glances.stuck).to.deep.equal({
      ...{
        level: 'bad',
        text: '1 handler of charge runs on past timeoutMs and keeps its slot; the oldest task is 31 s old.',
      },
    });
  });

  it('shows a lease that is at risk', async () => {
    prepare({ worker: { execute: () => NEVER, leaseExtension: false, concurrency: 2 } });
    bench.server.queue('charge', { responseTimeoutSeconds: 40 });
    await run();
    await bench.pass(31_000);
    const told = await snapshot();
    expect(worker(told).leasesAtRisk).to.equal(1);
    expect(told.glances.stuck.text).to.match(/^1 lease on tasks of charge will run out soon/);
  });

  it('shows a server that cannot be reached, with the error’s words, and that it can be again', async () => {
    prepare();
    const stopLosing = bench.server.always('poll', loseRequest);
    await run();
    await bench.pass(45_000);
    const told = await snapshot();
    expect(worker(told)).to.include({ state: 'backoff', healthy: false });
    expect(worker(told).lastError?.failures).to.be.above(3);
    expect(worker(told).totals.pollsFailed).to.equal(worker(told).totals.polls);
    expect(told.glances.connected.level).to.equal('bad');
    expect(told.glances.connected.text).to.match(/^No poll has succeeded for 45 s: .+\.$/);
    expect(told.glances.work.level).to.equal('bad');
    stopLosing();
    await bench.pass(12_000);
    const again = await snapshot();
    expect(worker(again).lastError).to.include({ failures: 0, text: worker(told).lastError?.text });
    expect(again.glances.connected.level).to.equal('good');
    expect(worker(again).history.map(([, state]) => state)).to.include.members(['backoff', 'idle']);
  });

  it('shows a worker that the server refuses', async () => {
    prepare({
      workers: [
        { name: 'charge', execute: () => ({}) },
        { name: 'refund', domain: 'eu', execute: () => ({}) },
      ],
    });
    bench.server.always('poll', refuse(401, 'the token has expired'));
    await run();
    await bench.pass(100);
    const told = await snapshot();
    expect(told.workers.map(({ key }) => key)).to.deep.equal(['0:charge', '0:refund:eu']);
    expect(worker(told, '0:refund:eu').lastError?.text).to.include('the token has expired');
    expect(told.glances.connected.level).to.equal('bad');
    expect(told.glances.connected.text).to.match(
      /^The server refuses the polls of charge and 1 more, until somebody changes .*: the token has expired: .+\.$/,
    );
  });

  it('shows results that are repeated', async () => {
    prepare();
    bench.server.always('update', refuse(503, 'not now'));
    bench.server.queue('charge');
    await run();
    await bench.pass(40_000);
    const told = await snapshot();
    expect(worker(told).pendingResults).to.equal(1);
    expect(worker(told).cells[0]?.[0]).to.equal('reporting');
    expect(told.tasks[0]?.updateAttempts).to.be.above(5);
    expect(told.tasks[0]).to.not.have.property('outcome');
    expect(worker(told).totals.updateRetries).to.be.within(
      (told.tasks[0]?.updateAttempts ?? 0) - 1,
      told.tasks[0]?.updateAttempts ?? 0,
    );
    expect(told.glances.stuck.level).to.equal('bad');
    expect(told.glances.stuck.text).to.match(/^1 result of charge could not be reported yet, the first for \d+ s/);
  });

  it('shows a result whose first attempt hangs, and how long its handler has been done', async () => {
    let finish = (): void => undefined;
    prepare({ worker: { execute: () => new Promise<undefined>((resolve) => (finish = () => resolve(undefined))) } });
    bench.server.script('update', hang);
    bench.server.queue('charge');
    await run();
    await bench.pass(60_000);
    expect(worker(await snapshot()).cells[0]?.slice(0, 2)).to.deep.equal(['executing', 60_000]);
    finish();
    await bench.pass(4_000);
    expect((await snapshot()).glances.stuck.level).to.equal('good');
    await bench.pass(2_000);
    const told = await snapshot();
    expect(worker(told).cells[0]?.slice(0, 2)).to.deep.equal(['reporting', 6_000]);
    expect(told.glances.stuck).to.deep.equal({
      level: 'warn',
      text: '1 result of charge has no answer yet, the first for 6.0 s.',
    });
  });

  it('shows a task that a plugin holds up past its time as overdue, and never as a result without an answer', async () => {
    prepare({
      worker: { timeoutMs: 20_000, execute: () => ({}) },
      plugins: [{ name: 'holds up', setup: (host) => host.aroundTask(() => NEVER) }],
    });
    bench.server.queue('charge', { responseTimeoutSeconds: 0 });
    await run();
    await bench.pass(60_000);
    expect(bench.events.of('taskFailed')).to.have.length(1);
    const told = await snapshot();
    expect(worker(told).cells[0]).to.deep.equal(['overdue', 40_000, null]);
    expect(told.glances.stuck.text).to.match(/^1 handler of charge runs on past timeoutMs/);
  });

  it('shows pauses, also one from the start', async () => {
    const workers: AnyWorker[] = [
      { name: 'charge', execute: () => ({}) },
      { name: 'refund', paused: true, execute: () => ({}) },
    ];
    prepare({ workers });
    await run();
    await bench.pass(2_000);
    bench.runner.pause('charge');
    await bench.pass(2_000);
    const told = await snapshot();
    expect(worker(told)).to.include({ state: 'paused', cause: 'pause was called', stateSince: told.at - 2_000 });
    expect(worker(told).history.at(-1)).to.deep.equal([told.at - 2_000, 'paused']);
    expect(worker(told, '0:refund').history).to.deep.equal([[told.at - 4_000, 'paused']]);
    expect(told.glances.connected.text).to.equal('All 2 workers are paused: no poll is made until resume().');
  });

  it('shows errors beside tasks', async () => {
    prepare();
    bench.runner.on('taskCompleted', () => {
      throw new RangeError('secret of the listener');
    });
    bench.server.queue('charge');
    await run();
    await bench.pass(10);
    const { errors } = await snapshot();
    expect(errors.map(({ cause, text: said }) => [cause, said])).to.deep.equal([
      ['listener for "taskCompleted" failed', 'RangeError (what it says may quote a task: see showData)'],
    ]);
  });

  describe('with data that nobody may see', () => {
    const CANARY = 'canary-4111';
    const secret = { card: CANARY };
    const workers: AnyWorker[] = [
      // Its result, and the failure in place of it, are what the server refuses below.
      { name: 'refused', execute: () => secret },
      { name: 'charge', execute: () => secret },
      {
        name: 'throwing',
        execute: (task) => {
          throw new Error(`no funds on ${String(task.inputData.card)}`);
        },
      },
      { name: 'failing', execute: () => failed(`no funds on ${CANARY}`, { outputData: secret }) },
      { name: 'logging', execute: (_, { log }) => log(`card ${CANARY}`) },
      { name: 'running', execute: () => NEVER },
    ];

    async function everything(settings: DashboardOptions): Promise<string> {
      prepare({ workers }, settings);
      bench.runner.on('taskCompleted', ({ task }) => {
        throw new Error(`cannot tell of ${JSON.stringify(task.inputData)}`);
      });
      const refusal = refuse(400, `cannot take ${CANARY}`);
      bench.server.always('update', (perform) =>
        bench.server.of('update').at(-1)?.body.includes('"task-1"') === true ? refusal(perform) : perform(),
      );
      for (const { name } of workers) bench.server.queue(name, { inputData: secret, outputData: secret });
      await run();
      await bench.pass(30_000);
      return text();
    }

    it('shows nothing of it', async () => {
      const shown = await everything({});
      const { tasks, errors } = parsedSnapshot(shown);
      expect(tasks).to.have.length(workers.length);
      expect(tasks.map(({ outcome }) => outcome)).to.include.members(['completed', 'failed', 'dropped', undefined]);
      expect(errors).to.not.be.empty;
      expect(shown).to.not.include(CANARY);
      expect(shown).to.not.include('no funds');
    });

    it('shows it when asked to', async () => {
      const { tasks, errors } = parsedSnapshot(await everything({ showData: true }));
      const of = (type: string) => tasks.find(({ taskType }) => taskType === type);
      expect(of('charge')).to.include({ input: `{"card":"${CANARY}"}`, output: `{"card":"${CANARY}"}` });
      expect(of('throwing')?.reason).to.include(`no funds on ${CANARY}`);
      expect(of('failing')?.reason).to.include(`no funds on ${CANARY}`);
      expect(errors[0]?.text).to.include(CANARY);
    });
  });
});
