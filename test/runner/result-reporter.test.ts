import { expect } from 'chai';
import type { Task } from '../../generated/index.js';
import type { PendingResult, ResultStore } from '../../src/runner/result-store.js';
import { inProgress } from '../../src/worker/results.js';
import { aTask } from '../worker/a-task.js';
import {
  json,
  later,
  loseAnswer,
  loseRequest,
  refuse,
  refuseAfterwards,
  text,
  type Answer,
} from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';

/** A bench whose worker has polled one task, and executed it. */
async function withTask(options: BenchOptions = {}, ...answers: readonly Answer[]): Promise<Bench & { task: Task }> {
  const bench = await new Bench(options).start();
  bench.server.script('update', ...answers);
  bench.server.queue('charge');
  await bench.pass(0);
  const [task] = bench.server.polled;
  if (task === undefined) throw new Error('the task has not been polled');
  return Object.assign(bench, { task });
}

const askAgain: BenchOptions = {
  worker: { execute: () => inProgress({ callbackAfterSeconds: 30, outputData: { n: 1 } }) },
};

/** The first task ends without us. */
function endElsewhere({ server }: Bench, status: 'COMPLETED' | 'CANCELED' | 'TIMED_OUT' | 'FAILED'): void {
  if (status === 'TIMED_OUT') server.timeOut('task-1');
  else if (status === 'CANCELED') server.engine.workflows.terminate('workflow-1');
  else server.engine.tasks.update({ workflowInstanceId: 'workflow-1', taskId: 'task-1', status });
}

