import { expect } from 'chai';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { errorRecord } from '../../../plugins/logging/error-record.js';
import { loggedBench } from './support/logged-bench.js';
import { pinoInMemory } from './support/records.js';

/** As it is in the JSON that pino writes. */
function writtenByPino(error: unknown): unknown {
  const { logger, records } = pinoInMemory();
  logger.error({ err: errorRecord(error) }, 'failed');
  return records[0]?.err;
}

describe('the record of an error', () => {
  it('has type, message and stack', () => {
    const record = errorRecord(new RangeError('too much'));
    expect(record).to.include({ type: 'RangeError', message: 'too much' });
    expect(record.stack).to.match(/^RangeError: too much\n {4}at .*error-record\.test/);
    expect(record).to.not.have.any.keys('causes', 'aggregateErrors');
  });

  it('has the whole chain of causes, their stacks in order, and what each says of itself', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', port: 8080 });
    const error = new Error('no answer', { cause: new TypeError('fetch failed', { cause: refused }) });
    const record = errorRecord(error);
    expect(record.causes).to.deep.equal([
      { type: 'TypeError', message: 'fetch failed' },
      { type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED', port: 8080 },
    ]);
    expect(record.stack).to.match(
      /^Error: no answer\n {4}at [^]*\ncaused by: TypeError: fetch failed\n {4}at [^]*\ncaused by: Error: connect ECONNREFUSED\n {4}at /,
    );
  });

  it('has a cause that is no error', () => {
    const record = errorRecord(new Error('outer', { cause: 'the disk is full' }));
    expect(record.causes).to.deep.equal([{ type: 'string', message: 'the disk is full' }]);
    expect(record.stack).to.match(/caused by: string: the disk is full$/);
  });

  it('follows causes in a ring once, and long chains eight deep', () => {
    const one = new Error('one');
    const two = new Error('two', { cause: one });
    one.cause = two;
    expect(errorRecord(one).causes).to.deep.equal([{ type: 'Error', message: 'two' }]);
    let long = new Error('0');
    for (let index = 1; index < 1_000; index += 1) long = new Error(String(index), { cause: long });
    expect(errorRecord(long).causes).to.have.length(8);
  });

  it('has the parts of an AggregateError, also as a cause', () => {
    const parts = Array.from({ length: 7 }, (_, index) => new Error(`part ${index + 1}`));
    const record = errorRecord(new AggregateError(parts, 'all failed'));
    expect(record).to.include({ type: 'AggregateError', message: 'all failed' });
    expect(record.aggregateErrors).to.deep.equal(parts.slice(0, 5).map(({ message }) => ({ type: 'Error', message })));
    expect(record.stack).to.contain('[1 of 7] Error: part 1\n    at ').and.to.contain('[5 of 7] Error: part 5');
    expect(errorRecord(new Error('outer', { cause: new AggregateError(parts) })).stack).to.contain(
      '[1 of 7] Error: part 1',
    );
  });

  const thrown: readonly (readonly [string, unknown, string, string])[] = [
    ['a text', 'no card', 'string', 'no card'],
    ['nothing', undefined, 'undefined', 'undefined'],
    ['null', null, 'null', 'null'],
    ['a number', 42, 'number', '42'],
    ['a BigInt', 2n, 'bigint', '2'],
    ['a symbol', Symbol('x'), 'symbol', 'Symbol(x)'],
    ['an object', { reason: 'no card' }, 'Object', '{"reason":"no card"}'],
    ['an object with a secret', { password: 'hunter2' }, 'Object', '{"password":"[redacted]"}'],
    ['the error body of a server', { status: 503, message: 'busy' }, 'Object', 'busy'],
    ['an array', [1, 2], 'Array', '[1,2]'],
    ['an error of another realm', runInNewContext('new TypeError("far away")'), 'TypeError', 'far away'],
  ];
  for (const [name, value, type, message] of thrown) {
    it(`can be one of ${name}`, () => {
      expect(errorRecord(value)).to.include({ type, message });
      expect(writtenByPino(value)).to.include({ type, message });
    });
  }

  it('leaves out properties that are objects or secrets, and keeps short ones', () => {
    const error = Object.assign(new Error('request failed'), {
      ...{ code: 'E_HTTP', status: 401, retryable: false, token: 'abc123', 'api-key': 'abc123' },
      config: { headers: { authorization: 'Bearer abc123' } },
      long: 'x'.repeat(1_000),
    });
    const record = errorRecord(error);
    expect(record).to.include({ code: 'E_HTTP', status: 401, retryable: false });
    expect(record.long).to.equal(`${'x'.repeat(300)}… (700 more characters)`);
    expect(JSON.stringify(record)).to.not.contain('abc123');
  });

  it('is bounded, and says where it was cut', () => {
    const record = errorRecord(Object.assign(new Error('x'.repeat(10_000)), { stack: 'y'.repeat(100_000) }));
    expect(record.message).to.match(/^x{2000}… \(8000 more characters\)$/);
    expect(record.stack).to.match(/^y{16000}… \(84000 more characters\)$/);
    const crowded = Object.assign(
      new Error('many'),
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i])),
    );
    expect(Object.keys(errorRecord(crowded))).to.have.length(20 + 3);
  });

  it('is written by pino as it is', () => {
    const error = Object.assign(new Error('outer', { cause: new TypeError('inner') }), { code: 'E_OUT' });
    const record = errorRecord(error);
    expect(writtenByPino(error)).to.deep.equal(JSON.parse(JSON.stringify(record)));
  });

  it('never throws, whatever was thrown', () => {
    const fails = (): never => {
      throw new Error('hostile');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    class Hostile extends Error {
      override get message(): string {
        return fails();
      }
      override get stack(): string {
        return fails();
      }
      override get cause(): unknown {
        return fails();
      }
    }
    const hostile: readonly unknown[] = [
      proxy,
      new Hostile(),
      new Proxy(new Error('x'), { get: fails, ownKeys: fails, getPrototypeOf: fails, has: fails }),
      { toString: fails, toJSON: fails },
      Object.create(null),
      Object.assign(new Error('x'), { errors: new Proxy([], { get: fails }) }),
      Object.assign(new Error('x'), { errors: 'none', cause: proxy }),
      Object.freeze(new Error('frozen')),
      Object.assign(Object.create({ message: 'inherited' }) as object, { stack: 5 }),
      new Error('outer', { cause: new Hostile() }),
    ];
    for (const value of hostile) {
      const record = errorRecord(value);
      expect(record.type).to.be.a('string');
      expect(record.message).to.be.a('string');
      expect(record.stack).to.be.a('string');
      expect(() => JSON.stringify(record)).to.not.throw();
      expect(writtenByPino(value)).to.be.an('object');
    }
  });

  it('never throws for any value at all', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true }), (value) => {
        expect(() => JSON.stringify(errorRecord(value))).to.not.throw();
        expect(() => errorRecord(Object.assign(new Error('x'), { value, cause: value, errors: value }))).to.not.throw();
      }),
    );
  });
});

function throwing(value: unknown): () => Promise<never> {
  return () =>
    Promise.resolve().then(() => {
      throw value;
    });
}

describe('logging() of a handler that throws', () => {
  for (const [name, value, message] of [
    ['a text', 'no card', 'no card'],
    ['undefined', undefined, 'undefined'],
    [
      'an error that cannot be read',
      new Proxy(new Error('x'), {
        get: () => {
          throw new Error('no');
        },
      }),
      '[unreadable]',
    ],
  ] as const) {
    it(`${name} writes a record of it`, async () => {
      const { bench, of } = loggedBench({ level: 'info', worker: { execute: throwing(value) } });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
      expect(bench.events.of('error')).to.deep.equal([]);
      expect(of('taskFailed')).to.have.length(1);
      if (value !== undefined) expect(of('taskFailed')[0]?.err).to.include({ message });
      expect(of('taskFailed')[0]?.reasonForIncompletion).to.be.a('string');
    });
  }
});
