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
 *
 * An extension and an update of the task must not be with the server at the same time: for either it reads the whole task, changes it
 * and writes it, so that an extension can write IN_PROGRESS over a result that was answered with 200 (measured on 3.32.3: one in six
 * when sent together). Hence `beginUpdate` and `endUpdate` around each attempt to report: the attempt waits for the extension that is
 * on its way, and an extension that falls due waits for the attempt, though not for longer than a sixth of the lease. An attempt that
 * was answered well and may have met one all the same (a failed extension may still arrive) is repeated once, before any further one.
 */

/** Share of the lease after which it is extended. */
const EXTEND_AFTER = 1 / 3;
/** Share of the lease between tries, and the longest a try may take. */
const TRY_EVERY = 1 / 6;
/** The longest a try may take, however long the lease: a result may be waiting for its end. */
const LONGEST_TRY_MS = 3_000;
const SHORTEST_TRY_MS = 100;

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

/** What sends an update tells the lease, so that no extension is with the server at the same time. */
export interface LeaseGate {
  /** An attempt to update the task is about to be made: after the returned promise, if there is one, which never rejects. */
  beginUpdate(): Promise<void> | undefined;
  /**
   * The attempt is over.
   * @param wasTaken whether the server has said that it took the update
   * @returns whether an extension may have been with the server at the same time, and so have undone the update
   */
  endUpdate(wasTaken: boolean): boolean;
}

/** Keeps one task ours. */
export class Lease extends WheelNode implements LeaseGate {
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
  /** The extension on its way; never rejects. */
  #extending: Promise<void> | undefined;
  /** When the update on its way was sent; `undefined` when there is none. */
  #updateSentAt: number | undefined;
  /** Whether an extension was sent during an update, or ended without an answer, so that it may still arrive. */
  #mayOverlap = false;

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

  beginUpdate(): Promise<void> | undefined {
    const begin = (): void => {
      this.#updateSentAt = this.#clock.now();
    };
    if (this.#extending !== undefined) return this.#extending.then(begin);
    begin();
    return undefined;
  }

  endUpdate(wasTaken: boolean): boolean {
    const now = this.#clock.now();
    const mayHaveOverlapped = this.#mayOverlap;
    // One that is on its way overlaps with whatever comes next as well.
    this.#mayOverlap = this.#extending !== undefined;
    // An update that was taken, and perhaps undone, is repeated at once. An extension before that would make the repeat doubtful as well,
    // and if extensions fail that would go on for ever: it waits as it does during an attempt.
    this.#updateSentAt = wasTaken && mayHaveOverlapped ? now : undefined;
    // An extension may have waited for this.
    if (now >= this.#nextTryAt) this.#schedule(now);
    return mayHaveOverlapped;
  }

  override onDue(): void {
    const now = this.#clock.now();
    if (!this.#lossTold && now >= this.#confirmedAt + this.leaseMs) this.#lose();
    if (this.#extending === undefined && now >= this.#extendAt()) {
      const extending = this.#extend(now).then(() => {
        if (this.#extending === extending) this.#extending = undefined;
      });
      this.#extending = extending;
    }
    this.#schedule(now);
  }

  /** When the next extension goes: an update on its way holds it up for a sixth of the lease at the most. */
  #extendAt(): number {
    if (!this.#extends) return Infinity;
    if (this.#updateSentAt === undefined) return this.#nextTryAt;
    return Math.max(this.#nextTryAt, this.#updateSentAt + this.leaseMs * TRY_EVERY);
  }

  #schedule(now: number): void {
    if (this.#state === 'gone' || this.#state === 'ended') return;
    const nextAt = Math.min(this.#extendAt(), this.#lossTold ? Infinity : this.#confirmedAt + this.leaseMs);
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
    if (this.#updateSentAt !== undefined) this.#mayOverlap = true;
    const timeoutMs = Math.min(LONGEST_TRY_MS, Math.max(SHORTEST_TRY_MS, this.leaseMs * TRY_EVERY));
    try {
      this.#answered(now, await this.#owner.extendLease(timeoutMs));
    } catch (error) {
      // It may still arrive.
      this.#mayOverlap = true;
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