describe('reporting a result', () => {
  it('takes one request when the server answers, in the lane of results', async () => {
    const bench = await withTask();
    expect(bench.server.updates).to.deep.equal([
      {
        ...{ workflowInstanceId: 'workflow-1', taskId: 'task-1', workerId: 'me' },
        ...{ status: 'COMPLETED', outputData: { paid: true } },
      },
    ]);
    const [request] = bench.server.of('update');
    expect(request).to.include({ method: 'POST', path: '/api/tasks', lane: 'results', timeoutMs: 30_000 });
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(bench.events.of('updateCompleted')).to.deep.equal([
      {
        ...{
          taskType: 'charge',
          workerId: 'me',
          task: bench.task,
          bytes: request?.body.length,
          attempts: 1,
          attemptMs: 0,
          updateMs: 0,
        },
        result: { status: 'COMPLETED', outputData: { paid: true } },
      },
    ]);
    expect(bench.status.pendingResults).to.equal(0);
  });

  it('counts the bytes and the time that it took', async () => {
    const { answer, release } = later();
    const bench = await withTask({ worker: { execute: () => ({ text: 'äöü' }) } }, answer);
    await bench.pass(70);
    expect(bench.status.pendingResults).to.equal(1);
    release();
    await bench.pass(0);
    expect(bench.events.of('updateCompleted')[0]).to.include({
      bytes: Buffer.byteLength(bench.server.of('update')[0]?.body ?? ''),
      attemptMs: 70,
      updateMs: 70,
    });
  });

  describe('is repeated', () => {
    const transient: readonly (readonly [string, Answer])[] = [
      ['the request was lost', loseRequest],
      ['the answer was lost', loseAnswer],
      ...[408, 425, 429, 500, 502, 503, 504].map((status): [string, Answer] => [
        `the server answered ${status}`,
        refuse(status, 'not now'),
      ]),
      ['a gateway answered 404', () => text(404, '<html>404 Not Found</html>', 'text/html')],
      ['the path was unknown while something was deployed', refuse(404, 'No static resource api/tasks.')],
    ];
    for (const [name, answer] of transient) {
      it(`when ${name}, as it was`, async () => {
        const bench = await withTask({}, answer);
        expect(bench.events.outcomes).to.deep.equal([]);
        expect(bench.server.of('update')).to.have.length(1);
        await bench.pass(200);
        const bodies = bench.server.of('update').map(({ body }) => body);
        expect(bodies).to.have.length(2);
        expect(bodies[1]).to.equal(bodies[0]);
        expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
        expect(bench.events.of('updateCompleted')[0]?.attempts).to.equal(2);
        expect(bench.server.of('get')).to.have.length(0);
      });
    }

    it('after waits that double up to ten seconds, each of them told', async () => {
      const bench = await withTask({}, ...Array.from({ length: 9 }, () => loseAnswer));
      await bench.pass(60_000);
      const retries = bench.events.of('updateRetried');
      expect(retries.map(({ retryInMs }) => retryInMs)).to.deep.equal([
        200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000,
      ]);
      expect(retries.map(({ attempts }) => attempts)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(retries[0]).to.deep.include({ taskType: 'charge', workerId: 'me', task: bench.task });
      expect(retries[0]?.error).to.be.an('error').with.property('name', 'ConductorConnectionError');
      expect(bench.events.of('updateCompleted')[0]).to.include({ attempts: 10, updateMs: 42_600 });
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('not earlier than the server asks for', async () => {
      const bench = await withTask({}, refuse(429, 'slow down', { 'retry-after': '7' }));
      await bench.pass(6_999);
      expect(bench.server.updates).to.have.length(1);
      await bench.pass(1);
      expect(bench.server.updates).to.have.length(2);
    });

    for (const status of [401, 403]) {
      it(`more slowly after a ${status}, until the credentials are good again`, async () => {
        const bench = await withTask({}, refuse(status, 'no'), refuse(status, 'no'));
        expect(bench.events.of('updateRetried')[0]?.retryInMs).to.equal(2_000);
        await bench.pass(6_000);
        expect(bench.events.of('updateRetried')[1]?.retryInMs).to.equal(4_000);
        expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      });
    }

    it('keeping its slot, and its task in status(), until the server has answered', async () => {
      const bench = await withTask({ worker: { concurrency: 1 } }, loseAnswer, loseAnswer);
      expect(bench.status).to.deep.include({ state: 'saturated', pendingResults: 1 });
      expect(bench.status.slots).to.deep.equal({ total: 1, free: 0, used: 1 });
      expect(bench.status.inFlight.map(({ phase }) => phase)).to.deep.equal(['reporting']);
      await bench.pass(600);
      expect(bench.status.inFlight).to.deep.equal([]);
      expect(bench.status.pendingResults).to.equal(0);
    });

    it('past the end of the lease too, and the outcome says that it was late', async () => {
      const bench = await withTask({ worker: { leaseExtension: false } });
      expect(bench.events.of('taskCompleted')[0]?.late).to.be.false;
      const restore = bench.server.always('update', loseRequest);
      bench.server.queue('charge', { responseTimeoutSeconds: 5 });
      await bench.pass(20_000);
      expect(bench.events.outcomes).to.have.length(1);
      restore();
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1', 'completed task-2']);
      expect(bench.events.of('taskCompleted')[1]?.late).to.be.true;
    });

    it('until giveUpAfterMs is over, and then the task is dropped and its slot is free', async () => {
      const bench = await new Bench({ giveUpAfterMs: 10_000, worker: { concurrency: 1 } }).start();
      bench.server.always('update', loseAnswer);
      bench.server.queue('charge');
      await bench.pass(9_999);
      expect(bench.events.outcomes).to.deep.equal([]);
      await bench.pass(1);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gaveUp)']);
      const [failed] = bench.events.of('updateFailed');
      expect(failed).to.deep.include({
        taskType: 'charge',
        result: { status: 'COMPLETED', outputData: { paid: true } },
      });
      expect(failed?.error).to.be.an('error').with.property('name', 'ConductorConnectionError');
      expect(bench.events.of('taskDropped')[0]).to.deep.include({
        ...{ outcome: 'dropped', reason: 'gaveUp', error: failed?.error, updateMs: 10_000 },
        result: { status: 'COMPLETED', outputData: { paid: true } },
      });
      expect(bench.status.slots.used).to.equal(1);
      expect(bench.status).to.deep.include({ state: 'idle', inFlight: [] });
    });

    it('encoding its output once, however often', async () => {
      let reads = 0;
      const output = Object.defineProperty({}, 'total', { enumerable: true, get: () => (reads += 1) });
      const bench = await withTask({ worker: { execute: () => output } }, loseAnswer, refuse(503, 'x'), loseRequest);
      await bench.pass(60_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(reads).to.equal(1);
      expect(new Set(bench.server.of('update').map(({ body }) => body)).size).to.equal(1);
    });
  });

  describe('that the server refuses', () => {
    for (const status of [400, 405, 409, 413]) {
      it(`with ${status} becomes a failure that says why, once it is sure that it was not stored`, async () => {
        const bench = await withTask({}, refuse(status, 'cannot take that'));
        await bench.pass(0);
        expect(
          bench.server.requests
            .slice(1)
            .map(({ route }) => route)
            .filter((route) => route !== 'poll'),
        ).to.deep.equal(['update', 'get', 'update']);
        const [first, second] = bench.server.updates;
        expect(first?.status).to.equal('COMPLETED');
        expect(second).to.include({ status: 'FAILED_WITH_TERMINAL_ERROR', taskId: 'task-1', workerId: 'me' });
        expect(second).not.to.have.property('outputData');
        expect(second?.reasonForIncompletion)
          .to.contain(`the server refused the result (${status}`)
          .and.contain('cannot take that');
        expect(bench.events.names('updateFailed', 'updateCompleted', 'taskFailed')).to.deep.equal([
          'updateFailed',
          'updateCompleted',
          'taskFailed',
        ]);
        expect(bench.events.of('updateFailed')[0]).to.deep.include({
          attempts: 1,
          result: { status: 'COMPLETED', outputData: { paid: true } },
        });
        expect(bench.events.of('taskFailed')[0]?.result?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      });
    }

    it('with a 500 that blames the request becomes a failure as well', async () => {
      const bench = await withTask({}, refuse(500, 'JSON parse error: Cannot deserialize value'));
      await bench.pass(0);
      expect(bench.server.updates.map(({ status }) => status)).to.deep.equal([
        'COMPLETED',
        'FAILED_WITH_TERMINAL_ERROR',
      ]);
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
    });

    it('although it has stored it, is stored', async () => {
      const bench = await withTask({}, refuseAfterwards(400, 'the next task cannot be mapped'));
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.events.of('updateFailed')).to.deep.equal([]);
    });

    it('together with the failure in its place is dropped, and nothing is sent any more', async () => {
      const bench = await withTask({}, refuse(400, 'no'), refuse(400, 'neither'));
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(2);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (refused)']);
      expect(bench.events.of('updateFailed')).to.have.length(2);
      expect(String(bench.events.of('taskDropped')[0]?.error)).to.contain('neither');
    });

    it('is replaced by a failure that is repeated like any other result', async () => {
      const bench = await withTask({}, refuse(400, 'no'), loseAnswer, refuse(503, 'not now'));
      await bench.pass(60_000);
      expect(bench.server.updates.map(({ status }) => status)).to.deep.equal([
        'COMPLETED',
        ...['FAILED_WITH_TERMINAL_ERROR', 'FAILED_WITH_TERMINAL_ERROR', 'FAILED_WITH_TERMINAL_ERROR'],
      ]);
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
    });

    it('while nobody can say whether it was stored, is looked up until somebody can', async () => {
      const bench = await withTask({}, refuseAfterwards(400, 'the next task cannot be mapped'));
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      bench.server.script('update', refuseAfterwards(400, 'the next task cannot be mapped'));
      bench.server.script('get', loseRequest, refuse(503, 'not now'));
      bench.server.queue('charge');
      await bench.pass(60_000);
      // The failure in its place would have been dropped by the server, and told by us as if it were true.
      expect(bench.server.updates).to.have.length(2);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1', 'completed task-2']);
    });

    it('with IN_PROGRESS, while nobody can say what became of it, fails no task that the next worker may have', async () => {
      const bench = await withTask(askAgain, refuseAfterwards(400, 'the workflow cannot be evaluated'));
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
      bench.server.script('update', refuseAfterwards(400, 'the workflow cannot be evaluated'));
      bench.server.script('get', loseRequest, loseRequest);
      bench.server.queue('charge');
      await bench.pass(60_000);
      expect(bench.server.updates.map(({ status }) => status)).to.deep.equal(['IN_PROGRESS', 'IN_PROGRESS']);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1', 'inProgress task-2']);
    });

    it('is given up when nobody can say so until giveUpAfterMs', async () => {
      const bench = await new Bench({ giveUpAfterMs: 5_000 }).start();
      bench.server.always('update', refuse(400, 'no'));
      bench.server.always('get', loseRequest);
      bench.server.queue('charge');
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gaveUp)']);
      expect(bench.server.updates).to.have.length(1);
    });

    const over: readonly (readonly [Parameters<typeof endElsewhere>[1], string])[] = [
      ['CANCELED', 'dropped task-1 (cancelled)'],
      ['TIMED_OUT', 'dropped task-1 (gone)'],
      ['FAILED', 'dropped task-1 (gone)'],
    ];
    for (const [status, outcome] of over) {
      it(`and knows as ${status}, is dropped`, async () => {
        const bench = await new Bench().start();
        bench.server.script('update', (perform) => {
          endElsewhere(bench, status);
          return refuse(400, 'no')(perform);
        });
        bench.server.queue('charge');
        await bench.pass(60_000);
        expect(bench.server.updates).to.have.length(1);
        expect(bench.events.outcomes).to.deep.equal([outcome]);
        expect(String(bench.events.of('taskDropped')[0]?.error)).to.contain(`task-1 is ${status} on the server`);
      });
    }

    it('and does not know any more, is dropped', async () => {
      const bench = await new Bench().start();
      bench.server.script('update', (perform) => {
        bench.server.remove('task-1');
        return refuse(400, 'no')(perform);
      });
      bench.server.queue('charge');
      await bench.pass(60_000);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gone)']);
    });
  });

  it('of a task that the server does not know is dropped, without a second request', async () => {
    const bench = await withTask({}, refuse(404, 'No such task found by id: task-1'));
    await bench.pass(60_000);
    expect(bench.server.updates).to.have.length(1);
    expect(bench.server.of('get')).to.have.length(0);
    expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gone)']);
    expect(bench.events.of('updateFailed')).to.have.length(1);
  });

  describe('that asks for the task to come again', () => {
    it('and whose answer was lost, is not sent again when it has arrived', async () => {
      const bench = await withTask(askAgain, loseAnswer);
      await bench.pass(200);
      expect(bench.server.of('get')).to.have.length(1);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    });

    it('and whose request was lost, is sent again after a look', async () => {
      const bench = await withTask(askAgain, loseRequest);
      await bench.pass(200);
      expect(bench.server.requests.map(({ route }) => route).filter((route) => route !== 'poll')).to.deep.equal([
        'update',
        'get',
        'update',
      ]);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    });

    it('is never sent again once the task has been polled again', async () => {
      const bench = await withTask(askAgain, loseAnswer);
      bench.server.engine.workflows.resetCallbacks('workflow-1');
      expect(bench.server.handOut('charge', 1)).to.have.nested.property('[0].pollCount', 2);
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    });

    it('is never sent again while nobody can say where the task is', async () => {
      const bench = await withTask(askAgain, loseAnswer);
      bench.server.always('get', loseRequest);
      await bench.pass(120_000);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.server.of('get').length).to.be.above(5);
      expect(bench.events.outcomes).to.deep.equal([]);
    });

    for (const [status, outcome] of [
      ['COMPLETED', 'dropped task-1 (gone)'],
      ['CANCELED', 'dropped task-1 (cancelled)'],
    ] as const) {
      it(`is dropped when the task is ${status} by then`, async () => {
        const bench = await withTask(askAgain, loseRequest);
        endElsewhere(bench, status);
        await bench.pass(60_000);
        expect(bench.server.updates).to.have.length(1);
        expect(bench.events.outcomes).to.deep.equal([outcome]);
      });
    }

    it('does not take an empty answer for knowledge', async () => {
      const bench = await withTask(askAgain, loseAnswer);
      bench.server.script('get', () => text(200, ''));
      await bench.pass(60_000);
      expect(bench.server.of('get')).to.have.length(2);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    });

    it('is dropped when the task has been removed by then', async () => {
      const bench = await withTask(askAgain, loseRequest);
      bench.server.remove('task-1');
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gone)']);
    });

    it('looks again before each repeat', async () => {
      const bench = await withTask(askAgain, loseRequest, loseRequest, loseAnswer);
      await bench.pass(60_000);
      expect(bench.server.updates).to.have.length(3);
      expect(bench.server.of('get')).to.have.length(3);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
    });
  });

  describe('through a store of its own', () => {
    class SlowStore implements ResultStore {
      readonly held = new Set<PendingResult>();
      readonly log: string[] = [];
      stored: () => void = () => undefined;
      failed: (error: Error) => void = () => undefined;

      get size(): number {
        return this.held.size;
      }

      add(pending: PendingResult): Promise<void> {
        this.held.add(pending);
        this.log.push(`add ${pending.task.taskId}`);
        return new Promise((resolve, reject) => {
          this.stored = resolve;
          this.failed = reject;
        });
      }

      remove(pending: PendingResult): void {
        this.held.delete(pending);
        this.log.push(`remove ${pending.task.taskId}`);
      }
    }

    it('waits for it before the first attempt, and tells it once the server has answered', async () => {
      const store = new SlowStore();
      const bench = await withTask({ parts: { createResultStore: () => store } }, loseAnswer);
      await bench.pass(1_000);
      expect(bench.server.updates).to.have.length(0);
      expect(bench.status.pendingResults).to.equal(1);
      store.stored();
      await bench.pass(0);
      expect(bench.server.updates).to.have.length(1);
      expect(store.log).to.deep.equal(['add task-1']);
      await bench.pass(200);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(store.log).to.deep.equal(['add task-1', 'remove task-1']);
    });

    it('is sent all the same when the store fails, at once or later', async () => {
      const store = new SlowStore();
      const bench = await withTask({ parts: { createResultStore: () => store } });
      store.failed(new Error('disk full'));
      await bench.pass(60_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);

      const throwing = new SlowStore();
      throwing.add = () => {
        throw new Error('disk full');
      };
      const other = await withTask({ parts: { createResultStore: () => throwing } });
      await other.pass(60_000);
      expect(other.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('tells when the store cannot let go of what has been sent, and the task has its outcome all the same', async () => {
      const store = new SlowStore();
      store.remove = () => {
        throw new Error('disk full');
      };
      const bench = await withTask({ parts: { createResultStore: () => store } });
      store.stored();
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
        'the store for results failed with that of task task-1',
      ]);
    });
  });

  it('survives an error that cannot be printed', async () => {
    const ring: Record<string, unknown> = { status: 400 };
    ring.self = ring;
    const bench = await withTask({
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- interceptors of a plain client throw anything
      parts: { updateRoute: { send: () => Promise.reject(ring) } },
    });
    await bench.pass(60_000);
    expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
  });

  describe('by another route', () => {
    it('is repeated by POST /tasks all the same', async () => {
      let sent = 0;
      const bench = await withTask({
        parts: {
          updateRoute: {
            send: () => {
              sent += 1;
              return Promise.reject(new Error('lost'));
            },
          },
        },
      });
      await bench.pass(60_000);
      expect([sent, bench.server.updates.length]).to.deep.equal([1, 1]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('executes the tasks that came with the answer, each once', async () => {
      const waiting: Task[] = [];
      const executed: string[] = [];
      const bench = await withTask({
        worker: { concurrency: 3, maxBatch: 1, execute: ({ taskId }) => void executed.push(taskId) },
        parts: { updateRoute: { send: () => Promise.resolve(waiting.splice(0)) } },
      });
      const [task] = bench.server.polled;
      if (task === undefined) throw new Error('no task');
      waiting.push({ ...task, taskId: 'chained' });
      bench.server.queue('charge');
      await bench.pass(0);
      expect(executed).to.deep.equal(['task-1', 'task-2', 'chained']);
      expect(bench.events.outcomes).to.have.members(['completed task-1', 'completed task-2', 'completed chained']);
      await bench.pass(2_000);
      expect(bench.status.slots.used).to.equal(1);
    });

    it('hands tasks back for which no slot is free', async () => {
      const waiting: Task[] = [];
      const bench = await new Bench({
        worker: { concurrency: 1 },
        parts: {
          updateRoute: {
            send: (_, { body }) => Promise.resolve(body.status === 'IN_PROGRESS' ? [] : waiting.splice(0)),
          },
        },
      }).start();
      bench.server.queue('charge');
      waiting.push(aTask({ taskId: 'chained-1' }), aTask({ taskId: 'chained-2' }));
      await bench.pass(10);
      expect(bench.events.outcomes).to.include('handedBack chained-2');
      expect(bench.events.outcomes).to.have.length(3);
    });
  });

  it('of a plain client, whose errors are the bare body, is repeated and refused by the same rules', async () => {
    const bench = await withTask({}, () => json(400, { status: 400, message: 'no', retryable: false }));
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
  });
});
