import { expect } from 'chai';
import fc from 'fast-check';

import { VirtualClock } from '../../../src/testing/clock/virtual-clock.js';

const BEGIN = Date.UTC(2030, 0, 1);
const nothing = (): Promise<void> => Promise.resolve();

describe('the virtual clock', () => {
  it('stands still', () => {
    const clock = new VirtualClock(BEGIN);
    expect([clock.epochMs(), clock.now()]).to.deep.equal([BEGIN, 0]);
    expect(clock.nextTimerAt).to.equal(undefined);
    expect(clock.fireNext()).to.equal(false);
    expect(clock.epochMs()).to.equal(BEGIN);
  });

  it('fires timers in the order in which they are due, each at its time, those of one instant as they were set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 40 }), async (delays) => {
        const clock = new VirtualClock(BEGIN);
        const fired: (readonly [at: number, nth: number])[] = [];
        delays.forEach((ms, nth) => clock.setTimer(ms, () => fired.push([clock.now(), nth])));
        await clock.advanceTo(BEGIN + 20, nothing);
        const expected = delays.map((ms, nth) => [ms, nth] as const).sort(([a, x], [b, y]) => a - b || x - y);
        expect(fired).to.deep.equal(expected);
        expect(clock.now()).to.equal(20);
      }),
    );
  });

  it('fires nothing that was taken back, also when most were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), fc.boolean()), { maxLength: 300 }), async (timers) => {
        const clock = new VirtualClock(BEGIN);
        const fired: number[] = [];
        timers.forEach(([ms, isTakenBack], nth) => {
          const timer = clock.setTimer(ms, () => fired.push(nth));
          if (!isTakenBack) return;
          timer.cancel();
          timer.cancel();
        });
        await clock.advanceTo(BEGIN + 50, nothing);
        const kept = timers.flatMap(([, isTakenBack], nth) => (isTakenBack ? [] : [nth]));
        expect([...fired].sort((a, b) => a - b)).to.deep.equal(kept);
      }),
    );
  });

  it('fires what a timer sets, if that is due within the time', async () => {
    const clock = new VirtualClock(BEGIN);
    const fired: number[] = [];
    const again = (): void => {
      fired.push(clock.now());
      clock.setTimer(3, again);
    };
    clock.setTimer(3, again);
    await clock.advanceTo(BEGIN + 10, nothing);
    expect(fired).to.deep.equal([3, 6, 9]);
  });

  it('never goes back', async () => {
    const clock = new VirtualClock(BEGIN);
    await clock.advanceTo(BEGIN - 5, nothing);
    expect(clock.now()).to.equal(0);
    clock.setTimer(-5, () => undefined);
    expect(clock.nextTimerAt).to.equal(BEGIN);
  });

  describe('in the background', () => {
    it('has timers that are no reason to move on', () => {
      const clock = new VirtualClock(BEGIN);
      clock.background.setTimer(5, () => undefined);
      expect(clock.nextTimerAt).to.equal(undefined);
      expect(clock.fireNext()).to.equal(false);
    });

    it('has timers that fire when time passes them, in order with the others', () => {
      const clock = new VirtualClock(BEGIN);
      const fired: string[] = [];
      clock.setTimer(5, () => fired.push(`foreground ${clock.now()}`));
      clock.background.setTimer(3, () => fired.push(`background ${clock.background.now()}`));
      clock.background.setTimer(7, () => fired.push('too late'));
      expect(clock.fireNext()).to.equal(true);
      expect(clock.fireNext()).to.equal(true);
      expect(clock.fireNext()).to.equal(false);
      expect(fired).to.deep.equal(['background 3', 'foreground 5']);
      expect(clock.background.epochMs()).to.equal(BEGIN + 5);
    });

    it('has timers that can be taken back', async () => {
      const clock = new VirtualClock(BEGIN);
      const fired: number[] = [];
      clock.background.setTimer(3, () => fired.push(3)).cancel();
      await clock.advanceTo(BEGIN + 10, nothing);
      expect(fired).to.deep.equal([]);
    });
  });
});
