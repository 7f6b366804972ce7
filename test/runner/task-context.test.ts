import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import type { Operation } from '../../src/client/client-host.js';
import type { Plugin } from '../../src/plugin.js';
import { getTaskContext } from '../../src/worker/current-task-context.js';
import { inProgress } from '../../src/worker/results.js';
import { TaskAbortedError, type TaskAbortCause, type TaskContext } from '../../src/worker/task-context.js';
import type { CancellationSource } from '../../src/runner/cancellation-source.js';
import { loseAnswer, loseRequest, refuse } from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A bench with one handler that runs until the test ends it, and its context. */
async function inHandler(
  options: BenchOptions = {},
  responseTimeoutSeconds = 6,
): Promise<{ bench: Bench; context: TaskContext; end: (result?: unknown) => void; fail: (error: unknown) => void }> {
  const contexts: TaskContext[] = [];
  let end: (result?: unknown) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const bench = await new Bench({
    ...options,
    worker: {
      execute: (_task, context) => {
        contexts.push(context);
        return new Promise<undefined>((resolve, reject) => {
          end = resolve as (result?: unknown) => void;
          fail = reject;
        });
      },
      ...options.worker,
    },
  }).start();
  bench.server.queue('charge', { responseTimeoutSeconds });
  await bench.pass(0);
  const [context] = contexts;
  if (context === undefined) throw new Error('the handler was not called');
  return { bench, context, end: (result) => end(result), fail: (error) => fail(error) };
}

/** A source that a test cancels by. */
class Cancellations implements CancellationSource {
  readonly watched = new Map<string, (cause: 'workflowTerminated' | 'taskGone') => void>();

  watch(task: { taskId: string }, cancelled: (cause: 'workflowTerminated' | 'taskGone') => void): () => void {
    this.watched.set(task.taskId, cancelled);
    return () => void this.watched.delete(task.taskId);
  }
}

