import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { Board } from '../../../plugins/dashboard/board.js';
import { checkedOptions } from '../../../plugins/dashboard/options.js';
import { checkedSnapshot, checkedUpdate } from './support/contract.js';
import { FakeRunner, newTask } from './support/fake-runner.js';

const WORKERS = 200;
const PER_SECOND = 5_000;
const BATCH = 25;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
// Else every context that another test of this process makes would have it, too.
setFlagsFromString('--no-expose-gc');

/** 200 workers that execute 5,000 tasks per second, by a clock of their own. */
class Load {
  readonly runner = new FakeRunner(Array.from({ length: WORKERS }, (_, index) => `worker_${index}`));
  readonly board: Board;
  now = 1_700_000_000_000;
  polled = 0;
  ended = 0;
  failed = 0;

  constructor() {
    this.board = new Board(
      checkedOptions({ uiUrl: 'http://localhost:5000' }),
      () => this.now,
      () => undefined,
    );
    this.board.watch(this.runner.host);
  }

  run(seconds: number): void {
    for (let batch = 0; batch < (seconds * PER_SECOND) / BATCH; batch++) {
      this.now += (1_000 * BATCH) / PER_SECOND;
      this.#runBatch(batch % WORKERS);
    }
  }

  #runBatch(index: number): void {
    const { runner } = this;
    const poll = { requested: BATCH, longPollMs: 0, durationMs: 2 };
    const full = { from: 'saturated', to: 'burst', cause: 'the last poll came back full', freeSlots: BATCH } as const;
    runner.emit('loopStateChanged', full, index);
    runner.emit('pollCompleted', { ...poll, received: BATCH, tasks: [] }, index);
    const saturated = { from: 'burst', to: 'saturated', cause: 'no slot is free', freeSlots: 0 } as const;
    runner.emit('loopStateChanged', saturated, index);
    if (this.polled % 100_000 === 0)
      runner.emit('pollFailed', { ...poll, error: new Error('reset'), failures: 1, retryInMs: 10 }, index);
    for (let count = 0; count < BATCH; count++) {
      this.polled += 1;
      const task = runner.start(newTask(), { index });
      // One of a thousand is never heard of again, whatever the runner promises.
      if (this.polled % 1_000 === 0) continue;
      const isFailure = this.polled % 50 === 0;
      if (isFailure)
        runner.emit('updateRetried', { task, error: new Error('503'), attempts: 1, attemptMs: 2, retryInMs: 9 }, index);
      runner.complete(task, { index, outcome: isFailure ? 'failed' : 'completed' });
      this.ended += 1;
      if (isFailure) this.failed += 1;
    }
  }
}

function heapAfter(run: () => void): number {
  run();
  collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

describe('the dashboard under load', () => {
  it('counts every task of 200 workers at 5,000 per second, shows a sample of them, and does not grow with them', () => {
    const load = new Load();
    const before = heapAfter(() => load.run(10));
    const after = heapAfter(() => load.run(30));
    expect((after - before) / 1_000_000, 'megabytes').to.be.below(4);
    expect(load.polled).to.equal(200_000);
    const { workers, tasks, tasksSkipped } = checkedSnapshot(load.board.read().snapshot());
    const sum = (of: (worker: (typeof workers)[number]) => number): number =>
      workers.reduce((total, worker) => total + of(worker), 0);
    expect(sum(({ totals }) => totals.completed + totals.failed)).to.equal(load.ended);
    expect(sum(({ totals }) => totals.failed)).to.equal(load.failed);
    expect(sum(({ rates }) => rates.completed + rates.failed)).to.be.closeTo(PER_SECOND, PER_SECOND / 50);
    expect(sum(({ latency }) => latency.execute.count)).to.equal(load.ended);
    expect(workers).to.have.length(WORKERS);
    expect(tasks).to.have.length(200);
    // 20 of each second, and up to 10 more that failed.
    const shown = load.ended - tasksSkipped;
    expect(shown).to.be.within(40 * 20, 41 * 30);
    expect(tasks.filter(({ outcome }) => outcome === 'failed').length).to.be.above(20);
  });

  it('tells a page that is open of no more than fits into a second, at each of them', () => {
    const load = new Load();
    const sizes: number[] = [];
    for (let second = 0; second < 10; second++) {
      load.run(1);
      const update = checkedUpdate(load.board.read().update());
      expect(update.tasks.length).to.be.within(20, 60);
      sizes.push(JSON.stringify(update).length);
    }
    expect(Math.max(...sizes)).to.be.below(250_000);
  });

  it('keeps five minutes of every loop in 300 entries, and each back-off in them', () => {
    const load = new Load();
    load.run(5);
    const { workers } = checkedSnapshot(load.board.read().snapshot());
    const states = workers[0]?.history.map(([, state]) => state);
    expect(states).to.include('saturated');
    expect(workers[0]?.lastError).to.include({ text: 'reset', failures: 0 });
  });
});
