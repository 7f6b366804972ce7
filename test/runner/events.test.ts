import { expect } from 'chai';
import { completed, inProgress } from '../../src/worker/results.js';
import type { TaskContext } from '../../src/worker/task-context.js';
import { hang, loseAnswer, loseRequest, refuse } from './support/answers.js';
import { Bench } from './support/bench.js';
import { catchProcessWarnings } from './support/process-warnings.js';

const who = { taskType: 'charge', workerId: 'me' };

const outcomeEvents = ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const;

/** What a worker with a domain tells of itself. */
const inEurope = { ...who, domain: 'eu' };

describe('the events of a runner', () => {
  it('tell the whole life of a task, in order', async () => {
    const bench = await new Bench({ worker: { concurrency: 1 } }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.names()).to.deep.equal([
      ...['started', 'pollStarted', 'pollCompleted', 'executionStarted', 'executionCompleted', 'updateStarted'],
      ...['loopStateChanged', 'updateCompleted', 'taskCompleted', 'loopStateChanged', 'pollStarted', 'pollCompleted'],
      ...['loopStateChanged', 'pollStarted'],
    ]);
  });

  it('started: which workers', async () => {
    const bench = await new Bench({
      workers: [
        { name: 'charge', workerId: 'me', execute: () => ({}) },
        { name: 'charge', workerId: 'me', domain: 'eu', execute: () => ({}) },
      ],
    }).start();
    expect(bench.events.of('started')).to.deep.equal([{ workers: [who, inEurope] }]);
  });

  it('pollStarted, pollCompleted, loopStateChanged: with the domain, if there is one', async () => {
    const bench = await new Bench({ worker: { domain: 'eu' } }).start();
    bench.server.queue('charge', { domain: 'eu' });
    await bench.pass(0);
    expect(bench.events.of('pollStarted')[0]).to.deep.equal({ ...inEurope, requested: 1, longPollMs: 1_000 });
    const [polled] = bench.events.of('pollCompleted');
    const tasks = bench.events.of('taskCompleted').map(({ task }) => task);
    expect(polled).to.deep.equal({
      ...{ ...inEurope, requested: 1, longPollMs: 1_000 },
      ...{ received: 1, tasks, durationMs: 0 },
    });
    expect(polled?.tasks[0]).to.equal(tasks[0]);
    expect(bench.events.of('loopStateChanged')[0]).to.deep.equal({
      ...{ ...inEurope, from: 'idle', to: 'burst' },
      cause: 'the last poll came back full',
      freeSlots: 9,
    });
    expect(bench.server.of('poll')[0]?.query).to.include({ domain: 'eu', workerid: 'me' });
    expect(bench.events.of('taskCompleted')[0]).to.include(inEurope);
  });

  it('pollFailed: why, how often in a row, when again', async () => {
    const bench = new Bench();
    bench.server.script('poll', refuse(503, 'not now'), loseRequest);
    await bench.start();
    await bench.pass(200);
    const failed = bench.events.of('pollFailed');
    expect(failed.map(({ failures, retryInMs, requested }) => [failures, retryInMs, requested])).to.deep.equal([
      [1, 200, 1],
      [2, 400, 1],
    ]);
    expect(failed[0]).to.include(who);
    expect(failed[0]?.error).to.include({ name: 'ConductorApiError', status: 503 });
    expect(failed[1]?.error).to.have.property('name', 'ConductorConnectionError');
  });

  it('pollFailed: an answer that is no list of tasks, with a hint', async () => {
    const bench = new Bench();
    bench.server.script('poll', () => ({
      status: 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      body: '{"status":"UP"}',
    }));
    await bench.start();
    expect(String(bench.events.of('pollFailed')[0]?.error)).to.contain('is serverUrl that of a Conductor server?');
    expect(bench.status.state).to.equal('backoff');
  });

  it('loopStalled: a poll that is out for too long', async () => {
    const bench = new Bench();
    bench.server.always('poll', hang);
    await bench.start();
    await bench.pass(16_000);
    expect(bench.events.of('loopStalled')).to.deep.equal([{ ...who, state: 'idle', pollAgeMs: 16_000 }]);
  });

  it('workerMisconfigured: the server refuses what the worker asks for', async () => {
    const bench = new Bench();
    bench.server.script('poll', refuse(400, 'Long Poll Timeout value cannot be more than 5 seconds'));
    await bench.start();
    const [event] = bench.events.of('workerMisconfigured');
    expect(event).to.include(who);
    expect(event?.error).to.include({ status: 400 });
  });

  it('executionStarted: how long the task has waited for it, never less than nothing', async () => {
    const bench = await new Bench().start();
    bench.server.queue('charge', { scheduledTime: bench.clock.epochMs() - 250 });
    bench.server.queue('charge', { scheduledTime: bench.clock.epochMs() + 60_000 });
    await bench.pass(0);
    const started = bench.events.of('executionStarted');
    expect(started.map(({ scheduleToStartMs }) => scheduleToStartMs)).to.deep.equal([250, 0]);
    expect(started[0]).to.include(who);
    expect(started[0]?.task.taskId).to.equal('task-1');
  });

  it('executionCompleted: result and time, before it is reported', async () => {
    const slow = new Bench({
      worker: {
        execute: async () => {
          await new Promise<void>((resolve) => void slow.clock.setTimer(300, resolve));
          return completed({ total: 3 });
        },
      },
    });
    await slow.start();
    slow.server.always('update', hang);
    slow.server.queue('charge');
    await slow.pass(300);
    expect(slow.events.of('executionCompleted')).to.have.length(1);
    expect(slow.events.of('executionCompleted')[0]).to.deep.include({
      ...{ ...who, executeMs: 300 },
      result: { status: 'COMPLETED', outputData: { total: 3 } },
    });
    expect(slow.events.outcomes).to.deep.equal([]);
  });

  it('executionFailed: what was thrown itself, and the result it becomes', async () => {
    const failure = new RangeError('no card');
    const bench = await new Bench({
      worker: {
        execute: () => {
          throw failure;
        },
      },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    const [failed] = bench.events.of('executionFailed');
    expect(failed?.error).to.equal(failure);
    expect(failed).to.deep.include({
      ...{ ...who, executeMs: 0 },
      result: { status: 'FAILED', reasonForIncompletion: 'no card' },
    });
    expect(bench.events.of('executionCompleted')).to.deep.equal([]);
    expect(bench.events.of('taskFailed')[0]?.error).to.equal(failure);
  });

  it('executionCompleted, not executionFailed: a handler that reports FAILED itself', async () => {
    const bench = await new Bench({ worker: { execute: () => ['FAILED', { a: 1 }] } }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.names('executionCompleted', 'executionFailed', 'taskFailed')).to.deep.equal([
      'executionCompleted',
      'taskFailed',
    ]);
    expect(bench.events.of('taskFailed')[0]?.error).to.be.an('error').with.property('message', 'FAILED');
  });

  it('leaseExtended, leaseExtensionFailed, leaseLost: how often, how long it still lasts', async () => {
    const bench = await new Bench({ worker: { execute: () => new Promise<never>(() => undefined) } }).start();
    bench.server.queue('charge', { responseTimeoutSeconds: 6 });
    await bench.pass(4_500);
    expect(bench.events.of('leaseExtended').map(({ extensions, leaseMs }) => [extensions, leaseMs])).to.deep.equal([
      [1, 6_000],
      [2, 6_000],
    ]);
    expect(bench.events.of('leaseExtended')[0]).to.include(who);
    bench.server.always('extend', loseRequest);
    await bench.pass(20_000);
    const [failed] = bench.events.of('leaseExtensionFailed');
    expect(failed).to.include({ ...who, leaseLeftMs: 4_000 });
    expect(failed?.error).to.have.property('name', 'ConductorConnectionError');
    const [lost] = bench.events.of('leaseLost');
    expect(lost).to.include({ ...who, leaseMs: 6_000, ageMs: 10_000 });
    expect(lost?.task.taskId).to.equal('task-1');
    expect(bench.events.of('leaseLost')).to.have.length(1);
  });

  it('an extension says who asks for what, and nothing of the result', async () => {
    const bench = await new Bench({ worker: { execute: () => new Promise<never>(() => undefined) } }).start();
    bench.server.queue('charge', { responseTimeoutSeconds: 6 });
    await bench.pass(2_000);
    const [extension] = bench.server.of('extend');
    expect(JSON.parse(extension?.body ?? '')).to.deep.equal({
      ...{ taskId: 'task-1', workflowInstanceId: 'workflow-1', workerId: 'me' },
      ...{ status: 'IN_PROGRESS', extendLease: true },
    });
    expect(extension).to.include({ path: '/api/tasks', timeoutMs: 1_000, lane: 'results' });
  });

  it('workerPaused, workerResumed: which worker, once for each change', async () => {
    const bench = await new Bench().start();
    bench.runner.pause('charge');
    bench.runner.pause('charge');
    bench.runner.resume('charge');
    bench.runner.resume('charge');
    expect(bench.events.of('workerPaused')).to.deep.equal([who]);
    expect(bench.events.of('workerResumed')).to.deep.equal([who]);
  });

  describe('about the end of a task', () => {
    it('say how long execution and report took', async () => {
      const bench = new Bench({
        worker: { execute: () => new Promise((resolve) => void bench.clock.setTimer(400, () => resolve({ a: 1 }))) },
      });
      await bench.start();
      bench.server.script('update', loseRequest);
      bench.server.queue('charge');
      await bench.pass(1_000);
      const [outcome] = bench.events.of('taskCompleted');
      const { task, ...rest } = outcome ?? { task: undefined };
      expect(task?.taskId).to.equal('task-1');
      expect(rest).to.deep.equal({
        ...{ ...who, outcome: 'completed', executeMs: 400, updateMs: 200, late: false },
        result: { status: 'COMPLETED', outputData: { a: 1 } },
      });
    });

    it('come once the server has answered, and not before', async () => {
      const bench = await new Bench().start();
      bench.server.always('update', hang);
      bench.server.queue('charge');
      await bench.pass(20_000);
      expect(bench.events.outcomes).to.deep.equal([]);
      expect(bench.status.pendingResults).to.equal(1);
    });

    const handlers: readonly (readonly [string, (context: TaskContext) => unknown, string])[] = [
      ['an output', () => ({ a: 1 }), 'taskCompleted'],
      ['nothing', () => undefined, 'taskCompleted'],
      ['IN_PROGRESS', () => inProgress(), 'taskInProgress'],
      ['CANCELED', () => ['canceled'], 'taskFailed'],
      ['FAILED', () => ['failed'], 'taskFailed'],
      ['an error', () => new Error('no'), 'taskFailed'],
      ['a number, which is no return', () => 5, 'taskFailed'],
      ['a BigInt in its output, which has no JSON', () => ({ n: 1n }), 'taskFailed'],
      ['a promise of an output', () => Promise.resolve({ a: 1 }), 'taskCompleted'],
      ['a rejected promise', () => Promise.reject(new Error('no')), 'taskFailed'],
    ];
    for (const [name, execute, event] of handlers) {
      it(`are exactly one, ${event}, when the handler returns ${name}`, async () => {
        const bench = await new Bench({
          worker: { execute: (_task, context) => execute(context) as undefined },
        }).start();
        bench.server.script('update', loseAnswer);
        bench.server.queue('charge');
        await bench.pass(10_000);
        expect(bench.events.names(...outcomeEvents)).to.deep.equal([event]);
      });
    }

    it('count each poll of a task that comes again as one', async () => {
      const bench = await new Bench({
        worker: { execute: ({ pollCount }) => (pollCount < 3 ? inProgress() : {}) },
      }).start();
      for (const pollCount of [1, 2, 3]) {
        bench.server.queue('charge', { taskId: 'task-1', pollCount });
        await bench.pass(100);
      }
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1', 'inProgress task-1', 'completed task-1']);
    });
  });

  describe('have listeners that', () => {
    it('may be taken back, or hear one event only', async () => {
      const bench = await new Bench().start();
      const heard: string[] = [];
      const on = (): void => void heard.push('on');
      bench.runner.on('taskCompleted', on);
      const unsubscribe = bench.runner.on('taskCompleted', () => void heard.push('unsubscribed'));
      bench.runner.once('taskCompleted', () => void heard.push('once'));
      bench.server.queue('charge');
      await bench.pass(0);
      unsubscribe();
      bench.runner.off('taskCompleted', on);
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(heard).to.deep.equal(['on', 'unsubscribed', 'once']);
    });

    it('fail at every event and break nothing; each failure is one error event', async () => {
      const bench = new Bench({ unheard: ['error'] });
      const errors: string[] = [];
      bench.runner.on('error', ({ cause }) => void errors.push(cause));
      const events = [
        ...(['started', 'pollStarted', 'pollCompleted', 'loopStateChanged', 'executionStarted'] as const),
        ...(['executionCompleted', 'updateRetried', 'updateCompleted', 'taskCompleted', 'stopping'] as const),
      ];
      for (const event of events) {
        bench.runner.once(event, () => {
          throw new Error('broken listener');
        });
        bench.runner.once(event, () => Promise.reject(new Error('broken promise')));
      }
      await bench.start();
      bench.server.script('update', loseRequest);
      bench.server.queue('charge');
      await bench.pass(5_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      const report = await bench.stop();
      expect(errors.sort()).to.deep.equal(
        [...events, ...events].map((event) => `listener for "${event}" failed`).sort(),
      );
      expect(report.completed).to.equal(0);
      expect(bench.status.slots.used).to.equal(0);
    });

    it('are not exposed to emitting: there is no emit', () => {
      expect(new Bench().runner).not.to.have.property('emit');
    });

    it('may stop the runner at any event', async () => {
      for (const event of [
        'started',
        'pollCompleted',
        'executionStarted',
        'executionCompleted',
        'taskCompleted',
      ] as const) {
        const bench = new Bench();
        bench.runner.once(event, () => void bench.runner.stop());
        await bench.start();
        bench.server.queue('charge');
        await bench.pass(2_000);
        const report = await bench.until(bench.runner.stop());
        expect(report.errors, event).to.deep.equal([]);
        expect(bench.status.slots.used, event).to.equal(0);
        expect(bench.events.outcomes, event).to.have.length(event === 'started' ? 0 : 1);
        expect(bench.clock.pendingTimers, event).to.equal(0);
      }
    });
  });

  describe('that nobody hears', () => {
    let caught: ReturnType<typeof catchProcessWarnings>;
    beforeEach(() => (caught = catchProcessWarnings()));
    afterEach(() => caught.restore());

    const unheard = ['error', 'pollFailed', 'workerMisconfigured'] as const;

    it('warn through the process, with a code, of what must not pass unnoticed', async () => {
      const bench = new Bench({ unheard });
      bench.server.script('poll', refuse(404, 'No static resource api/tasks/poll/batch/charge.'));
      bench.runner.on('taskCompleted', () => {
        throw new Error('broken listener');
      });
      await bench.start();
      await bench.pass(2_000);
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(caught.warnings.map(({ code }) => code)).to.deep.equal([
        'CONDUCTOR_POLL_FAILED',
        'CONDUCTOR_WORKER_MISCONFIGURED',
        'CONDUCTOR_ERROR',
      ]);
    });

    it('are nothing to warn of otherwise', async () => {
      const bench = await new Bench({ unheard: [...unheard, ...outcomeEvents] }).start();
      bench.server.script('update', loseRequest, refuse(400, 'no'));
      bench.server.queue('charge');
      await bench.pass(2_000);
      await bench.stop();
      expect(bench.server.updates).to.have.length(3);
      expect(caught.warnings).to.deep.equal([]);
    });
  });
});
