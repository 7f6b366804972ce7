import { expect } from 'chai';
import { Progress } from '../../src/runner/progress.js';
import { ManualClock } from '../time/manual-clock.js';

/** Whether a promise has settled, looked at after everything that is ready now has run. */
async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void promise.then(() => (isOver = true));
  await new Promise((resolve) => setImmediate(resolve));
  return isOver;
}

describe('Progress', () => {
  it('does not wait, and sets no timer, when the condition holds already', async () => {
    const clock = new ManualClock();
    const wait = new Progress(clock).until(() => true, 1_000);
    expect(clock.pendingTimers).to.equal(0);
    expect(await hasSettled(wait)).to.be.true;
  });

  it('looks again whenever progress is made, and ends when the condition holds', async () => {
    const clock = new ManualClock();
    const progress = new Progress(clock);
    let left = 2;
    const wait = progress.until(() => left === 0, 1_000);
    left = 1;
    progress.made();
    expect(await hasSettled(wait)).to.be.false;
    left = 0;
    expect(await hasSettled(wait)).to.be.false;
    progress.made();
    expect(await hasSettled(wait)).to.be.true;
    expect(clock.pendingTimers).to.equal(0);
  });

  it('ends when the time is over', async () => {
    const clock = new ManualClock();
    const wait = new Progress(clock).until(() => false, 1_000);
    clock.advance(999);
    expect(await hasSettled(wait)).to.be.false;
    clock.advance(1);
    expect(await hasSettled(wait)).to.be.true;
  });

  it('costs nothing and harms nothing while nobody waits', () => {
    const progress = new Progress(new ManualClock());
    expect(() => progress.made()).not.to.throw();
  });

  it('serves one wait after another', async () => {
    const clock = new ManualClock();
    const progress = new Progress(clock);
    const first = progress.until(() => false, 10);
    clock.advance(10);
    await first;
    let done = false;
    const second = progress.until(() => done, 10);
    done = true;
    progress.made();
    expect(await hasSettled(second)).to.be.true;
  });
});
