import { expect } from 'chai';
import { pino } from 'pino';
import { logging, type Logger } from '../../../plugins/logging/index.js';
import type { WorkerTask } from '../../../src/index.js';
import { Bench } from '../../runner/support/bench.js';
import { loggedBench } from './support/logged-bench.js';
import { fiveMethods, pinoInMemory } from './support/records.js';

/** A logger that keeps account of the children that it made. */
function countingChildren(level: string): { readonly logger: Logger; readonly bindings: object[] } {
  const bindings: object[] = [];
  const of = (): Logger => ({
    ...fiveMethods().logger,
    isLevelEnabled: (asked) => pino({ level }).isLevelEnabled(asked),
    child: (given) => {
      bindings.push(given);
      return of();
    },
  });
  return { logger: of(), bindings };
}

async function tasks(logger: Logger, count: number): Promise<Bench> {
  const bench = await new Bench({ plugins: [logging({ logger })] }).start();
  for (let index = 0; index < count; index += 1) bench.server.queue('charge');
  await bench.pass(5_000);
  expect(bench.events.of('taskCompleted')).to.have.length(count);
  return bench;
}

describe('child loggers', () => {
  it('are not made for what is not written', async () => {
    const { logger, bindings } = countingChildren('info');
    await tasks(logger, 100);
    expect(bindings).to.deep.equal([]);
  });

  it('are made once per worker and once per task', async () => {
    const { logger, bindings } = countingChildren('trace');
    await tasks(logger, 3);
    const ofTask = (number: number): object => ({
      ...{ taskId: `task-${number}`, workflowId: `workflow-${number}`, workflowType: 'orders' },
      ...{ referenceName: 'charge_ref', attempt: 1 },
    });
    expect(bindings).to.deep.equal([{ taskType: 'charge', workerId: 'me' }, ...[1, 2, 3].map(ofTask)]);
  });

  it('have the domain where there is one', async () => {
    const { logger, bindings } = countingChildren('debug');
    const worker = { name: 'charge', domain: 'eu', workerId: 'me', execute: () => ({}) };
    const bench = await new Bench({ workers: [worker], plugins: [logging({ logger })] }).start();
    bench.server.queue('charge', { domain: 'eu' });
    await bench.pass(0);
    expect(bindings[0]).to.deep.equal({ taskType: 'charge', workerId: 'me', domain: 'eu' });
  });
});

describe('the level of the logger', () => {
  it('is followed while the runner runs, up and down', async () => {
    const { logger, records } = pinoInMemory('info');
    const bench = await new Bench({ plugins: [logging({ logger })] }).start();
    const run = async (): Promise<readonly string[]> => {
      await bench.pass(2_000);
      records.length = 0;
      bench.server.queue('charge');
      await bench.pass(500);
      return records.map(({ level, event }) => `${level} ${event ?? ''}`).filter((line) => line.includes('task'));
    };
    expect(await run()).to.deep.equal([]);
    logger.level = 'debug';
    expect(await run()).to.deep.equal(['debug taskCompleted']);
    logger.level = 'trace';
    expect(await run()).to.deep.equal(['debug taskCompleted']);
    expect(records.map(({ event }) => event)).to.include('executionStarted');
    logger.level = 'warn';
    expect(await run()).to.deep.equal([]);
    expect(records).to.deep.equal([]);
  });

  it('is followed while polls fail, too', async () => {
    const { logger, records } = pinoInMemory('error');
    const bench = new Bench({ plugins: [logging({ logger })] });
    bench.server.always('poll', () => {
      throw new Error('refused');
    });
    await bench.start();
    await bench.pass(5_000);
    expect(records).to.deep.equal([]);
    logger.level = 'warn';
    await bench.pass(20_000);
    expect(records.map(({ event }) => event)).to.deep.equal(['pollFailed']);
  });

  it('cannot go below the one that the plugin was given', async () => {
    const { logger, records } = pinoInMemory('trace');
    const bench = await new Bench({ plugins: [logging({ logger, level: 'info' })] }).start();
    bench.server.queue('charge');
    await bench.pass(5_000);
    expect(records.map(({ event }) => event)).to.deep.equal(['started']);
  });
});

describe('one logging() object', () => {
  it('serves two runners with one logger, and keeps their failures apart', async () => {
    const { logger, records } = pinoInMemory('info');
    const plugin = logging({ logger });
    const benches = await Promise.all(
      ['one', 'two'].map((workerId) =>
        new Bench({ worker: { workerId, execute: () => new Error('no card') }, plugins: [plugin] }).start(),
      ),
    );
    for (const bench of benches) {
      bench.server.queue('charge');
      bench.server.queue('charge');
      await bench.pass(0);
    }
    const failed = (): readonly unknown[] => records.filter(({ event }) => event === 'taskFailed');
    expect(failed().map((record) => (record as { workerId: string }).workerId)).to.deep.equal(['one', 'two']);
    await benches[0]?.stop();
    records.length = 0;
    benches[1]?.runner.pause('charge');
    expect(records.map(({ event }) => event)).to.deep.equal(['workerPaused']);
  });

  it('shares nothing with another one', async () => {
    const [one, two] = [loggedBench({ level: 'info' }), loggedBench({ level: 'info' })];
    await one.bench.start();
    await two.bench.start();
    one.bench.runner.pause('charge');
    expect([one.lines(), two.lines()]).to.deep.equal([['info workerPaused'], []]);
  });
});

describe('forTask()', () => {
  it('gives a handler a logger with the fields of its task', async () => {
    const { logger, records } = pinoInMemory('info');
    const logs = logging({ logger });
    const execute = (task: WorkerTask): void => {
      logs.forTask(task).info({ amount: 3 }, 'charging');
    };
    const bench = await new Bench({ worker: { execute }, plugins: [logs] }).start();
    bench.server.queue('charge', { workerId: 'me' });
    await bench.pass(0);
    expect(records.at(-1)).to.deep.equal({
      ...{ level: 'info', msg: 'charging', amount: 3, taskType: 'charge', workerId: 'me' },
      ...{
        taskId: 'task-1',
        workflowId: 'workflow-1',
        workflowType: 'orders',
        referenceName: 'charge_ref',
        attempt: 1,
      },
    });
  });

  it('does so with a logger that makes no children', async () => {
    const { logger, records } = fiveMethods();
    const logs = logging({ logger });
    const execute = (task: WorkerTask): void => {
      const own = logs.forTask(task);
      own.warn({ amount: 3 }, 'charging');
      own.child?.({ step: 2 }).error({}, 'charged');
    };
    const bench = await new Bench({ worker: { execute }, plugins: [logs] }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(records[1]).to.deep.include({ level: 'warn', message: 'charging' });
    expect(records[1]?.record).to.include({ taskId: 'task-1', amount: 3 });
    expect(records[2]?.record).to.include({ taskId: 'task-1', step: 2 });
  });
});
