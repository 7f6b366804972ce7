import { expect } from 'chai';
import { Lease, type LeaseOwner } from '../../src/runner/lease.js';
import { TimerWheel } from '../../src/time/timer-wheel.js';
import { ManualClock } from '../time/manual-clock.js';
import { refuse } from './support/answers.js';
import { Bench } from './support/bench.js';

const LEASE_MS = 6_000;
const nothing = (): void => undefined;

function heldLease() {
  const clock = new ManualClock();
  const tries: { at: number; answer: () => void; fail: () => void }[] = [];
  const owner: LeaseOwner = {
    extendLease: () =>
      new Promise((resolve, reject) => {
        tries.push({ at: clock.now(), answer: () => resolve('extended'), fail: () => reject(new Error('lost')) });
      }),
    ...{ leaseExtended: nothing, leaseExtensionFailed: nothing, leaseLost: nothing, leaseGone: nothing },
  };
  const lease = new Lease(owner, clock, new TimerWheel(clock), { leaseMs: LEASE_MS, polledAt: 0, extend: true });
  return { clock, lease, tries };
}

describe('an update and extensions of the lease', () => {
  it('do not wait for each other when they do not meet', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(1_000);
    expect(lease.beginUpdate()).to.be.undefined;
    await clock.advanceAsync(500);
    expect(lease.endUpdate(true)).to.be.false;
    await clock.advanceAsync(500);
    expect(tries.map(({ at }) => at)).to.deep.equal([2_000]);
  });

  it('an update waits for the extension that is on its way', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(2_000);
    let mayGo = false;
    void lease.beginUpdate()?.then(() => (mayGo = true));
    await clock.advanceAsync(500);
    expect(mayGo).to.be.false;
    tries[0]!.answer();
    await clock.advanceAsync(0);
    expect(mayGo).to.be.true;
    expect(lease.endUpdate(true)).to.be.false;
  });

  it('an extension that falls due during an update goes as soon as that has failed', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(1_900);
    void lease.beginUpdate();
    await clock.advanceAsync(600);
    expect(tries).to.deep.equal([]);
    expect(lease.endUpdate(false)).to.be.false;
    await clock.advanceAsync(100);
    expect(tries.map(({ at }) => at)).to.deep.equal([2_600]);
  });

  it('an update that hangs does not cost the lease: a sixth of it later the extension goes, and they may have met', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(1_900);
    void lease.beginUpdate();
    await clock.advanceAsync(1_000);
    expect(tries.map(({ at }) => at)).to.deep.equal([2_900]);
    tries[0]!.answer();
    await clock.advanceAsync(0);
    expect(lease.leftMs()).to.equal(LEASE_MS);
    expect(lease.endUpdate(true)).to.be.true;
    // The repeat has not met any.
    expect(lease.beginUpdate()).to.be.undefined;
    expect(lease.endUpdate(true)).to.be.false;
  });

  it('an extension without an answer may meet the next update', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(2_000);
    const free = lease.beginUpdate();
    tries[0]!.fail();
    await free;
    expect(lease.endUpdate(true)).to.be.true;
    void lease.beginUpdate();
    expect(lease.endUpdate(true)).to.be.false;
  });
});

describe('a result, while every extension of the lease is refused', () => {
  for (const responseTimeoutSeconds of [1, 3, 9, 60]) {
    it(`is sent twice at the most, with a lease of ${responseTimeoutSeconds} s: once more, when an extension may have undone it`, async () => {
      const bench: Bench = new Bench({
        worker: { execute: () => new Promise((resolve) => bench.clock.setTimer(45_000, () => resolve({}))) },
      });
      bench.server.always('extend', refuse(503, 'busy'));
      await bench.start();
      bench.server.queue('charge', { responseTimeoutSeconds });
      await bench.pass(180_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.server.of('update').length).to.be.at.most(2);
      await bench.stop();
    });
  }
});
