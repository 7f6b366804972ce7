import { expect } from 'chai';
import { Lease, type LeaseOwner } from '../../src/runner/lease.js';
import { TimerWheel } from '../../src/time/timer-wheel.js';
import { ManualClock } from '../time/manual-clock.js';

interface Try {
  readonly at: number;
  readonly timeoutMs: number;
  readonly answer: (result: 'extended' | 'gone') => void;
  readonly fail: (error: Error) => void;
}

/** A lease of 6 s from a poll at 0, whose extensions a test answers itself. */
class LeaseBench implements LeaseOwner {
  readonly clock = new ManualClock();
  readonly wheel = new TimerWheel(this.clock);
  readonly tries: Try[] = [];
  readonly told: string[] = [];
  readonly lease: Lease;
  /** Answers at once, if set. */
  auto: (() => Promise<'extended' | 'gone'>) | undefined;

  constructor({ extend = true, leaseMs = 6_000, polledAt = 0 } = {}) {
    this.lease = new Lease(this, this.clock, this.wheel, { leaseMs, polledAt, extend });
  }

  extendLease(timeoutMs: number): Promise<'extended' | 'gone'> {
    const at = this.clock.now();
    return new Promise((resolve, reject) => {
      this.tries.push({ at, timeoutMs, answer: resolve, fail: reject });
      if (this.auto !== undefined) this.auto().then(resolve, reject);
    });
  }

  leaseExtended(extensions: number): void {
    this.told.push(`${this.clock.now()}: extended ${extensions}`);
  }

  leaseExtensionFailed(_error: unknown, leaseLeftMs: number): void {
    this.told.push(`${this.clock.now()}: failed, ${leaseLeftMs} left`);
  }

  leaseLost(): void {
    this.told.push(`${this.clock.now()}: lost`);
  }

  leaseGone(): void {
    this.told.push(`${this.clock.now()}: gone`);
  }

  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  get last(): Try {
    const last = this.tries.at(-1);
    if (last === undefined) throw new Error('no extension was tried');
    return last;
  }
}

