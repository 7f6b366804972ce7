import { expect } from 'chai';
import fc from 'fast-check';
import { errorKind, withoutIds } from '../../../plugins/logging/error-kind.js';
import { errorSummary } from '../../../plugins/logging/error-record.js';
import { Repeats } from '../../../plugins/logging/repeats.js';
import { loseRequest, refuse } from '../../runner/support/answers.js';
import { loggedBench } from './support/logged-bench.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('repeated failures', () => {
  const settings = { every: 100, everyMs: 10 * MINUTE_MS };

  /** Which of `count` failures are written, one each `everyMs`, numbered from 1. */
  function written(repeats: Repeats, count: number, everyMs: number, from = 0): number[] {
    return Array.from({ length: count }, (_, index) => index + 1).filter(
      (number) => repeats.failed('refused', from + (number - 1) * everyMs).isWritten,
    );
  }

  it('are written the first time and every n-th time', () => {
    expect(written(new Repeats(settings), 350, 10)).to.deep.equal([1, 100, 200, 300]);
    expect(written(new Repeats({ ...settings, every: 1 }), 5, 10)).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('are written when nothing was for a while, however few there are', () => {
    expect(written(new Repeats(settings), 40, MINUTE_MS)).to.deep.equal([1, 11, 21, 31]);
  });

  it('say how many there were, and how many were not written', () => {
    const repeats = new Repeats({ ...settings, every: 3 });
    const told = Array.from({ length: 6 }, (_, index) => repeats.failed('refused', index));
    expect(told.filter(({ isWritten }) => isWritten)).to.deep.equal([
      { isWritten: true, count: 1, suppressed: 0 },
      { isWritten: true, count: 3, suppressed: 1 },
      { isWritten: true, count: 6, suppressed: 2 },
    ]);
  });

  it('of another kind are written at once', () => {
    const repeats = new Repeats(settings);
    expect(repeats.failed('refused', 0).isWritten).to.be.true;
    expect(repeats.failed('refused', 1).isWritten).to.be.false;
    expect(repeats.failed('timed out', 2)).to.deep.equal({ isWritten: true, count: 1, suppressed: 1 });
    expect(repeats.failed('refused', 3).isWritten).to.be.false;
  });

  it('that are over are told with how often and for how long', () => {
    const repeats = new Repeats(settings);
    written(repeats, 5, 1_000);
    expect(repeats.recovered(6_000)).to.deep.equal({ failures: 5, failedForMs: 6_000 });
    expect(repeats.recovered(7_000)).to.equal(undefined);
  });

  it('are written as the first again after a recovery', () => {
    const repeats = new Repeats(settings);
    repeats.failed('refused', 0);
    repeats.recovered(1_000);
    expect(repeats.failed('refused', MINUTE_MS)).to.deep.equal({ isWritten: true, count: 1, suppressed: 0 });
  });

  it('that alternate with recoveries are written once a minute, each with its recovery', () => {
    const repeats = new Repeats(settings);
    const told: string[] = [];
    for (let now = 0; now < 3 * MINUTE_MS; now += 1_000) {
      if (repeats.failed('refused', now).isWritten) told.push(`failed at ${now}`);
      if (repeats.recovered(now + 500) !== undefined) told.push(`recovered at ${now + 500}`);
    }
    expect(told).to.deep.equal([
      ...['failed at 0', 'recovered at 500', 'failed at 60000', 'recovered at 60500'],
      ...['failed at 120000', 'recovered at 120500'],
    ]);
  });

  it('that begin again right after a recovery, and go on, are told within a minute', () => {
    const repeats = new Repeats(settings);
    repeats.failed('refused', 0);
    repeats.recovered(1_000);
    const times = Array.from({ length: 100 }, (_, index) => 2_000 + index * 1_000);
    const first = times.find((now) => repeats.failed('refused', now).isWritten);
    expect(first).to.equal(MINUTE_MS);
    expect(repeats.recovered(MINUTE_MS + 500)).to.deep.equal({ failures: 59, failedForMs: 58_500 });
  });

  it('that something else interrupted go on where they were', () => {
    const repeats = new Repeats(settings);
    repeats.failed('refused', 0);
    repeats.interrupted();
    expect(repeats.failed('refused', 1_000).isWritten).to.be.false;
    expect(repeats.series(3_000)).to.deep.equal({ failures: 1, failedForMs: 2_000 });
    expect(repeats.recovered(3_000)).to.equal(undefined);
  });

  it('are forgotten after a time without any', () => {
    const repeats = new Repeats(settings);
    written(repeats, 3, 1_000);
    expect(repeats.failed('refused', HOUR_MS)).to.deep.equal({ isWritten: true, count: 1, suppressed: 2 });
  });

  it('that are never the same fill neither the log nor the memory', () => {
    const repeats = new Repeats(settings);
    let records = 0;
    for (let index = 0; index < 100_000; index += 1) {
      if (repeats.failed(`kind ${index}`, index).isWritten) records += 1;
    }
    // The first ten kinds, and of all others the first and every 100th.
    expect(records).to.equal(10 + 1 + Math.floor((100_000 - 10) / 100));
  });

  it('are all accounted for: written or counted as suppressed', () => {
    const step = fc.record({
      kind: fc.constantFrom('a', 'b', 'c'),
      afterMs: fc.integer({ min: 0, max: 2 * MINUTE_MS }),
      then: fc.constantFrom('nothing', 'recovered', 'interrupted'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), fc.integer({ min: 1, max: 20 }), (steps, every) => {
        const repeats = new Repeats({ ...settings, every });
        let now = 0;
        let told = 0;
        for (const { kind, afterMs, then } of steps) {
          now += afterMs;
          const { isWritten, suppressed } = repeats.failed(kind, now);
          if (isWritten) told += 1 + suppressed;
          if (then === 'recovered') repeats.recovered(now);
          if (then === 'interrupted') repeats.interrupted();
        }
        expect(told + repeats.suppressed).to.equal(steps.length);
      }),
    );
  });
});

