import type { Task } from '../../src/index.js';

/*
 * When tasks were due, from the server's own record: the engine's virtual clock is there to the millisecond, the server comes later, never
 * earlier.
 */

/** Durations of a task in seconds, under names that {@link isDueTime} knows. */
export interface DueTimes {
  /** From the beginning of a WAIT to the end that it had by itself. */
  readonly endedAfterSeconds?: number;
  /** From the scheduling of a delayed attempt to its first poll. */
  readonly polledAfterSeconds?: number;
  /** What a WAIT that is open has left. */
  readonly leftSeconds?: number;
}

/** What the server's integers have for ever. */
const FOR_EVER_SECONDS = 2_147_483_647;
/** Timers of a server that is asked much fire up to so much late; its own looks are 100 ms apart. */
const LATE_SECONDS = 2.5;
/** Its two clocks, of the queue and of the record, differ by that. */
const EARLY_SECONDS = 0.1;

export function dueTimes(task: Task): DueTimes {
  const { taskType, status, inputData, startTime, endTime, scheduledTime, startDelayInSeconds } = task;
  if (taskType === 'WAIT') {
    const isTimer = inputData.duration !== undefined || inputData.until !== undefined;
    if (isTimer && status === 'COMPLETED') return { endedAfterSeconds: (endTime - startTime) / 1000 };
    if (status === 'IN_PROGRESS') return { leftSeconds: task.callbackAfterSeconds };
    return {};
  }
  const isPolled = startDelayInSeconds > 0 && startTime > 0;
  return isPolled ? { polledAfterSeconds: (startTime - scheduledTime) / 1000 } : {};
}

const NAMES: ReadonlySet<string> = new Set(['endedAfterSeconds', 'polledAfterSeconds', 'leftSeconds']);

export function isDueTime(key: string): boolean {
  return NAMES.has(key);
}

/** Whether both tell the same due time, as far as the server keeps it. */
export function isSameDueTime(engineSeconds: number, serverSeconds: number): boolean {
  if (engineSeconds === FOR_EVER_SECONDS || serverSeconds === FOR_EVER_SECONDS) return engineSeconds === serverSeconds;
  const late = serverSeconds - engineSeconds;
  return late >= -EARLY_SECONDS && late <= LATE_SECONDS;
}
