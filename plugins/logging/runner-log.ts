import type { RunnerError, RunnerHost, StopReport, TaskEvent, Unsubscribe, WorkerIdentity } from '../../src/index.js';
import { cutText } from './cut-text.js';
import { logOutcomes, logSteps } from './detail-records.js';
import { withoutIds } from './error-kind.js';
import { errorRecord, errorSummary } from './error-record.js';
import { FailingTasks } from './failing-tasks.js';
import type { LogLevel } from './logger.js';
import { outcomeFields, tenths } from './record-fields.js';
import { levelOfDrop, levelOfFailure, levelOfPoll, levelOfStop, RECORDS } from './record-table.js';
import type { RecordWriter } from './record-writer.js';
import { workerKey } from './task-bindings.js';
import type { TaskData } from './task-data.js';

/*
 * Listens to one runner, and writes what is worth knowing.
 *
 * Which events are listened for follows the logger's level: at `info` none that happens for each task, and one that happens for each
 * poll. With each poll the level is looked at again, so that it can be changed while the process runs.
 */

/** Failures in a row that make a recovery worth a record: where some tasks fail and others do not, each success would be one. */
const LEAST_FAILED_TASKS = 2;
const SHORTEST_FAILING_MS = 10_000;
/** Of the errors of a stop report. */
const MOST_STOP_ERRORS = 10;
/** Of a line that a handler has logged. */
const LONGEST_LINE = 8_000;
/** Of the cause of an error, which may have another error's message in it. */
const LONGEST_CAUSE = 2_000;

export interface RunnerLogParts {
  readonly host: RunnerHost;
  readonly writer: RecordWriter;
  readonly data: TaskData;
  readonly taskLogs: LogLevel | undefined;
}

/** Writes the records of one runner, from now on. */
export class RunnerLog {
  readonly #host: RunnerHost;
  readonly #writer: RecordWriter;
  readonly #data: TaskData;
  readonly #failingPolls = new Set<string>();
  readonly #failingUpdates: FailingTasks;
  readonly #failingExtensions: FailingTasks;
  /** Workers whose tasks have done nothing but fail of late. */
  readonly #failingWorkers = new Set<string>();
  #stopWatchingWorkers: Unsubscribe | undefined;
  /** What takes the listeners back that there are for the sake of a level. */
  readonly #forLevel = new Map<LogLevel, readonly Unsubscribe[]>();

