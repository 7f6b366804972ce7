import { expect } from 'chai';
import type { Logger, LoggingOptions } from '../../../plugins/logging/index.js';
import { logging } from '../../../plugins/logging/index.js';
import { failed, type HandlerReturn } from '../../../src/index.js';
import { loseRequest, refuse } from '../../runner/support/answers.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';
import { fiveMethods, type LogRecord } from './support/records.js';
import { oneTask, played, situations } from './support/situations.js';

function first(records: readonly LogRecord[]): LogRecord {
  const [record] = records;
  if (record === undefined) throw new Error('there is no such record');
  return record;
}

describe('logging() writes about', () => {
  for (const situation of situations) {
    const { name, records } = situation;
    const atInfo = records.filter((record) => !record.startsWith('debug '));
    const said = atInfo.length === 0 ? 'nothing at info' : atInfo.join(', ');

    it(`${name}: ${said}`, async () => {
      const detailed = await played(situation, 'trace');
      expect(detailed.lines().filter((line) => !line.startsWith('trace '))).to.deep.equal(records);
      const usual = await played(situation, 'info');
      expect(usual.lines()).to.deep.equal(atInfo);
      const terse = await played(situation, 'error');
      expect(terse.lines()).to.deep.equal(records.filter((record) => record.startsWith('error ')));
    });
  }

  it('every step of a task, at trace', async () => {
    const { lines } = await played({ play: oneTask }, 'trace');
    const steps = lines().filter((line) => line.startsWith('trace ') && !/poll|loop/.test(line));
    expect(steps).to.deep.equal([
      'trace executionStarted',
      'trace executionCompleted',
      'trace updateStarted',
      'trace updateCompleted',
    ]);
    expect(lines()).to.include('trace pollStarted');
    expect(lines()).to.include('trace loopStateChanged');
  });

  it('a healthy worker of 1,000 tasks, at info: its start and its stop', async () => {
    const { bench, records } = await played({ play: () => Promise.resolve() }, 'info');
    for (let index = 0; index < 1_000; index += 1) bench.server.queue('charge');
    await bench.pass(60_000);
    expect(bench.events.of('taskCompleted')).to.have.length(1_000);
    bench.server.queue('charge');
    await bench.stop();
    expect(records).to.deep.equal([
      {
        ...{ level: 'info', event: 'started', msg: 'runner started' },
        workers: [{ taskType: 'charge', workerId: 'me' }],
      },
      { level: 'info', event: 'stopping', inFlight: 0, msg: 'runner is stopping' },
      {
        ...{ level: 'info', event: 'stopped', msg: 'runner stopped' },
        ...{ completed: 0, failed: 0, inProgress: 0, handedBack: 1, dropped: 0, abandoned: 0, unsent: 0 },
        durationMs: 0,
      },
    ]);
  });
});

