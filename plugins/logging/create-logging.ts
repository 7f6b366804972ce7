import type { Plugin } from '../../src/index.js';
import { loadPeer } from '../shared/load-peer.js';
import { logRequests } from './client-log.js';
import { flush } from './flush.js';
import { LogOutput } from './log-output.js';
import { childOf, isLogger, type Logger, type LogLevel } from './logger.js';
import { resolveOptions, type LoggingOptions } from './options.js';
import { RecordWriter } from './record-writer.js';
import { RunnerLog } from './runner-log.js';
import { taskBindings, type IdentifiedTask } from './task-bindings.js';
import { TaskData } from './task-data.js';
import { findActiveSpan } from './trace-ids.js';

/** How long a stop waits for the logger to write out what it has buffered. */
const FLUSH_LIMIT_MS = 2_000;

/** What `logging()` returns: pass it to runners, and use its logger for records of your own. */
export interface LoggingPlugin extends Plugin {
  readonly name: 'logging';
  /** The logger that was given, or the plugin's own pino, which is made when it is first needed. */
  readonly logger: Logger;
  /**
   * A logger for what a handler has to say: its records have the same fields for the task as those of the plugin, and those of the
   * active span.
   *
   * @example
   * execute: (task) => {
   *   logs.forTask(task).info({ amount: 3 }, 'charging');
   * };
   */
  forTask(task: IdentifiedTask & { readonly taskType: string; readonly workerId?: string }): Logger;
}

/** @param now tells the time in milliseconds, from any start */
export function createLogging(options: LoggingOptions, now: () => number): LoggingPlugin {
  const { level, repeats, data, taskLogs, requests, traceIds, ...settings } = resolveOptions(options);
  let ownLogger: Logger | undefined;
  const getLogger = (): Logger => settings.logger ?? (ownLogger ??= createPino(level));
  const findSpan = traceIds ? once(findActiveSpan) : () => undefined;
  return {
    name: 'logging',
    get logger() {
      return getLogger();
    },
    forTask(task) {
      const { taskType, workerId } = task;
      const worker = { taskType, ...(workerId !== undefined && { workerId }) };
      return childOf(getLogger(), { ...worker, ...taskBindings(task), ...findSpan()?.() });
    },
    setup(host) {
      const logger = getLogger();
      const output = new LogOutput(logger, level, (error, cause) => host.reportError(error, cause));
      const writer = new RecordWriter({ output, repeats, now, activeSpan: findSpan() });
      new RunnerLog({ host, writer, data: new TaskData(data), taskLogs });
      host.defer(async () => {
        writer.tellSuppressed();
        await flush(logger, FLUSH_LIMIT_MS);
      });
      // The last record comes after the clean-ups.
      host.on('stopped', () => flush(logger, FLUSH_LIMIT_MS));
    },
    ...(requests !== undefined && {
      setupClient(host) {
        const output = new LogOutput(getLogger(), level, (error, cause) =>
          host.reportError(new Error(cause, { cause: error })),
        );
        logRequests(host, output, { level: requests, repeats, now });
      },
    }),
  };
}

/** Its default destination is synchronous: what it was given is written when the process ends, however that comes. */
function createPino(level: LogLevel | undefined): Logger {
  const pino = loadPeer('logging', 'pino');
  const logger = isFactory(pino) ? pino(level === undefined ? {} : { level }) : undefined;
  if (!isLogger(logger)) throw new TypeError('logging: the package pino is not what it was: it makes no logger');
  return logger;
}

function isFactory(value: unknown): value is (options: object) => unknown {
  return typeof value === 'function';
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
