/** What can be in one {@link InHand}. */
export interface Holdable {
  /** @internal Where it is in there. */
  place: number;
}

/**
 * A set of what is in hand, in no order.
 *
 * A `Set` would do the same, but a set that much goes in and out of makes new tables all the time, and V8 links an outgrown table to the
 * next one. Once one of them has reached the old generation, all later ones and what was in them survive until the next full collection:
 * this was most of the tasks, and the better part of what the runner cost (Node 20).
 */
export class InHand<Member extends Holdable> {
  readonly #members: Member[] = [];

  /** All members, as they are at this moment. */
  get all(): readonly Member[] {
    return [...this.#members];
  }

  /** Takes in something that is in no such set. */
  add(member: Member): void {
    member.place = this.#members.length;
    this.#members.push(member);
  }

  /** Lets go of a member. */
  delete(member: Member): void {
    if (this.#members[member.place] !== member) throw new RangeError('it is not in hand');
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    last.place = member.place;
    this.#members[member.place] = last;
  }
}
