import type { DropReason, RunnerEventName, StopReport, TaskOutcome } from '../../src/index.js';
import type { LogLevel } from './logger.js';

/*
 * What is written of which event, at which level. What the levels mean:
 *
 *   error   something is lost, or will not get better until somebody does something
 *   warn    something went wrong and is taken care of: it is repeated, or the server tries again
 *   info    the runner has changed its state, or works again
 *   debug   what became of each task
 *   trace   each step on the way there
 *
 * docs/logging.md has the same table for users; a test compares them.
 */

interface RecordKind {
  readonly level: LogLevel;
  readonly message: string;
}

/** Those with more than one level: the usual one. The functions below tell the others. */
export const RECORDS = {
  started: { level: 'info', message: 'runner started' },
  stopping: { level: 'info', message: 'runner is stopping' },
  stopped: { level: 'info', message: 'runner stopped' },
  error: { level: 'error', message: 'something went wrong beside the tasks' },
  workerPaused: { level: 'info', message: 'worker paused' },
  workerResumed: { level: 'info', message: 'worker resumed' },
  workerResized: { level: 'info', message: 'worker resized' },
  workerMisconfigured: { level: 'error', message: 'the server refuses what this worker asks for' },
  pollStarted: { level: 'trace', message: 'poll started' },
  pollCompleted: { level: 'trace', message: 'poll completed' },
  pollFailed: { level: 'warn', message: 'poll failed' },
  loopStateChanged: { level: 'trace', message: 'poll loop changed its state' },
  loopStalled: { level: 'warn', message: 'a poll is over its time and has not ended' },
  executionStarted: { level: 'trace', message: 'handler started' },
  executionCompleted: { level: 'trace', message: 'handler returned' },
  executionFailed: { level: 'debug', message: 'handler failed' },
  taskLogged: { level: 'info', message: 'the line' },
  updateStarted: { level: 'trace', message: 'sending the result' },
  updateCompleted: { level: 'trace', message: 'the server has the result' },
  updateRetried: { level: 'warn', message: 'the result could not be sent and is sent again' },
  updateFailed: { level: 'debug', message: 'the result was refused or is not sent any more' },
  taskCompleted: { level: 'debug', message: 'task completed' },
  taskFailed: { level: 'warn', message: 'task failed' },
  taskInProgress: { level: 'debug', message: 'task goes on later' },
  taskHandedBack: { level: 'debug', message: 'task handed back' },
  taskDropped: { level: 'error', message: 'task ended without its result' },
  leaseExtended: { level: 'debug', message: 'lease extended' },
  leaseExtensionFailed: { level: 'warn', message: 'lease could not be extended' },
  leaseLost: { level: 'error', message: 'lease lost: the server may give the task to another worker' },
} as const satisfies Record<RunnerEventName, RecordKind>;

/** What ends a series of failures, at `info`. The record has the name of the event by which it was noticed. */
export const RECOVERIES = {
  pollFailed: { event: 'pollCompleted', message: 'polls succeed again' },
  updateRetried: { event: 'updateCompleted', message: 'results are taken again' },
  leaseExtensionFailed: { event: 'leaseExtended', message: 'leases are extended again' },
  taskFailed: { event: 'taskCompleted', message: 'tasks complete again' },
} as const satisfies Partial<Record<RunnerEventName, { readonly event: RunnerEventName; readonly message: string }>>;

/** Of what was not written of an event by the time the runner stops. */
export const SUPPRESSED_MESSAGE = 'more of the same were not written';

export function levelOfFailure({ result }: TaskOutcome): LogLevel {
  return result?.status === 'FAILED_WITH_TERMINAL_ERROR' ? 'error' : RECORDS.taskFailed.level;
}

export function levelOfDrop(reason: DropReason | undefined): LogLevel {
  // Cancelled: somebody ended the workflow. Gone: timed out or done by someone else, so that the work was done in vain.
  if (reason === 'cancelled') return 'info';
  return reason === 'gone' ? 'warn' : RECORDS.taskDropped.level;
}

export function levelOfStop({ abandoned, unsent, errors }: StopReport): LogLevel {
  if (abandoned + unsent > 0) return 'error';
  return errors.length > 0 ? 'warn' : RECORDS.stopped.level;
}

export function levelOfPoll(received: number): LogLevel {
  return received > 0 ? 'debug' : RECORDS.pollCompleted.level;
}