describe('context.signal', () => {
  it('is the same at each look, and not aborted at first', async () => {
    const { context } = await inHandler();
    expect(context.signal).to.equal(context.signal);
    expect(context.signal.aborted).to.be.false;
  });

  it('of each task is its own; shutdownSignal is one for all', async () => {
    const contexts: TaskContext[] = [];
    const bench = await new Bench({
      workers: [
        { name: 'charge', execute: (_task, context) => void contexts.push(context) },
        { name: 'refund', execute: (_task, context) => void contexts.push(context) },
      ],
    }).start();
    bench.server.queue('charge');
    bench.server.queue('refund');
    await bench.pass(0);
    expect(contexts).to.have.length(2);
    expect(contexts[0]?.signal).not.to.equal(contexts[1]?.signal);
    expect(contexts[0]?.shutdownSignal).to.equal(contexts[1]?.shutdownSignal);
  });

  const cancellations = new Cancellations();
  const causes: readonly (readonly [TaskAbortCause, BenchOptions, (bench: Bench) => Promise<unknown>])[] = [
    ['timeout', { worker: { timeoutMs: 1_000 } }, (bench) => bench.pass(1_000)],
    [
      'leaseLost',
      {},
      (bench) => {
        bench.server.always('extend', loseRequest);
        return bench.pass(6_000);
      },
    ],
    [
      'taskGone',
      {},
      (bench) => {
        bench.server.always('extend', refuse(404, 'No such task found by id: task-1'));
        return bench.pass(2_000);
      },
    ],
    [
      'workflowTerminated',
      { parts: { cancellation: cancellations } },
      (bench) => {
        cancellations.watched.get('task-1')?.('workflowTerminated');
        return bench.pass(0);
      },
    ],
    [
      'shutdown',
      {},
      (bench) => {
        void bench.runner.stop({ drainMs: 100 });
        return bench.pass(100);
      },
    ],
  ];
  for (const [cause, options, act] of causes) {
    it(`aborts with ${cause}, for who listens and for who looks for the first time later`, async () => {
      const listening = await inHandler(options);
      const heard: unknown[] = [];
      listening.context.signal.addEventListener('abort', () => heard.push(listening.context.signal.reason));
      await act(listening.bench);
      expect(heard).to.have.length(1);
      expect(heard[0])
        .to.be.instanceOf(TaskAbortedError)
        .and.to.include({ abortCause: cause, name: 'TaskAbortedError' });
      expect((heard[0] as Error).message).to.match(/\w+ \w+/);

      const looking = await inHandler(options);
      await act(looking.bench);
      expect(looking.context.signal.aborted).to.be.true;
      expect(looking.context.signal.reason).to.include({ abortCause: cause });
    });
  }

  it('keeps the first cause', async () => {
    for (const looksBefore of [true, false]) {
      const { bench, context } = await inHandler();
      if (looksBefore) expect(context.signal.aborted).to.be.false;
      bench.server.always('extend', loseRequest);
      await bench.pass(7_000);
      expect(bench.events.of('leaseLost')).to.have.length(1);
      void bench.runner.stop({ drainMs: 0 });
      await bench.pass(1_000);
      expect(context.signal.reason).to.include({ abortCause: 'leaseLost' });
    }
  });

  it('is never aborted after the handler has ended', async () => {
    const { bench, context, end } = await inHandler();
    end();
    await bench.pass(0);
    await bench.stop({ drainMs: 0 });
    expect(context.signal.aborted).to.be.false;
  });

  it('may be listened to by many at once without a warning, and shutdownSignal as well', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    try {
      const bench = await new Bench({
        worker: {
          concurrency: 100,
          execute: (_task, { signal, shutdownSignal }) =>
            new Promise((_, reject) => {
              for (let count = 0; count < 30; count++) signal.addEventListener('abort', () => undefined);
              shutdownSignal.addEventListener('abort', () => undefined);
              signal.addEventListener('abort', () => reject(signal.reason as Error));
            }),
        },
      }).start();
      for (let count = 0; count < 100; count++) bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.status.inFlight).to.have.length(100);
      const report = await bench.stop({ drainMs: 100 });
      expect(report.handedBack).to.equal(100);
      await turn();
      expect(warnings.map(({ message }) => message)).to.deep.equal([]);
    } finally {
      process.off('warning', onWarning);
    }
  });
});

describe('a source of cancellations', () => {
  it('watches a task for as long as it has no outcome', async () => {
    const cancellation = new Cancellations();
    const { bench, end } = await inHandler({ parts: { cancellation } });
    expect([...cancellation.watched.keys()]).to.deep.equal(['task-1']);
    end();
    await bench.pass(0);
    expect(cancellation.watched.size).to.equal(0);
  });

  it('only aborts: what the handler makes of it is reported', async () => {
    const cancellation = new Cancellations();
    const { bench, end } = await inHandler({ parts: { cancellation } });
    cancellation.watched.get('task-1')?.('taskGone');
    end({ saved: true });
    await bench.pass(0);
    expect(bench.server.updates[0]?.outputData).to.deep.equal({ saved: true });
  });
});

/** Notes in which task's context each operation of the client is made. */
function operationsSeen(): {
  readonly plugin: Plugin;
  readonly seen: string[];
  readonly spans: (string | undefined)[];
  readonly span: AsyncLocalStorage<string>;
} {
  const seen: string[] = [];
  const spans: (string | undefined)[] = [];
  const span = new AsyncLocalStorage<string>();
  const plugin: Plugin = {
    name: 'watcher',
    setupClient: (host) =>
      host.aroundOperation((operation: Operation, next) => {
        const { route } = operation;
        const body = operation.body as { extendLease?: boolean } | undefined;
        const name = body?.extendLease === true ? 'extension' : route;
        seen.push(`${name} in ${getTaskContext()?.workerId ?? 'no task'}`);
        spans.push(span.getStore());
        return next(operation);
      }),
    setup: (host) => host.aroundTask((call, next) => span.run(`span of ${call.task.taskId}`, () => next(call))),
  };
  return { plugin, seen, spans, span };
}