describe('the kind of an error', () => {
  const kindOf = (error: unknown): string => errorKind(errorSummary(error));

  it('is the same whatever ids and numbers are in the message', () => {
    expect(kindOf(new Error('order 4711 of 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d not found'))).to.equal(
      kindOf(new Error('order 4712 of 1c0a2c6e-7d1f-4a1c-9a57-0f7e1f2b3c4d not found')),
    );
    expect(withoutIds('connect ECONNREFUSED 10.0.0.1:8080')).to.equal('connect ECONNREFUSED #.#.#.#:#');
  });

  it('differs with type, code, status and words', () => {
    const kinds = [
      new Error('no card'),
      new TypeError('no card'),
      new Error('no account'),
      Object.assign(new Error('no card'), { code: 'ECONNRESET' }),
      Object.assign(new Error('no card'), { status: 503 }),
      Object.assign(new Error('no card'), { status: 502 }),
      'no card',
    ].map(kindOf);
    expect(new Set(kinds).size).to.equal(kinds.length);
  });
});

describe('logging() at info, of a server that is away for eight hours', () => {
  it('writes some tens of records of a poll loop, and one when it is over', async function () {
    this.timeout(60_000);
    const { bench, records, of } = loggedBench({ level: 'info' });
    await bench.start();
    const comeBack = bench.server.always('poll', loseRequest);
    await bench.pass(8 * HOUR_MS);
    const failures = bench.events.of('pollFailed').length;
    expect(failures).to.be.above(2_500);
    const failed = of('pollFailed');
    expect(failed.length).to.be.within(28, 60);
    expect(failed[0]).to.not.have.any.keys('count', 'suppressed');
    expect(failed[1]).to.deep.include({ level: 'warn', failures: failed[1]?.count });
    const told = failed.reduce((sum, { suppressed }) => sum + 1 + Number(suppressed ?? 0), 0);
    expect(failures - told).to.be.within(0, 99);
    comeBack();
    await bench.pass(20_000);
    expect(of('pollCompleted')).to.have.length(1);
    expect(of('pollCompleted')[0]).to.deep.include({ level: 'info', recovered: true, failures });
    expect(of('pollCompleted')[0]?.failedForMs).to.be.within(8 * HOUR_MS - 2_000, 8 * HOUR_MS + 20_000);
    expect(records.length).to.be.below(65);
  });

  it('writes each of them at debug', async () => {
    const { bench, of } = loggedBench({ level: 'debug' });
    await bench.start();
    bench.server.always('poll', loseRequest);
    await bench.pass(10 * MINUTE_MS);
    expect(of('pollFailed')).to.have.length(bench.events.of('pollFailed').length);
    expect(of('pollFailed').filter(({ level }) => level === 'warn')).to.have.length(1);
    await bench.stop();
    for (const record of of('pollFailed')) expect(record).to.not.have.property('suppressed');
  });
});

