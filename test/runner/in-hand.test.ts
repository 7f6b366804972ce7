import { expect } from 'chai';
import { assert, property, array, nat } from 'fast-check';
import { InHand } from '../../src/runner/in-hand.js';

describe('what is in hand', () => {
  const member = (name: string) => ({ name, place: 0 });

  it('has what was added and not deleted, in whatever order that was done', () => {
    assert(
      property(array(nat({ max: 20 }), { maxLength: 200 }), (choices) => {
        const inHand = new InHand<{ name: string; place: number }>();
        const expected: { name: string; place: number }[] = [];
        choices.forEach((choice, index) => {
          const [chosen] = expected.splice(choice, 1);
          if (chosen !== undefined) inHand.delete(chosen);
          else {
            const added = member(String(index));
            expected.push(added);
            inHand.add(added);
          }
        });
        expect(inHand.all).to.have.members(expected);
      }),
    );
  });

  it('lets go of nothing that it does not have', () => {
    const inHand = new InHand<{ name: string; place: number }>();
    const one = member('one');
    inHand.add(one);
    expect(() => inHand.delete(member('other'))).to.throw(RangeError);
    inHand.delete(one);
    expect(() => inHand.delete(one)).to.throw(RangeError);
  });

  it('may change while its members are looked at', () => {
    const inHand = new InHand<{ name: string; place: number }>();
    for (const name of ['one', 'two', 'three']) inHand.add(member(name));
    const seen: string[] = [];
    for (const one of inHand.all) {
      seen.push(one.name);
      inHand.delete(one);
    }
    expect(seen).to.have.members(['one', 'two', 'three']);
    expect(inHand.all).to.deep.equal([]);
  });
});
