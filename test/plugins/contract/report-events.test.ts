import { expect } from 'chai';

import type { Plugin } from '../../../src/plugin.js';
import { inProgress } from '../../../src/worker/results.js';
import { loseAnswer, loseRequest, refuse, type Answer } from '../../runner/support/answers.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';

/** What a plugin hears of the report of one result, one word each, in order. */
interface Heard {
  readonly plugin: Plugin;
  readonly log: readonly string[];
}

function listening(): Heard {
  const log: string[] = [];
  const setup: Plugin['setup'] = (host) => {
    host.on('updateStarted', ({ attempt, result }) => void log.push(`start ${attempt} ${result.status}`));
    host.on('updateRetried', ({ attempts, attemptMs, retryInMs }) => {
      log.push(`retry after ${attempts}, ${attemptMs} ms, in ${retryInMs} ms`);
    });
    host.on('updateCompleted', ({ attempts, attemptMs, updateMs }) => {
      log.push(`complete after ${attempts}, ${attemptMs} of ${updateMs} ms`);
    });
    host.on('updateFailed', ({ attempts, attemptMs }) => void log.push(`fail after ${attempts}, ${attemptMs} ms`));
  };
  return { plugin: { name: 'listens', setup }, log };
}

/** A task whose result meets these answers, a second apart. */
async function report(options: BenchOptions, answers: readonly Answer[], passMs = 60_000): Promise<readonly string[]> {
  const { plugin, log } = listening();
  const bench = await new Bench({ ...options, plugins: [plugin] }).start();
  bench.server.script(
    'update',
    ...answers.map((answer): Answer => async (perform) => {
      await new Promise<void>((resolve) => void bench.clock.setTimer(1_000, resolve));
      return answer(perform);
    }),
  );
  bench.server.queue('charge');
  await bench.pass(passMs);
  expect(bench.events.outcomes).to.have.length(1);
  return log;
}

const stored: Answer = (perform) => perform();

describe('the events of a report, as a plugin hears them', () => {
  it('begin with each attempt, and tell how long it took, beside the time of all', async () => {
    expect(await report({}, [stored])).to.deep.equal(['start 1 COMPLETED', 'complete after 1, 1000 of 1000 ms']);
    expect(await report({}, [loseRequest, refuse(503, 'not now'), stored])).to.deep.equal([
      ...['start 1 COMPLETED', 'retry after 1, 1000 ms, in 200 ms'],
      ...['start 2 COMPLETED', 'retry after 2, 1000 ms, in 400 ms'],
      ...['start 3 COMPLETED', 'complete after 3, 1000 of 3600 ms'],
    ]);
  });

  it('count on when a refused result is replaced by a failure that says so', async () => {
    expect(await report({}, [loseRequest, refuse(400, 'cannot take that'), stored])).to.deep.equal([
      ...['start 1 COMPLETED', 'retry after 1, 1000 ms, in 200 ms'],
      ...['start 2 COMPLETED', 'fail after 2, 1000 ms'],
      ...['start 3 FAILED_WITH_TERMINAL_ERROR', 'complete after 3, 1000 of 3200 ms'],
    ]);
  });

  it('end with a failure when the task is gone, or no time is left', async () => {
    expect(await report({}, [refuse(404, 'No such task found by id: task-1')])).to.deep.equal([
      ...['start 1 COMPLETED', 'fail after 1, 1000 ms'],
    ]);
    expect(await report({ giveUpAfterMs: 1_100 }, [loseRequest, loseRequest])).to.deep.equal([
      ...['start 1 COMPLETED', 'retry after 1, 1000 ms, in 100 ms'],
      ...['start 2 COMPLETED', 'fail after 2, 1000 ms'],
    ]);
  });

  it('end without a further attempt when a look shows that the first has arrived', async () => {
    const worker = { execute: () => inProgress({ callbackAfterSeconds: 60 }) };
    expect(await report({ worker }, [loseAnswer])).to.deep.equal([
      ...['start 1 IN_PROGRESS', 'retry after 1, 1000 ms, in 200 ms', 'complete after 1, 1000 of 1200 ms'],
    ]);
  });

  it('are told of a task that is handed back as well', async () => {
    const { plugin, log } = listening();
    const bench = await new Bench({ plugins: [plugin] }).start();
    const stopping = bench.runner.stop();
    bench.server.queue('charge');
    await bench.until(stopping);
    expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
    expect(log).to.deep.equal(['start 1 IN_PROGRESS', 'complete after 1, 0 of 0 ms']);
  });

  it('carry task and worker, and one attempt has as many starts as ends', async () => {
    const bench = await new Bench({ worker: { domain: 'eu' } }).start();
    bench.server.script('update', loseRequest, loseRequest);
    bench.server.queue('charge', { domain: 'eu' });
    await bench.pass(5_000);
    const [first] = bench.events.of('updateStarted');
    expect(first).to.deep.include({ taskType: 'charge', workerId: 'me', domain: 'eu', attempt: 1 });
    expect(first?.task.taskId).to.equal('task-1');
    expect(first?.result).to.deep.include({ status: 'COMPLETED', outputData: { paid: true } });
    expect(bench.events.names('updateStarted', 'updateRetried', 'updateCompleted')).to.deep.equal([
      ...['updateStarted', 'updateRetried', 'updateStarted', 'updateRetried', 'updateStarted', 'updateCompleted'],
    ]);
  });
});

