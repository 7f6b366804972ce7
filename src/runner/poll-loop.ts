import type { Task } from '../../generated/index.js';
import { Alarm } from '../time/alarm.js';
import { backoffMs, type BackoffPolicy } from '../time/backoff.js';
import type { Clock, Timer } from '../time/clock.js';
import type { Random } from '../time/random.js';
import type { TimerWheel } from '../time/timer-wheel.js';
import type { EventHub } from './event-hub.js';
import type { LoopState, LoopStateChanged, PollCompleted, PollStarted, WorkerIdentity } from './events.js';
import { inDomain } from './in-domain.js';
import { messageOf } from './message-of.js';
import type { SlotSupplier } from './slots.js';
import type { LastPoll } from './status.js';
import { classifyPollError, isClientClosed, retryAfterMsOf } from './server-error.js';

/*
 * Asks the server for tasks, one poll at a time, never for more than there are free slots.
 *
 *   state       what it means                                        what moves it
 *   idle        nothing is known to be queued: one poll for one      a task came -> burst · it failed -> backoff
 *               task, which the server holds for longPollMs
 *   burst       there was work: polls for every free slot that       came back full -> burst · not full -> idle
 *               answer at once                                       no slot is free -> saturated · it failed -> backoff
 *   saturated   no slot is free, or so few that results on their     slots were freed -> idle or burst, as before
 *               way are worth waiting for
 *   backoff     the last poll failed: waits with growing jitter,     time is up -> idle or burst, as before
 *               and keeps the slots it had taken
 *   paused      nobody wants tasks                                   resume -> idle
 *   draining    the runner stops: no poll is made any more           –
 *
 * Why one task at a time when idle: a server on SQL holds a poll until `count` tasks are there or the time is over, and what it holds
 * is out of everyone's reach. With count=1 a task is answered at once; the burst after it fetches the rest.
 * A poll in flight is never aborted, whatever happens: the server would hand its tasks to nobody. What it brings is executed, or
 * handed back once the runner stops.
 */

const RETRY: BackoffPolicy = { baseMs: 200, capMs: 10_000 };
/** For refusals, which only people can end: credentials, a wrong address, a worker that asks for what there is not. */
const SLOW_RETRY: BackoffPolicy = { baseMs: 2_000, capMs: 60_000 };
/** How often the server is asked at the most while it has nothing: it looks every 100 ms itself. */
const SHORTEST_IDLE_CYCLE_MS = 100;
/** Results on their first attempt are waited for this long before fewer slots are polled for. */
const PATIENCE_MS = 100;
/** How long the answer to a poll may take beyond the time that the server holds it. */
export const POLL_GRACE_MS = 10_000;
/** A poll that is out for this much longer than it may be is reported as stalled. */
const STALL_MARGIN_MS = 5_000;

/** What a poll loop works with. */
export interface PollLoopParts {
  readonly identity: WorkerIdentity;
  readonly slots: SlotSupplier;
  readonly clock: Clock;
  readonly random: Random;
  readonly wheel: TimerWheel;
  readonly hub: EventHub;
  readonly longPollMs: number;
  readonly maxBatch: number;
  /**
   * Runs a function in the async context in which the runner was started. Slots are freed in the context of the task that held them:
   * a poll made there, and every task that it brings, would seem to belong to that task.
   */
  readonly inRunnerContext: <Result>(run: () => Result) => Result;
  /** Makes one poll. */
  readonly poll: (count: number, longPollMs: number) => Promise<readonly Task[]>;
  /** Takes tasks over; each of them comes with the slot that it holds. */
  readonly onTasks: (tasks: readonly Task[]) => void;
  /** Takes tasks that came without a slot or after the runner began to stop. `slots` of them come with one. */
  readonly onUnwanted: (tasks: readonly Task[], slots: number) => void;
  /** Whether answers to results are expected within moments: then a few free slots are worth waiting for more. */
  readonly resultsExpected: () => boolean;
}

/** Polls for one worker. */
export class PollLoop {
  readonly #parts: PollLoopParts;
  readonly #stallAlarm: Alarm;
  readonly #patienceAlarm: Alarm;
  #state: LoopState;
  /** Whether the last poll came back full, so that there may be more. */
  #isHot = false;
  #isPolling = false;
  #pollSentAt = 0;
  /** A wait before the next poll: after a failure, or after an idle poll that was not held. */
  #timer: Timer | undefined;
  #failures = 0;
  /** Whether this series of failures has been told to be one that only people can end. */
  #isMisconfigured = false;
  /** Slots that a failed poll keeps for the next one. */
  #kept = 0;
  #lastPoll: { at: number; requested: number; received: number; error?: unknown } | undefined;
  /** When a poll last succeeded, or when there last began to be a reason to poll. */
  #lastProgressAt: number;
  #onDrained: (() => void) | undefined;

