import type {
  SearchResultWorkflowSchedule,
  SearchResultWorkflowScheduleExecutionModel,
  StartWorkflowRequest,
  WorkflowSchedule,
} from '../../../generated/index.js';
import type { Timer } from '../../time/clock.js';
import type { EngineCore } from './core.js';
import { EngineError, notFound, refuse, serverError } from './engine-error.js';
import type { JsonObject } from './model.js';
import { CronError, parseCron, type CronSchedule } from './schedule/cron.js';
import { cronsOf, nextRun, type ScheduleCron } from './schedule/next-run.js';
import { RunArchive, type RunSearch, type ScheduleRun } from './schedule/run-archive.js';
import { ScheduleStore, type ScheduleSearch } from './schedule/schedule-store.js';
import type { WorkflowOperations } from './workflow-operations.js';
import { setOwnValue } from './own-properties.js';

/*
 * Workflows started by the clock. Of each cron of each schedule that is not paused the next run is due; there is a timer for it on the
 * background clock, since a cron never ends.
 *
 *   due       the timer is set
 *   held      the time has come while the whole scheduler was paused: it runs when that goes on
 *   nothing   paused, over, or its cron cannot be read
 *
 * Runs come on time here; the server looks at what is due about once a second, and may miss a second or two of a cron that is that quick.
 */

/** The next run of one cron of a schedule. */
interface DueRun {
  readonly schedule: WorkflowSchedule;
  readonly cron: ScheduleCron;
  readonly times: CronSchedule;
  readonly at: number;
  timer: Timer | undefined;
}

/** Runs that are caught up on come one after the other. */
const CATCH_UP_DELAY_MS = 1_000;
const MOST_PREVIEWED_TIMES = 5;
const MOST_BULK_NAMES = 1_000;
const LONGEST_REASON = 999;
const LONGEST_STACK_TRACE = 2_000;

/** What a bulk operation has come to. */
export interface ScheduleBulkResult {
  readonly bulkErrorResults: Record<string, string>;
  readonly bulkSuccessfulResults: string[];
}

export class ScheduleOperations {
  readonly #core: EngineCore;
  readonly #workflows: WorkflowOperations;
  readonly #schedules = new ScheduleStore();
  readonly #runs = new RunArchive();
  /** By schedule. */
  readonly #due = new Map<string, Set<DueRun>>();
  #isPaused = false;

  constructor(core: EngineCore, workflows: WorkflowOperations) {
    this.#core = core;
    this.#workflows = workflows;
  }

  // ---- schedules

  /** Creates or replaces one. As on the server hardly anything is checked: neither its cron nor whether the workflow exists. */
  save(schedule: WorkflowSchedule): WorkflowSchedule {
    const { name, zoneId = 'UTC', cronSchedules = [] } = schedule;
    if (cronSchedules.length === 0) checkTimeZone(zoneId);
    const { now } = this.#core;
    const { createTime = now } = this.#schedules.get(name) ?? {};
    const saved = { ...schedule, createTime, createdBy: '', updatedTime: now, updatedBy: '' };
    this.#cancel(name);
    this.#schedules.put(saved);
    if (saved.paused !== true) {
      for (const cron of cronsOf(saved)) this.#setNext(saved, cron, now);
    }
    return saved;
  }

  /** @throws EngineError 404 */
  get(name: string): WorkflowSchedule {
    const schedule = this.#schedules.get(name);
    if (schedule === undefined) throw notFound(`Schedule '${name}' not found`);
    return schedule;
  }

  /** @param workflowName of the workflow that they start; all schedules if it is left out or blank */
  all(workflowName = ''): readonly WorkflowSchedule[] {
    const schedules = this.#schedules.all();
    if (workflowName.trim() === '') return schedules;
    return schedules.filter(({ startWorkflowRequest }) => startWorkflowRequest.name === workflowName);
  }

  search(search: ScheduleSearch): SearchResultWorkflowSchedule {
    return this.#schedules.search(search);
  }

  /** One that is not there is as good as deleted. */
  delete(name: string): void {
    this.#cancel(name);
    this.#schedules.delete(name);
  }

