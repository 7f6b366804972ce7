import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { EventLoopDelay } from '../../../plugins/metrics/event-loop-delay.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { Bench } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

/** Holds the event loop up, and lets it notice. */
async function block(ms: number): Promise<void> {
  // The first tick of a measurement begins it.
  await delay(100);
  const end = performance.now() + ms;
  while (performance.now() < end);
  await delay(100);
}

function told(measured: EventLoopDelay): Readonly<Record<string, number>> {
  const values: Record<string, number> = {};
  measured.tell((value, quantile = '') => {
    values[quantile] = value;
  });
  return values;
}

describe('the delay of the event loop', () => {
  it('is measured while a runner runs, in seconds', async () => {
    const plugin = metrics();
    const bench = await new Bench({ plugins: [plugin] }).start();
    await block(300);
    const scrape = await Scrape.from(plugin);
    const name = 'conductor_worker_event_loop_delay_seconds';
    expect(scrape.labelValues(name, 'quantile')).to.deep.equal(['0.5', '0.99', '1']);
    expect(scrape.value(name, { quantile: '1' })).to.be.within(0.25, 5);
    expect(scrape.value(name, { quantile: '0.5' })).to.be.below(0.25);
    await bench.stop();
  });

  it('is told to several scrapers, and still known by the next scrape', async () => {
    const measured = new EventLoopDelay();
    measured.start();
    await block(300);
    for (let scrape = 1; scrape <= 3; scrape += 1) expect(told(measured)['1']).to.be.within(0.25, 5);
    measured.stop();
    expect(told(measured)).to.deep.equal({});
  });

  it('is forgotten once two scrapes have told it, ten seconds apart', async () => {
    const clock = { now: 0 };
    const measured = new EventLoopDelay(() => clock.now);
    measured.start();
    await block(300);
    clock.now = 10_000;
    expect(told(measured)['1']).to.be.within(0.25, 5);
    await delay(100);
    clock.now = 20_000;
    expect(told(measured)['1']).to.be.within(0.25, 5);
    await delay(100);
    expect(told(measured)['1']).to.be.below(0.25);
    measured.stop();
  });

  it('is measured until the last user has stopped', () => {
    const measured = new EventLoopDelay();
    measured.start();
    measured.start();
    measured.stop();
    expect(told(measured)).to.have.keys('0.5', '0.99', '1');
    measured.stop();
    expect(told(measured)).to.deep.equal({});
  });
});
