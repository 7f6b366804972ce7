import { expect } from 'chai';
import { errorClass } from '../../../plugins/metrics/error-class.js';
import { ConductorConfigError } from '../../../src/index.js';

class CardDeclined extends Error {}

class Named extends Error {
  override readonly name = 'PaymentError';
}

class Hostile extends Error {
  override get name(): string {
    throw new Error('no');
  }
}

const CASES: readonly (readonly [what: string, error: unknown, name: string])[] = [
  ['an error', new Error('no'), 'Error'],
  ['an error of the language', new RangeError('no'), 'RangeError'],
  ['an error of this SDK', new ConductorConfigError('no', { field: 'x' }), 'ConductorConfigError'],
  ['a class that has no name of its own', new CardDeclined('no'), 'CardDeclined'],
  ['a class that names its errors', new Named('no'), 'PaymentError'],
  ['an abort', new DOMException('no', 'AbortError'), 'AbortError'],
  ['an error whose name is a sentence', Object.assign(new Error('no'), { name: 'card 4711 declined' }), 'Error'],
  ['an error whose name is no text', Object.assign(new Error('no'), { name: 7 }), 'Error'],
  ['an error whose name is over-long', Object.assign(new CardDeclined('no'), { name: 'x'.repeat(81) }), 'CardDeclined'],
  ['an error that throws when it is looked at', new Hostile('no'), 'other'],
  ['an object', { message: 'no' }, 'Object'],
  ['an object with a name, which may be anybody', { name: 'Zaphod' }, 'Object'],
  ['an object without a class', Object.create(null), 'object'],
  ['a text', 'no cover', 'string'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
];

describe('the class of an error, for a label', () => {
  for (const [what, error, name] of CASES) {
    it(`of ${what} is ${name}`, () => {
      expect(errorClass(error)).to.equal(name);
    });
  }
});