  constructor({ host, writer, data, taskLogs }: RunnerLogParts) {
    this.#host = host;
    this.#writer = writer;
    this.#data = data;
    this.#failingUpdates = new FailingTasks(
      host,
      { well: ['updateCompleted'], otherwise: ['updateFailed'] },
      (last, isRecovered) => this.#over('updateRetried', last, isRecovered),
    );
    this.#failingExtensions = new FailingTasks(
      host,
      {
        well: ['leaseExtended'],
        otherwise: ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'],
      },
      (last, isRecovered) => this.#over('leaseExtensionFailed', last, isRecovered),
    );
    this.#listenToRunner();
    this.#listenToWorkers();
    this.#listenToTasks();
    this.#listenToLeases();
    if (taskLogs !== undefined) this.#listenToLines(taskLogs);
    this.#followLevel();
  }

  #listenToRunner(): void {
    const [host, writer] = [this.#host, this.#writer];
    host.on('started', ({ workers }) => {
      writer.write(RECORDS.started.level, 'started', undefined, { workers });
    });
    host.on('stopping', ({ inFlight }) => {
      writer.write(RECORDS.stopping.level, 'stopping', undefined, { inFlight });
    });
    host.on('stopped', (report) => this.#stopped(report));
    host.on('error', (event) => this.#erred(event));
  }

  #listenToWorkers(): void {
    const [host, writer] = [this.#host, this.#writer];
    host.on('workerPaused', (event) => {
      writer.write(RECORDS.workerPaused.level, 'workerPaused', event, {});
    });
    host.on('workerResumed', (event) => {
      writer.write(RECORDS.workerResumed.level, 'workerResumed', event, {});
    });
    host.on('workerResized', (event) => {
      const { from, to } = event;
      writer.write(RECORDS.workerResized.level, 'workerResized', event, { from, to });
    });
    host.on('workerMisconfigured', (event) => {
      const { level } = RECORDS.workerMisconfigured;
      writer.fail('workerMisconfigured', event, { level, error: event.error, fields: () => ({}) });
    });
    host.on('pollFailed', (event) => {
      this.#refresh();
      this.#failingPolls.add(workerKey(event));
      const { error, requested, longPollMs, durationMs, failures, retryInMs } = event;
      writer.fail('pollFailed', event, {
        ...{ level: RECORDS.pollFailed.level, error },
        fields: () => ({
          ...{ requested, longPollMs, failures },
          durationMs: tenths(durationMs),
          retryInMs: tenths(retryInMs),
        }),
      });
    });
    host.on('pollCompleted', (event) => {
      this.#refresh();
      if (this.#failingPolls.size > 0 && this.#failingPolls.delete(workerKey(event))) {
        writer.recover('pollFailed', event);
      }
      const { requested, received, longPollMs, durationMs } = event;
      const level = levelOfPoll(received);
      if (!writer.isEnabled(level)) return;
      const fields = { requested, received, longPollMs, durationMs: tenths(durationMs) };
      writer.write(level, 'pollCompleted', event, fields);
    });
    host.on('loopStalled', (event) => {
      const { state, pollAgeMs } = event;
      const fields = { state, pollAgeMs: tenths(pollAgeMs) };
      writer.fail('loopStalled', event, { level: RECORDS.loopStalled.level, fields: () => fields });
    });
  }

  #listenToTasks(): void {
    const [host, writer] = [this.#host, this.#writer];
    host.on('updateRetried', (event) => {
      this.#failingUpdates.add(event);
      const { error, attempts, attemptMs, retryInMs } = event;
      const fields = { updateAttempts: attempts, attemptMs: tenths(attemptMs), retryInMs: tenths(retryInMs) };
      writer.fail('updateRetried', event, { level: RECORDS.updateRetried.level, error, fields: () => fields });
    });
    host.on('taskFailed', (event) => {
      this.#watchWorker(event);
      writer.fail('taskFailed', event, {
        ...{ level: levelOfFailure(event), error: event.error, kind: event.result?.status ?? '' },
        fields: () => outcomeFields(event, this.#data),
      });
    });
    host.on('taskDropped', (event) => {
      writer.fail('taskDropped', event, {
        ...{ level: levelOfDrop(event.reason), error: event.error, kind: event.reason ?? '' },
        fields: () => outcomeFields(event, this.#data),
      });
    });
  }

  #listenToLeases(): void {
    const [host, writer] = [this.#host, this.#writer];
    host.on('leaseExtensionFailed', (event) => {
      this.#failingExtensions.add(event);
      const { error, leaseLeftMs } = event;
      const { level } = RECORDS.leaseExtensionFailed;
      const fields = { leaseLeftMs: tenths(leaseLeftMs) };
      writer.fail('leaseExtensionFailed', event, { level, error, fields: () => fields });
    });
    host.on('leaseLost', (event) => {
      const { leaseMs, ageMs } = event;
      const fields = { leaseMs, ageMs: tenths(ageMs) };
      writer.fail('leaseLost', event, { level: RECORDS.leaseLost.level, fields: () => fields });
    });
  }

  #listenToLines(level: LogLevel): void {
    this.#host.on('taskLogged', (event) => {
      if (this.#writer.isEnabled(level))
        this.#writer.write(level, 'taskLogged', event, {}, cutText(event.line, LONGEST_LINE));
    });
  }

  #refresh(): void {
    if (this.#writer.refresh()) this.#followLevel();
  }

  /** Listens for what is written at `debug` and `trace` only while it is. */
  #followLevel(): void {
    this.#listenAt('debug', () => logOutcomes(this.#host, this.#writer, this.#data));
    this.#listenAt('trace', () => logSteps(this.#host, this.#writer));
  }

  #listenAt(level: LogLevel, listen: () => readonly Unsubscribe[]): void {
    const listening = this.#forLevel.get(level);
    if (this.#writer.isEnabled(level)) {
      if (listening === undefined) this.#forLevel.set(level, listen());
    } else if (listening !== undefined) {
      for (const unsubscribe of listening) unsubscribe();
      this.#forLevel.delete(level);
    }
  }

  /** No task of a worker waits for a repeat any more. */
  #over(failed: 'updateRetried' | 'leaseExtensionFailed', last: TaskEvent, isRecovered: boolean): void {
    if (isRecovered) this.#writer.recover(failed, last);
    else this.#writer.end(failed, last);
  }

  /** From the first failure on, until a task of the worker completes. */
  #watchWorker(event: WorkerIdentity): void {
    this.#failingWorkers.add(workerKey(event));
    this.#stopWatchingWorkers ??= this.#host.on('taskCompleted', (completed) => {
      if (!this.#failingWorkers.delete(workerKey(completed))) return;
      const { failures, failedForMs } = this.#writer.seriesOf('taskFailed', completed);
      if (failures >= LEAST_FAILED_TASKS && failedForMs >= SHORTEST_FAILING_MS)
        this.#writer.recover('taskFailed', completed);
      else this.#writer.interrupt('taskFailed', completed);
      if (this.#failingWorkers.size > 0) return;
      this.#stopWatchingWorkers?.();
      this.#stopWatchingWorkers = undefined;
    });
  }

  #stopped(report: StopReport): void {
    const { errors, ...counts } = report;
    const shown = errors.slice(0, MOST_STOP_ERRORS).map(errorRecord);
    const fields = {
      ...{ ...counts, durationMs: tenths(counts.durationMs) },
      ...(shown.length > 0 && { errors: shown }),
    };
    this.#writer.write(levelOfStop(report), 'stopped', undefined, fields);
  }

  /** What cannot be logged is left to the runner: it warns, as it does of errors for which nobody listens. */
  #erred({ error, cause }: RunnerError): void {
    const fate = this.#writer.fail('error', undefined, {
      ...{ level: RECORDS.error.level, error, kind: withoutIds(cause) },
      fields: () => ({ cause: cutText(cause, LONGEST_CAUSE) }),
    });
    if (fate === 'lost')
      throw new Error(`it could not be logged that ${cause}: ${errorSummary(error).message}`, { cause: error });
  }
}