describe('logging() of a worker whose tasks fail', () => {
  const options = {
    level: 'info',
    worker: {
      concurrency: 100,
      execute: ({ inputData }: { readonly inputData: Record<string, unknown> }) => {
        if (inputData.bad === true) throw new Error(`card ${String(inputData.index)} refused`);
        return {};
      },
    },
  } as const;

  it('writes the first failure, each hundredth, and at the stop how many were not written', async () => {
    const { bench, of } = loggedBench(options);
    await bench.start();
    for (let index = 0; index < 250; index += 1) bench.server.queue('charge', { inputData: { bad: true, index } });
    await bench.pass(1_000);
    expect(bench.events.of('taskFailed')).to.have.length(250);
    expect(of('taskFailed').map(({ count, suppressed }) => [count, suppressed])).to.deep.equal([
      [undefined, undefined],
      [100, 98],
      [200, 99],
    ]);
    await bench.stop();
    expect(of('taskFailed').at(-1)).to.deep.equal({
      ...{ level: 'warn', event: 'taskFailed', msg: 'more of the same were not written' },
      ...{ taskType: 'charge', workerId: 'me', suppressed: 50 },
    });
  });

  it('tells what was not written of cancelled tasks at their level: nothing is lost with them', async () => {
    const { bench, of } = loggedBench({
      level: 'info',
      parts: {
        cancellation: {
          watch: (_task, cancel) => {
            queueMicrotask(() => cancel('workflowTerminated'));
            return () => undefined;
          },
        },
      },
      worker: { execute: (_task, { signal }) => new Promise((resolve) => void (signal.onabort = () => resolve({}))) },
    });
    await bench.start();
    for (let index = 0; index < 3; index += 1) bench.server.queue('charge');
    await bench.pass(2_000);
    await bench.stop();
    expect(bench.events.of('taskDropped')).to.have.length(3);
    expect(of('taskDropped').map(({ level, suppressed }) => [level, suppressed])).to.deep.equal([
      ['info', undefined],
      ['info', 2],
    ]);
  });

  it('does not take each success among failures for a recovery', async () => {
    const { bench, lines } = loggedBench(options);
    await bench.start();
    for (let index = 0; index < 50; index += 1) {
      bench.server.queue('charge', { inputData: { bad: index % 2 === 0, index } });
      await bench.pass(1_000);
    }
    expect(lines()).to.deep.equal(['warn taskFailed']);
  });

  it('tells when tasks complete again after nothing but failures', async () => {
    const { bench, of } = loggedBench(options);
    await bench.start();
    for (let index = 0; index < 20; index += 1) {
      bench.server.queue('charge', { inputData: { bad: true, index } });
      await bench.pass(1_000);
    }
    bench.server.queue('charge');
    await bench.pass(1_000);
    expect(of('taskCompleted')).to.deep.equal([
      {
        ...{ level: 'info', event: 'taskCompleted', msg: 'tasks complete again', taskType: 'charge', workerId: 'me' },
        ...{ recovered: true, failures: 20, failedForMs: 20_000 },
      },
    ]);
  });

  it('keeps workers apart', async () => {
    const { bench, of } = loggedBench({
      level: 'info',
      workers: [
        { name: 'charge', workerId: 'one', execute: () => new Error('no card') },
        { name: 'refund', workerId: 'two', execute: () => new Error('no card') },
      ],
    });
    await bench.start();
    for (const name of ['charge', 'charge', 'refund', 'refund']) bench.server.queue(name);
    await bench.pass(2_000);
    expect(of('taskFailed').map(({ taskType }) => taskType)).to.deep.equal(['charge', 'refund']);
  });

  it('takes the settings it is given', async () => {
    const { bench, of } = loggedBench({ ...options, logging: { repeats: { every: 2, everyMs: HOUR_MS } } });
    await bench.start();
    for (let index = 0; index < 6; index += 1) bench.server.queue('charge', { inputData: { bad: true, index } });
    await bench.pass(1_000);
    expect(of('taskFailed').map(({ count }) => count)).to.deep.equal([undefined, 2, 4, 6]);
  });
});

describe('logging() of results that cannot be sent', () => {
  it('tells once that they are taken again: when none waits any more', async () => {
    const { bench, of } = loggedBench({ level: 'info' });
    await bench.start();
    const comeBack = bench.server.always('update', refuse(503, 'busy'));
    for (let index = 0; index < 5; index += 1) bench.server.queue('charge');
    await bench.pass(30_000);
    expect(of('updateRetried')).to.have.length(1);
    comeBack();
    await bench.pass(20_000);
    expect(bench.events.of('taskCompleted')).to.have.length(5);
    expect(of('updateCompleted')).to.have.length(1);
    expect(of('updateCompleted')[0]).to.deep.include({ level: 'info', recovered: true });
    expect(of('updateCompleted')[0]?.failures).to.equal(bench.events.of('updateRetried').length);
  });

  it('does not call it a recovery when they are given up', async () => {
    const { bench, lines } = loggedBench({ level: 'info', giveUpAfterMs: 1_000 });
    await bench.start();
    bench.server.always('update', loseRequest);
    bench.server.queue('charge');
    await bench.pass(10_000);
    expect(lines()).to.deep.equal(['warn updateRetried', 'error taskDropped']);
  });
});
