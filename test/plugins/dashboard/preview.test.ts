import { expect } from 'chai';
import fc from 'fast-check';
import { preview } from '../../../plugins/dashboard/preview.js';

describe('a preview', () => {
  it('is the JSON of a value, if that is short enough', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json = JSON.stringify(value);
        expect(preview(value, json.length)).to.equal(json);
      }),
    );
  });

  it('is its beginning, if not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat({ max: 50 }), (value, limit) => {
        const json = JSON.stringify(value);
        fc.pre(json.length > limit && limit > 0);
        const shown = preview(value, limit);
        expect(shown).to.have.length(limit);
        // The text is copied, which makes half of a surrogate pair a replacement character.
        if (!/[\ud800-\udfff]/.test(json)) expect(shown).to.equal(`${json.slice(0, limit - 1)}…`);
      }),
    );
  });

  it('looks at no more of a value than it shows', () => {
    let reads = 0;
    const item = {
      get text() {
        reads += 1;
        return 'x'.repeat(100);
      },
    };
    preview(
      Array.from({ length: 100_000 }, () => item),
      2_000,
    );
    expect(reads).to.be.below(25);
  });

  it('ends, whatever it is given', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(preview(circular, 2_000)).to.match(/^(\{"self":)+\{…\}\}+$/);
    const throwing = {
      get broken(): string {
        throw new Error('no');
      },
    };
    expect(preview(throwing, 100)).to.include('[unreadable value]');
    expect(preview({ big: 12n, nothing: undefined, call: () => 1 }, 100)).to.equal(
      '{"big":12,"nothing":null,"call":null}',
    );
  });
});
