import { inspect } from 'node:util';
import { expect } from 'chai';
import type { StopOptions, StopReport } from '../../src/runner/stop-report.js';
import type { TaskContext } from '../../src/worker/task-context.js';
import { inProgress } from '../../src/worker/results.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import { hang, loseAnswer, loseRequest } from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';
import { catchProcessWarnings } from './support/process-warnings.js';

const NOTHING = { completed: 0, failed: 0, inProgress: 0, handedBack: 0, dropped: 0, abandoned: 0, unsent: 0 };

/** A handler that settles when the test says so. */
class Held {
  readonly contexts: TaskContext[] = [];
  readonly #ends: ((end: () => unknown) => void)[] = [];

  readonly execute = (_task: unknown, context: TaskContext): Promise<undefined> => {
    this.contexts.push(context);
    return new Promise<() => unknown>((resolve) => this.#ends.push(resolve)).then((end) => end() as undefined);
  };

  get running(): number {
    return this.#ends.length;
  }

  /** Ends the handler that has run longest. */
  end(how: () => unknown = () => undefined): void {
    const end = this.#ends.shift();
    if (end === undefined) throw new Error('no handler runs');
    end(how);
  }
}

/** A handler that gives up when its signal aborts. */
const obedient = (_task: unknown, { signal }: TaskContext): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/** Notes how a stop ended, and when. */
function watch(bench: Bench, options?: StopOptions): { report: StopReport | undefined; endedAt: number } {
  const seen: { report: StopReport | undefined; endedAt: number } = { report: undefined, endedAt: NaN };
  void bench.runner.stop(options).then((report) => {
    seen.report = report;
    seen.endedAt = bench.clock.now();
  });
  return seen;
}

async function running(options: BenchOptions = {}, tasks = 1): Promise<Bench> {
  const bench = await new Bench(options).start();
  for (let count = 0; count < tasks; count++) bench.server.queue('charge');
  await bench.pass(0);
  return bench;
}

function counts({
  errors: _errors,
  durationMs: _durationMs,
  ...rest
}: StopReport): Omit<StopReport, 'errors' | 'durationMs'> {
  return rest;
}

describe('stop', () => {
  describe('of a runner that', () => {
    it('was only created ends at once, and keeps it from starting', async () => {
      const bench = new Bench();
      const report = await bench.runner.stop();
      expect(report).to.deep.equal({ ...NOTHING, errors: [], durationMs: 0 });
      expect(bench.runner.status()).to.deep.equal({ state: 'stopped', workers: [] });
      expect(bench.events.names('stopping', 'stopped')).to.deep.equal(['stopping', 'stopped']);
      expect(bench.server.requests).to.deep.equal([]);
    });

    it('starts lets it start to its end, and start() rejects', async () => {
      let finish: () => void = () => undefined;
      const log: string[] = [];
      const bench = new Bench({
        plugins: [
          {
            name: 'slow',
            setup: (host) => {
              host.defer(() => void log.push('cleaned up'));
              return new Promise((resolve) => (finish = resolve));
            },
          },
          { name: 'next', setup: () => void log.push('next was set up') },
        ],
      });
      const starting = bench.runner.start().catch((error: unknown) => String(error));
      await bench.pass(10);
      const stop = watch(bench);
      await bench.pass(100);
      expect(stop.report).to.equal(undefined);
      finish();
      await bench.pass(0);
      expect(await starting).to.contain('the runner was stopped while it started');
      expect(stop.report?.errors).to.deep.equal([]);
      expect(log).to.deep.equal(['cleaned up']);
      expect(bench.server.requests).to.deep.equal([]);
      expect(bench.runner.status().state).to.equal('stopped');
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('is idle waits for the long poll in flight, and makes no other one', async () => {
      const bench = await running({}, 0);
      const stop = watch(bench);
      await bench.pass(999);
      expect(stop.report).to.equal(undefined);
      await bench.pass(1);
      expect(stop.report).to.deep.equal({ ...NOTHING, errors: [], durationMs: 1_000 });
      expect(bench.server.of('poll')).to.have.length(1);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('is in a long poll hands back what that still brings, and executes none of it', async () => {
      let executed = 0;
      const bench = await running({ worker: { execute: () => void (executed += 1) } }, 0);
      const stop = watch(bench);
      await bench.pass(400);
      bench.server.queue('charge', { outputData: { checkpoint: 3 } });
      await bench.pass(0);
      expect(stop.report && counts(stop.report)).to.deep.equal({ ...NOTHING, handedBack: 1 });
      expect(stop.endedAt).to.equal(400);
      expect(executed).to.equal(0);
      expect(bench.server.updates).to.deep.equal([
        {
          ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me' },
          ...{ status: 'IN_PROGRESS', callbackAfterSeconds: 2, outputData: { checkpoint: 3 } },
        },
      ]);
      expect(bench.events.of('taskHandedBack')[0]).to.include({ outcome: 'handedBack', executeMs: 0 });
    });

    it('is saturated waits for the handlers', async () => {
      const held = new Held();
      const bench = await running({ worker: { concurrency: 2, execute: held.execute } }, 2);
      expect(bench.status.state).to.equal('saturated');
      const stop = watch(bench);
      await bench.pass(5_000);
      held.end();
      held.end(() => new Error('no'));
      await bench.pass(0);
      expect(stop.report).to.deep.equal({ ...NOTHING, completed: 1, failed: 1, errors: [], durationMs: 5_000 });
      expect(bench.status.slots.used).to.equal(0);
    });

    it('backs off ends at once', async () => {
      const bench = new Bench();
      bench.server.always('poll', loseRequest);
      await bench.start();
      expect(bench.status.state).to.equal('backoff');
      const report = await bench.stop();
      expect(report.durationMs).to.equal(0);
      expect(bench.status.slots.used).to.equal(0);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('is paused ends at once', async () => {
      const bench = await running({ worker: { paused: true } }, 0);
      expect((await bench.stop()).durationMs).to.equal(0);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('has several workers waits for all of them', async () => {
      const held = new Held();
      const bench = await new Bench({
        workers: [
          { name: 'charge', execute: () => ({}) },
          { name: 'refund', execute: held.execute },
        ],
      }).start();
      bench.server.queue('refund');
      await bench.pass(0);
      const stop = watch(bench);
      await bench.pass(3_000);
      expect(stop.report).to.equal(undefined);
      held.end();
      await bench.pass(0);
      expect(stop.report?.completed).to.equal(1);
    });

    it('could not start ends at once, and says nothing of it again', async () => {
      const bench = new Bench({ workers: [] });
      const error = await bench.runner.start().catch((reason: unknown) => reason);
      expect(error).to.be.an('error').with.property('name', 'ConductorConfigError');
      expect(await bench.stop()).to.deep.equal({ ...NOTHING, errors: [], durationMs: 0 });
    });
  });

  describe('drain', () => {
    it('begins with shutdownSignal, at once', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const [context] = held.contexts;
      expect(context?.shutdownSignal.aborted).to.be.false;
      void bench.runner.stop();
      expect(context?.shutdownSignal.aborted).to.be.true;
      expect(context?.shutdownSignal.reason).to.include({ name: 'TaskAbortedError', abortCause: 'shutdown' });
      expect(context?.signal.aborted).to.be.false;
      expect(bench.status.state).to.equal('draining');
    });

    it('tells how many tasks are in hand', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } }, 3);
      void bench.runner.stop();
      expect(bench.events.of('stopping')).to.deep.equal([{ inFlight: 3 }]);
      expect(bench.runner.status().state).to.equal('stopping');
    });

    it('keeps leases alive', async () => {
      const held = new Held();
      const bench = await new Bench({ worker: { execute: held.execute } }).start();
      bench.server.queue('charge', { responseTimeoutSeconds: 6 });
      await bench.pass(0);
      const stop = watch(bench);
      await bench.pass(19_000);
      expect(bench.server.of('extend').length).to.be.at.least(8);
      held.end();
      await bench.pass(0);
      expect(stop.report?.completed).to.equal(1);
      expect(bench.events.of('taskCompleted')[0]?.late).to.be.false;
    });

    it('counts what handlers report as IN_PROGRESS', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const stop = watch(bench);
      held.end(() => inProgress());
      await bench.pass(1_000);
      expect(stop.report?.inProgress).to.equal(1);
    });

    it('counts only what was in hand when it began', async () => {
      const bench = await running({}, 3);
      expect(bench.events.outcomes).to.have.length(3);
      expect(counts(await bench.stop())).to.deep.equal(NOTHING);
    });
  });

  describe('abort', () => {
    it('comes after drainMs, with a reason, and only for handlers that still run', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const stop = watch(bench, { drainMs: 500 });
      await bench.pass(499);
      const [context] = held.contexts;
      expect(context?.signal.aborted).to.be.false;
      await bench.pass(1);
      expect(context?.signal.aborted).to.be.true;
      expect(context?.signal.reason).to.include({ name: 'TaskAbortedError', abortCause: 'shutdown' });
      held.end();
      await bench.pass(500);
      expect(stop.report?.completed).to.equal(1);
    });

    it('hands back, unfailed, what rejects after it', async () => {
      const bench = await new Bench({ worker: { execute: obedient } }).start();
      bench.server.queue('charge', { outputData: { checkpoint: 9 }, externalOutputPayloadStoragePath: 'big.json' });
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 500 });
      expect(counts(report)).to.deep.equal({ ...NOTHING, handedBack: 1 });
      expect(bench.server.updates).to.deep.equal([
        {
          ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me' },
          ...{ status: 'IN_PROGRESS', callbackAfterSeconds: 2, outputData: { checkpoint: 9 } },
          externalOutputPayloadStoragePath: 'big.json',
        },
      ]);
      expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
      expect(bench.events.of('executionFailed')).to.deep.equal([]);
      expect(bench.events.of('taskHandedBack')[0]?.executeMs).to.be.at.least(500);
    });

    it('fails what says that trying again is of no use', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const stop = watch(bench, { drainMs: 0 });
      await bench.pass(10);
      held.end(() => new TerminalError('broken for good'));
      await bench.pass(1_000);
      expect(stop.report?.failed).to.equal(1);
      expect(bench.server.updates[0]).to.include({ status: 'FAILED_WITH_TERMINAL_ERROR' });
    });

    it('fails what rejected before it', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const stop = watch(bench, { drainMs: 500 });
      await bench.pass(400);
      held.end(() => Promise.reject(new Error('no')));
      await bench.pass(1_000);
      expect(stop.report && counts(stop.report)).to.deep.equal({ ...NOTHING, failed: 1 });
    });

    it('takes what a handler returns after it as its result', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const stop = watch(bench, { drainMs: 0, abortMs: 1_000 });
      await bench.pass(900);
      held.end(() => ({ saved: true }));
      await bench.pass(1_000);
      expect(stop.report?.completed).to.equal(1);
      expect(bench.server.updates[0]?.outputData).to.deep.equal({ saved: true });
    });