describe('getTaskContext()', () => {
  it('gives the context in the handler, after an await, in a timer and in a microtask', async () => {
    const seen: boolean[] = [];
    const bench = await new Bench({
      worker: {
        execute: async (_task, context) => {
          const look = (): void => void seen.push(getTaskContext() === context);
          look();
          await Promise.resolve();
          look();
          await turn();
          look();
          await new Promise<void>((resolve) => {
            setTimeout(() => {
              look();
              resolve();
            }, 1);
          });
          queueMicrotask(look);
          await turn();
        },
      },
    }).start();
    const done = new Promise<void>((resolve) => void bench.runner.once('taskCompleted', () => resolve()));
    bench.server.queue('charge');
    await bench.pass(0);
    await done;
    expect(seen).to.deep.equal([true, true, true, true, true]);
    expect(getTaskContext()).to.equal(undefined);
  });

  it('keeps concurrent handlers apart', async () => {
    const seen: boolean[] = [];
    const bench = await new Bench({
      worker: {
        execute: async (_task, context) => {
          for (let round = 0; round < 5; round++) {
            await turn();
            seen.push(getTaskContext() === context);
          }
        },
      },
    }).start();
    for (let count = 0; count < 8; count++) bench.server.queue('charge');
    for (let round = 0; round < 20; round++) await bench.pass(0);
    expect(seen).to.have.length(40);
    expect(seen).not.to.include(false);
  });

  for (const withSpan of [false, true]) {
    it(`holds in updates, their retries, look-ups, log lines and extensions of the lease${withSpan ? ', and so does a span around the task' : ''}`, async () => {
      const { plugin, seen, spans } = operationsSeen();
      const bench = new Bench({
        clientPlugins: [plugin],
        ...(withSpan && { plugins: [plugin] }),
        worker: {
          execute: async (_task, context) => {
            context.log('a line');
            await new Promise<void>((resolve) => void bench.clock.setTimer(6_000, resolve));
            return inProgress();
          },
        },
      });
      await bench.start();
      bench.server.script('update', loseRequest, loseAnswer);
      bench.server.queue('charge', { responseTimeoutSeconds: 6 });
      await bench.pass(7_000);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
      const poll = 'GET /tasks/poll/batch/{tasktype}';
      const ofTask = seen.filter((text) => !text.startsWith(poll));
      expect(new Set(ofTask)).to.deep.equal(
        new Set([
          'POST /tasks/{taskId}/log in me',
          'extension in me',
          'POST /tasks in me',
          'GET /tasks/{taskId} in me',
        ]),
      );
      expect(ofTask.filter((text) => text === 'POST /tasks in me')).to.have.length(2);
      expect(seen.filter((text) => text.startsWith(poll)).every((text) => text.endsWith('in no task'))).to.be.true;
      const inSpan = spans.filter((_, index) => !seen[index]?.startsWith(poll));
      expect(new Set(inSpan)).to.deep.equal(new Set([withSpan ? 'span of task-1' : undefined]));
    });
  }

  it('holds in the report of a failure after timeoutMs, and in a hand-back', async () => {
    const { plugin, seen } = operationsSeen();
    const { bench } = await inHandler({ clientPlugins: [plugin], worker: { timeoutMs: 1_000 } }, 0);
    await bench.pass(1_000);
    void bench.runner.stop();
    bench.server.queue('charge');
    await bench.pass(2_000);
    expect(bench.events.outcomes).to.deep.equal(['failed task-1', 'handedBack task-2']);
    expect(seen.filter((text) => text.startsWith('POST /tasks'))).to.deep.equal([
      'POST /tasks in me',
      'POST /tasks in me',
    ]);
  });
});
