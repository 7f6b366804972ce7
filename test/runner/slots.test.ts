import { expect } from 'chai';
import fc from 'fast-check';
import { FixedSlots } from '../../src/runner/slots.js';

describe('FixedSlots', () => {
  it('begin free', () => {
    const slots = new FixedSlots(3);
    expect([slots.total, slots.free, slots.used]).to.deep.equal([3, 3, 0]);
  });

  it('gives what is wanted, or what there is', () => {
    const slots = new FixedSlots(3);
    expect(slots.take(2)).to.equal(2);
    expect(slots.take(2)).to.equal(1);
    expect(slots.take(2)).to.equal(0);
    expect([slots.free, slots.used]).to.deep.equal([0, 3]);
  });

  it('takes them back and tells each listener, at once', () => {
    const slots = new FixedSlots(2);
    const heard: string[] = [];
    slots.onFreed(() => heard.push(`a sees ${slots.free}`));
    slots.onFreed(() => heard.push(`b sees ${slots.free}`));
    slots.take(2);
    slots.release(1);
    expect(heard).to.deep.equal(['a sees 1', 'b sees 1']);
  });

  it('tells nobody when nothing was released', () => {
    const slots = new FixedSlots(2);
    let heard = 0;
    slots.onFreed(() => (heard += 1));
    slots.release(0);
    slots.take(1);
    expect(heard).to.equal(0);
  });

  it('forgets a listener that is taken back, also while it is telling them', () => {
    const slots = new FixedSlots(2);
    const heard: string[] = [];
    const unsubscribe = slots.onFreed(() => {
      heard.push('a');
      unsubscribe();
    });
    slots.onFreed(() => heard.push('b'));
    slots.take(2);
    slots.release(1);
    slots.release(1);
    unsubscribe();
    expect(heard).to.deep.equal(['a', 'b', 'b']);
  });

  it('throws when more is released than was taken, and nothing changes', () => {
    const slots = new FixedSlots(2);
    slots.take(1);
    expect(() => slots.release(2)).to.throw(RangeError, '2 slots released, but only 1 are taken');
    expect([slots.free, slots.used]).to.deep.equal([1, 1]);
  });

  it('may be taken again by a listener', () => {
    const slots = new FixedSlots(1);
    let taken = 0;
    slots.onFreed(() => (taken += slots.take(1)));
    slots.take(1);
    slots.release(1);
    expect([taken, slots.free]).to.deep.equal([1, 0]);
  });

  it('keep free + used === total through any sequence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 25 }))),
        (total, steps) => {
          const slots = new FixedSlots(total);
          let taken = 0;
          for (const [isTake, count] of steps) {
            if (isTake) taken += slots.take(count);
            else if (count <= taken) {
              slots.release(count);
              taken -= count;
            }
            expect(slots.used).to.equal(taken);
            expect(slots.free + slots.used).to.equal(total);
          }
        },
      ),
    );
  });
});
