import { createLogging, type LoggingPlugin } from '../../../../plugins/logging/create-logging.js';
import type { LoggingOptions, LogLevel } from '../../../../plugins/logging/index.js';
import { Bench, type BenchOptions } from '../../../runner/support/bench.js';
import { pinoInMemory, type LogRecord } from './records.js';

/** A runner on a scripted server whose log can be read. */
export interface LoggedBench {
  readonly bench: Bench;
  readonly plugin: LoggingPlugin;
  readonly records: LogRecord[];
  /** The records of an event, or of several. */
  readonly of: (...events: readonly string[]) => readonly LogRecord[];
  /** `warn pollFailed`, in order; without those of the runner itself. */
  readonly lines: () => readonly string[];
}

/** @param options.level of the pino that is written to; default `trace` */
export function loggedBench({
  level = 'trace',
  logging = {},
  ...options
}: BenchOptions & { readonly level?: LogLevel; readonly logging?: LoggingOptions } = {}): LoggedBench {
  const { logger, records } = pinoInMemory(level);
  const plugin = createLogging({ logger, ...logging }, () => bench.clock.now());
  const bench = new Bench({ ...options, plugins: [...(options.plugins ?? []), plugin] });
  return {
    ...{ bench, plugin, records },
    of: (...events) => records.filter(({ event }) => event !== undefined && events.includes(event)),
    lines: () =>
      records
        .filter(({ event }) => !['started', 'stopping', 'stopped'].includes(event ?? ''))
        .map((record) => `${record.level} ${record.event ?? ''}`),
  };
}
