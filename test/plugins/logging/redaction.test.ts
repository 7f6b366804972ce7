import { expect } from 'chai';
import fc from 'fast-check';
import { boundedCopy } from '../../../plugins/logging/bounded-copy.js';
import { startOf, type RedactionPath } from '../../../plugins/logging/redaction.js';
import type { DataOptions } from '../../../plugins/logging/index.js';
import { completed } from '../../../src/index.js';
import type { HandlerReturn } from '../../../src/index.js';
import { loggedBench } from './support/logged-bench.js';
import { pinoInMemory } from './support/records.js';

const LARGE = 1_000_000;

function copy(value: unknown, redact: readonly RedactionPath[] = [], maxBytes = LARGE): unknown {
  return boundedCopy(value, startOf(redact), maxBytes);
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe('redaction', () => {
  const cases: readonly (readonly [string, RedactionPath, unknown, unknown])[] = [
    ['a path', 'card.number', { card: { number: 1, kind: 2 } }, { card: { number: '[redacted]', kind: 2 } }],
    ['a whole object', 'card', { card: { number: 1 }, b: 2 }, { card: '[redacted]', b: 2 }],
    ['only what the path leads to', 'card.number', { number: 1, a: { card: { number: 2 } } }, undefined],
    [
      'one name by *',
      '*.iban',
      { a: { iban: 1 }, b: { iban: 2 } },
      { a: { iban: '[redacted]' }, b: { iban: '[redacted]' } },
    ],
    ['not two names by *', '*.iban', { a: { b: { iban: 1 } } }, undefined],
    [
      'everything below by a last *',
      'card.*',
      { card: { x: 1, y: [2] } },
      { card: { x: '[redacted]', y: '[redacted]' } },
    ],
    [
      'any number of names by **',
      '**.iban',
      { iban: 1, a: { iban: 2, b: { c: [{ iban: 3 }] } } },
      { iban: '[redacted]', a: { iban: '[redacted]', b: { c: [{ iban: '[redacted]' }] } } },
    ],
    [
      '** in the middle',
      'a.**.z',
      { a: { z: 1, b: { c: { z: 2 } } }, z: 3 },
      { a: { z: '[redacted]', b: { c: { z: '[redacted]' } } }, z: 3 },
    ],
    [
      'through a list that the path does not name',
      'items.pin',
      { items: [{ pin: 1 }, { pin: 2, a: 3 }] },
      { items: [{ pin: '[redacted]' }, { pin: '[redacted]', a: 3 }] },
    ],
    ['through a list by *', 'items.*.pin', { items: [{ pin: 1 }] }, { items: [{ pin: '[redacted]' }] }],
    ['through a list by [*]', 'items[*].pin', { items: [{ pin: 1 }] }, { items: [{ pin: '[redacted]' }] }],
    [
      'one item of a list',
      'items[1].pin',
      { items: [{ pin: 1 }, { pin: 2 }] },
      { items: [{ pin: 1 }, { pin: '[redacted]' }] },
    ],
    ['items themselves', 'items.*', { items: [1, 2] }, { items: ['[redacted]', '[redacted]'] }],
    [
      'through lists of lists',
      'rows.pin',
      { rows: [[{ pin: 1 }], [{ pin: 2 }]] },
      { rows: [[{ pin: '[redacted]' }], [{ pin: '[redacted]' }]] },
    ],
    ['upper case as lower case', 'Card.NUMBER', { card: { Number: 1 } }, { card: { Number: '[redacted]' } }],
    ['a name with a dot, in a list of names', ['a.b', 'c'], { 'a.b': { c: 1 } }, { 'a.b': { c: '[redacted]' } }],
    ['whatever its value is', 'x', { x: null }, { x: '[redacted]' }],
  ];
  for (const [name, path, value, expected] of cases) {
    it(`takes out ${name}`, () => {
      expect(copy(value, [path])).to.deep.equal(expected ?? value);
    });
  }

  it('takes out what is called like a secret, without being asked', () => {
    const value = {
      ...{ password: 1, Token: 2, api_key: 3, 'X-Authorization': 4, accessToken: 5, clientSecret: 6, 'set-cookie': 7 },
      tokens: 8,
      deep: [{ apiKey: { value: 9 } }],
    };
    expect(copy(value)).to.deep.equal({
      ...{ password: '[redacted]', Token: '[redacted]', api_key: '[redacted]', 'X-Authorization': '[redacted]' },
      ...{ accessToken: '[redacted]', clientSecret: '[redacted]', 'set-cookie': '[redacted]' },
      tokens: 8,
      deep: [{ apiKey: '[redacted]' }],
    });
  });

  it('never reads what it takes out', () => {
    const value = {
      get secret() {
        throw new Error('was read');
      },
    };
    expect(copy(value)).to.deep.equal({ secret: '[redacted]' });
  });

  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const segment = fc.oneof({ weight: 3, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom('*', '**') });
  const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const anyPath = fc.array(segment, { minLength: 1, maxLength: 4 });

  /** Each value that a path leads to, in the plainest way to say it; items of lists count as being where the list is, and by index. */
  function selected(value: unknown, path: readonly string[]): unknown[] {
    if (path.length === 0) return [value];
    const [wanted = '', ...rest] = path;
    if (wanted === '**')
      return [...selected(value, rest), ...childrenOf(value).flatMap(([, child]) => selected(child, path))];
    const inItems = Array.isArray(value) ? (value as unknown[]).flatMap((item) => selected(item, path)) : [];
    const inChildren = childrenOf(value).flatMap(([key, child]) =>
      wanted === '*' || wanted === key ? selected(child, rest) : [],
    );
    return [...inItems, ...inChildren];
  }

  function childrenOf(value: unknown): [string, unknown][] {
    return typeof value === 'object' && value !== null ? Object.entries(value) : [];
  }

  /** The same with each number another one, so that a number tells where it was. */
  function numbered(value: unknown, next = { number: 1_000_000 }): unknown {
    if (typeof value === 'number') return (next.number += 1);
    if (Array.isArray(value)) return value.map((item) => numbered(item, next));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, numbered(child, next)]));
  }

  function numbersIn(value: unknown): number[] {
    return typeof value === 'number' ? [value] : childrenOf(value).flatMap(([, child]) => numbersIn(child));
  }

  it('leaves no value that a path leads to, keeps every other one, and changes nothing about the original', () => {
    fc.assert(
      fc.property(fc.dictionary(name, anyValue), fc.array(anyPath, { minLength: 1, maxLength: 3 }), (given, paths) => {
        const value = numbered(given);
        const before = structuredClone(value);
        const secret = new Set(paths.flatMap((path) => selected(value, path)).flatMap(numbersIn));
        const copied = copy(value, paths);
        expect(new Set(numbersIn(copied))).to.deep.equal(
          new Set(numbersIn(value).filter((number) => !secret.has(number))),
        );
        for (const number of secret) expect(JSON.stringify(copied)).to.not.contain(String(number));
        expect(value).to.deep.equal(before);
      }),
      { numRuns: 500 },
    );
  });

  it('does so however much is cut', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, anyValue),
        anyPath,
        fc.integer({ min: 100, max: 400 }),
        (given, path, maxBytes) => {
          const value = numbered(given);
          const copied = JSON.stringify(copy(value, [path], maxBytes));
          for (const number of selected(value, path).flatMap(numbersIn)) expect(copied).to.not.contain(String(number));
        },
      ),
    );
  });
});

