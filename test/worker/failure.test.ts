import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { failureOf } from '../../src/worker/failure.js';
import { TerminalError } from '../../src/worker/terminal-error.js';

const reasonOf = (thrown: unknown) => failureOf(thrown).result.reasonForIncompletion;

describe('failureOf', () => {
  it('makes FAILED of an error, with its message as reason and its stack for the log', () => {
    const { result, stack } = failureOf(new RangeError('amount is negative'));
    expect(result).to.deep.equal({ status: 'FAILED', reasonForIncompletion: 'amount is negative' });
    expect(stack).to.match(/^RangeError: amount is negative\n {4}at .*failure\.test\.ts/);
  });

  it('makes FAILED_WITH_TERMINAL_ERROR of a TerminalError, of a subclass and of one of another copy of the package', () => {
    class NoCard extends TerminalError {}
    const fromOtherCopy = Object.assign(new Error('x'), { [Symbol.for('conductor-typescript.terminalError')]: true });
    for (const error of [new TerminalError('x'), new NoCard('x'), fromOtherCopy])
      expect(failureOf(error).result).to.deep.equal({
        status: 'FAILED_WITH_TERMINAL_ERROR',
        reasonForIncompletion: 'x',
      });
  });

  it('does not take an error that was caused by a TerminalError for one', () => {
    expect(failureOf(new Error('x', { cause: new TerminalError('y') })).result.status).to.equal('FAILED');
  });

  it('cuts a reason at 500 and never in the middle of a character', () => {
    expect(reasonOf(new Error('x'.repeat(600)))).to.equal('x'.repeat(500));
    expect(reasonOf(new Error('x'.repeat(499) + '😀'))).to.equal('x'.repeat(499));
    expect(reasonOf(new Error('x'.repeat(498) + '😀😀'))).to.equal('x'.repeat(498) + '😀');
  });

  describe('has a readable reason for whatever is thrown', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const cases: [what: string, thrown: unknown, reason: string][] = [
      ['undefined', undefined, 'the handler threw undefined'],
      ['null', null, 'the handler threw null'],
      ['a text', 'no stock', 'no stock'],
      ['an empty text', '', 'the handler threw an empty text'],
      ['a number', 42, 'the handler threw 42'],
      ['a bigint', 42n, 'the handler threw 42'],
      ['a symbol', Symbol('s'), 'the handler threw Symbol(s)'],
      [
        'a function',
        function pay() {
          return 1;
        },
        'the handler threw [function pay]',
      ],
      ['an object with a message', { message: 'no stock', code: 1 }, 'no stock'],
      ['an object without one', { code: 1 }, 'the handler threw {"code":1}'],
      ['an object with a message that is no text', { message: { a: 1 } }, 'the handler threw {"message":{"a":1}}'],
      ['an object that has no JSON', circular, 'the handler threw [object Object]'],
      ['an object with a BigInt', { n: 1n }, 'the handler threw [object Object]'],
      ['an array', [1, 'a'], 'the handler threw [1,"a"]'],
      ['a Map', new Map(), 'the handler threw [object Map]'],
      ['an object without a prototype', Object.create(null), 'the handler threw {}'],
      ['an error with an empty message', new TypeError(''), 'TypeError without a message'],
      ['an error with a blank message', new Error('  '), 'Error without a message'],
      [
        'an error with a cause but no message',
        new TypeError('', { cause: new Error('refused') }),
        'TypeError, caused by: refused',
      ],
      ['an AggregateError', new AggregateError([new Error('a'), 'b'], 'all failed'), 'all failed: a; b'],
      ['an AggregateError without a message', new AggregateError([new Error('a')]), 'AggregateError: a'],
      ['an empty AggregateError', new AggregateError([], 'all failed'), 'all failed'],
      [
        'an AggregateError of many',
        new AggregateError([1, 2, 3, 4, 5, 6, 7], 'all failed'),
        'all failed: 1; 2; 3; 4; 5; 2 more',
      ],
      ['an error of another realm', runInNewContext('new Error("foreign")'), 'foreign'],
    ];
    for (const [what, thrown, reason] of cases) {
      it(what, () => {
        expect(failureOf(thrown).result).to.deep.equal({ status: 'FAILED', reasonForIncompletion: reason });
      });
    }
  });

  describe('never throws', () => {
    const hostile = () => {
      throw new Error('hostile');
    };
    const trapped = new Proxy({}, { get: hostile, has: hostile, getPrototypeOf: hostile, ownKeys: hostile });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const withGetter = (error: Error, key: string) => Object.defineProperty(error, key, { get: hostile });

    it('for proxies', () => {
      expect(reasonOf(trapped)).to.equal('the handler threw something that cannot be read');
      expect(reasonOf(revoked.proxy)).to.equal('the handler threw something that cannot be read');
    });

    it('for getters that throw, and still tells what can be read', () => {
      expect(reasonOf(withGetter(new Error('x'), 'message'))).to.equal(
        'the handler threw something that cannot be read',
      );
      expect(failureOf(withGetter(new TerminalError('x'), 'message')).result.status).to.equal(
        'FAILED_WITH_TERMINAL_ERROR',
      );
      expect(reasonOf(withGetter(new Error('x'), 'stack'))).to.equal('x');
      expect(reasonOf(withGetter(new Error('x'), 'cause'))).to.equal('x');
    });

    it('for toString and toJSON that throw', () => {
      expect(reasonOf({ toJSON: hostile })).to.equal('the handler threw [object Object]');
      class Odd {
        readonly [Symbol.toStringTag] = 'Odd';
      }
      Object.defineProperty(Odd.prototype, 'toString', { value: hostile });
      expect(reasonOf(new Odd())).to.equal('the handler threw [unreadable value]');
    });

    it('for a stack or name that is no text', () => {
      const error = Object.assign(new Error(''), { stack: 5, name: 6 });
      expect(failureOf(error).result.reasonForIncompletion).to.equal('Error without a message');
      expect(failureOf(error).stack).to.be.a('string');
    });
  });

  describe('the stack', () => {
    it('is there for errors only: of everything else the reason says all', () => {
      expect(failureOf('text').stack).to.equal(undefined);
      expect(failureOf({ message: 'x' }).stack).to.equal(undefined);
    });

    it('has the chain of causes, whatever they are', () => {
      const error = new Error('outer', { cause: new TypeError('middle', { cause: { code: 7 } }) });
      expect(failureOf(error).stack).to.match(
        /^Error: outer\n[^]*\ncaused by: TypeError: middle\n[^]*\ncaused by: \{"code":7\}$/,
      );
    });

    it('ends where causes form a ring or go on for ever', () => {
      const ring: Error & { cause?: unknown } = new Error('a');
      ring.cause = new Error('b', { cause: ring });
      expect(failureOf(ring).stack?.match(/caused by/g)).to.have.length(1);

      let deep = new Error('bottom');
      for (let level = 0; level < 1000; level++) deep = new Error('', { cause: deep });
      expect(failureOf(deep).stack?.match(/caused by/g)).to.have.length(7);
      expect(reasonOf(deep)).to.contain('Error');
    });

    it('has the parts of an AggregateError', () => {
      const { stack } = failureOf(new AggregateError([new Error('first'), 'second'], 'all failed'));
      expect(stack).to.match(/\[1 of 2\] Error: first\n[^]*\[2 of 2\] second/);
    });

    it('is bounded, and says how much is missing', () => {
      const { stack } = failureOf(new Error('x'.repeat(50_000)));
      expect(stack).to.have.length.below(8_100);
      expect(stack).to.match(/… \(\d+ characters cut\)$/);
    });
  });
});
