import { expect } from 'chai';
import { EventLoopDelay, type DelayReading } from '../../../plugins/dashboard/event-loop-delay.js';

describe('the delay of the event loop', () => {
  let delay: EventLoopDelay;

  beforeEach(() => {
    delay = new EventLoopDelay();
    delay.start(Date.now());
  });
  afterEach(() => delay.stop());

  async function readUntil(fits: (reading: DelayReading) => boolean): Promise<DelayReading> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const reading = delay.read(Date.now(), 0);
      if (fits(reading)) return reading;
    }
  }

  it('is that for which nothing else went on', async () => {
    // Blocks the loop now and again, until that was measured: a reading that comes before the next look at the loop misses it.
    let blockAt = 0;
    const { maxMs, overMs } = await readUntil((reading) => {
      if (reading.maxMs >= 150) return true;
      if (performance.now() > blockAt) {
        const until = performance.now() + 200;
        blockAt = until + 200;
        setTimeout(() => {
          while (performance.now() < until + 50);
        }, 50);
      }
      return false;
    });
    expect(maxMs).to.be.at.most(overMs);
    const next = await readUntil((reading) => reading.maxMs !== maxMs);
    expect(next.maxMs, 'what was told is not told again').to.be.below(maxMs);
  });

  it('is the same for everyone who asks within a moment', async () => {
    const first = await readUntil(({ overMs }) => overMs > 0);
    expect(delay.read(Date.now(), 60_000)).to.equal(first);
  });

  it('is not measured any more once it was stopped', async () => {
    const last = await readUntil(({ overMs }) => overMs > 0);
    delay.stop();
    expect(delay.read(Date.now() + 60_000, 0)).to.equal(last);
  });
});