describe('a bounded copy', () => {
  it('is what JSON would make of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(copy({ value }))).to.equal(JSON.stringify({ value }));
      }),
    );
  });

  it('says what was cut, and stays what it was: an object, a list, a text', () => {
    expect(copy({ a: 1, long: 'x'.repeat(500), list: [1], c: 3 }, [], 200)).to.deep.equal({
      a: 1,
      long: `${'x'.repeat(95)}… (405 more characters)`,
      '…': '2 more of 4 properties',
    });
    const list = copy(
      Array.from({ length: 1_000 }, (_, index) => index),
      [],
      100,
    );
    expect(list).to.be.an('array').that.includes('… 985 more of 1000 items');
  });

  it('is never larger than allowed', () => {
    const options = { withBigInt: true, withDate: true, withUnicodeString: true, withTypedArray: true } as const;
    fc.assert(
      fc.property(
        fc.anything(options),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 100, max: 2_000 }),
        (value, text, max) => {
          expect(bytes(copy({ text, value, list: [text, value, value, value] }, [], max))).to.be.at.most(max);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads no further than it has room', () => {
    let read = 0;
    const items = new Proxy(new Array<number>(1_000_000).fill(1), {
      get: (target, key) => {
        read += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
    copy({ items }, [], 500);
    expect(read).to.be.below(500);
  });

  it('survives cycles, BigInt, deep nesting, buffers and what has no JSON', () => {
    const ring: Record<string, unknown> = { name: 'ring' };
    ring.self = ring;
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const shared = { once: 1 };
    expect(copy({ ring, big: 2n ** 70n, both: [shared, shared], buffer: Buffer.alloc(5_000_000) })).to.deep.equal({
      ring: { name: 'ring', self: '[circular]' },
      big: '1180591620717411303424',
      both: [{ once: 1 }, { once: 1 }],
      buffer: '[5000000 bytes]',
    });
    expect(JSON.stringify(copy({ deep }))).to.contain('[too deep]');
    const odd = { nan: NaN, at: new Date(0), none: undefined, call: () => 1, symbol: Symbol('x'), list: [undefined] };
    expect(copy(odd)).to.deep.equal({ nan: null, at: '1970-01-01T00:00:00.000Z', list: [null] });
    expect(copy(undefined)).to.equal(undefined);
  });

  it('contains whatever reading throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const fails = (): never => {
      throw new Error('no');
    };
    const value = {
      before: 1,
      get getter() {
        return fails();
      },
      proxy,
      keys: new Proxy({}, { ownKeys: fails }),
      json: { toJSON: fails },
      revokedByJson: { toJSON: () => proxy },
      after: 2,
    };
    expect(copy(value)).to.deep.include({
      ...{ before: 1, getter: '[unreadable]', proxy: '[unreadable]', keys: { '…': '[unreadable]' } },
      json: '[unreadable]',
    });
    expect(() => JSON.stringify(copy(value))).to.not.throw();
  });

  it('gives a property __proto__ no power', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":1}');
    const copied = copy(value);
    expect(Object.getPrototypeOf(copied)).to.equal(Object.prototype);
    expect(JSON.stringify(copied)).to.equal('{"__proto__":{"polluted":true},"a":1}');
  });

  it('cuts no character in two', () => {
    for (let length = 100; length < 130; length += 1) {
      expect(JSON.stringify(copy({ text: '😀'.repeat(200) }, [], length))).to.not.match(/\\ud8/i);
    }
  });
});

