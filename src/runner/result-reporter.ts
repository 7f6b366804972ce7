import { TaskResourceService, type Task } from '../../generated/index.js';
import type { Client } from '../../generated/client/index.js';
import { backoffMs, type BackoffPolicy } from '../time/backoff.js';
import type { Clock } from '../time/clock.js';
import type { Random } from '../time/random.js';
import { encodeUpdate, replaceByFailure, type EncodedUpdate } from './encode-update.js';
import type { EventHub } from './event-hub.js';
import type { DropReason, UpdateCompleted, UpdateStarted, WorkerIdentity } from './events.js';
import { inDomain } from './in-domain.js';
import type { LeaseGate } from './lease.js';
import { isRecord } from '../client/is-record.js';
import { messageOf } from './message-of.js';
import { utf8Bytes } from '../utf8.js';
import type { PendingResult, ResultStore } from './result-store.js';
import { classifyUpdateError, isClientClosed, retryAfterMsOf, statusOf, type UpdateVerdict } from './server-error.js';
import { updateTaskRoute, type UpdateRoute } from './update-route.js';

/*
 * Owns a result until the server has answered, and is the only one that repeats an update.
 *
 *   state      what it means                               what moves it
 *   sending    an attempt is on its way                    taken -> stored · 404 about the task -> dropped (gone) · refused -> refused
 *                                                          anything else -> waiting
 *   waiting    between attempts, with growing jitter       time is up, or stop wants it sent -> sending, or -> checking for an
 *                                                          IN_PROGRESS result · giveUpAfterMs is over -> dropped (gaveUp)
 *   checking   GET /tasks/{id}: what became of it?         still ours -> sending · moved on -> stored · over -> dropped · failed -> waiting
 *   refused    the server will never take this result      checked first: stored all the same -> stored · over -> dropped · nobody could
 *                                                          be asked -> waiting · else the failure that replaces it -> sending, or, if
 *                                                          that is what was refused, or a hand-back -> dropped
 *   stored     the server has it                           –
 *   dropped    nothing more is sent                        –
 *
 * A terminal result may be repeated blindly: the server drops a second one. An IN_PROGRESS result may not: each one that arrives puts
 * the task back into its queue, so a late repeat would take it from its next worker. Hence `checking`.
 *
 * Repeats go on after the lease has run out: the server takes a late result as long as it has not timed the task out.
 *
 * An attempt that may have met an extension of the lease on the server counts as unanswered, whatever its answer: see `lease.ts`.
 */

const RETRY: BackoffPolicy = { baseMs: 200, capMs: 10_000 };
/** Credentials are renewed by people or by a slow process: asking more often only fills their logs. */
const AUTH_RETRY: BackoffPolicy = { baseMs: 2_000, capMs: 60_000 };

/** Soon: the lease holds its extensions back for the repeat, and a short lease cannot do so for long. */
const IN_DOUBT_RETRY: BackoffPolicy = { baseMs: 50, capMs: 50 };

/** How a report ended. */
export type Answer =
  { readonly kind: 'stored' } | { readonly kind: 'dropped'; readonly reason: DropReason; readonly error: unknown };

const STORED: Answer = { kind: 'stored' };

/** The server has taken the update, and an extension of the lease may have undone that: see `lease.ts`. */
class UpdateInDoubt extends Error {
  constructor() {
    super('the lease was extended at the same time, which may have undone the update');
  }
}

/** What a reporter works with. */
export interface ReporterParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly hub: EventHub;
  readonly identity: WorkerIdentity;
  readonly store: ResultStore;
  /** The first attempt's way to the server. */
  readonly route: UpdateRoute;
  readonly giveUpAfterMs: number;
  readonly maxOutputBytes: number;
}

/** Whose result it is. */
export interface ResultOwner {
  /** The lease on the task, if it has one: it is not extended while an attempt is on its way. */
  readonly lease: LeaseGate | undefined;
  /** Takes the tasks that came with the answer to an update. */
  takeNext(tasks: readonly Task[]): void;
}

/** Reports results, each until it is answered. */
export class ResultReporter {
  readonly #parts: ReporterParts;
  readonly #waits = new Set<() => void>();
  #firstTries = 0;
  #closed = false;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  /** How many results are on their first attempt: their answers, and so their slots, are to be expected within moments. */
  get firstTries(): number {
    return this.#firstTries;
  }

