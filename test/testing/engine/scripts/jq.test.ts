import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { JqError, runJq, type JqOptions } from '../../../../src/testing/engine/scripts/jq.js';

interface Recorded {
  readonly input: Record<string, unknown>;
  readonly results: readonly (readonly [expression: string, results: readonly unknown[]])[];
  readonly failures: readonly string[];
}

/** What JSON_JQ_TRANSFORM tasks of Conductor 3.32.3 made of these expressions. */
const { input, results, failures } = JSON.parse(
  readFileSync(new URL('recorded-jq.json', import.meta.url), 'utf8'),
) as Recorded;

function errorOf(expression: string, input: unknown = {}, options?: JqOptions): Error {
  try {
    runJq(expression, input, options);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

describe('jq expressions', () => {
  for (const [expression, expected] of results) {
    it(`${expression} gives what it gives on the server`, () => {
      expect(runJq(expression, input)).to.deep.equal(expected);
    });
  }

  for (const expression of failures) {
    it(`${expression} fails, as on the server`, () => {
      expect(errorOf(expression, input)).to.be.instanceOf(JqError);
    });
  }

  it('say what is wrong, without what belongs to a terminal', () => {
    expect(errorOf('error("x")').message).to.equal('x');
    expect(errorOf('getpath(["a"])').message).to.equal('Function getpath/1 does not exist');
    expect(errorOf('.a[').message).to.match(/^syntax error, unexpected end of file/);
  });

  it('fail as a whole when there is an error behind the first results', () => {
    expect(errorOf('1, error("x"), 2').message).to.equal('x');
  });

  it('take any JSON and keep its texts', () => {
    for (const value of [null, 1, 'é😀\n', [1, [2]], { 'a b': { c: null } }, true]) {
      expect(runJq('., .', value)).to.deep.equal([value, value]);
    }
    expect(runJq('.', undefined)).to.deep.equal([null]);
  });

  it('may define functions, also ones that the server lacks', () => {
    expect(runJq('def abs: if . < 0 then -. else . end; -1 | abs', {})).to.deep.equal([1]);
  });

  it('are no options of a command line', () => {
    expect(runJq('-1', {})).to.deep.equal([-1]);
    expect(errorOf('--version')).to.be.instanceOf(JqError);
  });

  it('that never end, or break jq, harm no other one', () => {
    runJq('1', {});
    expect(errorOf('def f: f; f', {}, { timeLimitMs: 100 }).message).to.match(/did not end within 100 ms$/);
    expect(errorOf('def f: 1 + f; f', {}, { timeLimitMs: 500 })).to.be.instanceOf(JqError);
    expect(runJq('.a', { a: 1 })).to.deep.equal([1]);
  });

  it('can be many', () => {
    const all = Array.from({ length: 300 }, (_, n) => runJq('.n + 1', { n }));
    expect(all).to.deep.equal(Array.from({ length: 300 }, (_, n) => [n + 1]));
  });
});
