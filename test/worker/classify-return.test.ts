import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { TaskResultStatus } from '../../generated/index.js';
import { classifyReturn } from '../../src/worker/classify-return.js';
import { canceled, completed, failed, failedTerminally, inProgress } from '../../src/worker/results.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import { thrownBy } from './thrown-by.js';

const classify = (returned: unknown) => classifyReturn(returned, { hasOutputSchema: false });
const classifyForSchema = (returned: unknown) => classifyReturn(returned, { hasOutputSchema: true });

function refusal(returned: unknown, run = classify): string {
  const error = thrownBy(() => run(returned));
  expect(error).to.be.instanceOf(TerminalError);
  return (error as TerminalError).message;
}

describe('classifyReturn', () => {
  describe('outputs', () => {
    it('takes undefined for an empty output', () => {
      expect(classify(undefined)).to.deep.equal({ status: 'COMPLETED', outputData: {} });
    });

    it('takes a plain object for the output and does not copy it', () => {
      const output = { total: 3, items: [1, 2], nested: { deep: null } };
      expect(classify(output)).to.deep.equal({ status: 'COMPLETED', outputData: output });
      expect(classify(output).outputData).to.equal(output);
    });

    it('takes an object without a prototype, and one of another realm', () => {
      const bare: unknown = Object.assign(Object.create(null), { a: 1 });
      expect(classify(bare).outputData).to.equal(bare);
      const foreign: unknown = runInNewContext('({ a: 1 })');
      expect(classify(foreign).outputData).to.equal(foreign);
    });

    it('takes an instance of a class of the user', () => {
      class Receipt {
        constructor(readonly id: string) {}
      }
      const receipt = new Receipt('r1');
      expect(classify(receipt).outputData).to.equal(receipt);
    });

    it('takes what toJSON makes of an object, if that is an object', () => {
      class Money {
        readonly #cents = 250;
        toJSON() {
          return { amount: this.#cents / 100 };
        }
      }
      expect(classify(new Money())).to.deep.equal({ status: 'COMPLETED', outputData: { amount: 2.5 } });
      expect(refusal({ toJSON: () => [1] })).to.contain('an array');
      expect(refusal({ toJSON: () => 'text' })).to.contain('a string');
    });

    it('takes an object with a status that is none of the five, or spelt otherwise, for an output', () => {
      for (const status of ['completed', 'DONE', 'TIMED_OUT', '', 5, null])
        expect(classify({ status }), String(status)).to.deep.equal({ status: 'COMPLETED', outputData: { status } });
    });

    it('takes an object with a status of a task and any other key for an output', () => {
      const order = { status: 'COMPLETED', orderId: 'o1', outputData: {} };
      expect(classify(order)).to.deep.equal({ status: 'COMPLETED', outputData: order });
    });

    for (const [name, value] of Object.entries({
      'a Map': new Map([['a', 1]]),
      'a Set': new Set([1]),
      'a Date': new Date(0),
      'a RegExp': /x/,
      'a Promise': Promise.resolve({}),
      'a Uint8Array': new Uint8Array(1),
      'a URL': new URL('http://localhost/'),
      'an ArrayBuffer': new ArrayBuffer(1),
      'a WeakMap': new WeakMap(),
    })) {
      it(`refuses ${name} as output, since JSON would make something else of it`, () => {
        expect(refusal(value)).to.contain(`returned ${name} as output`);
      });
    }

    for (const [name, value] of [
      ['a string', 'done'],
      ['a number', 5],
      ['a number', NaN],
      ['a boolean', true],
      ['a bigint', 5n],
      ['a symbol', Symbol('s')],
      ['a function', () => ({})],
      ['null', null],
    ] as const) {
      it(`refuses ${name} and says what may be returned`, () => {
        expect(refusal(value)).to.match(new RegExp(`^the handler returned ${name};.*an output object, undefined,`));
      });
    }
  });

  describe('errors', () => {
    it('throws a returned error as it is', () => {
      const error = new RangeError('too much');
      expect(thrownBy(() => classify(error))).to.equal(error);
      expect(thrownBy(() => classifyForSchema(error))).to.equal(error);
    });

    it('throws a returned error of another realm', () => {
      const error: unknown = runInNewContext('new Error("foreign")');
      expect(thrownBy(() => classify(error))).to.equal(error);
    });
  });

  describe('tuples', () => {
    for (const status of Object.values(TaskResultStatus)) {
      for (const word of [status, status.toLowerCase(), status[0]! + status.slice(1).toLowerCase()]) {
        it(`reads ['${word}', output]`, () => {
          const result = classify([word, { a: 1 }]);
          expect(result.status).to.equal(status);
          expect(result.outputData).to.deep.equal({ a: 1 });
        });
      }
    }

    it('gives a completed tuple without output an empty one', () => {
      expect(classify(['COMPLETED'])).to.deep.equal({ status: 'COMPLETED', outputData: {} });
      expect(classify(['completed', undefined])).to.deep.equal({ status: 'COMPLETED', outputData: {} });
    });

    it('lets a task in progress without output keep the one it has', () => {
      expect(classify(['IN_PROGRESS'])).to.deep.equal({ status: 'IN_PROGRESS', callbackAfterSeconds: 60 });
    });

    it('refuses a status that an update cannot have, naming it and the five it can', () => {
      const message = refusal(['TIMED_OUT', {}]);
      expect(message).to.contain('"TIMED_OUT"');
      for (const status of Object.values(TaskResultStatus)) expect(message).to.contain(status);
    });

    it('refuses an array that is no tuple, naming it', () => {
      expect(refusal([])).to.contain('returned an array');
      expect(refusal([{ id: 1 }])).to.contain('returned an array');
      expect(refusal(['COMPLETED', {}, {}])).to.contain('3 elements');
    });

    it('refuses an output that is no object', () => {
      expect(refusal(['COMPLETED', 5])).to.contain('returned a number as output');
      expect(refusal(['FAILED', [1]])).to.contain('returned an array as output');
    });
  });

  describe('task results', () => {
    it('takes an object with a status as spelt and only keys of a result for a result', () => {
      expect(
        classify({ status: 'FAILED', outputData: { step: 2 }, reasonForIncompletion: 'no stock', logs: ['a'] }),
      ).to.deep.equal({
        status: 'FAILED',
        outputData: { step: 2 },
        reasonForIncompletion: 'no stock',
        logs: ['a'],
      });
    });

    it('takes { status: COMPLETED } alone for a result', () => {
      expect(classify({ status: 'COMPLETED' })).to.deep.equal({ status: 'COMPLETED', outputData: {} });
    });

    it('takes a key that is undefined, and null in an optional one, as left out', () => {
      expect(
        classify({ status: 'COMPLETED', outputData: null, reasonForIncompletion: null, logs: null, other: undefined }),
      ).to.deep.equal({ status: 'COMPLETED', outputData: {} });
    });

    it('refuses one that may be a result of the server or an output, naming the key that makes it so', () => {
      for (const key of ['workflowInstanceId', 'taskId', 'workerId', 'extendLease'])
        expect(refusal({ status: 'COMPLETED', [key]: 'x' }), key).to.contain(`COMPLETED and ${key}`);
    });

    it('takes any object for an output where there is an output schema', () => {
      const output = { status: 'FAILED', reasonForIncompletion: 'x' };
      expect(classifyForSchema(output)).to.deep.equal({ status: 'COMPLETED', outputData: output });
      const date = new Date(0);
      expect(classifyForSchema(date).outputData).to.equal(date);
    });

    it('still knows tuples and explicit results where there is an output schema', () => {
      expect(classifyForSchema(['FAILED']).status).to.equal('FAILED');
      expect(classifyForSchema(failed('x')).status).to.equal('FAILED');
      expect(refusal(5, classifyForSchema)).to.contain('returned a number');
    });
  });

  describe('results made explicitly', () => {
    it('never takes them for an output, whatever keys the output has', () => {
      const output = { status: 'FAILED', taskId: 'x', anything: 1 };
      expect(classify(completed(output))).to.deep.equal({ status: 'COMPLETED', outputData: output });
    });

    it('knows each of them', () => {
      expect(classify(completed())).to.deep.equal({ status: 'COMPLETED', outputData: {} });
      expect(classify(failed('why', { logs: ['l'] }))).to.deep.equal({
        status: 'FAILED',
        reasonForIncompletion: 'why',
        logs: ['l'],
      });
      expect(classify(failedTerminally('why', { outputData: { a: 1 } }))).to.deep.equal({
        status: 'FAILED_WITH_TERMINAL_ERROR',
        reasonForIncompletion: 'why',
        outputData: { a: 1 },
      });
      expect(classify(inProgress())).to.deep.equal({ status: 'IN_PROGRESS', callbackAfterSeconds: 60 });
      expect(classify(canceled('why'))).to.deep.equal({ status: 'CANCELED', reasonForIncompletion: 'why' });
    });

    it('knows a copy that was spread, with keys that mean nothing', () => {
      expect(classify({ ...inProgress({ callbackAfterSeconds: 5 }), note: 'x' })).to.deep.equal({
        status: 'IN_PROGRESS',
        callbackAfterSeconds: 5,
      });
    });
  });

  describe('callbackAfterSeconds', () => {
    it('is 60 for a task in progress that does not say', () => {
      expect(classify({ status: 'IN_PROGRESS' }).callbackAfterSeconds).to.equal(60);
      expect(classify(['in_progress', { a: 1 }]).callbackAfterSeconds).to.equal(60);
    });

    it('may be 0 and up to what the server can read', () => {
      for (const seconds of [0, 1, 2_147_483_647])
        expect(classify(inProgress({ callbackAfterSeconds: seconds })).callbackAfterSeconds).to.equal(seconds);
    });

    for (const seconds of [-1, 0.5, NaN, Infinity, 2_147_483_648, '60']) {
      it(`must not be ${JSON.stringify(seconds)} (${String(seconds)})`, () => {
        expect(refusal({ status: 'IN_PROGRESS', callbackAfterSeconds: seconds })).to.match(
          /callbackAfterSeconds .*whole number of seconds/,
        );
      });
    }

    it('is refused with any other status', () => {
      expect(refusal({ status: 'COMPLETED', callbackAfterSeconds: 5 })).to.contain(
        'returned COMPLETED with callbackAfterSeconds 5',
      );
    });
  });

  describe('reason and logs', () => {
    it('cuts a reason at 500 and never in the middle of a character', () => {
      const reason = 'x'.repeat(499) + '😀';
      expect(classify(failed(reason)).reasonForIncompletion).to.equal('x'.repeat(499));
    });

    it('refuses a reason that is no text', () => {
      expect(refusal({ status: 'FAILED', reasonForIncompletion: new Error('x') })).to.contain(
        'returned an Error as reasonForIncompletion',
      );
    });

    it('takes lines and log entries, and drops keys that mean nothing', () => {
      const logs = ['a', { log: 'b' }, { log: 'c', createdTime: 5, taskId: 'x' }];
      expect(classify({ status: 'COMPLETED', logs }).logs).to.deep.equal([
        'a',
        { log: 'b' },
        { log: 'c', createdTime: 5 },
      ]);
    });

    it('refuses logs of another type, naming the entry', () => {
      expect(refusal({ status: 'COMPLETED', logs: 'line' })).to.contain('returned a string as logs');
      expect(refusal({ status: 'COMPLETED', logs: ['a', 5] })).to.contain('returned a number as logs[1]');
      expect(refusal({ status: 'COMPLETED', logs: [{ text: 'a' }] })).to.contain('as logs[0]');
    });
  });
});