  get pending(): number {
    return this.#parts.store.size;
  }

  /** Reports a result; resolves once the server has answered or nothing more will be tried. Never rejects. */
  async report(pending: PendingResult, owner: ResultOwner): Promise<Answer> {
    const { clock, store, route } = this.#parts;
    const encoded = this.#encode(pending);
    pending.since = clock.now();
    this.#firstTries += 1;
    try {
      const storing = store.add(pending);
      if (storing !== undefined) await storing;
    } catch (error) {
      this.#storeFailed(pending, error);
    }
    let failure: unknown;
    try {
      await this.#attempt(pending, encoded, route, owner);
    } catch (error) {
      failure = error ?? new Error('the update failed without an error');
    }
    this.#firstTries -= 1;
    const answer =
      failure === undefined ? this.#stored(pending, encoded) : await this.#persist(pending, encoded, failure, owner);
    try {
      store.remove(pending);
    } catch (error) {
      this.#storeFailed(pending, error);
    }
    return answer;
  }

  /** Sends what waits for its next attempt now. */
  flush(): void {
    for (const wake of [...this.#waits]) wake();
  }

  /** Gives up what is unanswered: no attempt is made from here on, no timer is left. */
  close(): void {
    this.#closed = true;
    this.flush();
  }

  async #attempt(pending: PendingResult, update: EncodedUpdate, route: UpdateRoute, owner: ResultOwner): Promise<void> {
    const extending = owner.lease?.beginUpdate();
    if (extending !== undefined) await extending;
    const { client, clock, hub, identity } = this.#parts;
    let mayBeUndone: boolean | undefined;
    pending.attempts += 1;
    if (hub.has('updateStarted')) {
      const { task, result, attempts } = pending;
      const { taskType, workerId } = identity;
      const event: UpdateStarted = { taskType, workerId, task, result, attempt: attempts };
      hub.emit('updateStarted', inDomain(event, identity));
    }
    const sentAt = clock.now();
    let wasTaken = false;
    try {
      const next = await route.send(client, update);
      wasTaken = true;
      if (next.length > 0) owner.takeNext(next);
    } finally {
      pending.attemptMs = clock.now() - sentAt;
      mayBeUndone = owner.lease?.endUpdate(wasTaken);
    }
    if (mayBeUndone === true) throw new UpdateInDoubt();
  }

  async #persist(
    pending: PendingResult,
    firstUpdate: EncodedUpdate,
    firstError: unknown,
    owner: ResultOwner,
  ): Promise<Answer> {
    let update = firstUpdate;
    let error = firstError;
    let isReplaced = false;
    for (let failures = 1; ; failures += 1) {
      const verdict = classifyUpdateError(error);
      if (verdict === 'gone') return this.#dropped(pending, 'gone', error);
      const isRefused = verdict === 'refused';
      if (!isRefused && !(await this.#waited(pending, error, failures, verdict)))
        return this.#dropped(pending, 'gaveUp', error);
      if (isRefused || pending.result.status === 'IN_PROGRESS') {
        const seen = await this.#lookUp(pending, update);
        if (typeof seen === 'object') return seen;
        if (seen === 'unknown') {
          // Whatever is sent now may hit a task that has moved on: as if the attempt itself had failed once more.
          if (isRefused && !(await this.#waited(pending, error, failures, verdict)))
            return this.#dropped(pending, 'gaveUp', error);
          continue;
        }
      }
      if (isRefused) {
        // A task that was to be given back is not failed in place of that: nothing is wrong with it.
        if (isReplaced || pending.handBack) return this.#dropped(pending, 'refused', error);
        this.#updateFailed(pending, error);
        replaceByFailure(pending, `the server refused the result (${describe(error)})`, this.#parts.identity.workerId);
        update = this.#encode(pending);
        isReplaced = true;
      }
      try {
        await this.#attempt(pending, update, updateTaskRoute, owner);
        return this.#stored(pending, update);
      } catch (failure) {
        error = failure;
      }
    }
  }

  /**
   * What the server has of the task: `ours` when the result has not arrived and would still be welcome, `unknown` when the server
   * could not be asked, else the answer that this amounts to.
   */
  async #lookUp(pending: PendingResult, update: EncodedUpdate): Promise<'ours' | 'unknown' | Answer> {
    let seen: Task;
    try {
      const path = { taskId: pending.task.taskId };
      const { client } = this.#parts;
      const { data } = await TaskResourceService.getTask({ client, path, throwOnError: true, retry: false });
      if (!isRecord(data)) return 'unknown';
      seen = data;
    } catch (error) {
      return classifyUpdateError(error) === 'gone' ? this.#dropped(pending, 'gone', error) : 'unknown';
    }
    if (seen.status === 'IN_PROGRESS' && seen.pollCount === pending.task.pollCount) return 'ours';
    // Back in its queue, or with its next worker: an IN_PROGRESS result has arrived and done its work.
    const isOpen = seen.status === 'SCHEDULED' || seen.status === 'IN_PROGRESS';
    const hasArrived = isOpen ? pending.result.status === 'IN_PROGRESS' : seen.status === pending.result.status;
    if (hasArrived) return this.#stored(pending, update);
    const reason = seen.status === 'CANCELED' ? 'cancelled' : 'gone';
    return this.#dropped(pending, reason, new Error(`task ${seen.taskId} is ${seen.status} on the server`));
  }

  #isOver(pending: PendingResult): boolean {
    return this.#closed || this.#parts.clock.now() - pending.since >= this.#parts.giveUpAfterMs;
  }

  #encode(pending: PendingResult): EncodedUpdate {
    const { client, identity, maxOutputBytes } = this.#parts;
    return encodeUpdate(pending, client, identity.workerId, maxOutputBytes);
  }

  /** Waits for the next attempt. False when there will be none: the time for it is over, or the reporter was closed. */
  async #waited(pending: PendingResult, error: unknown, failures: number, verdict: UpdateVerdict): Promise<boolean> {
    if (this.#isOver(pending)) return false;
    const policy = error instanceof UpdateInDoubt ? IN_DOUBT_RETRY : verdict === 'auth' ? AUTH_RETRY : RETRY;
    await this.#wait(pending, error, failures, policy);
    return !this.#closed;
  }

  /** Until the next attempt is due, or `flush` or `close` ends the wait. */
  #wait(pending: PendingResult, error: unknown, failures: number, policy: BackoffPolicy): Promise<void> {
    const { clock, random, hub, identity, giveUpAfterMs } = this.#parts;
    const leftMs = Math.max(0, pending.since + giveUpAfterMs - clock.now());
    const asked = retryAfterMsOf(error) ?? 0;
    const retryInMs = Math.min(leftMs, Math.max(asked, backoffMs(policy, failures - 1, random)));
    if (hub.has('updateRetried')) {
      const { task, attempts, attemptMs } = pending;
      hub.emit('updateRetried', { ...identity, task, error, attempts, attemptMs, retryInMs });
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        timer.cancel();
        this.#waits.delete(wake);
        resolve();
      };
      // A result that can never be sent any more does not keep the process running.
      const timer = clock.setTimer(retryInMs, wake, { keepAlive: !isClientClosed(error) });
      this.#waits.add(wake);
    });
  }

  #stored(pending: PendingResult, update: EncodedUpdate): Answer {
    const { clock, hub, identity } = this.#parts;
    if (hub.has('updateCompleted')) {
      const event: UpdateCompleted = {
        taskType: identity.taskType,
        workerId: identity.workerId,
        task: pending.task,
        result: pending.result,
        bytes: utf8Bytes(update.text),
        attempts: pending.attempts,
        attemptMs: pending.attemptMs,
        updateMs: clock.now() - pending.since,
      };
      hub.emit('updateCompleted', inDomain(event, identity));
    }
    return STORED;
  }

  #dropped(pending: PendingResult, reason: DropReason, error: unknown): Answer {
    this.#updateFailed(pending, error);
    return { kind: 'dropped', reason, error };
  }

  /** The server is to get the result all the same. */
  #storeFailed({ task }: PendingResult, error: unknown): void {
    this.#parts.hub.reportError(error, `the store for results failed with that of task ${task.taskId}`);
  }

  #updateFailed({ task, result, attempts, attemptMs }: PendingResult, error: unknown): void {
    const { hub, identity } = this.#parts;
    if (hub.has('updateFailed')) hub.emit('updateFailed', { ...identity, task, result, error, attempts, attemptMs });
  }
}

function describe(error: unknown): string {
  const status = statusOf(error);
  return status === undefined ? messageOf(error) : `${status}: ${messageOf(error)}`;
}
