import { pino } from 'pino';
import type { Logger, LogLevel } from '../../../../plugins/logging/index.js';

/** A record as it was written. */
export type LogRecord = Readonly<Record<string, unknown>> & {
  readonly level: LogLevel;
  readonly event?: string;
  readonly msg: string;
};

/** A pino whose records can be looked at: as they are in the JSON, but without time, process and host. */
export function pinoInMemory(level: LogLevel | 'silent' = 'trace'): {
  readonly logger: pino.Logger;
  readonly records: LogRecord[];
} {
  const records: LogRecord[] = [];
  const formatters = { level: (label: string) => ({ level: label }) };
  const write = (line: string): void => void records.push(JSON.parse(line) as LogRecord);
  return { logger: pino({ level, base: null, timestamp: false, formatters }, { write }), records };
}

/** A logger of the five methods and nothing else. */
export function fiveMethods(): {
  readonly logger: Logger;
  readonly records: { level: LogLevel; record: object; message: string }[];
} {
  const records: { level: LogLevel; record: object; message: string }[] = [];
  const write =
    (level: LogLevel) =>
    (record: object, message: string): void =>
      void records.push({ level, record, message });
  return {
    records,
    logger: {
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    },
  };
}
