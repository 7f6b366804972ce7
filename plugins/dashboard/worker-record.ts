import type { LoopState, Task, TaskOutcome, WorkerHealth, WorkerIdentity, WorkerStatus } from '../../src/index.js';
import { LatencyWindow } from './latency-window.js';
import { LoopHistory } from './loop-history.js';
import { RateWindow } from './rate-window.js';
import type { Cell, LastErrorView, WorkerNow, WorkerView } from './snapshot.js';
import { cut, messageOf } from './text.js';
import type { WorkerFacts } from './worker-facts.js';

const MAX_CELLS = 200;
/** What happened longer ago says nothing about now. */
const RECENT_MS = 60_000;
/** A server that takes so long to answer a result is in trouble, or there is none. */
const UNANSWERED_MS = 5_000;

/** What is known of one worker: counters, and what was last told. Its slots and tasks in hand come from the runner's status. */
export class WorkerRecord {
  readonly identity: WorkerIdentity;
  readonly #key: string;
  readonly #runner: number;
  readonly #totals = {
    ...{ polls: 0, pollsFailed: 0, completed: 0, failed: 0, inProgress: 0, handedBack: 0, dropped: 0 },
    ...{ updateRetries: 0, leasesLost: 0 },
  };
  readonly #polled: RateWindow;
  readonly #completed: RateWindow;
  readonly #failed: RateWindow;
  readonly #scheduleToStart = new LatencyWindow();
  readonly #execute = new LatencyWindow();
  readonly #update = new LatencyWindow();
  readonly #createdAt: number;
  #history: LoopHistory | undefined;
  #cause = 'the runner has started';
  #lastPollAt: number | null = null;
  #lastTaskAt: number | null = null;
  #lastError: { text: string; at: number; failures: number } | undefined;
  #failingSince: number | null = null;
  #isRefused = false;
  #stalledAt: number | null = null;
  #leaseLostAt: number | null = null;
  /** Results that are repeated, and since when; the oldest first. A task leaves it with its outcome. */
  readonly #repeated = new Map<Task, number>();
  /** Of the task that was started last: the definition's, as a rule. */
  #leaseMs = 0;

  constructor(identity: WorkerIdentity, runner: number, now: number) {
    const { taskType, domain } = identity;
    this.identity = identity;
    this.#runner = runner;
    this.#key = `${runner}:${taskType}${domain === undefined ? '' : `:${domain}`}`;
    this.#createdAt = now;
    this.#polled = new RateWindow(now);
    this.#completed = new RateWindow(now);
    this.#failed = new RateWindow(now);
  }

  polled(received: number, now: number): void {
    this.#totals.polls += 1;
    this.#pollEnded(now);
    if (received > 0) {
      this.#polled.add(received, now);
      this.#lastTaskAt = now;
    }
    if (this.#failingSince === null) return;
    this.#failingSince = null;
    this.#isRefused = false;
    if (this.#lastError !== undefined) this.#lastError.failures = 0;
  }

  pollFailed(error: unknown, failures: number, now: number): void {
    this.#totals.polls += 1;
    this.#totals.pollsFailed += 1;
    this.#pollEnded(now);
    this.#failingSince ??= now;
    if (isForbidden(error)) this.#isRefused = true;
    this.#lastError = { text: messageOf(error), at: now, failures };
  }

  misconfigured(error: unknown, now: number): void {
    this.#isRefused = true;
    this.#failingSince ??= now;
    this.#lastError = { text: messageOf(error), at: now, failures: this.#lastError?.failures ?? 0 };
  }

  enteredState(state: LoopState, cause: string, now: number): void {
    this.#cause = cut(cause, 300);
    if (this.#history === undefined) this.#history = new LoopHistory(state, now);
    else this.#history.enter(state, now);
  }

  stalled(now: number): void {
    this.#stalledAt = now;
  }

  executionStarted(scheduleToStartMs: number, leaseMs: number, now: number): void {
    this.#scheduleToStart.record(scheduleToStartMs, now);
    this.#leaseMs = leaseMs;
  }

  executionEnded(executeMs: number, now: number): void {
    this.#execute.record(executeMs, now);
  }

  updateRetried(task: Task, now: number): void {
    this.#totals.updateRetries += 1;
    if (!this.#repeated.has(task)) this.#repeated.set(task, now);
  }

  leaseLost(now: number): void {
    this.#totals.leasesLost += 1;
    this.#leaseLostAt = now;
  }

  ended({ task, outcome, updateMs }: TaskOutcome, now: number): void {
    this.#totals[outcome] += 1;
    if (this.#repeated.size > 0) this.#repeated.delete(task);
    if (outcome === 'dropped') return;
    this.#update.record(updateMs, now);
    if (outcome === 'completed') this.#completed.add(1, now);
    else if (outcome === 'failed') this.#failed.add(1, now);
  }

  /** What the page is told of it, and what the glances are made from. */
  read(status: WorkerStatus, health: WorkerHealth | undefined, now: number): { now: WorkerNow; facts: WorkerFacts } {
    // Before its first change of state nobody has told of it.
    this.#history ??= new LoopHistory(status.state, this.#createdAt);
    const history = this.#history;
    if (history.state !== status.state) history.enter(status.state, now);
    const inFlight = [...status.inFlight].sort((one, other) => other.ageMs - one.ageMs);
    const polling = Math.max(0, status.slots.used - inFlight.length);
    const cells = inFlight.slice(0, MAX_CELLS).map(({ phase, phaseMs, leaseLeftMs }): Cell => {
      return [phase, Math.round(phaseMs), leaseLeftMs === undefined ? null : Math.round(leaseLeftMs)];
    });
    for (let count = 0; count < polling && cells.length < MAX_CELLS; count++) cells.push(['polling', 0, null]);
    const atRisk = inFlight.filter(({ ageMs, leaseLeftMs }) => {
      return leaseLeftMs !== undefined && leaseLeftMs < (this.#leaseMs || ageMs + leaseLeftMs) / 4;
    });
    const overdue = inFlight.filter(({ phase }) => phase === 'overdue');
    const reportMs = inFlight.filter(({ phase }) => phase === 'reporting').map(({ phaseMs }) => phaseMs);
    const { total, used, free } = status.slots;
    const view: WorkerNow = {
      key: this.#key,
      state: status.state,
      stateSince: history.since,
      cause: this.#cause,
      healthy: health?.healthy ?? true,
      ...(health?.reason !== undefined && { unhealthyReason: cut(health.reason, 300) }),
      slots: { total, used, free },
      cells,
      pendingResults: status.pendingResults,
      leasesAtRisk: atRisk.length,
      rates: {
        polled: this.#polled.perSecond(now),
        completed: this.#completed.perSecond(now),
        failed: this.#failed.perSecond(now),
      },
      totals: { ...this.#totals },
      latency: {
        scheduleToStart: this.#scheduleToStart.read(now),
        execute: this.#execute.read(now),
        update: this.#update.read(now),
      },
      lastPollAt: this.#lastPollAt,
      ...(this.#lastError !== undefined && { lastError: { ...this.#lastError } satisfies LastErrorView }),
    };
    const facts: WorkerFacts = {
      name: nameOf(this.identity),
      now: view,
      failingSince: this.#failingSince,
      isRefused: this.#isRefused,
      stalledSince: this.#stalledAt,
      startedAt: this.#createdAt,
      lastTaskAt: this.#lastTaskAt,
      inHand: inFlight.length,
      overdue: overdue.length,
      oldestOverdueMs: overdue[0]?.ageMs ?? 0,
      oldestTaskMs: inFlight[0]?.ageMs ?? 0,
      leasesOver: inFlight.filter(({ leaseLeftMs }) => leaseLeftMs !== undefined && leaseLeftMs <= 0).length,
      unanswered: reportMs.filter((ms) => ms >= UNANSWERED_MS).length,
      longestUnansweredMs: Math.max(0, ...reportMs),
      repeatedResults: this.#repeated.size,
      repeatedSince: this.#repeated.values().next().value ?? null,
      lostLeaseLately: this.#leaseLostAt !== null && now - this.#leaseLostAt < RECENT_MS,
    };
    return { now: view, facts };
  }

  /** With what does not change, and with its past. */
  withPast(now: WorkerNow, at: number): WorkerView {
    const { taskType, workerId, domain } = this.identity;
    return {
      ...now,
      runner: this.#runner,
      ...{ taskType, workerId },
      ...(domain !== undefined && { domain }),
      history: this.#history?.read(at) ?? [],
    };
  }

  #pollEnded(now: number): void {
    this.#lastPollAt = now;
    this.#stalledAt = null;
  }
}

/** For sentences. */
function nameOf({ taskType, domain }: WorkerIdentity): string {
  return domain === undefined ? taskType : `${taskType} in ${domain}`;
}

/** Credentials are changed by people, as a rule. */
function isForbidden(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'status' in error && (error.status === 401 || error.status === 403)
  );
}
