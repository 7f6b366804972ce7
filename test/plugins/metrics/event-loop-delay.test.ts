import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { EventLoopDelay, type DelayHistogram } from '../../../plugins/metrics/event-loop-delay.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { Bench } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

/** Holds the event loop up. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** A measurement whose ticks are what the test says. */
class ScriptedMonitor implements DelayHistogram {
  readonly ticks: number[] = [];
  readonly resolution: number;
  isOn = false;

  constructor(resolution: number) {
    this.resolution = resolution;
  }

  get max(): number {
    return this.percentile(100);
  }

  percentile(percentile: number): number {
    const sorted = [...this.ticks].sort((a, b) => a - b);
    return (sorted[Math.ceil((percentile / 100) * sorted.length) - 1] ?? 0) * 1e6;
  }

  enable(): void {
    this.isOn = true;
  }

  disable(): void {
    this.isOn = false;
  }
}

function scripted() {
  const clock = { now: 0 };
  const monitors: ScriptedMonitor[] = [];
  const measured = new EventLoopDelay({
    now: () => clock.now,
    monitor: ({ resolution }) => {
      const monitor = new ScriptedMonitor(resolution);
      monitors.push(monitor);
      return monitor;
    },
  });
  return { measured, monitors, clock };
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
    const name = 'conductor_worker_event_loop_delay_seconds';
    const scrapeWithMost = async (seconds: number): Promise<Scrape> => {
      for (;;) {
        const scrape = await Scrape.from(plugin);
        if ((scrape.value(name, { quantile: '1' }) ?? 0) > seconds) return scrape;
        await delay(5);
      }
    };
    // The first tick begins the measurement; the next one after the block tells of it.
    await scrapeWithMost(0);
    block(300);
    const scrape = await scrapeWithMost(0.25);
    expect(scrape.labelValues(name, 'quantile')).to.deep.equal(['0.5', '0.99', '1']);
    expect(scrape.value(name, { quantile: '1' })).to.be.within(0.25, 5);
    expect(scrape.value(name, { quantile: '0.5' })).to.be.below(0.25);
    await bench.stop();
  });

  it('is what a tick takes beyond its time', () => {
    const { measured, monitors } = scripted();
    measured.start();
    monitors[0]?.ticks.push(20, 20, 20, 120);
    expect(told(measured)).to.deep.equal({ '0.5': 0, '0.99': 0.1, '1': 0.1 });
    expect(monitors.map(({ resolution }) => resolution)).to.deep.equal([20]);
  });

  it('is told to several scrapers, and forgotten once two scrapes have told it, ten seconds apart', () => {
    const { measured, monitors, clock } = scripted();
    measured.start();
    const tick = (ms: number): void => monitors.filter(({ isOn }) => isOn).forEach(({ ticks }) => ticks.push(ms));
    tick(520);
    for (let scrape = 1; scrape <= 3; scrape += 1) expect(told(measured)['1']).to.equal(0.5);
    clock.now = 10_000;
    expect(told(measured)['1']).to.equal(0.5);
    tick(220);
    clock.now = 15_000;
    expect(told(measured)['1']).to.equal(0.5);
    clock.now = 20_000;
    expect(told(measured)['1']).to.equal(0.5);
    expect(told(measured)['1']).to.equal(0.2);
    clock.now = 30_000;
    expect(told(measured)['1']).to.equal(0.2);
    expect(told(measured)['1']).to.equal(0);
  });

  it('is measured until the last user has stopped, by no more than two measurements at a time', () => {
    const { measured, monitors, clock } = scripted();
    const on = (): number => monitors.filter(({ isOn }) => isOn).length;
    measured.start();
    measured.start();
    expect(on()).to.equal(1);
    for (let scrape = 1; scrape <= 5; scrape += 1) {
      clock.now += 10_000;
      told(measured);
      expect(on()).to.equal(2);
    }
    measured.stop();
    expect(on()).to.equal(2);
    measured.stop();
    expect(on()).to.equal(0);
    expect(told(measured)).to.deep.equal({});
    measured.start();
    expect(on()).to.equal(1);
  });

  it('is not measured where there is no such measurement, which is told once a start', () => {
    const measured = new EventLoopDelay({
      monitor: () => {
        throw new Error('not implemented');
      },
    });
    for (let start = 1; start <= 2; start += 1) expect(() => measured.start()).to.throw('not implemented');
    expect(told(measured)).to.deep.equal({});
  });
});