describe('executionStarted, as a plugin hears it', () => {
  it('tells how long the task has waited here, for an interceptor for example', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const gating: Plugin = {
      name: 'gate',
      setup: (host) =>
        host.aroundTask(async (call, next) => {
          if (call.task.taskId === 'task-2') await gate;
          return next(call);
        }),
    };
    const bench = await new Bench({ plugins: [gating] }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    bench.server.queue('charge');
    await bench.pass(1_500);
    release();
    await bench.pass(0);
    const waited = bench.events.of('executionStarted').map(({ task, polledAgoMs }) => [task.taskId, polledAgoMs]);
    expect(waited).to.deep.equal([
      ['task-1', 0],
      ['task-2', 1_500],
    ]);
  });
});

describe('taskLogged, as a plugin hears it', () => {
  it('tells each line of the handler at once, as text, and no stack; none after the result', async () => {
    const told: string[] = [];
    let log: (line: string) => void = () => undefined;
    const bench = await new Bench({
      plugins: [
        {
          name: 'listens',
          setup: (host) =>
            void host.on('taskLogged', ({ task, line, workerId }) => {
              told.push(`${task.taskId} by ${workerId}: ${line}`);
            }),
        },
      ],
      worker: {
        execute: (_task, context) => {
          log = (line) => context.log(line);
          context.log('first');
          expect(told, 'at once').to.have.length(1);
          context.log({ second: 2 } as unknown as string);
          throw new Error('no card');
        },
      },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    log('too late');
    await bench.pass(10_000);
    expect(told).to.deep.equal(['task-1 by me: first', 'task-1 by me: {"second":2}']);
    const sent = bench.server.updates[0]?.logs?.map((entry) => entry.log) ?? [];
    expect(sent.slice(0, 2)).to.deep.equal(['first', '{"second":2}']);
    expect(sent[2]).to.contain('Error: no card');
    expect(sent).to.have.length(3);
  });

  it('costs the task nothing when its listener fails at each line', async () => {
    const bench = await new Bench({
      plugins: [
        {
          name: 'fragile',
          setup: (host) =>
            void host.on('taskLogged', () => {
              throw new Error('disk full');
            }),
        },
      ],
      worker: {
        execute: (_task, context) => {
          context.log('one');
          context.log('two');
        },
      },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
      'listener for "taskLogged" of plugin "fragile" failed',
      'listener for "taskLogged" of plugin "fragile" failed',
    ]);
  });
});
