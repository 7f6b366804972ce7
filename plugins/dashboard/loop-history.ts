import type { LoopStateView } from './snapshot.js';

/*
 * Which state a poll loop was in, over the last five minutes. A busy loop changes its state hundreds of times per second, and one that
 * hides its only back-off among them would be of no use. So a second gets one entry at the most: a state that tells of trouble or of
 * somebody's will (`backoff`, `paused`, `draining`) if there was one, else the one that was held longest. A change that was the only one
 * of its second is told exactly.
 */

const STATES = ['idle', 'burst', 'saturated', 'backoff', 'paused', 'draining'] as const satisfies LoopStateView[];
const KEPT_MS = 300_000;
const KEPT_ENTRIES = 300;

/** The past of one loop. */
export class LoopHistory {
  readonly #entries: { readonly at: number; readonly state: LoopStateView }[] = [];
  #state: LoopStateView;
  #since: number;
  /** Start of the second that has no entry yet. */
  #second: number;
  /** How long each state was held in that second, and when it was first entered or held. */
  readonly #heldMs = new Float64Array(STATES.length);
  readonly #firstAt = new Float64Array(STATES.length).fill(Infinity);
  #changesInSecond = 0;
  /** Up to when time has been accounted for. */
  #accountedAt: number;

  constructor(state: LoopStateView, now: number) {
    this.#state = state;
    this.#since = now;
    this.#accountedAt = now;
    this.#second = secondOf(now);
    this.#entries.push({ at: now, state });
  }

  get state(): LoopStateView {
    return this.#state;
  }

  get since(): number {
    return this.#since;
  }

  enter(state: LoopStateView, now: number): void {
    this.#account(now);
    this.#state = state;
    this.#since = now;
    this.#changesInSecond += 1;
    const place = STATES.indexOf(state);
    this.#firstAt[place] = Math.min(this.#firstAt[place] ?? Infinity, now);
  }

  /** The oldest first. The last entry is the current state. */
  read(now: number): readonly (readonly [at: number, state: LoopStateView])[] {
    this.#account(now);
    this.#forget(now);
    const told = this.#entries.map(({ at, state }) => [at, state] as const);
    if (told.at(-1)?.[1] !== this.#state) told.push([this.#since, this.#state]);
    return told.slice(-KEPT_ENTRIES);
  }

  /** Adds the time since the last call to the current state, and closes seconds that are over. */
  #account(now: number): void {
    // A clock that was set back: what was measured by it so far says nothing about now.
    if (now < this.#accountedAt) {
      this.#accountedAt = now;
      this.#startSecond(now);
      return;
    }
    if (secondOf(now) > this.#second) {
      const endOfSecond = this.#second + 1000;
      this.#hold(endOfSecond);
      this.#closeSecond();
      // Whole seconds in one state: one entry tells of all of them.
      if (now - endOfSecond >= 1000) this.#tell(endOfSecond, this.#state);
      this.#accountedAt = Math.max(endOfSecond, secondOf(now));
      this.#startSecond(now);
    }
    this.#hold(now);
  }

  #hold(until: number): void {
    const place = STATES.indexOf(this.#state);
    this.#heldMs[place] = (this.#heldMs[place] ?? 0) + until - this.#accountedAt;
    this.#firstAt[place] = Math.min(this.#firstAt[place] ?? Infinity, this.#accountedAt);
    this.#accountedAt = until;
  }

  #startSecond(now: number): void {
    this.#second = secondOf(now);
    this.#changesInSecond = 0;
    this.#heldMs.fill(0);
    this.#firstAt.fill(Infinity);
  }

  #closeSecond(): void {
    if (this.#changesInSecond === 1) {
      this.#tell(this.#since, this.#state);
      return;
    }
    let told: number | undefined;
    for (let place = 0; place < STATES.length; place++) {
      if (this.#firstAt[place] === Infinity) continue;
      if (told === undefined || this.#weight(place) > this.#weight(told)) told = place;
    }
    const state = told === undefined ? undefined : STATES[told];
    if (told !== undefined && state !== undefined) this.#tell(this.#firstAt[told] ?? this.#second, state);
  }

  #weight(place: number): number {
    const isTelling = place >= STATES.indexOf('backoff');
    return (this.#heldMs[place] ?? 0) + (isTelling ? 1_000_000 : 0);
  }

  #tell(at: number, state: LoopStateView): void {
    if (this.#entries.at(-1)?.state === state) return;
    this.#entries.push({ at, state });
    if (this.#entries.length > KEPT_ENTRIES) this.#entries.shift();
  }

  /** Keeps the state that the five minutes began with. */
  #forget(now: number): void {
    const firstKept = this.#entries.findIndex(({ at }) => at > now - KEPT_MS);
    const dropped = firstKept === -1 ? this.#entries.length - 1 : firstKept - 1;
    if (dropped > 0) this.#entries.splice(0, dropped);
  }
}

function secondOf(at: number): number {
  return at - (at % 1000);
}
