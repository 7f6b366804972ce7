import { expect } from 'chai';
import type { Task } from '../../generated/index.js';
import { EventHub } from '../../src/runner/event-hub.js';
import { PollLoop, type PollLoopParts } from '../../src/runner/poll-loop.js';
import { FixedSlots } from '../../src/runner/slots.js';
import { TimerWheel } from '../../src/time/timer-wheel.js';
import { ManualClock } from '../time/manual-clock.js';
import { aTask } from '../worker/a-task.js';
import { catchProcessWarnings } from './support/process-warnings.js';
import { RecordedEvents } from './support/recorded-events.js';

interface Poll {
  readonly at: number;
  readonly count: number;
  readonly longPollMs: number;
  readonly bring: (...tasks: readonly Task[]) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

const identity = { taskType: 'charge', workerId: 'me' };

/** As many tasks as wanted. */
function tasks(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => aTask({ taskId: `task-${index + 1}` }));
}

/** A loop whose polls a test answers itself, and whose tasks are executed by nobody. */
class LoopBench {
  readonly clock = new ManualClock();
  readonly hub = new EventHub();
  readonly events: RecordedEvents;
  readonly slots: FixedSlots;
  readonly loop: PollLoop;
  readonly polls: Poll[] = [];
  readonly taken: string[] = [];
  readonly unwanted: string[] = [];
  resultsExpected = false;

  constructor({
    concurrency = 4,
    paused = false,
    unheard = false,
    ...parts
  }: Partial<PollLoopParts> & {
    concurrency?: number;
    paused?: boolean;
    unheard?: boolean;
  } = {}) {
    this.slots = new FixedSlots(concurrency);
    this.events = new RecordedEvents(this.hub, unheard ? ['pollFailed', 'workerMisconfigured'] : []);
    this.loop = new PollLoop(
      {
        ...{ identity, slots: this.slots, clock: this.clock, hub: this.hub },
        ...{ random: () => 0.999_999, wheel: new TimerWheel(this.clock), longPollMs: 1_000, maxBatch: Infinity },
        inRunnerContext: (run) => run(),
        poll: (count, longPollMs) =>
          new Promise((resolve, reject) => {
            this.polls.push({
              ...{ at: this.clock.now(), count, longPollMs },
              bring: (...brought) => (resolve(brought), this.pass(0)),
              // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- plugins reject with anything
              fail: (error) => (reject(error), this.pass(0)),
            });
          }),
        onTasks: (taken) => void this.taken.push(...taken.map(({ taskId }) => taskId)),
        onUnwanted: (unwanted, slots) =>
          void this.unwanted.push(`${unwanted.map(({ taskId }) => taskId).join(',')} with ${slots} slots`),
        resultsExpected: () => this.resultsExpected,
        ...parts,
      },
      paused,
    );
    this.slots.onFreed(() => this.loop.wake());
  }

  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  get last(): Poll {
    const last = this.polls.at(-1);
    if (last === undefined) throw new Error('no poll was made');
    return last;
  }

  /** Each change of state: `idle > burst`. */
  get changes(): readonly string[] {
    return this.events.of('loopStateChanged').map(({ from, to }) => `${from} > ${to}`);
  }

  /** Free and used slots. */
  get split(): readonly [number, number] {
    return [this.slots.free, this.slots.used];
  }
}

/** A loop in `burst`: its first poll brought a task, the second one is in flight. */
async function bursting(options: ConstructorParameters<typeof LoopBench>[0] = {}): Promise<LoopBench> {
  const bench = new LoopBench(options);
  bench.loop.start();
  await bench.last.bring(aTask({ taskId: 'first' }));
  return bench;
}

