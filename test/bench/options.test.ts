import { expect } from 'chai';
import { readOptions } from '../../bench/options.js';

describe('the options of the benchmark', () => {
  it('are five rounds at 10 and 100 unless they say otherwise', () => {
    const { rounds, concurrency, subjects } = readOptions([]);
    expect(rounds).to.equal(5);
    expect(concurrency).to.deep.equal([10, 100]);
    expect(subjects).to.deep.equal(['raw', 'raw-dispatch', 'runner']);
  });

  it('add loops to the default ones', () => {
    expect(readOptions(['--listeners', '--interceptors']).subjects).to.include.members([
      'runner+listeners',
      'runner+interceptors',
    ]);
  });

  it('measure plugins beside the plain runner that they are compared with', () => {
    expect(readOptions(['--plugins', '--only', 'raw']).subjects).to.deep.equal([
      ...['raw', 'runner', 'runner+spans', 'runner+metrics', 'runner+plugins', 'runner+plugins+all-traces'],
    ]);
  });

  it('always have raw, which everything is compared with', () => {
    expect(readOptions(['--only', 'runner']).subjects).to.deep.equal(['raw', 'runner']);
  });

  for (const [argument, value] of [
    ['--rounds', '0'],
    ['--rounds', '1.5'],
    ['--seconds', 'long'],
    ['--seconds', '-1'],
    ['--concurrency', '10,x'],
    ['--only', 'nothing'],
  ] as const) {
    it(`refuse ${argument} ${value}`, () => {
      expect(() => readOptions([argument, value])).to.throw(argument);
    });
  }
});