describe('logging() and the data of tasks', () => {
  const input = {
    card: { number: '4111-1111', holder: 'Ann' },
    items: [{ sku: 'a', pin: '0815' }],
    password: 'hunter2',
  };

  async function recordsOf(
    data: DataOptions | undefined,
    execute: () => HandlerReturn = () => ({ receipt: 'R-1', pin: '4711' }),
  ): Promise<ReturnType<typeof loggedBench>> {
    const logged = loggedBench({ level: 'trace', worker: { execute }, logging: { ...(data && { data }) } });
    await logged.bench.start();
    logged.bench.server.queue('charge', { inputData: structuredClone(input) });
    await logged.bench.pass(0);
    return logged;
  }

  it('writes none of it unless it is asked to', async () => {
    const { records } = await recordsOf(undefined);
    const text = JSON.stringify(records);
    for (const value of ['4111', 'Ann', '0815', 'hunter2', 'R-1', '4711']) expect(text).to.not.contain(value);
    expect(text).to.not.match(/inputData|outputData/);
  });

  it('writes what it is asked for into the record of the outcome, redacted', async () => {
    const { of, records } = await recordsOf({ input: true, output: true, redact: ['inputData.card.number', '**.pin'] });
    expect(of('taskCompleted')[0]).to.deep.include({
      inputData: {
        card: { number: '[redacted]', holder: 'Ann' },
        items: [{ sku: 'a', pin: '[redacted]' }],
        password: '[redacted]',
      },
      outputData: { receipt: 'R-1', pin: '[redacted]' },
    });
    const text = JSON.stringify(records);
    for (const value of ['4111', '0815', 'hunter2', '4711']) expect(text).to.not.contain(value);
  });

  it('writes one without the other, and a whole one not at all if that is what is redacted', async () => {
    expect((await recordsOf({ output: true })).of('taskCompleted')[0]).to.have.property('outputData');
    expect((await recordsOf({ output: true })).of('taskCompleted')[0]).to.not.have.property('inputData');
    const { of } = await recordsOf({ input: true, redact: ['inputData'] });
    expect(of('taskCompleted')[0]).to.have.property('inputData', '[redacted]');
  });

  it('cuts each of them', async () => {
    const { of } = await recordsOf({ input: true, output: true, maxBytes: 100 }, () => ({ long: 'y'.repeat(1_000) }));
    const [record] = of('taskCompleted');
    expect(bytes(record?.inputData)).to.be.at.most(100);
    expect(bytes(record?.outputData)).to.be.at.most(100);
    expect(JSON.stringify(record?.outputData)).to.contain('more characters');
  });

  it('writes it about failures, with what was reported', async () => {
    const { of } = await recordsOf({ input: true, output: true }, () => {
      throw new Error('no card');
    });
    expect(of('taskFailed')[0]).to.have.nested.property('inputData.card.holder', 'Ann');
    expect(of('taskFailed')[0]).to.not.have.property('outputData');
  });

  it('sends the server what the handler returned, unchanged', async () => {
    const output = { pin: '4711', deep: { password: 'hunter2' } };
    const { bench } = await recordsOf({ output: true, redact: ['**.pin'] }, () => completed(output));
    expect(bench.server.updates[0]?.outputData).to.deep.equal(output);
  });

  it('is written by pino as it is', () => {
    const { logger, records } = pinoInMemory();
    logger.info({ inputData: copy({ password: 'x' }) }, 'a record');
    expect(records[0]).to.deep.include({ inputData: { password: '[redacted]' } });
  });
});
