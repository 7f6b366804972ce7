import { expect } from 'chai';
import type { Plugin, WorkerSelector } from '../../src/plugin.js';
import type { AnyWorker } from '../../src/worker/worker.js';
import { hang, loseRequest } from './support/answers.js';
import { Bench } from './support/bench.js';

const worker = (name: string, domain?: string): AnyWorker => ({
  ...{ name, workerId: `${name}-${domain ?? 'none'}`, execute: () => ({}) },
  ...(domain !== undefined && { domain }),
});

/** `charge` without a domain and in two, and `refund`. */
const several = (): Bench =>
  new Bench({ workers: [worker('charge'), worker('charge', 'eu'), worker('charge', 'us'), worker('refund')] });

function states(bench: Bench): readonly string[] {
  return bench.runner.status().workers.map(({ workerId, state }) => `${workerId} ${state}`);
}

describe('pause and resume', () => {
  it('by name mean all workers of that name', async () => {
    const bench = await several().start();
    bench.runner.pause('charge');
    expect(states(bench)).to.deep.equal([
      ...['charge-none paused', 'charge-eu paused', 'charge-us paused', 'refund-none idle'],
    ]);
    bench.runner.resume('charge');
    expect(states(bench).filter((state) => state.endsWith('paused'))).to.deep.equal([]);
  });

  it('by name and domain mean that one, and without the domain the one that has none', async () => {
    const bench = await several().start();
    bench.runner.pause({ name: 'charge', domain: 'eu' });
    bench.runner.pause({ name: 'charge' });
    expect(states(bench)).to.deep.equal([
      ...['charge-none paused', 'charge-eu paused', 'charge-us idle', 'refund-none idle'],
    ]);
  });

  const unknown: readonly (readonly [WorkerSelector, string])[] = [
    ['chagre', 'no worker "chagre"'],
    [{ name: 'refund', domain: 'eu' }, 'no worker "refund in domain eu"'],
    [{ name: 'chagre' }, 'no worker "chagre"'],
  ];
  for (const [selector, message] of unknown) {
    it(`of ${JSON.stringify(selector)}, which there is not, throw and name those there are`, async () => {
      const bench = await several().start();
      for (const act of [() => bench.runner.pause(selector), () => bench.runner.resume(selector)]) {
        expect(act).to.throw(message);
        expect(act).to.throw('charge, charge in domain eu, charge in domain us, refund');
      }
    });
  }

  it('before start say that there is nothing yet', () => {
    expect(() => several().runner.pause('charge')).to.throw('the runner has not started');
  });

  it('stop polling, and leave what is in hand alone', async () => {
    let finish: () => void = () => undefined;
    const bench = await new Bench({
      worker: { execute: () => new Promise<undefined>((resolve) => (finish = () => resolve(undefined))) },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    bench.runner.pause('charge');
    finish();
    await bench.pass(60_000);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(bench.server.heldPolls).to.equal(0);
    const polls = bench.server.of('poll').length;
    bench.server.queue('charge');
    await bench.pass(60_000);
    expect(bench.server.of('poll')).to.have.length(polls);
    bench.runner.resume('charge');
    await bench.pass(0);
    finish();
    await bench.pass(0);
    expect(bench.events.outcomes).to.have.length(2);
  });

  it('after a stop change nothing', async () => {
    const bench = await new Bench().start();
    await bench.stop();
    bench.runner.pause('charge');
    bench.runner.resume('charge');
    expect(bench.status.state).to.equal('draining');
    expect(bench.events.names('workerPaused', 'workerResumed')).to.deep.equal([]);
  });
});

describe('status', () => {
  it('shows each worker: who, state, slots', async () => {
    const bench = await several().start();
    const { state, workers } = bench.runner.status();
    expect(state).to.equal('running');
    expect(workers[1]).to.deep.equal({
      ...{ taskType: 'charge', workerId: 'charge-eu', domain: 'eu', state: 'idle' },
      ...{ slots: { total: 10, free: 9, used: 1 }, inFlight: [], pendingResults: 0 },
    });
  });

  it('shows tasks in hand: phase, age, lease', async () => {
    let finish: () => void = () => undefined;
    const bench = await new Bench({
      worker: { execute: () => new Promise<undefined>((resolve) => (finish = () => resolve(undefined))) },
    }).start();
    bench.server.queue('charge', { responseTimeoutSeconds: 60, workflowInstanceId: 'workflow-7' });
    await bench.pass(1_500);
    expect(bench.status.inFlight).to.deep.equal([
      {
        ...{ taskId: 'task-1', workflowInstanceId: 'workflow-7', phase: 'executing' },
        ...{ ageMs: 1_500, phaseMs: 1_500, leaseLeftMs: 58_500 },
      },
    ]);
    bench.server.script('update', hang);
    finish();
    await bench.pass(700);
    expect(bench.status.inFlight[0]).to.include({ phase: 'reporting', ageMs: 2_200, phaseMs: 700 });
    expect(bench.status.pendingResults).to.equal(1);
  });

  it('shows since when a task that an interceptor held up is handed back', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const holdsUp: Plugin = {
      name: 'holds up',
      setup: (host) => host.aroundTask((call, next) => gate.then(() => next(call))),
    };
    const bench = await new Bench({ plugins: [holdsUp] }).start();
    bench.server.queue('charge');
    await bench.pass(50_000);
    const stopped = bench.runner.stop({ drainMs: 1_000, abortMs: 5_000, flushMs: 5_000 });
    await bench.pass(1_500);
    bench.server.script('update', hang);
    release();
    await bench.pass(100);
    expect(bench.status.inFlight[0]).to.include({ phase: 'reporting', ageMs: 51_600, phaseMs: 100 });
    await bench.pass(60_000);
    await stopped;
  });

  it('shows the last poll, and why it failed', async () => {
    const bench = await new Bench().start();
    expect(bench.status).not.to.have.property('lastPoll');
    await bench.pass(1_200);
    expect(bench.status.lastPoll).to.deep.equal({ agoMs: 200, requested: 1, received: 0 });
    bench.server.always('poll', loseRequest);
    await bench.pass(1_000);
    expect(bench.status.lastPoll?.error).to.have.property('name', 'ConductorConnectionError');
  });

  it('is a picture: it does not change, and has no secrets in it', async () => {
    const bench = await new Bench().start();
    const before = bench.runner.status();
    const text = JSON.stringify(before);
    bench.runner.pause('charge');
    bench.server.queue('charge');
    await bench.pass(2_000);
    expect(JSON.stringify(before)).to.equal(text);
  });

  it('names each state of the runner', async () => {
    const bench = new Bench();
    const seen = [bench.runner.status().state];
    const starting = bench.runner.start();
    seen.push(bench.runner.status().state);
    await bench.until(starting);
    seen.push(bench.runner.status().state);
    const stopping = bench.runner.stop();
    seen.push(bench.runner.status().state);
    await bench.until(stopping);
    seen.push(bench.runner.status().state);
    expect(seen).to.deep.equal(['created', 'starting', 'running', 'stopping', 'stopped']);
  });
});

describe('health', () => {
  it('is good while polls succeed, also empty ones', async () => {
    const bench = await new Bench().start();
    await bench.pass(60_000);
    expect(bench.runner.health()).to.deep.equal({
      healthy: true,
      workers: [{ taskType: 'charge', workerId: 'me', healthy: true }],
    });
  });

  it('is bad before the start and after the stop', async () => {
    const bench = new Bench();
    expect(bench.runner.health()).to.deep.equal({ healthy: false, workers: [] });
    await bench.start();
    await bench.stop();
    expect(bench.runner.health().healthy).to.be.false;
  });

  it('is bad when polls have failed for too long, and says since when and why; good again with the first success', async () => {
    const bench = await new Bench().start();
    const restore = bench.server.always('poll', loseRequest);
    await bench.pass(11_000);
    expect(bench.runner.health().healthy).to.be.true;
    await bench.pass(5_000);
    const [worker] = bench.runner.health().workers;
    expect(bench.runner.health().healthy).to.be.false;
    expect(worker?.reason).to.match(/^no poll has succeeded for 1[456] s; the last one failed: .+/);
    restore();
    await bench.pass(11_000);
    expect(bench.runner.health().healthy).to.be.true;
  });

  it('is bad when a poll hangs', async () => {
    const bench = new Bench();
    bench.server.always('poll', hang);
    await bench.start();
    await bench.pass(12_000);
    expect(bench.runner.health().workers[0]).to.include({
      ...{ healthy: false, reason: 'no poll has succeeded for 12 s' },
    });
  });

  it('is good while every slot is taken, for as long as handlers take', async () => {
    const bench = await new Bench({
      worker: { concurrency: 1, execute: () => new Promise<never>(() => undefined) },
    }).start();
    bench.server.queue('charge');
    await bench.pass(3_600_000);
    expect(bench.runner.health().healthy).to.be.true;
  });

  it('is good while paused, and one bad worker makes the runner bad', async () => {
    const bench = await several().start();
    bench.server.always('poll', loseRequest);
    await bench.pass(60_000);
    for (const selector of ['charge', 'refund']) bench.runner.pause(selector);
    expect(bench.runner.health().healthy).to.be.true;
    bench.runner.resume('refund');
    await bench.pass(60_000);
    const { healthy, workers } = bench.runner.health();
    expect(healthy).to.be.false;
    expect(workers.map((each) => each.healthy)).to.deep.equal([true, true, true, false]);
  });

  it('is bad while a task definition cannot be registered, so that nothing is polled', async () => {
    const bench = new Bench({ worker: { registerTaskDef: 'overwrite' } });
    bench.server.always('registerTaskDefs', loseRequest);
    await bench.start();
    await bench.pass(60_000);
    expect(bench.runner.health().healthy).to.be.false;
  });
});
