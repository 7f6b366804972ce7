import type { WorkflowSchedule } from '../../../../generated/index.js';
import { CronError, parseCron, type CronSchedule } from './cron.js';

/** One of the crons of a schedule, as runs name it: `0 0 9 * * * Europe/Berlin`. */
export interface ScheduleCron {
  readonly text: string;
  /** Undefined for one that cannot be read: it never runs. */
  readonly times: CronSchedule | undefined;
}

/** A start at that instant is one at the schedule's start time. */
const START_TOLERANCE_MS = 500;

/** By which times a schedule runs: its list of crons if it has one, else its single cron. */
export function cronsOf({ cronExpression, zoneId, cronSchedules = [] }: WorkflowSchedule): readonly ScheduleCron[] {
  const crons = cronSchedules.length > 0 ? cronSchedules : [{ cronExpression, zoneId }];
  return crons.map(({ cronExpression: expression, zoneId: zone = 'UTC' }) => ({
    text: `${expression ?? 'null'} ${zone}`,
    times: expression === undefined ? undefined : readable(expression, zone),
  }));
}

/** The server takes schedules whose cron or time zone it cannot read, and never runs them. */
function readable(expression: string, zone: string): CronSchedule | undefined {
  try {
    return parseCron(expression, zone);
  } catch (error) {
    if (error instanceof CronError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What bounds the runs of a schedule. */
type Bounds = Pick<WorkflowSchedule, 'runCatchupScheduleInstances' | 'scheduleStartTime' | 'scheduleEndTime'>;

/**
 * When it runs next.
 * @param lastMs when it should have run last. A schedule that catches up goes on from there, without regard to its bounds.
 */
export function nextRun(bounds: Bounds, times: CronSchedule, nowMs: number, lastMs: number): number | undefined {
  const { runCatchupScheduleInstances = false, scheduleStartTime, scheduleEndTime } = bounds;
  if (runCatchupScheduleInstances) return times.next(lastMs);
  if (scheduleStartTime !== undefined && nowMs < scheduleStartTime - START_TOLERANCE_MS) {
    return times.next(scheduleStartTime - START_TOLERANCE_MS);
  }
  const next = times.next(Math.max(nowMs, lastMs));
  return next === undefined || (scheduleEndTime !== undefined && next > scheduleEndTime) ? undefined : next;
}
