import type { RunnerEventName, TaskEvent, WorkerIdentity } from '../../src/index.js';
import { ChildLoggers } from './child-loggers.js';
import { errorKind } from './error-kind.js';
import { errorRecord, errorSummary } from './error-record.js';
import type { LogOutput } from './log-output.js';
import { LOG_LEVELS, type Logger, type LogLevel } from './logger.js';
import type { Fields } from './record-fields.js';
import { RECORDS, RECOVERIES, SUPPRESSED_MESSAGE } from './record-table.js';
import { Repeats, type Recovery, type RepeatSettings } from './repeats.js';
import { workerKey } from './task-bindings.js';
import type { ActiveSpan } from './trace-ids.js';

/** What a record is about; `undefined` for the runner itself. */
export type Subject = TaskEvent | WorkerIdentity | undefined;

/** A failure that may be one of many. */
export interface Failure {
  readonly level: LogLevel;
  /** Absent where something went wrong without an error. */
  readonly error?: unknown;
  /** What else tells it from other failures of the same event. */
  readonly kind?: string;
  /** Made only if it is written. */
  readonly fields: () => object;
}

/** What became of the record of a failure. */
export type Fate = 'written' | 'suppressed' | 'lost';

export interface WriterParts {
  readonly output: LogOutput;
  readonly repeats: RepeatSettings;
  readonly activeSpan: ActiveSpan | undefined;
  /** In milliseconds, from any start. */
  readonly now: () => number;
}

/** The failures of one worker and event. */
interface Series {
  readonly event: RunnerEventName;
  readonly subject: WorkerIdentity | undefined;
  readonly repeats: Repeats;
  /** The highest level of those that were not written since the last that was. */
  suppressedLevel: LogLevel | undefined;
}

type RecoveringEvent = keyof typeof RECOVERIES;

/** Writes records of one runner: with the bindings of what they are about, and of errors that repeat only some. */
export class RecordWriter {
  readonly #parts: WriterParts;
  readonly #children: ChildLoggers;
  /** By worker and event, so that there are no more of them than workers times events. */
  readonly #repeats = new Map<string, Series>();

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#children = new ChildLoggers(parts.output);
  }

  isEnabled(level: LogLevel): boolean {
    return this.#parts.output.isEnabled(level);
  }

  /** Asks the logger for its level again. @returns whether it has changed */
  refresh(): boolean {
    const hasChanged = this.#parts.output.refresh();
    if (hasChanged) this.#children.forget();
    return hasChanged;
  }

  /** @returns false if the logger failed */
  write(
    level: LogLevel,
    event: RunnerEventName,
    subject: Subject,
    fields: object,
    message: string = RECORDS[event].message,
  ): boolean {
    const { output, activeSpan } = this.#parts;
    if (!output.isEnabled(level)) return true;
    const isAboutTask = subject !== undefined && 'task' in subject;
    const record = Object.assign({ event }, fields, isAboutTask ? activeSpan?.() : undefined);
    return output.write(this.#loggerOf(subject), level, record, message);
  }

  /** Writes a failure if it is the first of its kind, or one of those that are written of many. At `debug` all of them are. */
  fail(event: RunnerEventName, subject: Subject, { level, error, kind = '', fields }: Failure): Fate {
    const isDetailed = this.isEnabled('debug');
    if (!this.isEnabled(level) && !isDetailed) return 'suppressed';
    const hasError = error !== undefined;
    const wholeKind = `${level} ${kind} ${hasError ? errorKind(errorSummary(error)) : ''}`;
    const series = this.#seriesOf(event, subject);
    const { isWritten, count, suppressed } = series.repeats.failed(wholeKind, this.#parts.now(), isDetailed);
    if (isWritten) series.suppressedLevel = undefined;
    else if (!isDetailed) series.suppressedLevel = higher(level, series.suppressedLevel);
    if (!isWritten && !isDetailed) return 'suppressed';
    const record: Fields = { ...fields() };
    if (hasError) record.err = errorRecord(error);
    if (count > 1) record.count = count;
    if (isWritten && suppressed > 0) record.suppressed = suppressed;
    return this.write(isWritten ? level : 'debug', event, subject, record) ? 'written' : 'lost';
  }

  /** What had failed works again: told at `info`, with how often and for how long it had failed. */
  recover(failed: RecoveringEvent, subject: WorkerIdentity): void {
    const recovery = this.#seriesOf(failed, subject).repeats.recovered(this.#parts.now());
    if (recovery === undefined) return;
    const { event, message } = RECOVERIES[failed];
    this.write('info', event, workerOf(subject), { recovered: true, ...recovery }, message);
  }

  /** Nothing fails any more, but nothing has recovered either: what failed was given up. The next failure is one of its own. */
  end(failed: RecoveringEvent, subject: WorkerIdentity): void {
    this.#seriesOf(failed, subject).repeats.recovered(this.#parts.now());
  }

  /** Something went well in between, which is no recovery yet. */
  interrupt(failed: RecoveringEvent, subject: WorkerIdentity): void {
    this.#seriesOf(failed, subject).repeats.interrupted();
  }

  /** The failures of an event since it last went well. */
  seriesOf(failed: RecoveringEvent, subject: WorkerIdentity): Recovery {
    return this.#seriesOf(failed, subject).repeats.series(this.#parts.now());
  }

  /** Tells of what was not written: nothing more will come that could say so. */
  tellSuppressed(): void {
    for (const { event, subject, repeats, suppressedLevel } of this.#repeats.values()) {
      const { suppressed } = repeats;
      if (suppressedLevel !== undefined)
        this.write(suppressedLevel, event, subject, { suppressed }, SUPPRESSED_MESSAGE);
    }
    this.#repeats.clear();
    this.#parts.output.tellLosses();
  }

  #loggerOf(subject: Subject): Logger {
    if (subject === undefined) return this.#parts.output.logger;
    return 'task' in subject ? this.#children.ofTask(subject) : this.#children.ofWorker(subject);
  }

  #seriesOf(event: RunnerEventName, subject: Subject): Series {
    const key = subject === undefined ? event : `${event}\n${workerKey(subject)}`;
    let series = this.#repeats.get(key);
    if (series === undefined) {
      const repeats = new Repeats(this.#parts.repeats);
      series = { event, subject: subject && workerOf(subject), repeats, suppressedLevel: undefined };
      this.#repeats.set(key, series);
    }
    return series;
  }
}

function higher(level: LogLevel, other: LogLevel | undefined): LogLevel {
  return other !== undefined && LOG_LEVELS.indexOf(other) > LOG_LEVELS.indexOf(level) ? other : level;
}

/** The worker alone, without the task that a failure was about. */
function workerOf({ taskType, workerId, domain }: WorkerIdentity): WorkerIdentity {
  return { taskType, workerId, ...(domain !== undefined && { domain }) };
}
