import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { isRecord } from '../client/is-record.js';
import { shown } from '../worker/shown.js';
import type { Clock } from '../time/clock.js';
import type { EventHub } from './event-hub.js';
import type { PluginHost } from './plugin-host.js';
import type { StopOptions, StopReport } from './stop-report.js';
import type { OutcomeTally } from './outcome-tally.js';
import type { Progress } from './progress.js';
import type { WorkerRunner } from './worker-runner.js';

/*
 * Stops a runner in five phases. Each begins when the one before it has nothing left to wait for, or its time is over.
 *
 *   phase     what happens                                              ends when                                   at the latest after
 *   announce  shutdownSignal aborts; no further polls; a poll in        at once                                     –
 *             flight goes on, and what it brings is handed back
 *   drain     a start that is under way ends, or handlers run on        no poll is in flight, no task is in hand    drainMs
 *   abort     context.signal aborts with `shutdown`; who rejects now    no handler runs any more                    abortMs
 *             is handed back
 *   flush     results that wait for another attempt are sent at once    every task that can have one has its        flushMs
 *                                                                       outcome
 *   close     what is left gets its outcome: abandoned, or unsent;      the clean-ups have ended                    the rest of all three
 *             plugins clean up in reverse order
 */

const DEFAULTS = { drainMs: 20_000, abortMs: 3_000, flushMs: 5_000 } as const;

/** What a stop works on. */
export interface StopParts {
  readonly workers: readonly WorkerRunner[];
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly plugins: PluginHost;
  readonly progress: Progress;
  readonly tally: OutcomeTally;
  readonly shutdown: () => void;
  /** Has polls that are held answered, where that is possible. */
  readonly releasePolls: () => void;
  /** Waits for a start that is under way, if there is one, but no longer than so. There are no workers then. */
  readonly startIsOver: (timeoutMs: number) => Promise<void> | undefined;
  /** Closes what the runner made itself. */
  readonly closeClient: () => Promise<void>;
}

/** Never rejects: what goes wrong is in the report. */
export async function stopRunner(parts: StopParts, options: StopOptions): Promise<StopReport> {
  const { workers, clock, hub, plugins, progress, tally } = parts;
  const startedAt = clock.now();
  const errors: unknown[] = [];
  const drainMs = checked(options, 'drainMs', errors);
  const abortMs = checked(options, 'abortMs', errors);
  const flushMs = checked(options, 'flushMs', errors);
  const timeLeftMs = (): number => Math.max(0, startedAt + drainMs + abortMs + flushMs - clock.now());
  const forgetErrors = hub.collectErrors(errors);
  const unsettled = (): number => workers.reduce((sum, worker) => sum + worker.unsettled.length, 0);
  const running = (): number =>
    workers.reduce((sum, worker) => sum + worker.unsettled.filter((task) => task.isUnfinished).length, 0);

  tally.reset();
  if (hub.has('stopping')) hub.emit('stopping', { inFlight: unsettled() });
  parts.shutdown();
  const starting = parts.startIsOver(drainMs);
  if (starting !== undefined) await starting;
  let polling = workers.length;
  for (const worker of workers) {
    void worker.drain().then(() => {
      polling -= 1;
      progress.made();
    });
  }
  parts.releasePolls();
  await progress.until(() => polling === 0 && unsettled() === 0, drainMs);

  if (running() > 0) {
    for (const worker of workers) for (const task of worker.unsettled) task.shutDown();
    await progress.until(() => running() === 0, abortMs);
    for (const worker of workers) for (const task of worker.unsettled) if (task.isUnfinished) task.abandon();
  }

  for (const worker of workers) worker.flush();
  await progress.until(() => polling === 0 && unsettled() === 0, Math.min(flushMs, timeLeftMs()));

  if (polling > 0)
    errors.push(new Error(`${polling} polls had not ended; what they bring is left to its response timeout`));
  for (const worker of workers) worker.close();
  errors.push(...(await plugins.runDeferred(clock, timeLeftMs)));
  try {
    await parts.closeClient();
  } catch (error) {
    errors.push(error);
  }
  const report: StopReport = { ...tally.counts(), errors, durationMs: clock.now() - startedAt };
  if (hub.has('stopped')) hub.emit('stopped', report);
  forgetErrors();
  return report;
}

/** A stop that was asked for wrongly still has to happen: the default takes the place of a value that makes no sense. */
function checked(options: unknown, field: keyof typeof DEFAULTS, errors: unknown[]): number {
  const value = isRecord(options) ? options[field] : undefined;
  if (value === undefined) return DEFAULTS[field];
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  const text = `stop(): ${field} must be a number of milliseconds from 0 on, got ${shown(value)}; ${DEFAULTS[field]} was used`;
  errors.push(new ConductorConfigError(text, { field }));
  return DEFAULTS[field];
}