describe('a record of logging()', () => {
  it('about a task has its worker, its task and the outcome', async () => {
    const { of } = await played(
      {
        options: { workers: [{ name: 'charge', domain: 'eu', workerId: 'me', execute: () => new Error('no card') }] },
        play: async (bench) => {
          bench.server.queue('charge', { domain: 'eu', retryCount: 2 });
          await bench.pass(0);
        },
      },
      'info',
    );
    const { err, ...record } = first(of('taskFailed'));
    expect(record).to.deep.equal({
      ...{ level: 'warn', event: 'taskFailed', msg: 'task failed' },
      ...{ taskType: 'charge', domain: 'eu', workerId: 'me' },
      ...{
        taskId: 'task-1',
        workflowId: 'workflow-1',
        workflowType: 'orders',
        referenceName: 'charge_ref',
        attempt: 3,
      },
      ...{ status: 'FAILED', reasonForIncompletion: 'no card', executeMs: 0, updateMs: 0 },
    });
    expect(err).to.include({ type: 'Error', message: 'no card' });
    expect(err).to.have.property('stack').that.contains('records.test.ts');
  });

  it('about a poll has how it failed and when it is repeated', async () => {
    const { of } = await played(
      {
        play: async (bench) => {
          bench.server.script('poll', refuse(503, 'busy'));
          await bench.pass(3_000);
        },
      },
      'info',
    );
    const { err, ...failed } = first(of('pollFailed'));
    expect(failed).to.deep.equal({
      ...{ level: 'warn', event: 'pollFailed', msg: 'poll failed', taskType: 'charge', workerId: 'me' },
      ...{ requested: 1, longPollMs: 1_000, durationMs: 0, failures: 1, retryInMs: 200 },
    });
    expect(err).to.include({ type: 'ConductorApiError', status: 503, route: 'GET /tasks/poll/batch/{tasktype}' });
    expect(of('pollCompleted')).to.deep.equal([
      {
        ...{ level: 'info', event: 'pollCompleted', msg: 'polls succeed again', taskType: 'charge', workerId: 'me' },
        ...{ recovered: true, failures: 1, failedForMs: 1_200 },
      },
    ]);
  });

  it('about a late result says that it was late', async () => {
    const { of } = await played(
      {
        options: { worker: { leaseExtension: false } },
        play: async (bench) => {
          bench.server.script('update', loseRequest, loseRequest, loseRequest, loseRequest);
          bench.server.queue('charge', { responseTimeoutSeconds: 1 });
          await bench.pass(5_000);
        },
      },
      'trace',
    );
    expect(of('leaseLost')).to.have.length(1);
    expect(of('taskCompleted')[0]).to.include({ late: true, status: 'COMPLETED' });
  });

  it('about a stop is an error when a handler was abandoned, with the counts', async () => {
    const { of } = await played(situations.at(-1) ?? { play: oneTask }, 'info');
    expect(of('stopping')[0]).to.include({ inFlight: 1 });
    expect(of('stopped')[0]).to.include({ level: 'error', abandoned: 1, unsent: 0, completed: 0 });
    expect(of('taskDropped')[0]).to.include({ reason: 'abandoned' });
  });

  it('about a stop is a warning when something else went wrong, with what', async () => {
    const { of } = await played(
      {
        options: { plugins: [{ name: 'p', setup: (host) => host.defer(() => Promise.reject(new Error('oops'))) }] },
        play: (bench) => bench.stop().then(() => undefined),
      },
      'info',
    );
    const [stopped] = of('stopped');
    expect(stopped).to.include({ level: 'warn', abandoned: 0 });
    expect(stopped?.errors).to.have.length(1);
    expect(stopped?.errors).to.have.nested.property('[0].message', 'the clean-up of plugin "p" failed: oops');
  });

  it('about an error in the set-up of a plugin that stands before it is written as well', async () => {
    const { of } = await played(
      {
        options: { plugins: [{ name: 'p', setup: (host) => host.reportError(new Error('EADDRINUSE'), 'no port') }] },
        play: () => Promise.resolve(),
      },
      'info',
    );
    expect(of('error').map(({ cause, err }) => [cause, (err as Error).message])).to.deep.equal([
      ['plugin "p": no port', 'EADDRINUSE'],
    ]);
  });

  it('about an error beside tasks has its cause in words', async () => {
    const { of } = await played(
      {
        play: async (bench) => {
          bench.runner.on('workerPaused', () => Promise.reject(new Error('oops')));
          bench.runner.pause('charge');
          await bench.pass(0);
        },
      },
      'info',
    );
    const { err, ...record } = first(of('error'));
    expect(record).to.deep.equal({
      ...{ level: 'error', event: 'error', cause: 'listener for "workerPaused" failed' },
      msg: 'something went wrong beside the tasks',
    });
    expect(err).to.include({ type: 'Error', message: 'oops' });
  });

  it('is bounded, however long the reason that a handler gives', async () => {
    const execute = (): HandlerReturn => failed('x'.repeat(100_000));
    const { records } = await played({ options: { worker: { execute } }, play: oneTask }, 'trace');
    for (const record of records) expect(JSON.stringify(record).length, record.event).to.be.below(25_000);
  });

  it('never has a duration with more than one decimal', async () => {
    const { logger, records } = fiveMethods();
    const bench = await new Bench({ plugins: [logging({ logger, level: 'trace' })] }).start();
    await bench.pass(0.123_456);
    bench.server.queue('charge');
    await bench.pass(1_000.654_321);
    const durations = records.flatMap(({ record }) =>
      Object.entries(record as Record<string, unknown>).filter(([name]) => name.endsWith('Ms')),
    );
    expect(durations).to.not.be.empty;
    for (const [name, value] of durations) expect(value, name).to.equal(Math.round(Number(value) * 10) / 10);
  });
});

