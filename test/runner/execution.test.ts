import { expect } from 'chai';
import type { Task } from '../../generated/index.js';
import type { TaskContext } from '../../src/worker/task-context.js';
import { canceled, completed, failed, failedTerminally, inProgress } from '../../src/worker/results.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import type { HandlerReturn, WorkerTask } from '../../src/worker/worker.js';
import { hang, loseAnswer, loseRequest } from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';

type Execute = (task: WorkerTask, context: TaskContext) => unknown;

async function executing(execute: Execute, options: BenchOptions = {}, changes?: Partial<Task>): Promise<Bench> {
  const worker = { ...options.worker, execute: execute as () => HandlerReturn };
  const bench = await new Bench({ ...options, worker }).start();
  bench.server.queue('charge', changes);
  await bench.pass(0);
  return bench;
}

/** A promise that a test settles. */
function held(): {
  readonly promise: Promise<unknown>;
  readonly resolve: (value?: unknown) => void;
  readonly reject: (error: Error) => void;
} {
  let resolve: (value?: unknown) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<unknown>((given, refused) => {
    resolve = given;
    reject = refused;
  });
  return { promise, resolve, reject };
}

describe('executing a task', () => {
  const forms: readonly (readonly [string, Execute, Record<string, unknown>])[] = [
    ['an output', () => ({ a: 1 }), { status: 'COMPLETED', outputData: { a: 1 } }],
    ['nothing', () => undefined, { status: 'COMPLETED', outputData: {} }],
    ['a promise', () => Promise.resolve({ a: 1 }), { status: 'COMPLETED', outputData: { a: 1 } }],
    ['a thenable', () => ({ then: (done: (value: unknown) => void) => done({ a: 1 }) }), { outputData: { a: 1 } }],
    ['a tuple', () => ['completed', { a: 1 }], { status: 'COMPLETED', outputData: { a: 1 } }],
    [
      'a result',
      () => ({ status: 'FAILED', reasonForIncompletion: 'no' }),
      { status: 'FAILED', reasonForIncompletion: 'no' },
    ],
    ['completed()', () => completed({ status: 'FAILED' }), { status: 'COMPLETED', outputData: { status: 'FAILED' } }],
    ['failed()', () => failed('no'), { status: 'FAILED', reasonForIncompletion: 'no' }],
    ['failedTerminally()', () => failedTerminally('never'), { status: 'FAILED_WITH_TERMINAL_ERROR' }],
    ['inProgress()', () => inProgress(), { status: 'IN_PROGRESS', callbackAfterSeconds: 60 }],
    ['canceled()', () => canceled('stop'), { status: 'CANCELED', reasonForIncompletion: 'stop' }],
    ['an Error', () => new Error('no'), { status: 'FAILED', reasonForIncompletion: 'no' }],
    ['a TerminalError', () => new TerminalError('never'), { status: 'FAILED_WITH_TERMINAL_ERROR' }],
    ['a number', () => 5, { status: 'FAILED_WITH_TERMINAL_ERROR' }],
  ];
  for (const [name, execute, expected] of forms) {
    it(`reports what ${name} means`, async () => {
      const bench = await executing(execute);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.server.updates[0]).to.deep.include(expected);
    });
  }

  for (const [name, thrown] of [
    ['undefined', undefined],
    ['null', null],
    ['a text', 'plain text'],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('odd')],
    ['a function', () => 1],
  ] as const) {
    it(`fails with a readable reason when ${name} is thrown, at once or later`, async () => {
      for (const execute of [
        () => {
          throw thrown as Error;
        },
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handlers reject with anything
        () => Promise.reject(thrown),
      ]) {
        const bench = await executing(execute);
        expect(bench.server.updates[0]?.status).to.equal('FAILED');
        expect(bench.server.updates[0]?.reasonForIncompletion).to.be.a('string').that.matches(/\w{4}/);
        expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
      }
    });
  }

  it('gives the handler the task and a context of its own', async () => {
    const seen: [WorkerTask, TaskContext][] = [];
    await executing(
      (task, context) => void seen.push([task, context]),
      {},
      { inputData: { amount: 5 }, retryCount: 2 },
    );
    const [[task, context] = []] = seen;
    expect(task?.inputData).to.deep.equal({ amount: 5 });
    expect(context).to.include({ workerId: 'me', attempt: 3 });
    expect(context?.signal.aborted).to.be.false;
  });

  it('calls the handler once per polled task, as many at once as concurrency says', async () => {
    let running = 0;
    let most = 0;
    const calls: string[] = [];
    const bench = new Bench({
      worker: {
        concurrency: 3,
        execute: async ({ taskId }) => {
          calls.push(taskId);
          most = Math.max(most, (running += 1));
          await new Promise<void>((resolve) => void bench.clock.setTimer(50, resolve));
          running -= 1;
        },
      },
    });
    await bench.start();
    for (let count = 0; count < 20; count++) bench.server.queue('charge');
    await bench.pass(2_000);
    expect(most).to.equal(3);
    expect(new Set(calls).size).to.equal(20);
    expect(calls).to.have.length(20);
    expect(bench.events.outcomes).to.have.length(20);
  });

  describe('whose output', () => {
    const ring: Record<string, unknown> = {};
    ring.self = ring;
    for (const [name, output, part] of [
      ['is circular', ring, 'circular'],
      ['has a BigInt', { n: 1n }, 'BigInt'],
      ['is too large', { text: 'x'.repeat(2_000) }, '1000 at the most'],
    ] as const) {
      it(`${name} fails for good, and says so`, async () => {
        const bench = await executing(() => output, { maxOutputBytes: 1_000 });
        expect(bench.server.updates).to.have.length(1);
        expect(bench.server.updates[0]?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
        expect(bench.server.updates[0]?.reasonForIncompletion).to.contain(part);
        expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
        expect(bench.events.of('taskFailed')[0]?.result?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      });
    }

    it('changes after it was returned is reported as it was', async () => {
      const output: Record<string, unknown> = { a: 1 };
      const bench = new Bench({ worker: { execute: () => output } });
      await bench.start();
      bench.server.script('update', loseAnswer);
      bench.server.queue('charge');
      await bench.pass(0);
      output.a = 2;
      await bench.pass(1_000);
      expect(bench.server.updates.map(({ outputData }) => outputData)).to.deep.equal([{ a: 1 }, { a: 1 }]);
    });
  });

  describe('whose input is in external payload storage', () => {
    const aside = { inputData: {}, externalInputPayloadStoragePath: 'abc.json' };

    it('fails for good, and the handler never sees an empty input', async () => {
      let calls = 0;
      const bench = await executing(() => void (calls += 1), {}, aside);
      expect(calls).to.equal(0);
      expect(bench.server.updates[0]?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      expect(bench.server.updates[0]?.reasonForIncompletion)
        .to.contain('external payload storage')
        .and.contain('abc.json');
    });

    it('is executed when somebody can fetch it', async () => {
      const bench = await executing(
        ({ inputData }) => inputData,
        {
          parts: { externalPayloads: { fetchInput: (task) => Promise.resolve({ ...task, inputData: { big: true } }) } },
        },
        aside,
      );
      expect(bench.server.updates[0]?.outputData).to.deep.equal({ big: true });
    });

    it('can be tried again when fetching it fails', async () => {
      const bench = await executing(
        () => ({}),
        { parts: { externalPayloads: { fetchInput: () => Promise.reject(new Error('storage is down')) } } },
        aside,
      );
      expect(bench.server.updates[0]).to.deep.include({ status: 'FAILED', reasonForIncompletion: 'storage is down' });
    });
  });

  describe('for longer than timeoutMs', () => {
    const overdue = async (execute: Execute, options: BenchOptions = {}): Promise<Bench> => {
      const bench = await executing(execute, {
        ...options,
        worker: { timeoutMs: 1_000, concurrency: 1, ...options.worker },
      });
      await bench.pass(1_000);
      return bench;
    };

    it('is reported as FAILED, once, with the reason', async () => {
      const { promise } = held();
      const bench = await overdue(() => promise);
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.server.updates[0]).to.deep.include({
        status: 'FAILED',
        reasonForIncompletion: 'the handler has not ended within 1000 ms (timeoutMs)',
      });
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
      expect(bench.events.of('executionFailed')).to.have.length(1);
      expect(bench.events.of('taskFailed')[0]).to.include({ executeMs: 1_000, late: false });
    });

    it('keeps its slot, and shows as overdue, until the handler has settled', async () => {
      const { promise, resolve } = held();
      const bench = await overdue(() => promise);
      await bench.pass(60_000);
      expect(bench.status.state).to.equal('saturated');
      expect(bench.status.slots).to.deep.equal({ total: 1, free: 0, used: 1 });
      expect(bench.status.inFlight[0]).to.include({ phase: 'overdue', ageMs: 61_000, phaseMs: 60_000 });
      resolve();
      await bench.pass(0);
      expect(bench.status.inFlight).to.deep.equal([]);
      expect(bench.status.state).to.not.equal('saturated');
    });

    it('has what the handler returns or throws later ignored', async () => {
      for (const settle of ['resolve', 'reject'] as const) {
        const handler = held();
        const bench = await overdue(() => handler.promise);
        handler[settle](new Error('too late'));
        await bench.pass(10_000);
        expect(bench.server.updates).to.have.length(1);
        expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
        expect(bench.events.names('executionCompleted', 'executionFailed')).to.deep.equal(['executionFailed']);
      }
    });

    it('has its slot freed only when the failure has been answered as well', async () => {
      const { promise, resolve } = held();
      const bench = new Bench({
        worker: { timeoutMs: 1_000, concurrency: 1, execute: () => promise as Promise<undefined> },
      });
      await bench.start();
      bench.server.script('update', loseRequest, loseRequest);
      bench.server.queue('charge');
      await bench.pass(1_100);
      resolve();
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal([]);
      expect(bench.status.slots.used).to.equal(1);
      expect(bench.status.inFlight.map(({ phase }) => phase)).to.deep.equal(['reporting']);
      await bench.pass(1_000);
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
      expect(bench.status.inFlight).to.deep.equal([]);
    });

    it('has its lease extended no longer', async () => {
      const { promise } = held();
      const bench = new Bench({ worker: { timeoutMs: 7_000, execute: () => promise as Promise<undefined> } });
      await bench.start();
      bench.server.always('update', hang);
      bench.server.queue('charge', { responseTimeoutSeconds: 6 });
      await bench.pass(7_000);
      const before = bench.server.of('extend').length;
      expect(before).to.equal(3);
      await bench.pass(30_000);
      expect(bench.server.of('extend')).to.have.length(before);
      expect(bench.events.of('leaseLost')).to.have.length(1);
    });

    it('is no matter for a handler that ends in time', async () => {
      const bench = await executing(() => ({}), { worker: { timeoutMs: 1_000 } });
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.events.of('executionFailed')).to.deep.equal([]);
    });

    it('is no matter for a result that is still being reported', async () => {
      const bench = new Bench({ worker: { timeoutMs: 1_000 } });
      await bench.start();
      const restore = bench.server.always('update', loseRequest);
      bench.server.queue('charge');
      await bench.pass(10_000);
      restore();
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.events.of('executionFailed')).to.deep.equal([]);
    });

    it('may be 24 hours, which is the default', async () => {
      const { promise } = held();
      const bench = await executing(() => promise, {}, { responseTimeoutSeconds: 0 });
      bench.runner.pause('charge');
      await bench.pass(86_399_000);
      expect(bench.server.updates).to.have.length(0);
      await bench.pass(1_100);
      expect(bench.server.updates[0]?.status).to.equal('FAILED');
    });
  });

  describe('whose lease', () => {
    it('is 0 has none, and nothing is extended', async () => {
      const { promise } = held();
      const bench = await executing(() => promise, {}, { responseTimeoutSeconds: 0 });
      await bench.pass(60_000);
      expect(bench.server.of('extend')).to.deep.equal([]);
      expect(bench.status.inFlight[0]).not.to.have.property('leaseLeftMs');
    });

    it('is not to be extended runs out, and the result is reported all the same, as late', async () => {
      const { promise, resolve } = held();
      const bench = await executing(
        () => promise,
        { worker: { leaseExtension: false } },
        { responseTimeoutSeconds: 6 },
      );
      await bench.pass(7_000);
      expect(bench.server.of('extend')).to.deep.equal([]);
      expect(bench.events.of('leaseLost')).to.have.length(1);
      expect(bench.status.inFlight[0]?.leaseLeftMs).to.equal(-1_000);
      resolve({ a: 1 });
      await bench.pass(0);
      expect(bench.events.of('taskCompleted')[0]?.late).to.be.true;
    });

    it('was lost once makes the outcome late, even if it was won back', async () => {
      const { promise, resolve } = held();
      const bench = await executing(() => promise, {}, { responseTimeoutSeconds: 6 });
      const restore = bench.server.always('extend', loseRequest);
      await bench.pass(6_500);
      restore();
      await bench.pass(3_000);
      expect(bench.status.inFlight[0]?.leaseLeftMs).to.be.above(0);
      resolve({});
      await bench.pass(1_000);
      expect(bench.events.of('taskCompleted')[0]?.late).to.be.true;
    });

    it('is extended until the result has been answered', async () => {
      const bench = new Bench();
      await bench.start();
      const restore = bench.server.always('update', loseRequest);
      bench.server.queue('charge', { responseTimeoutSeconds: 6 });
      await bench.pass(20_000);
      const extensions = bench.server.of('extend').length;
      expect(extensions).to.be.at.least(5);
      expect(bench.events.of('leaseLost')).to.deep.equal([]);
      restore();
      await bench.pass(10_000);
      const atEnd = bench.server.of('extend').length;
      expect(bench.events.of('taskCompleted')[0]?.late).to.be.false;
      await bench.pass(60_000);
      expect(bench.server.of('extend')).to.have.length(atEnd);
    });
  });

  describe('that logs', () => {
    it('a little sends it with the result, in one request', async () => {
      const bench = await executing((_task, context) => {
        context.log('one');
        context.log('two');
      });
      expect(bench.server.of('log')).to.deep.equal([]);
      expect(bench.server.updates[0]?.logs?.map(({ log }) => log)).to.deep.equal(['one', 'two']);
    });

    it('by a function that was taken out of its context, is heard as well', async () => {
      const bench = await executing((_task, { log }) => log('one'));
      expect(bench.server.updates[0]?.logs?.map(({ log }) => log)).to.deep.equal(['one']);
    });

    it('for longer sends it ahead, in order, after 5 s or 10 lines', async () => {
      const { promise, resolve } = held();
      let context: TaskContext | undefined;
      const bench = await executing((_task, given) => {
        context = given;
        return promise;
      });
      context?.log('after a while');
      await bench.pass(5_100);
      expect(bench.server.of('log').map(({ body, path }) => [body, path])).to.deep.equal([
        ['after a while', '/api/tasks/task-1/log'],
      ]);
      for (let line = 1; line <= 12; line++) context?.log(`line ${line}`);
      await bench.pass(0);
      expect(bench.server.of('log')).to.have.length.at.least(11);
      resolve();
      await bench.pass(0);
      const ahead = bench.server
        .of('log')
        .slice(1)
        .map(({ body }) => body);
      const withResult = bench.server.updates[0]?.logs?.map(({ log }) => log) ?? [];
      expect([...ahead, ...withResult]).to.deep.equal(Array.from({ length: 12 }, (_, index) => `line ${index + 1}`));
    });

    it('adds the stack of what it threw', async () => {
      const bench = await executing((_task, context) => {
        context.log('about to fail');
        throw new RangeError('no card');
      });
      const lines = bench.server.updates[0]?.logs?.map(({ log }) => log) ?? [];
      expect(lines).to.have.length(2);
      expect(lines[1]).to.match(/^RangeError: no card\n\s+at /);
    });

    it('adds the lines of its result after its own', async () => {
      const bench = await executing((_task, context) => {
        context.log('own');
        return failed('no', { logs: ['returned', { log: 'with a time', createdTime: 1 }] });
      });
      expect(bench.server.updates[0]?.logs?.map(({ log }) => log)).to.deep.equal(['own', 'returned', 'with a time']);
    });

    it('after its end says nothing to anybody', async () => {
      let context: TaskContext | undefined;
      const bench = await executing((_task, given) => void (context = given));
      context?.log('too late');
      await bench.pass(60_000);
      expect(bench.server.of('log')).to.deep.equal([]);
      expect(bench.events.of('error')).to.deep.equal([]);
    });

    it('after its timeout says nothing either', async () => {
      let context: TaskContext | undefined;
      const { promise } = held();
      const bench = await executing(
        (_task, given) => {
          context = given;
          return promise;
        },
        { worker: { timeoutMs: 1_000 } },
      );
      await bench.pass(2_000);
      context?.log('too late');
      await bench.pass(60_000);
      expect(bench.server.of('log')).to.deep.equal([]);
    });

    it('to an endpoint that fails tells so once, and the lines travel with the result', async () => {
      const { promise, resolve } = held();
      let context: TaskContext | undefined;
      const bench = await executing((_task, given) => {
        context = given;
        return promise;
      });
      bench.server.always('log', loseRequest);
      context?.log('one');
      await bench.pass(30_000);
      expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
        'log lines of task task-1 could not be sent',
      ]);
      resolve();
      await bench.pass(0);
      expect(bench.server.updates[0]?.logs?.map(({ log }) => log)).to.deep.equal(['one']);
    });
  });
});
