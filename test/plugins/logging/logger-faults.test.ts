import { expect } from 'chai';
import { flush } from '../../../plugins/logging/flush.js';
import { logging, type Logger } from '../../../plugins/logging/index.js';
import { Bench } from '../../runner/support/bench.js';
import { catchProcessWarnings } from '../../runner/support/process-warnings.js';
import { fiveMethods } from './support/records.js';

function fails(): never {
  throw new Error('the disk is full');
}

async function runTasks(logger: Logger, count = 3): Promise<Bench> {
  const bench = await new Bench({ plugins: [logging({ logger, level: 'trace', traceIds: false })] }).start();
  for (let index = 0; index < count; index += 1) bench.server.queue('charge');
  await bench.pass(1_000);
  expect(bench.events.of('taskCompleted')).to.have.length(count);
  return bench;
}

function told(bench: Bench): readonly string[] {
  return bench.events.of('error').map(({ cause, error }) => `${cause}: ${(error as Error).message}`);
}

const ONCE =
  'plugin "logging": the logger failed; this is told once, and counted when the runner stops: the disk is full';

describe('a logger that', () => {
  let warned: ReturnType<typeof catchProcessWarnings>;
  beforeEach(() => (warned = catchProcessWarnings()));
  afterEach(() => warned.restore());

  it('throws is told of once, and counted at the stop; the runner goes on', async () => {
    const bench = await runTasks({ trace: fails, debug: fails, info: fails, warn: fails, error: fails });
    expect(told(bench)).to.deep.equal([ONCE]);
    const report = await bench.stop();
    expect(told(bench)[1]).to.match(/^plugin "logging": records were lost: the logger failed \d+ times$/);
    expect(report.errors).to.have.length(1);
  });

  it('throws leaves errors to the warnings of the process, as if nobody listened', async () => {
    const logger = { trace: fails, debug: fails, info: fails, warn: fails, error: fails };
    const bench = await new Bench({ unheard: ['error'], plugins: [logging({ logger })] }).start();
    bench.runner.on('workerPaused', () => {
      throw new Error('oops');
    });
    bench.runner.pause('charge');
    expect(warned.warnings.map(({ code }) => code)).to.deep.equal(['CONDUCTOR_ERROR', 'CONDUCTOR_ERROR']);
    expect(warned.warnings[0]?.message).to.contain('the logger failed').and.to.contain('the disk is full');
    expect(warned.warnings[1]?.message).to.contain('listener for "workerPaused" failed: oops');
  });

  it('rejects is told of once', async () => {
    const rejects = (): Promise<never> => Promise.reject(new Error('the disk is full'));
    const bench = await runTasks({ trace: rejects, debug: rejects, info: rejects, warn: rejects, error: rejects });
    expect(told(bench)).to.deep.equal([ONCE]);
  });

  it('never comes to an end is not waited for', async () => {
    const hangs = (): Promise<never> => new Promise(() => undefined);
    const bench = await runTasks({ trace: hangs, debug: hangs, info: hangs, warn: hangs, error: hangs });
    expect(told(bench)).to.deep.equal([]);
    expect((await bench.stop()).errors).to.deep.equal([]);
  });

  it('throws for some records loses those alone', async () => {
    const { logger, records } = fiveMethods();
    const bench = await runTasks({ ...logger, debug: fails });
    expect(told(bench)).to.deep.equal([ONCE]);
    expect(records.map(({ message }) => message)).to.include.members(['handler started', 'runner started']);
  });

  it('fails to make a child has the bindings in each record', async () => {
    const { logger, records } = fiveMethods();
    const bench = await runTasks({ ...logger, child: fails });
    expect(told(bench)).to.deep.equal([ONCE]);
    expect(records.at(-1)?.record).to.include({ taskType: 'charge', workerId: 'me' });
  });

  for (const [name, child] of [
    ['nothing', () => undefined],
    ['something else', () => ({ bindings: true })],
  ] as const) {
    it(`makes ${name} in place of a child has the bindings in each record`, async () => {
      const { logger, records } = fiveMethods();
      const bench = await runTasks({ ...logger, child: child as unknown as () => Logger });
      expect(told(bench)).to.deep.equal([]);
      expect(records.find(({ message }) => message === 'task completed')?.record).to.include({ taskId: 'task-1' });
    });
  }

  it('cannot say what it writes is given everything', async () => {
    const { logger, records } = fiveMethods();
    const bench = await runTasks({ ...logger, isLevelEnabled: fails });
    expect(told(bench)).to.deep.equal([ONCE]);
    expect(records.map(({ level }) => level)).to.include.members(['trace', 'debug', 'info']);
  });
});

describe('a logger that buffers', () => {
  const flushes: readonly (readonly [string, (flushed: () => void) => Logger['flush']])[] = [
    [
      'with a callback',
      (flushed) => (callback) =>
        queueMicrotask(() => {
          flushed();
          callback?.();
        }),
    ],
    ['with a promise', (flushed) => () => Promise.resolve().then(flushed)],
    ['at once', (flushed) => () => flushed()],
  ];
  for (const [name, flushing] of flushes) {
    it(`is flushed when the runner stops, ${name}`, async () => {
      let flushed = 0;
      const { logger } = fiveMethods();
      const bench = await runTasks({ ...logger, flush: flushing(() => void (flushed += 1)) });
      const report = await bench.stop();
      expect(flushed).to.be.above(0);
      expect(report.errors).to.deep.equal([]);
    });
  }

  it('is flushed once more after the last record', async () => {
    const log: string[] = [];
    const { logger } = fiveMethods();
    const bench = await runTasks({
      ...logger,
      info: (_record, message) => void log.push(message),
      flush: () => void log.push('flush'),
    });
    await bench.stop();
    expect(log.slice(-4)).to.deep.equal(['runner is stopping', 'flush', 'runner stopped', 'flush']);
  });

  for (const [name, failing] of [
    ['calls back with an error', (callback?: (error?: Error) => void) => callback?.(new Error('no space'))],
    ['rejects', () => Promise.reject(new Error('no space'))],
    [
      'throws',
      () => {
        throw new Error('no space');
      },
    ],
  ] as const) {
    it(`and ${name} is told of in the report of the stop`, async () => {
      const { logger } = fiveMethods();
      const bench = await runTasks({ ...logger, flush: failing });
      const report = await bench.stop();
      expect(report.errors.map(String)).to.deep.equal(['Error: the clean-up of plugin "logging" failed: no space']);
    });
  }

  it('and never comes to an end does not keep the runner from stopping', async () => {
    const { logger } = fiveMethods();
    const bench = await runTasks({ ...logger, flush: (_callback) => undefined });
    const report = await bench.stop();
    expect(report.errors.map(String).join()).to.contain(
      'the clean-up of plugin "logging" failed: it has not ended within',
    );
  });

  it('is waited for no longer than its time', async () => {
    const { logger } = fiveMethods();
    const error = await flush({ ...logger, flush: (_callback) => undefined }, 10).catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: the logger has not flushed within 10 ms');
  });
});