    it('sends what was logged before, with the task that is handed back', async () => {
      const bench = await running({
        worker: {
          execute: (task, context) => {
            context.log('half way');
            return obedient(task, context);
          },
        },
      });
      await bench.stop({ drainMs: 0 });
      expect(bench.server.updates[0]?.logs?.map(({ log }) => log)).to.deep.equal(['half way']);
      await bench.pass(60_000);
      expect(bench.clock.pendingTimers).to.equal(0);
      expect(bench.events.of('error')).to.deep.equal([]);
    });

    it('abandons a handler that does not end: it gets no result and is never handed back', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const report = await bench.stop({ drainMs: 500, abortMs: 300 });
      expect(counts(report)).to.deep.equal({ ...NOTHING, abandoned: 1 });
      expect(report.durationMs).to.equal(1_000);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (abandoned)']);
      expect(bench.events.of('taskDropped')[0]).not.to.have.property('result');
      expect(bench.server.updates).to.deep.equal([]);
      expect(bench.status.inFlight.map(({ phase }) => phase)).to.deep.equal(['overdue']);

      held.end(() => ({ late: true }));
      await bench.pass(60_000);
      expect(bench.server.updates).to.deep.equal([]);
      expect(bench.events.outcomes).to.have.length(1);
      expect(bench.status.slots.used).to.equal(0);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('ends the lease of what it abandons', async () => {
      const held = new Held();
      const bench = await new Bench({ worker: { execute: held.execute } }).start();
      bench.server.queue('charge', { responseTimeoutSeconds: 3 });
      await bench.pass(0);
      await bench.stop({ drainMs: 0, abortMs: 0 });
      const extensions = bench.server.of('extend').length;
      await bench.pass(60_000);
      expect(bench.server.of('extend')).to.have.length(extensions);
    });

    it('drops the lines of what it abandons, without a word and without a timer', async () => {
      const held = new Held();
      const bench = await running({
        worker: {
          execute: (task, context) => {
            context.log('one line');
            return held.execute(task, context);
          },
        },
      });
      await bench.stop({ drainMs: 0, abortMs: 0 });
      held.contexts[0]?.log('one more');
      await bench.pass(60_000);
      expect(bench.clock.pendingTimers).to.equal(0);
      expect(bench.events.of('error')).to.deep.equal([]);
    });

    it('is skipped when no handler runs', async () => {
      const bench = await new Bench().start();
      bench.server.always('update', loseRequest);
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 500, abortMs: 3_000, flushMs: 700 });
      expect(report.durationMs).to.be.at.most(1_200);
      expect(report.unsent).to.equal(1);
    });

    it('starts no handler that a plugin has held up until then, but hands its task back', async () => {
      let executed = 0;
      let release: () => void = () => undefined;
      const bench = await new Bench({
        worker: { execute: () => void (executed += 1) },
        plugins: [
          {
            name: 'gate',
            setup: (host) =>
              host.aroundTask(async (call, next) => {
                await new Promise<void>((resolve) => (release = resolve));
                return next(call);
              }),
          },
        ],
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      const stop = watch(bench, { drainMs: 500, abortMs: 3_000 });
      await bench.pass(1_000);
      release();
      await bench.pass(1_000);
      expect(executed).to.equal(0);
      expect(stop.report && counts(stop.report)).to.deep.equal({ ...NOTHING, handedBack: 1 });
      expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
    });

    it('starts no handler whose input comes only then, but hands its task back', async () => {
      let executed = 0;
      let fetched: () => void = () => undefined;
      const bench = await new Bench({
        worker: { execute: () => void (executed += 1) },
        parts: {
          externalPayloads: {
            fetchInput: (task) => new Promise<void>((resolve) => (fetched = resolve)).then(() => task),
          },
        },
      }).start();
      bench.server.queue('charge', { externalInputPayloadStoragePath: 'big.json' });
      await bench.pass(0);
      const stop = watch(bench, { drainMs: 500, abortMs: 3_000 });
      await bench.pass(1_000);
      fetched();
      await bench.pass(1_000);
      expect(executed).to.equal(0);
      expect(stop.report && counts(stop.report)).to.deep.equal({ ...NOTHING, handedBack: 1 });
    });

    it('abandons a task that a plugin holds up for longer, whose handler never runs then', async () => {
      let executed = 0;
      let release: () => void = () => undefined;
      let seen: unknown;
      const bench = await new Bench({
        worker: { execute: () => void (executed += 1) },
        plugins: [
          {
            name: 'gate',
            setup: (host) =>
              host.aroundTask(async (call, next) => {
                await new Promise<void>((resolve) => (release = resolve));
                const outcome = await next(call);
                seen = outcome.outcome;
                return outcome;
              }),
          },
        ],
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 100, abortMs: 100, flushMs: 100 });
      expect(counts(report)).to.deep.equal({ ...NOTHING, abandoned: 1 });
      release();
      await bench.pass(1_000);
      expect(executed).to.equal(0);
      expect(bench.server.updates).to.deep.equal([]);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (abandoned)']);
      // The plugin's own promise ends all the same.
      expect(seen).to.equal('dropped');
      expect(bench.status.slots.used).to.equal(0);
    });
  });

  describe('flush', () => {
    it('sends at once what waits for its next attempt', async () => {
      const bench = await new Bench().start();
      const restore = bench.server.always('update', loseAnswer);
      bench.server.queue('charge');
      await bench.pass(20_000);
      restore();
      const before = bench.server.updates.length;
      const stop = watch(bench, { drainMs: 100 });
      await bench.pass(100);
      expect(bench.server.updates).to.have.length(before + 1);
      await bench.pass(1_000);
      expect(stop.report?.completed).to.equal(1);
    });

    it('does not send without a look what would take the task from its next worker', async () => {
      const bench = await new Bench({ worker: { execute: () => inProgress() } }).start();
      bench.server.script('update', loseAnswer);
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 0 });
      expect(report.inProgress).to.equal(1);
      expect(bench.server.updates).to.have.length(1);
    });

    it('ends after flushMs: what has no answer then is unsent', async () => {
      const bench = await running({}, 0);
      bench.server.always('update', loseRequest);
      bench.server.queue('charge');
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 1_000, abortMs: 0, flushMs: 2_000 });
      expect(counts(report)).to.deep.equal({ ...NOTHING, unsent: 2 });
      expect(report.durationMs).to.equal(3_000);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gaveUp)', 'dropped task-2 (gaveUp)']);
      // Of each: at 0, 200, 600, with the flush at 1,000, at 2,600; none when it is given up at 3,000, and none later.
      await bench.pass(60_000);
      expect(bench.server.of('update').map(({ at }) => at)).to.deep.equal([
        ...[0, 0, 200, 200, 600, 600, 1_000, 1_000, 2_600, 2_600],
      ]);
      expect(bench.clock.pendingTimers).to.equal(0);
      expect(bench.status.slots.used).to.equal(0);
    });

    it('does not wait for an attempt that hangs', async () => {
      const bench = await running({}, 0);
      bench.server.always('update', hang);
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 1_000, abortMs: 0, flushMs: 2_000 });
      expect(report).to.deep.include({ unsent: 1, durationMs: 3_000 });
    });
  });

  describe('close', () => {
    it('tells of a poll that never ended, after flushMs', async () => {
      const bench = new Bench();
      bench.server.always('poll', hang);
      await bench.start();
      const report = await bench.stop({ drainMs: 1_000, abortMs: 500, flushMs: 2_000 });
      expect(report.durationMs).to.equal(3_000);
      expect(report.errors.map(String)).to.deep.equal([
        'Error: 1 polls had not ended; what they bring is left to its response timeout',
      ]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('hands back even what such a poll brings later, as long as the client is open', async () => {
      let release: () => void = () => undefined;
      const bench = new Bench();
      bench.server.script('poll', (perform) => new Promise<void>((resolve) => (release = resolve)).then(perform));
      await bench.start();
      bench.server.queue('charge');
      await bench.stop({ drainMs: 100, abortMs: 100, flushMs: 100 });
      release();
      await bench.pass(1_000);
      expect(bench.server.updates.map(({ status }) => status)).to.deep.equal(['IN_PROGRESS']);
      expect(bench.clock.pendingTimers).to.equal(0);
      expect(bench.status.slots.used).to.equal(0);
    });

    it('runs the clean-ups of plugins after the last outcome, in reverse order, and collects their errors', async () => {
      const log: string[] = [];
      const bench = await running(
        {
          plugins: [
            {
              name: 'first',
              setup(host) {
                host.defer(() => void log.push('first'));
                host.on('taskCompleted', () => void log.push('completed'));
              },
            },
            {
              name: 'second',
              setup(host) {
                host.defer(() => Promise.resolve(log.push('second, first of two')).then(() => undefined));
                host.defer(() => {
                  log.push('second, second of two');
                  throw new Error('cannot close');
                });
              },
            },
          ],
        },
        0,
      );
      bench.server.script('update', loseAnswer);
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop();
      expect(log).to.deep.equal(['completed', 'second, second of two', 'second, first of two', 'first']);
      expect(report.errors.map(String)).to.deep.equal(['Error: the clean-up of plugin "second" failed: cannot close']);
      expect(report.errors[0]).to.have.property('cause').that.is.an('error');
    });

    it('waits for a clean-up that hangs until the budget is over, and still runs the others', async () => {
      const log: string[] = [];
      const bench = await running(
        {
          plugins: [
            { name: 'polite', setup: (host) => host.defer(() => void log.push('polite')) },
            { name: 'stuck', setup: (host) => host.defer(() => new Promise(() => undefined)) },
          ],
        },
        0,
      );
      const report = await bench.stop({ drainMs: 2_000, abortMs: 1_000, flushMs: 3_000 });
      expect(log).to.deep.equal(['polite']);
      expect(report.errors.map(String)).to.deep.equal([
        'Error: the clean-up of plugin "stuck" failed: it has not ended within 5000 ms',
      ]);
      expect(report.durationMs).to.be.within(6_000, 6_001);
    });

    it('does not close a client that was given', async () => {
      const bench = await running({}, 0);
      await bench.stop();
      expect(bench.server.isClosed).to.be.false;
    });

    it('tells the report as an event, the last one', async () => {
      const bench = await running();
      const report = await bench.stop();
      expect(bench.events.of('stopped')).to.deep.equal([report]);
      expect(bench.events.all.at(-1)?.name).to.equal('stopped');
      expect(bench.runner.status().state).to.equal('stopped');
      expect(bench.runner.health().healthy).to.be.false;
    });
  });

  it('adds errors of listeners to the report, from stopping to stopped', async () => {
    const bench = await running({}, 0);
    for (const event of ['stopping', 'stopped'] as const) {
      bench.runner.on(event, () => {
        throw new Error(event);
      });
    }
    const report = await bench.stop();
    expect(report.errors.map(String)).to.deep.equal(['Error: stopping', 'Error: stopped']);
    expect(bench.events.of('error')).to.have.length(2);
  });

  describe('asked for twice', () => {
    it('gives the same promise, whatever the options', async () => {
      const bench = await running({}, 0);
      const first = bench.runner.stop();
      expect(bench.runner.stop({ drainMs: 0 })).to.equal(first);
      await bench.until(first);
      expect(bench.runner.stop()).to.equal(first);
      expect(bench.events.of('stopping')).to.have.length(1);
    });

    it('by a listener of stopping, or of shutdownSignal, gives the same promise', async () => {
      const held = new Held();
      const bench = await running({ worker: { execute: held.execute } });
      const promises: unknown[] = [];
      bench.runner.on('stopping', () => void promises.push(bench.runner.stop()));
      held.contexts[0]?.shutdownSignal.addEventListener('abort', () => void promises.push(bench.runner.stop()));
      const first = bench.runner.stop();
      expect(promises).to.deep.equal([first, first]);
      expect(promises[0]).to.equal(first);
      held.end();
      await bench.until(first);
      expect(bench.events.names('stopping', 'stopped', 'error')).to.deep.equal(['stopping', 'stopped']);
    });
  });

  describe('asked for wrongly still happens', () => {
    for (const value of [NaN, Infinity, -1, '5', null, {}, 5n]) {
      it(`with ${inspect(value)} in place of a time: the default is used, and the report says so`, async () => {
        const bench = await running({}, 0);
        const report = await bench.stop({ drainMs: value as number });
        expect(report.errors).to.have.length(1);
        expect(report.errors[0]).to.include({ name: 'ConductorConfigError', field: 'drainMs' });
        expect(String(report.errors[0])).to.contain('20000 was used');
      });
    }

    it('with something else in place of options, as an event handler passes it', async () => {
      for (const options of [null, 'SIGTERM', 15]) {
        const bench = await running({}, 0);
        expect(await bench.stop(options as unknown as StopOptions)).to.deep.include({ completed: 0, errors: [] });
      }
    });
  });

  it('can never be undone: start() rejects and says what to do', async () => {
    const bench = await running({}, 0);
    await bench.stop();
    const error = await bench.runner.start().catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'ConductorConfigError' });
    expect(String(error)).to.contain('make a new TaskRunner');
  });

  it('happens at the end of an await using block', async () => {
    const bench = new Bench();
    const use = async (): Promise<string> => {
      await using runner = bench.runner;
      await runner.start();
      return runner.status().state;
    };
    expect(await bench.until(use())).to.equal('running');
    expect(bench.runner.status().state).to.equal('stopped');
  });

  describe('during a start that hangs', () => {
    const hanging = (log: string[]) => ({
      release: (): void => undefined,
      plugin(this: { release: () => void }) {
        return {
          name: 'hanging',
          setup: async (host: { defer(cleanup: () => void): void }): Promise<void> => {
            await new Promise<void>((resolve) => (this.release = resolve));
            log.push('set up late');
            host.defer(() => void log.push('cleaned up'));
          },
        };
      },
    });

    it('ends within its budget', async () => {
      const bench = new Bench({ plugins: [hanging([]).plugin()] });
      void bench.runner.start().catch(() => undefined);
      await bench.pass(0);
      const report = await bench.stop({ drainMs: 700, abortMs: 300, flushMs: 1_000 });
      expect(bench.clock.now()).to.be.at.most(2_000);
      expect(counts(report)).to.deep.equal(NOTHING);
      expect(bench.runner.status().state).to.equal('stopped');
    });

    it('ends within the default budget when the options make no sense', async () => {
      const bench = new Bench({ plugins: [hanging([]).plugin()] });
      void bench.runner.start().catch(() => undefined);
      await bench.pass(0);
      await bench.stop({ drainMs: Infinity });
      expect(bench.clock.now()).to.be.at.most(28_000);
    });

    it('cleans up what the plugin does later, and sets no further one up', async () => {
      const log: string[] = [];
      const slow = hanging(log);
      const bench = new Bench({
        plugins: [slow.plugin(), { name: 'next', setup: () => void log.push('next was set up') }],
      });
      const starting = bench.runner.start().catch((error: unknown) => String(error));
      await bench.pass(0);
      await bench.stop({ drainMs: 100 });
      slow.release();
      expect(await bench.until(starting)).to.contain('stopped while it started');
      await bench.pass(0);
      expect(log).to.deep.equal(['set up late', 'cleaned up']);
      expect(bench.runner.status().state).to.equal('stopped');
      expect(bench.server.requests).to.deep.equal([]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('warns nobody of its own doing', async () => {
      const caught = catchProcessWarnings();
      try {
        const slow = hanging([]);
        const bench = new Bench({ plugins: [slow.plugin()], unheard: ['error'] });
        const starting = bench.runner.start().catch(() => undefined);
        await bench.pass(0);
        await bench.stop({ drainMs: 100 });
        slow.release();
        await bench.until(starting);
        expect(caught.warnings).to.deep.equal([]);
      } finally {
        caught.restore();
      }
    });
  });
});
