import { expect } from 'chai';
import fc from 'fast-check';
import { LatencyWindow } from '../../../plugins/dashboard/latency-window.js';

const NOW = 1_700_000_000_000;

/** The smallest value that at least this share of all does not exceed. */
function exactQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

describe('a latency window', () => {
  it('tells quantiles that are off by 5.5 % at the most', () => {
    const durations = fc.array(fc.double({ min: 0.06, max: 600_000_000, noNaN: true }), {
      minLength: 1,
      maxLength: 500,
    });
    fc.assert(
      fc.property(durations, (values) => {
        const window = new LatencyWindow();
        for (const value of values) window.record(value, NOW);
        const { count, p50Ms, p99Ms } = window.read(NOW);
        expect(count).to.equal(values.length);
        for (const [told, share] of [
          [p50Ms, 0.5],
          [p99Ms, 0.99],
        ] as const) {
          const exact = exactQuantile(values, share);
          expect(Math.abs((told ?? NaN) - exact) / exact, `${told} for ${exact}`).to.be.below(0.055);
        }
      }),
    );
  });

  it('covers the last 50 to 60 seconds, whenever things happened', () => {
    const times = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 120_000 }), (offsets, laterMs) => {
        const window = new LatencyWindow();
        const sorted = offsets.map((offset) => NOW + offset).sort((one, other) => one - other);
        for (const at of sorted) window.record(1, at);
        const readAt = (sorted.at(-1) ?? NOW) + laterMs;
        const within = (ms: number): number => sorted.filter((at) => at > readAt - ms).length;
        const { count } = window.read(readAt);
        expect(count).to.be.within(within(50_000), within(60_001));
      }),
    );
  });

  it('has no quantiles without anything recorded, before and after', () => {
    const window = new LatencyWindow();
    const nothing = { count: 0, p50Ms: null, p99Ms: null };
    expect(window.read(NOW)).to.deep.equal(nothing);
    window.record(20, NOW);
    expect(window.read(NOW).count).to.equal(1);
    expect(window.read(NOW + 60_000)).to.deep.equal(nothing);
    expect(window.read(NOW + 3_600_000)).to.deep.equal(nothing);
  });

  it('takes what is immeasurably short, negative or no number as nothing, and weeks as a week', () => {
    const window = new LatencyWindow();
    for (const value of [0, -5, NaN, 0.01]) window.record(value, NOW);
    expect(window.read(NOW)).to.deep.equal({ count: 4, p50Ms: 0, p99Ms: 0 });
    for (let times = 0; times < 5; times++) window.record(1e15, NOW);
    expect(window.read(NOW).p99Ms).to.be.closeTo(7 * 86_400_000, 0.05 * 7 * 86_400_000);
  });

  it('begins anew when the clock is set back', () => {
    const window = new LatencyWindow();
    window.record(20, NOW);
    window.record(30, NOW - 3_600_000);
    expect(window.read(NOW - 3_600_000).count).to.equal(1);
  });
});
