import { expect } from 'chai';

import { asJsonObject } from '../../src/testing/as-json.js';

describe('what a test hands over', () => {
  it('becomes what a client would send', () => {
    const given = {
      ...{ at: new Date(0), none: undefined, nothing: null, half: 0.5, nan: Number.NaN, call: () => 1 },
      ...{ list: [undefined, { deep: new URL('http://x.invalid/') }], money: { toJSON: () => '3 EUR' } },
    };
    expect(asJsonObject('input', given)).to.deep.equal({
      ...{ at: '1970-01-01T00:00:00.000Z', nothing: null, half: 0.5, nan: null },
      ...{ list: [null, { deep: 'http://x.invalid/' }], money: '3 EUR' },
    });
  });

  it('shares nothing with what was handed over', () => {
    const given = { list: [{ a: 1 }] };
    const json = asJsonObject('input', given);
    given.list[0] = { a: 2 };
    expect(json).to.deep.equal({ list: [{ a: 1 }] });
  });

  it('may be an instance of a class, whose toJSON counts', () => {
    class Order {
      id = 17;
      readonly #secret = 'x';
      get length(): number {
        return this.#secret.length;
      }
    }
    expect(asJsonObject('input', new Order())).to.deep.equal({ id: 17 });
    const listed = Object.assign(new Map([['a', 1]]), { toJSON: () => ({ a: 1 }) });
    expect(asJsonObject('input', listed)).to.deep.equal({ a: 1 });
  });

  it('may have the same object in two places', () => {
    const address = { street: 'Main' };
    expect(asJsonObject('input', { from: address, to: address })).to.deep.equal({
      from: { street: 'Main' },
      to: { street: 'Main' },
    });
  });

  const ring: Record<string, unknown> = { a: {} };
  ring.a = { list: [1, { 'back-to': ring }] };
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a list', [7], 'input must be an object with named fields, got an array'],
    ['a text', 's', 'input must be an object with named fields, got a string'],
    ['a number', 7, 'input must be an object with named fields, got a number'],
    ['null', null, 'input must be an object with named fields, got null'],
    ['nothing', undefined, 'input must be an object with named fields, got undefined'],
    ['a function', () => ({}), 'input must be an object with named fields, got a function'],
    ['a date', new Date(0), 'input must be an object with named fields, got a Date'],
    ['a Map', new Map(), 'input must be an object with named fields, got a Map'],
    ['a promise that was not awaited', Promise.resolve({}), 'input must be an object with named fields, got a Promise'],
    [
      'what has no JSON',
      { toJSON: () => undefined },
      'the JSON of input must be an object with named fields, got undefined',
    ],
    ['a BigInt', { a: 'x', b: { c: [0, { d: 1n }] } }, 'input.b.c[1].d is a BigInt, which JSON does not have'],
    ['a BigInt behind siblings', { a: { x: 1 }, b: [{ y: 2 }, 3n] }, 'input.b[1] is a BigInt'],
    ['a ring', ring, 'input.a.list[1]["back-to"] is an object that contains itself'],
  ];
  for (const [what, given, message] of wrong) {
    it(`is refused when it is ${what}`, () => {
      expect(() => asJsonObject('input', given)).to.throw(TypeError, message);
    });
  }

  it('is refused with what its own toJSON throws', () => {
    const cause = new Error('not loaded yet');
    const given = {
      lazy: {
        toJSON: () => {
          throw cause;
        },
      },
    };
    expect(() => asJsonObject('mocks', given))
      .to.throw(TypeError, 'mocks cannot be made JSON: not loaded yet')
      .with.property('cause', cause);
  });
});
