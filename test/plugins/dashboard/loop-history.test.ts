import { expect } from 'chai';
import fc from 'fast-check';
import { LoopHistory } from '../../../plugins/dashboard/loop-history.js';
import type { LoopStateView } from '../../../plugins/dashboard/snapshot.js';

const START = 1_700_000_000_000;
const STATES = ['idle', 'burst', 'saturated', 'backoff', 'paused', 'draining'] as const;

/** Instants as seconds since the start. */
function told(history: LoopHistory, at: number): readonly string[] {
  return history.read(START + at * 1000).map(([entered, state]) => `${(entered - START) / 1000} ${state}`);
}

function enter(history: LoopHistory, at: number, state: LoopStateView): void {
  history.enter(state, START + at * 1000);
}

describe('the history of a loop', () => {
  it('tells few changes exactly', () => {
    const history = new LoopHistory('idle', START);
    enter(history, 12.345, 'burst');
    enter(history, 20.5, 'saturated');
    enter(history, 200, 'idle');
    expect(told(history, 250)).to.deep.equal(['0 idle', '12.345 burst', '20.5 saturated', '200 idle']);
  });

  it('ends with the current state, however short it has been', () => {
    const history = new LoopHistory('idle', START);
    enter(history, 5.1, 'burst');
    expect(told(history, 5.1)).to.deep.equal(['0 idle', '5.1 burst']);
    expect(history.state).to.equal('burst');
    expect(history.since).to.equal(START + 5_100);
  });

  it('tells of many changes in a second the state that was held longest', () => {
    const history = new LoopHistory('saturated', START);
    for (let at = 10; at < 20; at += 0.01) {
      enter(history, at, 'burst');
      enter(history, at + 0.002, 'saturated');
    }
    expect(told(history, 30)).to.deep.equal(['0 saturated']);
  });

  it('never loses a back-off or a pause among others', () => {
    const history = new LoopHistory('burst', START);
    enter(history, 10.2, 'backoff');
    enter(history, 10.21, 'burst');
    enter(history, 20.3, 'paused');
    enter(history, 20.301, 'idle');
    expect(told(history, 30)).to.deep.equal(['0 burst', '10.2 backoff', '11 burst', '20.3 paused', '21 idle']);
  });

  it('forgets what is older than five minutes, but not the state that they began with', () => {
    const history = new LoopHistory('idle', START);
    enter(history, 10, 'burst');
    enter(history, 20, 'idle');
    enter(history, 400, 'saturated');
    expect(told(history, 600)).to.deep.equal(['20 idle', '400 saturated']);
    expect(told(history, 10_000)).to.deep.equal(['400 saturated']);
  });

  it('is in order, ends with the current state, and has 300 entries at the most, whatever the loop does', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(...STATES)), {
      maxLength: 2_000,
    });
    fc.assert(
      fc.property(steps, (changes) => {
        const history = new LoopHistory('idle', START);
        let now = START;
        let state: LoopStateView = 'idle';
        for (const [laterMs, next] of changes) {
          now += laterMs;
          if (next === state) continue;
          state = next;
          history.enter(state, now);
        }
        const entries = history.read(now);
        expect(entries).to.have.length.within(1, 300);
        expect(entries.at(-1)?.[1]).to.equal(state);
        for (const [index, [at, entered]] of entries.entries()) {
          const before = entries[index - 1];
          expect(at).to.be.at.most(now);
          if (before === undefined) continue;
          expect(at).to.be.at.least(before[0]);
          expect(entered).to.not.equal(before[1]);
        }
        for (let second = START; second < now; second += 1000)
          expect(entries.slice(1, -1).filter(([at]) => at >= second && at < second + 1000).length).to.be.at.most(1);
      }),
      { numRuns: 50 },
    );
  });

  it('stays in order when the clock is set back', () => {
    const history = new LoopHistory('idle', START);
    enter(history, 100, 'burst');
    enter(history, 50, 'idle');
    enter(history, 60, 'burst');
    const times = history.read(START + 70_000).map(([at]) => at);
    expect(times).to.deep.equal([...times].sort((one, other) => one - other));
    expect(history.state).to.equal('burst');
  });
});
