import type { Clock } from '../time/clock.js';
import { WheelNode, type TimerWheel } from '../time/timer-wheel.js';

/*
 * The lease on one polled task: the server takes the task away when it has heard nothing for `responseTimeoutSeconds`, counted from
 * the poll or from the last extension. It lives until the result has been answered, so also while a result is repeated.
 *
 *   state       what it means                                    what ends it
 *   held        the server has heard from us within the lease    a third is over -> extending · all is over -> lost · end -> ended
 *   extending   an extension is on its way                       answered -> held · failed -> held, next try a sixth later · 404 -> gone
 *   lost        by our clock the lease has run out               an extension is answered -> held (we go on trying) · end -> ended
 *   gone        the server no longer has the task                end -> ended
 *   ended       the task's outcome is known                      –
 *
 * A first try at a third and further ones a sixth apart: three fit before the lease is over, even if each of them hangs.
 * An extension is answered with 200 also for a cancelled task, so it does not tell whether the work is still wanted.
 */

/** Share of the lease after which it is extended. */
const EXTEND_AFTER = 1 / 3;
/** Share of the lease between tries, and the longest a try may take. */
const TRY_EVERY = 1 / 6;

type LeaseState = 'held' | 'extending' | 'lost' | 'gone' | 'ended';

/** What a lease needs from the task it belongs to. */
export interface LeaseOwner {
  /**
   * Asks the server for another `responseTimeoutSeconds`.
   * @returns `extended`, or `gone` when the server does not know the task any more; rejects on any other failure
   */
  extendLease(timeoutMs: number): Promise<'extended' | 'gone'>;
  leaseExtended(extensions: number): void;
  leaseExtensionFailed(error: unknown, leaseLeftMs: number): void;
  /** The lease has run out; told once per loss. */
  leaseLost(): void;
  /** The server does not know the task any more. */
  leaseGone(): void;
}

/** Keeps one task ours. */
export class Lease extends WheelNode {
  readonly leaseMs: number;
  readonly #owner: LeaseOwner;
  readonly #clock: Clock;
  readonly #wheel: TimerWheel;
  #extends: boolean;
  #state: LeaseState = 'held';
  #confirmedAt: number;
  #nextTryAt: number;
  #extensions = 0;
  #everLost = false;
  #lossTold = false;

  /**
   * Takes over a lease that began at `polledAt`.
   * @param settings.extend whether to extend it, or only to watch it run out
   */
  constructor(
    owner: LeaseOwner,
    clock: Clock,
    wheel: TimerWheel,
    settings: { readonly leaseMs: number; readonly polledAt: number; readonly extend: boolean },
  ) {
    super();
    this.leaseMs = settings.leaseMs;
    this.#owner = owner;
    this.#clock = clock;
    this.#wheel = wheel;
    this.#extends = settings.extend;
    this.#confirmedAt = settings.polledAt;
    this.#nextTryAt = settings.polledAt + this.leaseMs * EXTEND_AFTER;
    this.#schedule(clock.now());
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** Negative when it has run out. */
  leftMs(): number {
    return this.#confirmedAt + this.leaseMs - this.#clock.now();
  }

  /** Whether the server may have given the task away at some time: what it answers then does not tell what it did with the result. */
  get everLost(): boolean {
    return this.#everLost || this.leftMs() <= 0;
  }

  /** No more extensions: the handler ran out of time. The lease is only watched from here on. */
  stopExtending(): void {
    this.#extends = false;
  }

  end(): void {
    this.#state = 'ended';
    this.#wheel.cancel(this);
  }

  override onDue(): void {
    const now = this.#clock.now();
    if (!this.#lossTold && now >= this.#confirmedAt + this.leaseMs) this.#lose();
    if (this.#extends && this.#state !== 'extending' && now >= this.#nextTryAt) void this.#extend(now);
    this.#schedule(now);
  }

  #schedule(now: number): void {
    if (this.#state === 'gone' || this.#state === 'ended') return;
    const nextAt = Math.min(
      this.#extends ? this.#nextTryAt : Infinity,
      this.#lossTold ? Infinity : this.#confirmedAt + this.leaseMs,
    );
    if (nextAt !== Infinity) this.#wheel.schedule(this, Math.max(0, nextAt - now));
  }

  #lose(): void {
    this.#everLost = true;
    this.#lossTold = true;
    if (this.#state !== 'extending') this.#state = 'lost';
    this.#owner.leaseLost();
  }

  async #extend(now: number): Promise<void> {
    this.#state = 'extending';
    this.#nextTryAt = now + this.leaseMs * TRY_EVERY;
    try {
      const answer = await this.#owner.extendLease(Math.max(100, this.leaseMs * TRY_EVERY));
      this.#answered(now, answer);
    } catch (error) {
      if (this.#isOver()) return;
      this.#state = this.leftMs() <= 0 ? 'lost' : 'held';
      this.#owner.leaseExtensionFailed(error, this.leftMs());
      this.#schedule(this.#clock.now());
    }
  }

  #answered(sentAt: number, answer: 'extended' | 'gone'): void {
    if (this.#isOver()) return;
    if (answer === 'gone') {
      this.#state = 'gone';
      this.#wheel.cancel(this);
      this.#owner.leaseGone();
      return;
    }
    this.#state = 'held';
    this.#extensions += 1;
    // The server counts from when it heard of us, which is after we sent.
    this.#confirmedAt = sentAt;
    this.#lossTold = false;
    this.#nextTryAt = sentAt + this.leaseMs * EXTEND_AFTER;
    this.#owner.leaseExtended(this.#extensions);
    this.#schedule(this.#clock.now());
  }

  /** A call: what TypeScript has narrowed the state to may have changed while an answer was awaited. */
  #isOver(): boolean {
    return this.#state === 'ended' || this.#state === 'gone';
  }
}
