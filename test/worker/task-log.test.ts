import { expect } from 'chai';
import { TimerWheel } from '../../src/time/timer-wheel.js';
import { TaskLog } from '../../src/worker/task-log.js';
import { ManualClock } from '../time/manual-clock.js';

/** A log endpoint whose answers a test gives itself. */
class Endpoint {
  readonly clock = new ManualClock();
  readonly wheel = new TimerWheel(this.clock);
  readonly taken: string[] = [];
  readonly reported: unknown[] = [];
  mostInFlight = 0;
  calls = 0;
  /** Decides about the next line: answer at once, fail, or hold the answer back. */
  next: 'take' | 'fail' | 'hold' | 'throw' = 'take';
  #inFlight = 0;
  readonly #held: (() => void)[] = [];

  newLog(): TaskLog {
    return new TaskLog({
      clock: this.clock,
      wheel: this.wheel,
      send: (line) => this.#send(line),
      onSendFailed: (error) => this.reported.push(error),
    });
  }

  async release(): Promise<void> {
    this.#held.splice(0).forEach((answer) => answer());
    await this.settle();
  }

  settle(): Promise<void> {
    return this.clock.advanceAsync(0);
  }

  #send(line: string): Promise<void> {
    this.calls += 1;
    if (this.next === 'throw') throw new Error('no client');
    if (this.next === 'fail') return Promise.reject(new Error('endpoint failed'));
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    const take = () => {
      this.#inFlight -= 1;
      this.taken.push(line);
    };
    if (this.next === 'take') return Promise.resolve().then(take);
    return new Promise((resolve) =>
      this.#held.push(() => {
        take();
        resolve();
      }),
    );
  }
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);
const textsOf = (log: TaskLog) => log.rest().map((entry) => entry.log);

