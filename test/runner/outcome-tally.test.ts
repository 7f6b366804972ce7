import { expect } from 'chai';
import { OutcomeTally } from '../../src/runner/outcome-tally.js';

const NOTHING = { completed: 0, failed: 0, inProgress: 0, handedBack: 0, dropped: 0, abandoned: 0, unsent: 0 };

describe('OutcomeTally', () => {
  it('counts each outcome under its own name', () => {
    const tally = new OutcomeTally();
    for (const outcome of ['completed', 'completed', 'failed', 'inProgress', 'handedBack'] as const)
      tally.add(outcome, undefined);
    expect(tally.counts()).to.deep.equal({ ...NOTHING, completed: 2, failed: 1, inProgress: 1, handedBack: 1 });
  });

  it('tells drops apart: over on the server, abandoned by us, unsent', () => {
    const tally = new OutcomeTally();
    for (const reason of ['cancelled', 'gone', 'refused', 'abandoned', 'gaveUp'] as const) tally.add('dropped', reason);
    expect(tally.counts()).to.deep.equal({ ...NOTHING, dropped: 3, abandoned: 1, unsent: 1 });
  });

  it('begins anew after a reset, and a picture taken before stays as it was', () => {
    const tally = new OutcomeTally();
    tally.add('completed', undefined);
    const before = tally.counts();
    tally.reset();
    tally.add('failed', undefined);
    expect(before).to.deep.equal({ ...NOTHING, completed: 1 });
    expect(tally.counts()).to.deep.equal({ ...NOTHING, failed: 1 });
  });
});