describe('logging() to a logger of five methods', () => {
  function atLevel(level: LoggingOptions['level']): { readonly bench: Bench; readonly lines: () => readonly string[] } {
    const { logger, records } = fiveMethods();
    const bench = new Bench({ plugins: [logging({ logger, ...(level !== undefined && { level }) })] });
    return { bench, lines: () => records.map((entry) => `${entry.level} ${entry.message}`) };
  }

  it('writes from info on, since it cannot be asked', async () => {
    const { bench, lines } = atLevel(undefined);
    await bench.start();
    await oneTask(bench);
    expect(lines()).to.deep.equal(['info runner started']);
  });

  it('writes from the level on that it is told', async () => {
    const { bench, lines } = atLevel('debug');
    await bench.start();
    await oneTask(bench);
    expect(lines()).to.deep.equal(['info runner started', 'debug poll completed', 'debug task completed']);
  });

  it('puts the bindings into each record', async () => {
    const { logger, records } = fiveMethods();
    const bench = await new Bench({ plugins: [logging({ logger, level: 'debug' })] }).start();
    await oneTask(bench);
    expect(records.at(-1)).to.deep.equal({
      level: 'debug',
      message: 'task completed',
      record: {
        ...{ taskType: 'charge', workerId: 'me', event: 'taskCompleted' },
        ...{
          taskId: 'task-1',
          workflowId: 'workflow-1',
          workflowType: 'orders',
          referenceName: 'charge_ref',
          attempt: 1,
        },
        ...{ status: 'COMPLETED', executeMs: 0, updateMs: 0 },
      },
    });
  });

  it('calls the methods on the logger, as classes need it', async () => {
    class Counting {
      count = 0;
      trace(): void {
        this.count += 1;
      }
      debug(): void {
        this.count += 1;
      }
      info(): void {
        this.count += 1;
      }
      warn(): void {
        this.count += 1;
      }
      error(): void {
        this.count += 1;
      }
    }
    const logger: Logger & { readonly count: number } = new Counting();
    const bench = await new Bench({ plugins: [logging({ logger, level: 'trace' })] }).start();
    await oneTask(bench);
    expect(logger.count).to.be.above(5);
    expect(bench.events.of('error')).to.deep.equal([]);
  });
});

describe('logging() and task logs', () => {
  const options: BenchOptions = {
    worker: {
      execute: (_task, { log }) => {
        log('charging 3 €');
        log('x'.repeat(9_000));
        return {};
      },
    },
  };

  it('writes no line of a handler unless that is asked for', async () => {
    const { of } = await played({ options, play: oneTask }, 'trace');
    expect(of('taskLogged')).to.deep.equal([]);
  });

  for (const [taskLogs, level] of [
    [true, 'info'],
    ['debug', 'debug'],
  ] as const) {
    it(`writes them at ${level} for taskLogs: ${taskLogs}, long ones cut`, async () => {
      const { of } = await played({ options, play: oneTask }, 'trace', { taskLogs });
      expect(of('taskLogged').map(({ msg }) => msg)).to.deep.equal([
        'charging 3 €',
        `${'x'.repeat(8_000)}… (1000 more characters)`,
      ]);
      expect(of('taskLogged')[0]).to.include({ level, taskId: 'task-1', taskType: 'charge', workerId: 'me' });
    });
  }

  it('writes none of those at debug to a logger at info', async () => {
    const { of } = await played({ options, play: oneTask }, 'info', { taskLogs: 'debug' });
    expect(of('taskLogged')).to.deep.equal([]);
  });
});