describe('Lease', () => {
  it('is held at first, and begins with the poll', () => {
    const { lease, tries } = new LeaseBench();
    expect([lease.state, lease.leftMs(), lease.everLost, tries.length]).to.deep.equal(['held', 6_000, false, 0]);
  });

  it('held -> extending at a third; answered -> held for another whole one, counted from when it was asked for', async () => {
    const bench = new LeaseBench();
    await bench.pass(1_999);
    expect(bench.lease.state).to.equal('held');
    await bench.pass(1);
    expect([bench.lease.state, bench.last.timeoutMs]).to.deep.equal(['extending', 1_000]);
    await bench.pass(300);
    bench.last.answer('extended');
    await bench.pass(0);
    expect(bench.lease.state).to.equal('held');
    expect(bench.lease.leftMs()).to.equal(5_700);
    expect(bench.told).to.deep.equal(['2300: extended 1']);
  });

  it('is extended for as long as it lasts', async () => {
    const bench = new LeaseBench();
    bench.auto = () => Promise.resolve('extended');
    await bench.pass(60_000);
    expect(bench.tries).to.have.length.within(28, 30);
    expect(bench.told.at(-1)).to.contain(`extended ${bench.tries.length}`);
    expect(bench.lease.everLost).to.be.false;
  });

  it('extending -> held when a try fails, and the next one comes a sixth later', async () => {
    const bench = new LeaseBench();
    await bench.pass(2_000);
    bench.last.fail(new Error('connection lost'));
    await bench.pass(0);
    expect(bench.lease.state).to.equal('held');
    await bench.pass(4_000);
    expect(bench.tries.map(({ at }) => at)).to.deep.equal([2_000, 3_000]);
    expect(bench.told[0]).to.equal('2000: failed, 4000 left');
  });

  it('fits three tries before it is over, also when each of them takes all of its time', async () => {
    const bench = new LeaseBench();
    bench.auto = () =>
      new Promise((_, reject) => void bench.clock.setTimer(bench.last.timeoutMs, () => reject(new Error('timeout'))));
    await bench.pass(6_000);
    expect(bench.tries.filter(({ at }) => at < 6_000)).to.have.length.at.least(3);
  });

  it('extending -> gone on a 404, and nothing is tried or told any more', async () => {
    const bench = new LeaseBench();
    await bench.pass(2_000);
    bench.last.answer('gone');
    await bench.pass(20_000);
    expect(bench.lease.state).to.equal('gone');
    expect(bench.told).to.deep.equal(['2000: gone']);
    expect(bench.tries).to.have.length(1);
    expect([bench.wheel.size, bench.clock.pendingTimers]).to.deep.equal([0, 0]);
  });

  it('held -> lost when it is over, told once, and tries go on', async () => {
    const bench = new LeaseBench();
    bench.auto = () => Promise.reject(new Error('unreachable'));
    await bench.pass(20_000);
    expect(bench.lease.state).to.equal('lost');
    expect(bench.told.filter((text) => text.endsWith(': lost'))).to.deep.equal(['6000: lost']);
    expect(bench.tries.at(-1)?.at).to.be.above(18_000);
    expect(bench.lease.leftMs()).to.equal(-14_000);
  });

  it('lost -> held when an extension is answered after all, and it stays known that it was lost', async () => {
    const bench = new LeaseBench();
    bench.auto = () => Promise.reject(new Error('unreachable'));
    await bench.pass(6_500);
    bench.auto = () => Promise.resolve('extended');
    await bench.pass(1_000);
    expect(bench.lease.state).to.equal('held');
    expect(bench.lease.leftMs()).to.be.above(5_000);
    expect(bench.lease.everLost).to.be.true;
  });

  it('can be lost a second time, and that is told again', async () => {
    const bench = new LeaseBench();
    bench.auto = () => Promise.reject(new Error('unreachable'));
    await bench.pass(6_500);
    bench.auto = () => Promise.resolve('extended');
    await bench.pass(1_000);
    bench.auto = () => Promise.reject(new Error('unreachable'));
    await bench.pass(10_000);
    expect(bench.told.filter((text) => text.endsWith(': lost'))).to.have.length(2);
  });

  it('is lost although a try hangs for ever, which keeps further ones from being made', async () => {
    const bench = new LeaseBench();
    await bench.pass(30_000);
    expect(bench.tries).to.have.length(1);
    expect(bench.told).to.deep.equal(['6000: lost']);
    bench.last.answer('extended');
    await bench.pass(0);
    // It was asked for at 2,000: what the server granted then is over.
    expect(bench.lease.leftMs()).to.equal(8_000 - 30_000);
    expect(bench.lease.everLost).to.be.true;
  });

  it('extending -> lost when the try fails after it is over', async () => {
    const bench = new LeaseBench();
    await bench.pass(7_000);
    bench.last.fail(new Error('timeout'));
    await bench.pass(0);
    expect(bench.lease.state).to.equal('lost');
    expect(bench.told).to.deep.equal(['6000: lost', '7000: failed, -1000 left']);
  });

  it('that was over when it was taken over is lost at once, within a tick', async () => {
    const bench = new LeaseBench({ polledAt: -10_000 });
    expect(bench.lease.everLost).to.be.true;
    await bench.pass(100);
    expect(bench.told[0]).to.equal('100: lost');
  });

  it('that is only watched is never extended, but its end is told', async () => {
    const bench = new LeaseBench({ extend: false });
    await bench.pass(20_000);
    expect(bench.tries).to.have.length(0);
    expect(bench.told).to.deep.equal(['6000: lost']);
    expect(bench.clock.pendingTimers).to.equal(0);
  });

  it('is not extended any more once the handler ran out of time', async () => {
    const bench = new LeaseBench();
    bench.auto = () => Promise.resolve('extended');
    await bench.pass(2_000);
    bench.lease.stopExtending();
    await bench.pass(20_000);
    expect(bench.tries).to.have.length(1);
    expect(bench.told).to.deep.equal(['2000: extended 1', '8000: lost']);
  });

  for (const name of ['held', 'lost'] as const) {
    it(`${name} -> ended: nothing is tried or told any more, no timer is left`, async () => {
      const bench = new LeaseBench();
      bench.auto = () => Promise.reject(new Error('unreachable'));
      await bench.pass(name === 'held' ? 1_000 : 7_000);
      expect(bench.lease.state).to.equal(name);
      const before = bench.told.length;
      bench.lease.end();
      await bench.pass(20_000);
      expect(bench.lease.state).to.equal('ended');
      expect(bench.told).to.have.length(before);
      expect([bench.wheel.size, bench.clock.pendingTimers]).to.deep.equal([0, 0]);
    });
  }

  for (const answer of ['extended', 'gone', 'failed'] as const) {
    it(`extending -> ended: that the try is ${answer} later changes nothing`, async () => {
      const bench = new LeaseBench();
      await bench.pass(2_000);
      bench.lease.end();
      if (answer === 'failed') bench.last.fail(new Error('late'));
      else bench.last.answer(answer);
      await bench.pass(20_000);
      expect(bench.lease.state).to.equal('ended');
      expect(bench.told).to.deep.equal([]);
      expect([bench.wheel.size, bench.clock.pendingTimers]).to.deep.equal([0, 0]);
    });
  }

  it('of a second is extended too: a try then has at least 100 ms', async () => {
    const bench = new LeaseBench({ leaseMs: 300 });
    await bench.pass(300);
    expect(bench.tries[0]).to.include({ at: 100, timeoutMs: 100 });
  });

  it('survives a process that slept through it: lost and tried at once', async () => {
    const bench = new LeaseBench();
    bench.clock.sleep(60_000);
    expect(bench.told).to.deep.equal(['60000: lost']);
    expect(bench.tries).to.have.length(1);
    bench.last.answer('extended');
    await bench.pass(0);
    expect(bench.lease.state).to.equal('held');
  });

  it('never keeps the process alive by itself', () => {
    const { clock } = new LeaseBench();
    expect(clock.pendingTimers).to.equal(1);
    expect(clock.pendingKeepAliveTimers).to.equal(0);
  });
});
