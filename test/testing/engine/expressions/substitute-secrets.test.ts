import { expect } from 'chai';
import { substituteSecrets } from '../../../../src/testing/engine/expressions/substitute-secrets.js';

describe('secrets', () => {
  const input = {
    a: '${workflow.secrets.X}',
    b: 'x${workflow.secrets.X}y ${workflow.secrets.Y.z}',
    c: ['${workflow.secrets.X}', 1, null],
    d: { e: 'no secret' },
  };

  it('that are not there are null alone and nothing in a text, as on the server', () => {
    expect(substituteSecrets(input)).to.deep.equal({ a: null, b: 'xy ', c: [null, 1, null], d: { e: 'no secret' } });
  });

  it('are put in where they are named', () => {
    const substituted = substituteSecrets(input, (name) => (name === 'X' ? '$&1' : undefined));
    expect(substituted).to.deep.equal({ a: '$&1', b: 'x$&1y ', c: ['$&1', 1, null], d: { e: 'no secret' } });
  });

  it('cost nothing where there are none', () => {
    expect(substituteSecrets(input).d).to.equal(input.d);
    const plain = { a: [{ b: '${workflow.input.a}' }] };
    expect(substituteSecrets(plain)).to.equal(plain);
  });
});