  constructor(parts: PollLoopParts, paused: boolean) {
    this.#parts = parts;
    this.#state = paused ? 'paused' : 'idle';
    this.#lastProgressAt = parts.clock.now();
    this.#stallAlarm = new Alarm(parts.wheel, () => this.#stalled());
    this.#patienceAlarm = new Alarm(parts.wheel, () => this.#next({ patient: false }));
  }

  get state(): LoopState {
    return this.#state;
  }

  get lastPoll(): LastPoll | undefined {
    if (this.#lastPoll === undefined) return undefined;
    const { at, ...rest } = this.#lastPoll;
    return { agoMs: this.#parts.clock.now() - at, ...rest };
  }

  /** For how long a poll should have succeeded and none has; 0 while all is well or there is no reason to poll. */
  overdueMs(): number {
    if (this.#state === 'paused' || this.#state === 'draining' || this.#state === 'saturated') return 0;
    const expectedMs = this.#parts.longPollMs + POLL_GRACE_MS;
    return Math.max(0, this.#parts.clock.now() - this.#lastProgressAt - expectedMs);
  }

  start(): void {
    this.#lastProgressAt = this.#parts.clock.now();
    this.#next({ patient: true });
  }

  /** Slots were freed. */
  wake(): void {
    if (this.#state === 'saturated') this.#next({ patient: true });
  }

  /**
   * No polls until `resume`. What a poll in flight brings is still executed.
   * @returns false when it was paused or draining already
   */
  pause(): boolean {
    if (this.#state === 'paused' || this.#state === 'draining') return false;
    this.#stopWaiting();
    this.#enter('paused', 'pause was called');
    return true;
  }

  /** @returns false when it was not paused */
  resume(): boolean {
    if (this.#state !== 'paused') return false;
    this.#lastProgressAt = this.#parts.clock.now();
    this.#enter('idle', 'resume was called');
    this.#next({ patient: true });
    return true;
  }

  /** No polls, ever. Resolves when the poll in flight, if there is one, is over. */
  drain(): Promise<void> {
    this.#stopWaiting();
    this.#enter('draining', 'the runner stops');
    if (!this.#isPolling) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onDrained = resolve;
    });
  }

  /** Forgets a poll that does not end: its deadline is no longer watched. */
  close(): void {
    this.#stallAlarm.clear();
  }

  /** Makes the next poll, if now is the time for one. */
  #next({ patient }: { readonly patient: boolean }): void {
    if (this.#isPolling || this.#timer !== undefined) return;
    if (this.#state === 'paused' || this.#state === 'draining') return;
    const { slots, maxBatch, longPollMs, resultsExpected, clock } = this.#parts;
    const free = this.#kept + slots.free;
    if (free === 0) {
      this.#enter('saturated', 'no slot is free');
      return;
    }
    if (patient && this.#isHot && free * 4 < slots.total && resultsExpected()) {
      this.#enter('saturated', 'more slots are about to be freed');
      if (!this.#patienceAlarm.isSet) this.#patienceAlarm.set(PATIENCE_MS);
      return;
    }
    this.#patienceAlarm.clear();
    if (this.#state === 'saturated') this.#lastProgressAt = clock.now();
    if (this.#isHot) {
      this.#enter('burst', 'the last poll came back full');
      this.#startPoll(this.#take(Math.min(free, maxBatch)), 0);
    } else {
      this.#enter('idle', 'the last poll was not filled');
      this.#startPoll(this.#take(1), longPollMs);
    }
  }

  /** Takes slots for a poll, beginning with those that a failed one kept. */
  #take(wanted: number): number {
    const { slots } = this.#parts;
    const fromKept = Math.min(this.#kept, wanted);
    const toRelease = this.#kept - fromKept;
    this.#kept = 0;
    if (toRelease > 0) slots.release(toRelease);
    return fromKept + slots.take(wanted - fromKept);
  }

  #startPoll(requested: number, longPollMs: number): void {
    this.#parts.inRunnerContext(() => void this.#poll(requested, longPollMs));
  }

  async #poll(requested: number, longPollMs: number): Promise<void> {
    const { identity, clock, hub, poll } = this.#parts;
    const sentAt = clock.now();
    this.#isPolling = true;
    this.#pollSentAt = sentAt;
    this.#stallAlarm.set(longPollMs + POLL_GRACE_MS + STALL_MARGIN_MS);
    if (hub.has('pollStarted')) {
      const { taskType, workerId } = identity;
      const event: PollStarted = { taskType, workerId, requested, longPollMs };
      hub.emit('pollStarted', inDomain(event, identity));
    }
    let tasks: readonly Task[];
    try {
      tasks = await poll(requested, longPollMs);
    } catch (error) {
      const durationMs = this.#over(sentAt, { requested, received: 0, error });
      this.#failed(error, { requested, longPollMs, durationMs });
      return;
    }
    const durationMs = this.#over(sentAt, { requested, received: tasks.length });
    this.#succeeded(tasks, { requested, longPollMs, durationMs });
  }

  #over(sentAt: number, poll: { requested: number; received: number; error?: unknown }): number {
    const at = this.#parts.clock.now();
    this.#isPolling = false;
    this.#stallAlarm.clear();
    this.#lastPoll = { at, ...poll };
    return at - sentAt;
  }

  #succeeded(tasks: readonly Task[], poll: FinishedPoll): void {
    const { identity, clock, hub, slots, onTasks, onUnwanted } = this.#parts;
    const { requested, longPollMs, durationMs } = poll;
    const received = tasks.length;
    this.#failures = 0;
    this.#isMisconfigured = false;
    this.#lastProgressAt = clock.now();
    this.#isHot = received >= requested;
    if (hub.has('pollCompleted')) {
      const { taskType, workerId } = identity;
      const event: PollCompleted = { taskType, workerId, requested, longPollMs, durationMs, received, tasks };
      hub.emit('pollCompleted', inDomain(event, identity));
    }
    if (received < requested) slots.release(requested - received);
    if (this.#state === 'draining') {
      onUnwanted(tasks, Math.min(received, requested));
      this.#onDrained?.();
      return;
    }
    if (received > requested) {
      onTasks(tasks.slice(0, requested));
      onUnwanted(tasks.slice(requested), 0);
    } else if (received > 0) {
      onTasks(tasks);
    } else if (requested === 1 && durationMs < SHORTEST_IDLE_CYCLE_MS && this.#state === 'idle') {
      // Something did not hold the poll (longPollMs is 0, a gateway, an interceptor): it must not be asked all the time.
      this.#waitFor(SHORTEST_IDLE_CYCLE_MS - durationMs);
    }
    this.#next({ patient: true });
  }

  #failed(error: unknown, poll: FinishedPoll): void {
    const { identity, hub, random, slots } = this.#parts;
    if (this.#state === 'draining' || this.#state === 'paused') {
      slots.release(poll.requested);
      this.#onDrained?.();
    } else {
      this.#kept = poll.requested;
    }
    const verdict = classifyPollError(error);
    const policy = verdict === 'retry' ? RETRY : SLOW_RETRY;
    const retryInMs = Math.max(retryAfterMsOf(error) ?? 0, backoffMs(policy, this.#failures, random));
    this.#failures += 1;
    if (hub.has('pollFailed')) {
      hub.emit('pollFailed', { ...identity, ...poll, error, failures: this.#failures, retryInMs });
    }
    if (this.#failures === 1 && !hub.isHeard('pollFailed')) {
      hub.warn('pollFailed', `polling for "${identity.taskType}" fails and is repeated: ${messageOf(error)}`);
    }
    if (verdict === 'misconfigured') this.#misconfigured(error);
    // A listener may have paused or stopped the runner meanwhile.
    if (this.#kept === 0) return;
    this.#enter('backoff', `poll failed: ${messageOf(error)}`);
    // What can never work again does not keep the process running.
    this.#waitFor(retryInMs, { keepAlive: !isClientClosed(error) });
  }

  #misconfigured(error: unknown): void {
    if (this.#isMisconfigured) return;
    this.#isMisconfigured = true;
    const { identity, hub } = this.#parts;
    if (hub.has('workerMisconfigured')) hub.emit('workerMisconfigured', { ...identity, error });
    if (!hub.isHeard('workerMisconfigured'))
      hub.warn('workerMisconfigured', `the server refuses polls for "${identity.taskType}": ${messageOf(error)}`);
  }

  #waitFor(delayMs: number, options?: { readonly keepAlive: boolean }): void {
    const wake = (): void => {
      this.#timer = undefined;
      this.#next({ patient: true });
    };
    this.#timer = this.#parts.clock.setTimer(delayMs, wake, options);
  }

  /** Ends every wait, and gives back the slots that a failed poll kept. */
  #stopWaiting(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#patienceAlarm.clear();
    const kept = this.#kept;
    this.#kept = 0;
    if (kept > 0) this.#parts.slots.release(kept);
  }

  #stalled(): void {
    const { identity, clock, hub } = this.#parts;
    if (!hub.has('loopStalled')) return;
    hub.emit('loopStalled', { ...identity, state: this.#state, pollAgeMs: clock.now() - this.#pollSentAt });
  }

  #enter(to: LoopState, cause: string): void {
    const from = this.#state;
    if (from === to) return;
    this.#state = to;
    const { identity, hub, slots } = this.#parts;
    if (!hub.has('loopStateChanged')) return;
    const { taskType, workerId } = identity;
    const event: LoopStateChanged = { taskType, workerId, from, to, cause, freeSlots: this.#kept + slots.free };
    hub.emit('loopStateChanged', inDomain(event, identity));
  }
}

interface FinishedPoll {
  readonly requested: number;
  readonly longPollMs: number;
  readonly durationMs: number;
}
