import { expect } from 'chai';
import { textOf } from '../../src/worker/text-of.js';

describe('textOf', () => {
  const cases: [value: unknown, text: string][] = [
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [1.5, '1.5'],
    [true, 'true'],
    [10n, '10'],
    [{ a: [1, { b: 2 }] }, '{"a":[1,{"b":2}]}'],
    [[1, 2], '[1,2]'],
    [new URL('http://localhost/x'), 'http://localhost/x'],
    [() => 1, '[function without a name]'],
  ];
  for (const [value, text] of cases) {
    it(`prints ${text}`, () => {
      expect(textOf(value)).to.equal(text);
    });
  }

  it('prints an error with its stack', () => {
    expect(textOf(new Error('x'))).to.match(/^Error: x\n {4}at /);
  });

  it('prints a date as a date', () => {
    expect(textOf(new Date(0))).to.equal(String(new Date(0)));
  });
});
