import { expect } from 'chai';
import { Lease, type LeaseOwner } from '../../src/runner/lease.js';
import { TimerWheel } from '../../src/time/timer-wheel.js';
import { ManualClock } from '../time/manual-clock.js';

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
    expect(lease.endUpdate()).to.be.false;
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
    expect(lease.endUpdate()).to.be.false;
  });

  it('an extension that falls due during an update goes as soon as that has failed', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(1_900);
    void lease.beginUpdate();
    await clock.advanceAsync(600);
    expect(tries).to.deep.equal([]);
    expect(lease.endUpdate()).to.be.false;
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
    expect(lease.endUpdate()).to.be.true;
    // The repeat has not met any.
    expect(lease.beginUpdate()).to.be.undefined;
    expect(lease.endUpdate()).to.be.false;
  });

  it('an extension without an answer may meet the next update', async () => {
    const { clock, lease, tries } = heldLease();
    await clock.advanceAsync(2_000);
    const free = lease.beginUpdate();
    tries[0]!.fail();
    await free;
    expect(lease.endUpdate()).to.be.true;
    void lease.beginUpdate();
    expect(lease.endUpdate()).to.be.false;
  });
});