  pause(name: string, reason?: string): void {
    const { pausedReason: _, ...schedule } = this.get(name);
    this.#cancel(name);
    this.#schedules.put({
      ...schedule,
      paused: true,
      ...(reason !== undefined && { pausedReason: reason }),
      updatedTime: this.#core.now,
      updatedBy: '',
    });
  }

  /** What was missed meanwhile is not caught up on. @throws EngineError 404 also for one that is not paused */
  resume(name: string): void {
    const { pausedReason: _, ...schedule } = this.get(name);
    if (schedule.paused !== true) throw notFound(`Schedule '${name}' not found`);
    this.save({ ...schedule, paused: false });
  }

  pauseMany(names: readonly string[]): ScheduleBulkResult {
    return this.#each('pauseSchedules', names, (name) => this.pause(name));
  }

  resumeMany(names: readonly string[]): ScheduleBulkResult {
    return this.#each('resumeSchedules', names, (name) => this.resume(name));
  }

  #each(operation: string, names: readonly string[], act: (name: string) => void): ScheduleBulkResult {
    const path = `${operation}.arg0`;
    if (names.length === 0) refuse([{ path, message: 'Schedule names list cannot be null.' }]);
    if (names.length > MOST_BULK_NAMES) {
      const message = `Cannot process more than ${MOST_BULK_NAMES} schedules. Please use multiple requests.`;
      refuse([{ path, message }]);
    }
    const result: ScheduleBulkResult = { bulkErrorResults: {}, bulkSuccessfulResults: [] };
    for (const name of names) {
      try {
        act(name);
        result.bulkSuccessfulResults.push(name);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        setOwnValue(result.bulkErrorResults, name, error.message);
      }
    }
    return result;
  }

  /**
   * When a cron would run next, in milliseconds since 1970, by UTC: five times at most.
   * @throws EngineError 500 for a cron that cannot be read
   */
  preview(expression: string, limit: number, bounds: { startTime?: number; endTime?: number } = {}): readonly number[] {
    const { startTime, endTime } = bounds;
    const limits = {
      ...(startTime !== undefined && { scheduleStartTime: startTime }),
      ...(endTime !== undefined && { scheduleEndTime: endTime }),
    };
    const cron = parsedCron(expression);
    const times: number[] = [];
    let now = this.#core.now;
    let last = now;
    while (times.length < Math.min(MOST_PREVIEWED_TIMES, limit)) {
      const next = nextRun(limits, cron, now, last);
      if (next === undefined) break;
      times.push(next);
      last = now;
      now = next;
    }
    return times;
  }

  // ---- runs

  searchRuns(search: RunSearch): SearchResultWorkflowScheduleExecutionModel {
    return this.#runs.search(search);
  }

  /** Holds every run back, of all schedules. */
  pauseScheduler(): void {
    this.#isPaused = true;
  }

  /** Runs that are due come now: the first one that was missed of each, and the others too where a schedule catches up. */
  resumeScheduler(): void {
    this.#isPaused = false;
    const held = [...this.#due.values()].flatMap((runs) => [...runs]).filter(({ timer }) => timer === undefined);
    held.sort((one, other) => one.at - other.at);
    for (const due of held) this.#come(due);
  }

  #setNext(schedule: WorkflowSchedule, cron: ScheduleCron, lastMs: number): void {
    const { times } = cron;
    if (times === undefined) return;
    const at = nextRun(schedule, times, this.#core.now, lastMs);
    if (at === undefined) return;
    const due: DueRun = { schedule, cron, times, at, timer: undefined };
    const runs = this.#due.get(schedule.name) ?? new Set();
    this.#due.set(schedule.name, runs.add(due));
    this.#setTimer(due, at > this.#core.now ? at - this.#core.now : CATCH_UP_DELAY_MS);
  }

  #setTimer(due: DueRun, delayMs: number): void {
    due.timer = this.#core.backgroundClock.setTimer(
      delayMs,
      () => {
        due.timer = undefined;
        // A clock that cuts long timers has fired too early.
        if (due.at > this.#core.now) this.#setTimer(due, due.at - this.#core.now);
        else if (!this.#isPaused) this.#come(due);
      },
      { keepAlive: false },
    );
  }

  #cancel(name: string): void {
    for (const { timer } of this.#due.get(name) ?? []) timer?.cancel();
    this.#due.delete(name);
  }

  #come(due: DueRun): void {
    const { schedule, cron, at } = due;
    this.#due.get(schedule.name)?.delete(due);
    this.#runs.add(this.#run(schedule, cron, at));
    this.#setNext(schedule, cron, at);
  }

  #run(schedule: WorkflowSchedule, cron: ScheduleCron, at: number): ScheduleRun {
    const { startWorkflowRequest: request, name } = schedule;
    const run = {
      executionId: this.#core.newId(),
      scheduleName: name,
      scheduledTime: at,
      executionTime: this.#core.now,
      workflowName: request.name,
      startWorkflowRequest: request,
      // The server does not keep which one it was.
      zoneId: 'UTC',
    };
    try {
      const workflowId = this.#workflows.start(startOf(request, run, cron.text));
      return { ...run, workflowId, state: 'EXECUTED' };
    } catch (error) {
      return { ...run, ...failureOf(error), state: 'FAILED' };
    }
  }
}

function startOf(
  request: StartWorkflowRequest,
  run: Pick<ScheduleRun, 'executionId' | 'scheduleName' | 'scheduledTime' | 'executionTime'>,
  cron: string,
): StartWorkflowRequest {
  const marks: JsonObject = {
    _startedByScheduler: run.scheduleName,
    _scheduledTime: run.scheduledTime,
    _executedTime: run.executionTime,
    _executionId: run.executionId,
    _schedulerCron: cron,
  };
  return { ...request, input: { ...request.input, ...marks } };
}

function failureOf(error: unknown): Pick<ScheduleRun, 'reason' | 'stackTrace'> {
  const faults = error instanceof EngineError ? (error.validationErrors ?? []) : [];
  const message = error instanceof Error ? error.message : String(error);
  const reason = faults.length === 0 ? message : faults.map((fault) => `${fault.path}: ${fault.message}`).join(', ');
  const stackTrace = error instanceof Error ? (error.stack ?? message) : message;
  return { reason: reason.slice(0, LONGEST_REASON), stackTrace: stackTrace.slice(0, LONGEST_STACK_TRACE) };
}

/** @throws EngineError 500 */
function checkTimeZone(zoneId: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zoneId });
  } catch (error) {
    if (error instanceof RangeError) throw serverError(`Unknown time-zone ID: ${zoneId}`);
    throw error;
  }
}

/** @throws EngineError 500 */
function parsedCron(expression: string): CronSchedule {
  try {
    return parseCron(expression);
  } catch (error) {
    if (error instanceof CronError) throw serverError(error.message);
    throw error;
  }
}
