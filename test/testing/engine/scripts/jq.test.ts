import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { JqError, runJq } from '../../../../src/testing/engine/scripts/jq.js';

interface Recorded {
  readonly input: Record<string, unknown>;
  readonly results: readonly (readonly [expression: string, results: readonly unknown[]])[];
  readonly failures: readonly string[];
}

/** What JSON_JQ_TRANSFORM tasks of Conductor 3.32.3 made of these expressions. */
const { input, results, failures } = JSON.parse(
  readFileSync(new URL('recorded-jq.json', import.meta.url), 'utf8'),
) as Recorded;

async function errorOf(running: Promise<unknown>): Promise<Error> {
  try {
    await running;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

describe('jq expressions', () => {
  for (const [expression, expected] of results) {
    it(`${expression} gives what it gives on the server`, async () => {
      expect(await runJq(expression, input)).to.deep.equal(expected);
    });
  }

  for (const expression of failures) {
    it(`${expression} fails, as on the server`, async () => {
      expect(await errorOf(runJq(expression, input))).to.be.instanceOf(JqError);
    });
  }

  it('say what is wrong, without what belongs to a terminal', async () => {
    expect((await errorOf(runJq('error("x")', {}))).message).to.equal('x');
    expect((await errorOf(runJq('getpath(["a"])', {}))).message).to.equal('Function getpath/1 does not exist');
    expect((await errorOf(runJq('.a[', {}))).message).to.match(/^syntax error, unexpected end of file/);
  });

  it('fail as a whole when there is an error behind the first results', async () => {
    expect((await errorOf(runJq('1, error("x"), 2', {}))).message).to.equal('x');
  });

  it('take any JSON and keep its texts', async () => {
    for (const value of [null, 1, 'é😀\n', [1, [2]], { 'a b': { c: null } }, true]) {
      expect(await runJq('., .', value)).to.deep.equal([value, value]);
    }
    expect(await runJq('.', undefined)).to.deep.equal([null]);
  });

  it('may define functions, also ones that the server lacks', async () => {
    expect(await runJq('def abs: if . < 0 then -. else . end; -1 | abs', {})).to.deep.equal([1]);
  });

  it('are no options of a command line', async () => {
    expect(await runJq('-1', {})).to.deep.equal([-1]);
    expect(await errorOf(runJq('--version', {}))).to.be.instanceOf(JqError);
  });

  it('that never end, or break jq, harm no other one', async () => {
    const endless = runJq('def f: f; f', {}, { timeLimitMs: 100 });
    const recursive = runJq('def f: 1 + f; f', {});
    const fine = runJq('.a', { a: 1 });
    expect((await errorOf(endless)).message).to.equal('the jq expression did not end within 100 ms');
    expect(await errorOf(recursive)).to.be.instanceOf(JqError);
    expect(await fine).to.deep.equal([1]);
  });

  it('can be many', async () => {
    const all = await Promise.all(Array.from({ length: 300 }, (_, n) => runJq('.n + 1', { n })));
    expect(all).to.deep.equal(Array.from({ length: 300 }, (_, n) => [n + 1]));
  });
});
