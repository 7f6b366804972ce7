import { closedError } from '../closed-error.js';
import { ENDLESS_AFTER_MS } from '../endless.js';
import { machineTimers } from './machine-timers.js';
import type { VirtualClock } from './virtual-clock.js';

/*
 * Moves a virtual clock.
 *
 *   by itself        when nothing but timers remains: no worker has a task, none could be polled, nothing is computed or fetched, and the
 *                    next timer is more than the end of somebody's patience
 *   advance(ms)      by exactly that much, firing what is due on the way; workers get their turn after each timer
 *   runUntilIdle()   from timer to timer until none is left
 *
 * A poll that is held is no timer, and never moves the clock.
 */

/** What is known of the engine without looking into its workflows. */
export interface Surroundings {
  /** Something is computed, fetched or held up, and will change something without a timer. */
  isBusy(): boolean;
  /** How many tasks workers have. */
  tasksInHand(): number;
  /** How many tasks could be polled now. */
  tasksReady(): number;
  /** What goes on for ever, in words, if something does. It is ended then. */
  endless(): string | undefined;
  /** Whether what comes at that time is only a timeout of what waits for a person or a signal. */
  onlyPatienceEndsAt(epochMs: number): boolean;
}

/** So many turns of the event loop without a request: whoever works in this process has nothing more to do at the moment. */
const QUIET_TURNS = 3;

const LOOK_EVERY_MS = 200;

export class TimeDriver {
  readonly #clock: VirtualClock;
  readonly #around: Surroundings;
  readonly #isAutomatic: boolean;
  readonly #waiting = new Set<() => void>();
  /** Counts what happens: requests, changes of workflows, timers. */
  #happened = 0;
  /** Counts what changes something, and leaves out who only looks. */
  #changes = 0;
  #fired = 0;
  #isLookDue = false;
  #isClosed = false;
  /** Ends when everybody who has asked for it so far has had their time. */
  #advancing: Promise<void> = Promise.resolve();
  /** While somebody moves the clock, it does not move by itself. */
  #drivers = 0;

  constructor(clock: VirtualClock, around: Surroundings, isAutomatic: boolean) {
    this.#clock = clock;
    this.#around = around;
    this.#isAutomatic = isAutomatic;
  }

  /** How often something has changed: it stands still when nothing goes on, however often somebody looks. */
  get changes(): number {
    return this.#changes;
  }

  /** How many timers it has fired. */
  get fired(): number {
    return this.#fired;
  }

  /** Whether something comes up with time, other than what recurs for ever. */
  get hasTimers(): boolean {
    return this.#clock.nextTimerAt !== undefined;
  }

  /** Whether time moves only when somebody says so. */
  get isMovedByHand(): boolean {
    return !this.#isAutomatic;
  }

  /** Whether nobody works at anything, and nobody moves the clock. */
  get isAtRest(): boolean {
    return this.#drivers === 0 && !this.#around.isBusy() && this.#around.tasksInHand() === 0;
  }

  /** Something has changed: a workflow has, or there was a request that may. */
  changed(): void {
    this.#changes += 1;
    this.noticed();
  }

  /** Something has happened: somebody has asked, or it may have come to rest. */
  noticed(): void {
    this.#happened += 1;
    for (const wake of this.#waiting) wake();
    this.#lookSoon();
  }

  close(): void {
    this.#isClosed = true;
    for (const wake of this.#waiting) wake();
  }

  /** Begins when the one before it has ended: each lets its own time pass. */
  advance(ms: number): Promise<void> {
    const turn = this.#advancing.then(() => this.#advance(ms));
    this.#advancing = turn.catch(() => undefined);
    return turn;
  }

  async #advance(ms: number): Promise<void> {
    await this.#drive(async () => {
      const until = this.#clock.epochMs() + ms;
      await this.#settled(false);
      let checkIfEnds = this.#endsSoon();
      let at = this.#clock.epochMs();
      await this.#clock.advanceTo(until, () => {
        this.#hasFired();
        if (this.#clock.epochMs() > at) {
          at = this.#clock.epochMs();
          checkIfEnds = this.#endsSoon();
        }
        checkIfEnds();
        return this.#settled(false);
      });
    });
  }

  /** @returns how many timers have fired; rejects when there are more than `mostTimers`, or something goes on for ever */
  async runUntilIdle(mostTimers: number, describe: () => string): Promise<number> {
    return this.#drive(async () => {
      const checkIfEnds = this.#endsSoon();
      for (let fired = 0; ; fired += 1) {
        checkIfEnds();
        await this.#settled(true);
        if (fired >= mostTimers) throw new Error(`still not idle after ${fired} timers: ${describe()}`);
        if (!this.#fireNext()) return fired;
      }
    });
  }

  /** @returns what throws when it is called again and again for too long while something goes on for ever */
  #endsSoon(): () => void {
    const startedAt = machineTimers.now();
    let lookAt = startedAt + ENDLESS_AFTER_MS;
    return () => {
      if (machineTimers.now() < lookAt) return;
      lookAt = machineTimers.now() + LOOK_EVERY_MS;
      const endless = this.#around.endless();
      if (endless !== undefined) throw new Error(endless);
    };
  }

  #fireNext(): boolean {
    const hasFired = this.#clock.fireNext();
    if (hasFired) this.#hasFired();
    return hasFired;
  }

  #hasFired(): void {
    this.#fired += 1;
    this.#happened += 1;
    this.#changes += 1;
  }

  async #drive<Result>(move: () => Promise<Result>): Promise<Result> {
    this.#drivers += 1;
    try {
      return await move();
    } finally {
      this.#drivers -= 1;
      this.#lookSoon();
    }
  }

  /** Looks in the next turn of the event loop: whoever is about to ask something comes first. */
  #lookSoon(): void {
    if (!this.#isAutomatic || this.#isLookDue || this.#isClosed) return;
    this.#isLookDue = true;
    machineTimers.setImmediate(() => {
      this.#isLookDue = false;
      this.#look();
    });
  }

  #look(): void {
    if (this.#drivers > 0 || this.#isClosed) return;
    const around = this.#around;
    const next = this.#clock.nextTimerAt;
    if (next === undefined) return;
    const isLater = next > this.#clock.epochMs();
    if (isLater && (around.isBusy() || around.tasksReady() > 0 || around.tasksInHand() > 0)) return;
    if (isLater && around.onlyPatienceEndsAt(next)) return;
    this.#fireNext();
    this.#lookSoon();
  }

  /**
   * Until those who work in this process have done what there is to do.
   * @param withTasks also what workers have in hand, however long that takes
   * @throws Error when the conductor was closed meanwhile
   */
  async #settled(withTasks: boolean): Promise<void> {
    let quietTurns = 0;
    while (!this.#isClosed && quietTurns < QUIET_TURNS) {
      const before = this.#happened;
      if (this.#around.isBusy() || (withTasks && this.#around.tasksInHand() > 0)) {
        await this.#somethingHappens();
        quietTurns = 0;
        continue;
      }
      await new Promise((resolve) => machineTimers.setImmediate(resolve));
      quietTurns = this.#happened === before ? quietTurns + 1 : 0;
    }
    if (this.#isClosed) throw closedError();
  }

  #somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
}
