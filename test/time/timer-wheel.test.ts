import { expect } from 'chai';
import fc from 'fast-check';
import { TimerWheel, WheelNode } from '../../src/time/timer-wheel.js';
import { ManualClock } from './manual-clock.js';

class Probe extends WheelNode {
  readonly firedAt: number[] = [];
  constructor(
    readonly clock: ManualClock,
    readonly then: () => void = () => undefined,
  ) {
    super();
  }
  override onDue(): void {
    this.firedAt.push(this.clock.now());
    this.then();
  }
}

describe('TimerWheel', () => {
  it('fires a node once, never early and at most one tick late', () => {
    const clock = new ManualClock(12_345.678);
    const wheel = new TimerWheel(clock);
    clock.advance(33);
    const startMs = clock.now();
    const probes = [0, 1, 99, 100, 101, 1_000, 30_000].map((delayMs) => ({ delayMs, probe: new Probe(clock) }));
    for (const { delayMs, probe } of probes) wheel.schedule(probe, delayMs);
    clock.advance(60_000);
    for (const { delayMs, probe } of probes) {
      expect(probe.firedAt).to.have.length(1);
      expect(probe.firedAt[0]! - startMs).to.be.within(delayMs, delayMs + 100);
    }
  });

  it('fires a node that is due many revolutions later at its own time only', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const day = new Probe(clock);
    wheel.schedule(day, 86_400_000);
    clock.advance(86_399_999);
    expect(day.firedAt).to.deep.equal([]);
    clock.advance(1);
    expect(day.firedAt).to.deep.equal([86_400_000]);
  });

  it('sets no timer while empty, one while not, and none that keeps the process alive', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    expect(clock.pendingTimers).to.equal(0);
    const a = new Probe(clock);
    const b = new Probe(clock);
    wheel.schedule(a, 1_000);
    wheel.schedule(b, 500);
    expect(clock.pendingTimers).to.equal(1);
    expect(clock.pendingKeepAliveTimers).to.equal(0);
    wheel.cancel(b);
    expect(clock.pendingTimers).to.equal(1);
    wheel.cancel(a);
    expect(clock.pendingTimers).to.equal(0);
    wheel.schedule(a, 100);
    clock.advance(100);
    expect(a.firedAt).to.deep.equal([100]);
    expect(clock.pendingTimers).to.equal(0);
    expect(wheel.size).to.equal(0);
  });

  it('does not wake up for ticks at which nothing is due', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    wheel.schedule(new Probe(clock), 30_000);
    expect(clock.nextTimerInMs).to.equal(30_000);
  });

  it('fires everything that came due while the process slept, even for longer than a revolution', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const probes = [100, 5_000, 51_200, 51_300, 200_000].map((delayMs) => {
      const probe = new Probe(clock);
      wheel.schedule(probe, delayMs);
      return probe;
    });
    const later = new Probe(clock);
    wheel.schedule(later, 400_000);
    clock.sleep(300_000);
    for (const probe of probes) expect(probe.firedAt).to.deep.equal([300_000]);
    expect(later.firedAt).to.deep.equal([]);
    clock.advance(100_000);
    expect(later.firedAt).to.deep.equal([400_000]);
  });

  it('stands still while empty and is exact again afterwards', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    clock.advance(3_600_000_000);
    const probe = new Probe(clock);
    wheel.schedule(probe, 200);
    clock.advance(200);
    expect(probe.firedAt).to.deep.equal([3_600_000_200]);
  });

  it('moves a node that is scheduled again', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const probe = new Probe(clock);
    wheel.schedule(probe, 5_000);
    wheel.schedule(probe, 200);
    expect(wheel.size).to.equal(1);
    clock.advance(10_000);
    expect(probe.firedAt).to.deep.equal([200]);
  });

  it('lets a callback schedule its own node again', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const heartbeat: Probe = new Probe(clock, () => {
      if (heartbeat.firedAt.length < 3) wheel.schedule(heartbeat, 0);
    });
    wheel.schedule(heartbeat, 1_000);
    clock.advance(10_000);
    expect(heartbeat.firedAt).to.deep.equal([1_000, 1_100, 1_200]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('lets a callback cancel a node that is due in the same tick', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const second = new Probe(clock);
    const first = new Probe(clock, () => wheel.cancel(second));
    wheel.schedule(first, 100);
    wheel.schedule(second, 100);
    clock.advance(1_000);
    expect(first.firedAt).to.deep.equal([100]);
    expect(second.firedAt).to.deep.equal([]);
    expect(wheel.size).to.equal(0);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('fires the others although one callback throws, and lets the error surface', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const failing = new Probe(clock, () => {
      throw new Error('broken callback');
    });
    const other = new Probe(clock);
    const later = new Probe(clock);
    wheel.schedule(failing, 100);
    wheel.schedule(other, 100);
    wheel.schedule(later, 300);
    expect(() => clock.advance(100)).to.throw('broken callback');
    expect(other.firedAt).to.deep.equal([100]);
    clock.advance(200);
    expect(later.firedAt).to.deep.equal([300]);
  });

  it('refuses a delay that is not a finite number instead of waiting for ever', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    expect(() => wheel.schedule(new Probe(clock), NaN)).to.throw(RangeError, 'NaN');
    expect(() => wheel.schedule(new Probe(clock), Infinity)).to.throw(RangeError, 'Infinity');
    expect(wheel.size).to.equal(0);
  });

  it('agrees with a plain list of deadlines, whatever is scheduled, moved, cancelled and slept through', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('schedule' as const), id: fc.nat(9), ms: fc.integer({ min: 0, max: 150_000 }) }),
      fc.record({ kind: fc.constant('cancel' as const), id: fc.nat(9), ms: fc.constant(0) }),
      fc.record({ kind: fc.constant('advance' as const), id: fc.constant(0), ms: fc.integer({ min: 0, max: 80_000 }) }),
      fc.record({ kind: fc.constant('sleep' as const), id: fc.constant(0), ms: fc.integer({ min: 0, max: 300_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = new ManualClock(7.5);
        const wheel = new TimerWheel(clock);
        const due = new Map<number, number>();
        const probes = Array.from({ length: 10 }, (_, id) => {
          const probe: Probe = new Probe(clock, () => {
            expect(due.get(id), 'fired without being scheduled').to.be.a('number');
            expect(clock.now()).to.be.at.least(due.get(id)!);
            due.delete(id);
          });
          return probe;
        });
        for (const { kind, id, ms } of steps) {
          if (kind === 'schedule') {
            wheel.schedule(probes[id]!, ms);
            due.set(id, clock.now() + ms);
          } else if (kind === 'cancel') {
            wheel.cancel(probes[id]!);
            due.delete(id);
          } else {
            clock[kind](ms);
            for (const atMs of due.values()) expect(atMs, 'overdue').to.be.above(clock.now() - 100);
          }
          expect(wheel.size).to.equal(due.size);
          expect(clock.pendingTimers).to.equal(due.size === 0 ? 0 : 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