describe('TaskLog', () => {
  let endpoint: Endpoint;
  let log: TaskLog;
  const write = (lines: readonly string[]) => lines.forEach((line) => log.log(line));

  beforeEach(() => {
    endpoint = new Endpoint();
    log = endpoint.newLog();
  });

  describe('while the handler runs', () => {
    it('sends nothing and sets no timer until it is used', () => {
      expect(endpoint.wheel.size).to.equal(0);
      expect(log.finish()).to.equal(undefined);
      expect(log.rest()).to.deep.equal([]);
    });

    it('sends the lines ahead after 5 s, in order, one at a time', async () => {
      write(numbered(1, 3));
      await endpoint.clock.advanceAsync(4_900);
      expect(endpoint.taken).to.deep.equal([]);
      await endpoint.clock.advanceAsync(200);
      expect(endpoint.taken).to.deep.equal(numbered(1, 3));
      expect(endpoint.mostInFlight).to.equal(1);
      expect(endpoint.wheel.size).to.equal(0);
    });

    it('sends them ahead at once when there are ten', async () => {
      write(numbered(1, 9));
      await endpoint.settle();
      expect(endpoint.taken).to.deep.equal([]);
      log.log('line 10');
      await endpoint.settle();
      expect(endpoint.taken).to.deep.equal(numbered(1, 10));
    });

    it('gathers what comes while lines are being sent until the next trigger', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 10));
      write(numbered(11, 12));
      endpoint.next = 'take';
      await endpoint.release();
      expect(endpoint.taken).to.deep.equal(numbered(1, 10));
      await endpoint.clock.advanceAsync(5_100);
      expect(endpoint.taken).to.deep.equal(numbered(1, 12));
      expect(endpoint.mostInFlight).to.equal(1);
    });

    it('goes on sending when ten more have come meanwhile', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 25));
      endpoint.next = 'take';
      await endpoint.release();
      expect(endpoint.taken).to.deep.equal(numbered(1, 25));
    });

    it('makes a text of what is none', async () => {
      const untyped: { log(line: unknown): void } = log;
      untyped.log(undefined);
      untyped.log({ a: 1 });
      untyped.log(5n);
      await endpoint.clock.advanceAsync(5_100);
      expect(endpoint.taken).to.deep.equal(['undefined', '{"a":1}', '5']);
    });

    it('bounds a line and says how much is missing', async () => {
      log.log('x'.repeat(20_000));
      expect(log.finish()).to.equal(undefined);
      const [line] = textsOf(log);
      expect(line).to.have.length.below(10_100);
      expect(line).to.match(/… \(10000 characters cut\)$/);
      await endpoint.settle();
    });
  });

  describe('when the endpoint fails', () => {
    it('reports the first failure only, counts all, and tries again after a growing pause', async () => {
      endpoint.next = 'fail';
      write(numbered(1, 10));
      await endpoint.settle();
      expect(endpoint.calls).to.equal(1);
      await endpoint.clock.advanceAsync(1_100);
      expect(endpoint.calls).to.equal(2);
      await endpoint.clock.advanceAsync(1_700);
      expect(endpoint.calls).to.equal(2);
      await endpoint.clock.advanceAsync(400);
      expect(endpoint.calls).to.equal(3);
      expect(log.failures).to.equal(3);
      expect(endpoint.reported).to.have.length(1);
      expect(endpoint.reported[0]).to.be.instanceOf(Error).with.property('message', 'endpoint failed');
    });

    it('loses no line and keeps the order once it works again', async () => {
      endpoint.next = 'fail';
      write(numbered(1, 10));
      await endpoint.settle();
      write(numbered(11, 15));
      endpoint.next = 'take';
      await endpoint.clock.advanceAsync(1_100);
      expect(endpoint.taken).to.deep.equal(numbered(1, 15));
    });

    it('does not send at each further line while it pauses', async () => {
      endpoint.next = 'fail';
      write(numbered(1, 10));
      await endpoint.settle();
      write(numbered(11, 40));
      await endpoint.settle();
      expect(endpoint.calls).to.equal(1);
    });

    it('takes a synchronous throw for a failure', async () => {
      endpoint.next = 'throw';
      write(numbered(1, 10));
      await endpoint.settle();
      expect(log.failures).to.equal(1);
      expect(endpoint.reported).to.have.length(1);
    });

    it('lets up to ten lines travel with the result without trying again', async () => {
      endpoint.next = 'fail';
      write(numbered(1, 10));
      await endpoint.settle();
      expect(log.finish()).to.equal(undefined);
      expect(textsOf(log)).to.deep.equal(numbered(1, 10));
      expect(endpoint.calls).to.equal(1);
      expect(endpoint.wheel.size).to.equal(0);
    });
  });

  describe('when the handler has ended', () => {
    it('gives up to ten lines to the result at once', () => {
      write(numbered(1, 9));
      expect(log.finish()).to.equal(undefined);
      expect(textsOf(log)).to.deep.equal(numbered(1, 9));
      expect(endpoint.calls).to.equal(0);
      expect(endpoint.wheel.size).to.equal(0);
    });

    it('waits for the line in flight, and lets the others travel with the result', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 10));
      const finished = log.finish();
      expect(finished).to.be.instanceOf(Promise);
      await endpoint.release();
      await finished;
      expect(endpoint.taken).to.deep.equal(['line 1']);
      expect(textsOf(log)).to.deep.equal(numbered(2, 10));
      expect(endpoint.wheel.size).to.equal(0);
    });

    it('sends a surplus ahead first', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 25));
      const finished = log.finish();
      endpoint.next = 'take';
      await endpoint.release();
      await finished;
      expect(endpoint.taken).to.deep.equal(numbered(1, 15));
      expect(textsOf(log)).to.deep.equal(numbered(16, 25));
    });

    it('gives up after 5 s and says how many lines are missing; the last ones are kept', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 25));
      let isFinished = false;
      const finished = log.finish()!.then(() => (isFinished = true));
      await endpoint.clock.advanceAsync(4_900);
      expect(isFinished).to.equal(false);
      await endpoint.clock.advanceAsync(200);
      await finished;
      expect(textsOf(log)).to.deep.equal([...numbered(17, 25), '(16 lines of this log could not be kept)']);
      expect(endpoint.wheel.size).to.equal(0);
    });

    it('keeps what it gave to the result when the answer comes too late', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 10));
      const finished = log.finish();
      await endpoint.clock.advanceAsync(5_100);
      await finished;
      expect(textsOf(log)).to.deep.equal(numbered(1, 10));
      await endpoint.release();
      expect(textsOf(log)).to.deep.equal(numbered(1, 10));
      expect(endpoint.wheel.size).to.equal(0);
    });

    it('tries a surplus three times when the endpoint fails, then gives up', async () => {
      endpoint.next = 'fail';
      write(numbered(1, 12));
      await endpoint.settle();
      const finished = log.finish();
      await endpoint.clock.advanceAsync(3_000);
      await finished;
      expect(endpoint.calls).to.equal(1 + 3);
      expect(textsOf(log)).to.deep.equal([...numbered(4, 12), '(3 lines of this log could not be kept)']);
    });

    it('ignores lines that come later', () => {
      write(numbered(1, 2));
      expect(log.finish()).to.equal(undefined);
      write(numbered(3, 4));
      expect(textsOf(log)).to.deep.equal(numbered(1, 2));
      expect(endpoint.wheel.size).to.equal(0);
    });
  });

  it('drops the oldest lines of a handler that logs faster than the server takes them, and says so at the end', async () => {
    endpoint.next = 'hold';
    write(numbered(1, 600));
    const finished = log.finish();
    endpoint.next = 'take';
    await endpoint.release();
    await finished;
    expect(endpoint.taken).to.deep.equal(['line 1', ...numbered(102, 591)]);
    expect(textsOf(log)).to.deep.equal([...numbered(592, 600), '(100 lines of this log could not be kept)']);
  });

  describe('times', () => {
    it('increase strictly, also within one millisecond', () => {
      write(numbered(1, 5));
      expect(log.finish()).to.equal(undefined);
      const start = endpoint.clock.epochMs();
      expect(log.rest().map((entry) => entry.createdTime)).to.deep.equal([0, 1, 2, 3, 4].map((ms) => start + ms));
    });

    it('lie after the time at which the server took the lines that were sent ahead', async () => {
      endpoint.next = 'hold';
      write(numbered(1, 11));
      const finished = log.finish();
      await endpoint.clock.advanceAsync(1_000);
      await endpoint.release();
      await finished;
      const times = log.rest().map((entry) => entry.createdTime!);
      expect(times[0]).to.be.greaterThan(endpoint.clock.epochMs());
      times.slice(1).forEach((time, index) => expect(time).to.be.greaterThan(times[index]!));
    });

    it('of lines that came with the result are kept where the order allows', () => {
      const now = endpoint.clock.epochMs();
      log.addAll(['a', { log: 'b', createdTime: now - 500 }, { log: 'c', createdTime: now + 60_000 }, { log: 'd' }]);
      expect(log.finish()).to.equal(undefined);
      expect(log.rest()).to.deep.equal([
        { log: 'a', createdTime: now },
        { log: 'b', createdTime: now + 1 },
        { log: 'c', createdTime: now + 2 },
        { log: 'd', createdTime: now + 3 },
      ]);
    });
  });
});