describe('PollLoop', () => {
  describe('idle', () => {
    it('polls for one task, which the server may hold', () => {
      const { loop, last, split } = started();
      expect([loop.state, last.count, last.longPollMs]).to.deep.equal(['idle', 1, 1_000]);
      expect(split).to.deep.equal([3, 1]);
    });

    it('polls again at once when the held poll came back empty, with one poll at a time', async () => {
      const bench = started();
      await bench.pass(1_000);
      await bench.last.bring();
      expect(bench.polls.map(({ count, longPollMs }) => [count, longPollMs])).to.deep.equal([
        [1, 1_000],
        [1, 1_000],
      ]);
      expect(bench.split).to.deep.equal([3, 1]);
      expect(bench.changes).to.deep.equal([]);
    });

    it('-> burst when a task came, at once', async () => {
      const bench = started();
      await bench.last.bring(aTask({ taskId: 'first' }));
      expect(bench.taken).to.deep.equal(['first']);
      expect(bench.changes).to.deep.equal(['idle > burst']);
      expect([bench.last.count, bench.last.longPollMs]).to.deep.equal([3, 0]);
    });

    it('-> backoff when it failed', async () => {
      const bench = started();
      await bench.last.fail(new Error('connection refused'));
      expect(bench.changes).to.deep.equal(['idle > backoff']);
    });

    it('does not ask all the time when polls are not held', async () => {
      const bench = new LoopBench({ longPollMs: 0 });
      bench.loop.start();
      for (let round = 0; round < 5; round++) {
        await bench.last.bring();
        await bench.pass(100);
      }
      expect(bench.polls.map(({ at }) => at)).to.deep.equal([0, 100, 200, 300, 400, 500]);
    });

    it('waits out only what is missing of such a cycle', async () => {
      const bench = started();
      await bench.pass(70);
      await bench.last.bring();
      await bench.pass(29);
      expect(bench.polls).to.have.length(1);
      await bench.pass(1);
      expect(bench.polls).to.have.length(2);
    });
  });

  describe('burst', () => {
    it('-> burst as long as polls come back full, for all free slots each time', async () => {
      const bench = await bursting({ concurrency: 10, maxBatch: 3 });
      expect(bench.last.count).to.equal(3);
      await bench.last.bring(...tasks(3));
      await bench.last.bring(...tasks(3));
      expect(bench.polls.map(({ count }) => count)).to.deep.equal([1, 3, 3, 3]);
      await bench.last.bring(...tasks(3));
      // 10 of 10 slots are taken: nothing more to poll for.
      expect(bench.polls).to.have.length(4);
    });

    it('-> idle when a poll was not filled; the slots of what did not come are free at once', async () => {
      const bench = await bursting();
      await bench.last.bring(...tasks(1));
      expect(bench.changes).to.deep.equal(['idle > burst', 'burst > idle']);
      expect([bench.last.count, bench.last.longPollMs]).to.deep.equal([1, 1_000]);
      expect(bench.split).to.deep.equal([1, 3]);
    });

    it('-> saturated when no slot is free, and no timer is set while it is', async () => {
      const bench = await bursting();
      await bench.last.bring(...tasks(3));
      expect(bench.changes).to.deep.equal(['idle > burst', 'burst > saturated']);
      expect(bench.split).to.deep.equal([0, 4]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('-> backoff when it failed, and the slots that it asked for stay taken', async () => {
      const bench = await bursting();
      await bench.last.fail(new Error('connection reset'));
      expect(bench.changes).to.deep.equal(['idle > burst', 'burst > backoff']);
      expect(bench.split).to.deep.equal([0, 4]);
    });

    it('with one slot goes on with single polls that answer at once', async () => {
      const bench = new LoopBench({ concurrency: 1 });
      bench.loop.start();
      await bench.last.bring(aTask());
      expect(bench.loop.state).to.equal('saturated');
      bench.slots.release(1);
      expect([bench.loop.state, bench.last.count, bench.last.longPollMs]).to.deep.equal(['burst', 1, 0]);
    });
  });

  describe('saturated', () => {
    it('-> burst as before when a slot is freed, synchronously', async () => {
      const bench = await bursting();
      await bench.last.bring(...tasks(3));
      bench.slots.release(2);
      expect(bench.changes.at(-1)).to.equal('saturated > burst');
      expect([bench.last.count, bench.last.longPollMs]).to.deep.equal([2, 0]);
    });

    it('-> idle as before when the last poll had not been filled', async () => {
      const bench = started();
      bench.loop.pause();
      await bench.last.bring();
      bench.slots.take(4);
      bench.loop.resume();
      expect(bench.loop.state).to.equal('saturated');
      bench.slots.release(2);
      expect([bench.loop.state, bench.last.count, bench.last.longPollMs]).to.deep.equal(['idle', 1, 1_000]);
    });

    it('is entered as well when few slots are free and answers to results are expected', async () => {
      const bench = await bursting({ concurrency: 8, maxBatch: 6 });
      bench.resultsExpected = true;
      await bench.last.bring(...tasks(6));
      expect(bench.events.of('loopStateChanged').at(-1)).to.include({
        ...{ from: 'burst', to: 'saturated', cause: 'more slots are about to be freed', freeSlots: 1 },
      });
      expect(bench.polls).to.have.length(2);
      // One in four is worth a poll.
      bench.slots.release(1);
      expect(bench.last.count).to.equal(2);
    });

    it('ends after 100 ms, or a tick more, when those results do not come', async () => {
      const bench = await bursting({ concurrency: 8, maxBatch: 6 });
      bench.resultsExpected = true;
      await bench.last.bring(...tasks(6));
      await bench.pass(200);
      expect([bench.loop.state, bench.polls.length, bench.last.count]).to.deep.equal(['burst', 3, 1]);
    });

    it('does not wait for results when nothing is known to be queued', async () => {
      const bench = await bursting({ concurrency: 8 });
      bench.resultsExpected = true;
      await bench.last.bring(...tasks(6));
      expect([bench.loop.state, bench.last.count]).to.deep.equal(['idle', 1]);
    });

    it('is left by a pause, without a timer left behind', async () => {
      const bench = await bursting({ concurrency: 8, maxBatch: 6 });
      bench.resultsExpected = true;
      await bench.last.bring(...tasks(6));
      bench.loop.pause();
      await bench.pass(1_000);
      expect([bench.loop.state, bench.polls.length, bench.clock.pendingTimers]).to.deep.equal(['paused', 2, 0]);
    });
  });

  describe('backoff', () => {
    it('-> idle when its time is over, with the slot that the failed poll kept', async () => {
      const bench = started();
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(199);
      expect([bench.polls.length, ...bench.split]).to.deep.equal([1, 3, 1]);
      await bench.pass(1);
      expect(bench.changes).to.deep.equal(['idle > backoff', 'backoff > idle']);
      expect([bench.polls.length, ...bench.split]).to.deep.equal([2, 3, 1]);
    });

    it('-> burst as before, for all slots that are free by then', async () => {
      const bench = await bursting({ concurrency: 8, maxBatch: 3 });
      await bench.last.fail(new Error('connection reset'));
      await bench.pass(200);
      expect([bench.loop.state, bench.last.count, bench.last.longPollMs]).to.deep.equal(['burst', 3, 0]);
      expect(bench.split).to.deep.equal([4, 4]);
    });

    it('waits twice as long after each failure, up to ten seconds', async () => {
      const bench = started();
      const waits: number[] = [];
      for (let failure = 0; failure < 9; failure++) {
        await bench.last.fail(new Error('connection refused'));
        waits.push(bench.events.of('pollFailed').at(-1)?.retryInMs ?? 0);
        await bench.pass(10_000);
      }
      expect(waits).to.deep.equal([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
    });

    it('begins anew after a success', async () => {
      const bench = started();
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(200);
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(400);
      await bench.pass(1_000);
      await bench.last.bring();
      await bench.last.fail(new Error('connection refused'));
      expect(bench.events.of('pollFailed').map(({ failures, retryInMs }) => [failures, retryInMs])).to.deep.equal([
        [1, 200],
        [2, 400],
        [1, 200],
      ]);
    });

    it('draws its wait by chance below that', async () => {
      const bench = new LoopBench({ random: () => 0.25 });
      bench.loop.start();
      await bench.last.fail(new Error('connection refused'));
      expect(bench.events.of('pollFailed')[0]?.retryInMs).to.equal(50);
    });

    it('is left alone by slots that are freed', async () => {
      const bench = await bursting();
      await bench.last.fail(new Error('connection reset'));
      bench.slots.release(1);
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['backoff', 2]);
    });

    it('honours what the server asks for', async () => {
      const bench = started();
      await bench.last.fail({ status: 429, retryAfterMs: 7_000 });
      expect(bench.events.of('pollFailed')[0]?.retryInMs).to.equal(7_000);
      await bench.pass(6_999);
      expect(bench.polls).to.have.length(1);
      await bench.pass(1);
      expect(bench.polls).to.have.length(2);
    });

    for (const status of [401, 403, 404, 400]) {
      it(`is longer on a ${status}, which does not pass by itself`, async () => {
        const bench = started();
        await bench.last.fail({ status });
        expect(bench.events.of('pollFailed')[0]?.retryInMs).to.equal(2_000);
      });
    }

    it('survives whatever a poll is rejected with', async () => {
      const bench = started();
      for (const error of [undefined, null, 'text', Object.create(null), Symbol('odd')]) {
        await bench.last.fail(error);
        await bench.pass(10_000);
      }
      expect(bench.polls).to.have.length(6);
      expect(bench.split).to.deep.equal([3, 1]);
    });
  });

  describe('paused', () => {
    it('at first, if told so: nothing is polled until resume', async () => {
      const bench = new LoopBench({ paused: true });
      bench.loop.start();
      await bench.pass(60_000);
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['paused', 0]);
      expect(bench.loop.resume()).to.be.true;
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['idle', 1]);
    });

    it('executes what a poll in flight brings, and polls no more', async () => {
      const bench = started();
      expect(bench.loop.pause()).to.be.true;
      await bench.last.bring(aTask({ taskId: 'late' }));
      expect([bench.taken, bench.loop.state, bench.polls.length]).to.deep.equal([['late'], 'paused', 1]);
    });

    it('gives the slots of a poll back that fails meanwhile, and sets no timer', async () => {
      const bench = started();
      bench.loop.pause();
      await bench.last.fail(new Error('connection lost'));
      expect(bench.split).to.deep.equal([4, 0]);
      expect(bench.clock.pendingTimers).to.equal(0);
      expect(bench.events.of('pollFailed')).to.have.length(1);
    });

    it('gives the slots back that a failed poll had kept', async () => {
      const bench = await bursting();
      await bench.last.fail(new Error('connection lost'));
      bench.loop.pause();
      expect(bench.split).to.deep.equal([3, 1]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('by a listener of the failure is as good', async () => {
      const bench = started();
      bench.hub.once('pollFailed', () => void bench.loop.pause());
      await bench.last.fail(new Error('connection lost'));
      expect([bench.loop.state, ...bench.split]).to.deep.equal(['paused', 4, 0]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('and resumed by a listener of the failure polls once', async () => {
      const bench = started();
      bench.hub.once('pollFailed', () => {
        bench.loop.pause();
        bench.loop.resume();
      });
      await bench.last.fail(new Error('connection lost'));
      await bench.pass(60_000);
      expect([bench.loop.state, bench.polls.length, ...bench.split]).to.deep.equal(['idle', 2, 3, 1]);
    });

    it('by a listener of a completed poll still executes what it brought', async () => {
      const bench = started();
      bench.hub.once('pollCompleted', () => void bench.loop.pause());
      await bench.last.bring(aTask({ taskId: 'late' }));
      expect([bench.taken, bench.loop.state, bench.polls.length]).to.deep.equal([['late'], 'paused', 1]);
    });

    it('-> idle on resume, with no second poll beside one in flight', async () => {
      const bench = started();
      bench.loop.pause();
      bench.loop.resume();
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['idle', 1]);
      await bench.pass(1_000);
      await bench.last.bring();
      expect(bench.polls).to.have.length(2);
    });

    it('twice, or resumed twice, tells so', () => {
      const { loop } = started();
      expect([loop.pause(), loop.pause(), loop.resume(), loop.resume()]).to.deep.equal([true, false, true, false]);
    });

    it('is not left by slots that are freed', async () => {
      const bench = await bursting();
      bench.loop.pause();
      await bench.last.bring(...tasks(3));
      bench.slots.release(4);
      await bench.pass(10_000);
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['paused', 2]);
    });
  });

  describe('draining', () => {
    it('ends at once when no poll is in flight, from any state', async () => {
      for (const state of ['saturated', 'backoff', 'paused'] as const) {
        const bench = await bursting();
        if (state === 'saturated') await bench.last.bring(...tasks(3));
        else await bench.last.fail(new Error('connection lost'));
        if (state === 'paused') bench.loop.pause();
        expect(bench.loop.state).to.equal(state);
        const taken = state === 'saturated' ? 4 : 1;
        await bench.loop.drain();
        expect(bench.loop.state).to.equal('draining');
        expect(bench.slots.used, state).to.equal(taken);
        expect(bench.clock.pendingTimers, state).to.equal(0);
      }
    });

    it('waits for the poll in flight, and gives what it brings to be handed back, with the slots', async () => {
      const bench = await bursting();
      let isDrained = false;
      void bench.loop.drain().then(() => (isDrained = true));
      await bench.pass(500);
      expect(isDrained).to.be.false;
      await bench.last.bring(...tasks(2));
      expect(isDrained).to.be.true;
      expect(bench.taken).to.deep.equal(['first']);
      expect(bench.unwanted).to.deep.equal(['task-1,task-2 with 2 slots']);
      expect(bench.split).to.deep.equal([1, 3]);
      expect(bench.polls).to.have.length(2);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('ends with the poll in flight when that fails', async () => {
      const bench = await bursting();
      let isDrained = false;
      void bench.loop.drain().then(() => (isDrained = true));
      await bench.last.fail(new Error('connection lost'));
      expect(isDrained).to.be.true;
      expect(bench.split).to.deep.equal([3, 1]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });

    it('by a listener of a completed poll hands back what it brought', async () => {
      const bench = started();
      bench.hub.once('pollCompleted', () => void bench.loop.drain());
      await bench.last.bring(aTask({ taskId: 'late' }));
      expect([bench.taken, bench.unwanted]).to.deep.equal([[], ['late with 1 slots']]);
    });

    it('by a listener of a failed poll leaves no timer and no slot taken', async () => {
      const bench = started();
      bench.hub.once('pollFailed', () => void bench.loop.drain());
      await bench.last.fail(new Error('connection lost'));
      expect([bench.loop.state, ...bench.split, bench.clock.pendingTimers]).to.deep.equal(['draining', 4, 0, 0]);
    });

    it('is for good', async () => {
      const bench = started();
      const drained = bench.loop.drain();
      await bench.last.bring();
      await drained;
      expect([bench.loop.pause(), bench.loop.resume()]).to.deep.equal([false, false]);
      bench.loop.start();
      bench.loop.wake();
      await bench.pass(60_000);
      expect([bench.loop.state, bench.polls.length]).to.deep.equal(['draining', 1]);
    });
  });

  describe('a server that sends more than was asked for', () => {
    it('has the surplus handed back, without slots', async () => {
      const bench = started();
      await bench.last.bring(...tasks(3));
      expect(bench.taken).to.deep.equal(['task-1']);
      expect(bench.unwanted).to.deep.equal(['task-2,task-3 with 0 slots']);
      // One for the task, three for the burst.
      expect(bench.split).to.deep.equal([0, 4]);
    });

    it('while draining too', async () => {
      const bench = started();
      void bench.loop.drain();
      await bench.last.bring(...tasks(3));
      expect(bench.unwanted).to.deep.equal(['task-1,task-2,task-3 with 1 slots']);
    });
  });

  describe('a poll that hangs', () => {
    it('is told once, when it is out for longer than it may be', async () => {
      const bench = started();
      await bench.pass(16_000);
      expect(bench.events.of('loopStalled')).to.deep.equal([{ ...identity, state: 'idle', pollAgeMs: 16_000 }]);
      await bench.pass(60_000);
      expect(bench.events.of('loopStalled')).to.have.length(1);
      expect(bench.polls).to.have.length(1);
    });

    it('is watched no more once the loop is closed', async () => {
      const bench = started();
      void bench.loop.drain();
      bench.loop.close();
      await bench.pass(60_000);
      expect(bench.events.of('loopStalled')).to.deep.equal([]);
      expect(bench.clock.pendingTimers).to.equal(0);
    });
  });

  describe('what it tells', () => {
    it('of a poll: how many tasks, how long', async () => {
      const bench = await bursting();
      await bench.pass(40);
      await bench.last.bring(...tasks(2));
      expect(bench.events.of('pollStarted').slice(0, 2)).to.deep.equal([
        { ...identity, requested: 1, longPollMs: 1_000 },
        { ...identity, requested: 3, longPollMs: 0 },
      ]);
      const polled = bench.events.of('pollCompleted');
      expect(polled.map(({ tasks: _tasks, ...rest }) => rest)).to.deep.equal([
        { ...identity, requested: 1, longPollMs: 1_000, received: 1, durationMs: 0 },
        { ...identity, requested: 3, longPollMs: 0, received: 2, durationMs: 40 },
      ]);
      expect(polled.map(({ tasks: [first] }) => first?.taskId)).to.deep.equal(['first', 'task-1']);
    });

    it('of a failed poll: why, and what happens next', async () => {
      const bench = started();
      const error = new Error('connection refused');
      await bench.pass(30);
      await bench.last.fail(error);
      expect(bench.events.of('pollFailed')).to.deep.equal([
        { ...identity, requested: 1, longPollMs: 1_000, durationMs: 30, error, failures: 1, retryInMs: 200 },
      ]);
      expect(bench.events.of('loopStateChanged')).to.deep.equal([
        { ...identity, from: 'idle', to: 'backoff', cause: 'poll failed: connection refused', freeSlots: 4 },
      ]);
    });

    it('of a worker whose polls the server refuses, once in a series', async () => {
      const bench = started();
      const error = { status: 404, message: 'No static resource', retryable: false };
      await bench.last.fail(error);
      await bench.pass(60_000);
      await bench.last.fail(error);
      expect(bench.events.of('workerMisconfigured')).to.deep.equal([{ ...identity, error }]);
      await bench.pass(60_000);
      await bench.last.bring();
      await bench.pass(60_000);
      await bench.last.fail(error);
      expect(bench.events.of('workerMisconfigured')).to.have.length(2);
    });

    it('of such a worker also when the series began with something else', async () => {
      const bench = started();
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(60_000);
      await bench.last.fail({ status: 404, message: 'No static resource', retryable: false });
      expect(bench.events.of('workerMisconfigured')).to.have.length(1);
    });

    it('its last poll, and how long ago it ended', async () => {
      const bench = started();
      expect(bench.loop.lastPoll).to.equal(undefined);
      await bench.pass(1_000);
      await bench.last.bring();
      await bench.pass(300);
      expect(bench.loop.lastPoll).to.deep.equal({ agoMs: 300, requested: 1, received: 0 });
      const error = new Error('connection lost');
      await bench.last.fail(error);
      expect(bench.loop.lastPoll).to.deep.equal({ agoMs: 0, requested: 1, received: 0, error });
    });
  });

  describe('what nobody listens for', () => {
    let caught: ReturnType<typeof catchProcessWarnings>;
    beforeEach(() => (caught = catchProcessWarnings()));
    afterEach(() => caught.restore());

    it('is a warning of the process: the first failed poll of each series', async () => {
      const bench = new LoopBench({ unheard: true });
      bench.loop.start();
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(10_000);
      await bench.last.fail(new Error('connection refused'));
      await bench.pass(10_000);
      const expected = {
        code: 'CONDUCTOR_POLL_FAILED',
        message: 'polling for "charge" fails and is repeated: connection refused',
      };
      expect(caught.warnings).to.deep.equal([expected]);
      await bench.last.bring();
      await bench.pass(10_000);
      await bench.last.fail(new Error('connection refused'));
      expect(caught.warnings).to.deep.equal([expected, expected]);
    });

    it('is a warning of the process: a worker whose polls the server refuses', async () => {
      const bench = new LoopBench({ unheard: true });
      bench.loop.start();
      await bench.last.fail({ status: 400, message: 'bad worker', retryable: false });
      expect(caught.warnings.map(({ code }) => code)).to.deep.equal([
        'CONDUCTOR_POLL_FAILED',
        'CONDUCTOR_WORKER_MISCONFIGURED',
      ]);
      expect(caught.warnings[1]?.message).to.equal('the server refuses polls for "charge": bad worker');
    });
  });

  describe('progress', () => {
    it('is overdue when no poll has succeeded for as long as one may take', async () => {
      const bench = started();
      await bench.pass(11_000);
      expect(bench.loop.overdueMs()).to.equal(0);
      await bench.pass(500);
      expect(bench.loop.overdueMs()).to.equal(500);
    });

    it('is overdue when polls keep failing', async () => {
      const bench = started();
      for (let failure = 0; failure < 10; failure++) {
        await bench.last.fail(new Error('connection refused'));
        await bench.pass(10_000);
      }
      expect(bench.loop.overdueMs()).to.be.above(0);
      await bench.last.bring();
      expect(bench.loop.overdueMs()).to.equal(0);
    });

    it('is not expected while paused, saturated or draining, nor counted from then', async () => {
      const paused = new LoopBench({ paused: true });
      paused.loop.start();
      await paused.pass(60_000);
      expect(paused.loop.overdueMs()).to.equal(0);
      paused.loop.resume();
      expect(paused.loop.overdueMs()).to.equal(0);

      const saturated = await bursting();
      await saturated.last.bring(...tasks(3));
      await saturated.pass(60_000);
      expect(saturated.loop.overdueMs()).to.equal(0);
      saturated.slots.release(1);
      expect(saturated.loop.overdueMs()).to.equal(0);

      const draining = started();
      void draining.loop.drain();
      await draining.pass(60_000);
      expect(draining.loop.overdueMs()).to.equal(0);
    });
  });
});

function started(): LoopBench {
  const bench = new LoopBench();
  bench.loop.start();
  return bench;
}
