import type { LogLevel, Logger } from './logger.js';
import { isLogLevel, LOG_LEVELS, missingMethods } from './logger.js';
import type { RedactionPath } from './redaction.js';
import type { RepeatSettings } from './repeats.js';
import { checkOptionNames } from '../shared/check-option-names.js';

/** How errors that come again and again are written: the first of each kind, then now and then one with a count. */
export interface RepeatOptions {
  /** Every so-manieth of a kind is written. Default 100. */
  readonly every?: number;
  /** And one at least when nothing was written for so long, in milliseconds. Default 600,000: ten minutes. */
  readonly everyMs?: number;
}

/** Which data of tasks is written, and how much of it. It is part of the records about outcomes: `taskCompleted`, `taskFailed` … */
export interface DataOptions {
  /** Write `inputData`. Default false. */
  readonly input?: boolean;
  /** Write `outputData`. Default false. */
  readonly output?: boolean;
  /**
   * What is not written, as paths: `inputData.card.number`. `*` stands for any name, `**` for any number of names: `**.iban`. Upper and
   * lower case are the same, and paths go through lists. A list of names in place of a text for names with dots in them. Passwords,
   * tokens and the like are never written, whatever is given here.
   */
  readonly redact?: readonly RedactionPath[];
  /** How large each of the two may be as JSON, in bytes, 100 to 1,000,000; the rest is cut, and marked as such. Default 1,000. */
  readonly maxBytes?: number;
}

/** Options of `logging()`. */
export interface LoggingOptions {
  /**
   * Where to: pino, or anything with the methods `trace`, `debug`, `info`, `warn` and `error`, each called with a record and a message.
   * Default: a pino of its own, which writes JSON to stdout.
   */
  readonly logger?: Logger;
  /** The lowest level that is written. Default: what the logger says (`isLevelEnabled`); `info` for one that cannot be asked. */
  readonly level?: LogLevel;
  readonly repeats?: RepeatOptions;
  /** Data of tasks. Default: none. */
  readonly data?: DataOptions;
  /** Write the lines of `context.log()`, too: `true` for at `info`. The server gets them anyway. Default false. */
  readonly taskLogs?: boolean | LogLevel;
  /**
   * Write attempts of the client that failed (no answer, 429, 500 and above), also those that were repeated with success: `true` for at
   * `debug`. Default false: what comes of them for polls and results is written anyway.
   */
  readonly requests?: boolean | LogLevel;
  /** Write `trace_id`, `span_id` and `trace_flags` of the active span into records about tasks. Default true, if OpenTelemetry is there. */
  readonly traceIds?: boolean;
}

/** What is decided by the options. */
export interface LoggingSettings {
  readonly logger: Logger | undefined;
  readonly level: LogLevel | undefined;
  readonly repeats: RepeatSettings;
  readonly data: Required<DataOptions>;
  readonly taskLogs: LogLevel | undefined;
  readonly requests: LogLevel | undefined;
  readonly traceIds: boolean;
}

const MOST_BYTES = 1_000_000;
const LEAST_BYTES = 100;

/** @throws TypeError, RangeError that name option and value */
export function resolveOptions(options: LoggingOptions): LoggingSettings {
  checkOptionNames('logging', options, ['logger', 'level', 'repeats', 'data', 'taskLogs', 'requests', 'traceIds']);
  const { logger, level, repeats = {}, data = {}, taskLogs, requests, traceIds } = options;
  if (logger !== undefined) checkLogger(logger);
  if (level !== undefined && !isLogLevel(level)) throw wrong('level', `one of ${LOG_LEVELS.join(', ')}`, level);
  checkOptionNames('logging.repeats', repeats, ['every', 'everyMs']);
  checkOptionNames('logging.data', data, ['input', 'output', 'redact', 'maxBytes']);
  const { every = 100, everyMs = 600_000 } = repeats;
  if (!Number.isInteger(every) || every < 1) throw outOfRange('repeats.every', 'a whole number from 1 on', every);
  if (!(typeof everyMs === 'number' && everyMs >= 0))
    throw outOfRange('repeats.everyMs', 'a number from 0 on', everyMs);
  const { redact = [], maxBytes = 1_000 } = data;
  checkPaths(redact);
  if (!Number.isInteger(maxBytes) || maxBytes < LEAST_BYTES || maxBytes > MOST_BYTES)
    throw outOfRange('data.maxBytes', `a whole number from ${LEAST_BYTES} to ${MOST_BYTES}`, maxBytes);
  const input = flag('data.input', data.input, false);
  const output = flag('data.output', data.output, false);
  return {
    ...{ logger, level },
    repeats: { every, everyMs },
    data: { input, output, redact, maxBytes },
    taskLogs: levelOf('taskLogs', taskLogs, 'info'),
    requests: levelOf('requests', requests, 'debug'),
    traceIds: flag('traceIds', traceIds, true),
  };
}

function checkLogger(logger: unknown): void {
  const missing = missingMethods(logger);
  if (missing.length === LOG_LEVELS.length) throw wrong('logger', `an object with ${LOG_LEVELS.join(', ')}`, logger);
  if (missing.length > 0) {
    throw new TypeError(`logging: logger has no ${missing.join(', ')}; it needs the methods ${LOG_LEVELS.join(', ')}`);
  }
}

function checkPaths(paths: unknown): void {
  if (!Array.isArray(paths)) throw wrong('data.redact', 'a list of paths', paths);
  for (const path of paths as readonly unknown[]) {
    const names: unknown = typeof path === 'string' ? path.split('.') : path;
    const isPath =
      Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
    if (!isPath) throw wrong('data.redact', 'a list of paths such as "inputData.card.number"', path);
  }
}

function flag(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean') throw wrong(name, 'true or false', value);
  return value;
}

function levelOf(name: string, value: unknown, ifTrue: LogLevel): LogLevel | undefined {
  if (value === undefined || value === false) return undefined;
  if (value === true) return ifTrue;
  if (!isLogLevel(value)) throw wrong(name, `true, false or one of ${LOG_LEVELS.join(', ')}`, value);
  return value;
}

function wrong(name: string, wanted: string, got: unknown): TypeError {
  return new TypeError(`logging: ${name} must be ${wanted}, got ${shown(got)}`);
}

function outOfRange(name: string, wanted: string, got: unknown): RangeError {
  return new RangeError(`logging: ${name} must be ${wanted}, got ${shown(got)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
