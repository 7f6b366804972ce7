import { expect } from 'chai';
import { RateWindow } from '../../../plugins/dashboard/rate-window.js';

const START = 1_700_000_000_000;

describe('a rate window', () => {
  it('tells a steady rate, at every moment', () => {
    const rate = new RateWindow(START);
    for (let at = START; at < START + 30_000; at += 10) {
      rate.add(2, at);
      if (at > START + 2_000) expect(rate.perSecond(at)).to.be.closeTo(200, 3);
    }
  });

  it('forgets what is ten seconds old', () => {
    const rate = new RateWindow(START);
    rate.add(100, START + 500);
    expect(rate.perSecond(START + 9_999)).to.be.closeTo(10, 0.1);
    expect(rate.perSecond(START + 10_000)).to.equal(0);
    expect(rate.perSecond(START + 3_600_000)).to.equal(0);
  });

  it('is not thinned by a time in which nobody counted, nor blown up by a first instant', () => {
    const rate = new RateWindow(START);
    rate.add(50, START + 10);
    expect(rate.perSecond(START + 10)).to.equal(50);
    expect(rate.perSecond(START + 5_000)).to.equal(10);
  });

  it('begins anew when the clock is set back', () => {
    const rate = new RateWindow(START);
    rate.add(1_000, START + 5_000);
    rate.add(3, START - 60_000);
    expect(rate.perSecond(START - 60_000)).to.equal(3);
  });
});
