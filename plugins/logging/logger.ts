/** From what is told always when it is on, to what is wrong. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** In rising order. */
export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/**
 * What the plugin writes to: pino, or anything with these five methods. Each takes a record and a message, in that order. What a
 * method returns is not waited for.
 */
export interface Logger {
  trace(record: object, message: string): unknown;
  debug(record: object, message: string): unknown;
  info(record: object, message: string): unknown;
  warn(record: object, message: string): unknown;
  error(record: object, message: string): unknown;
  /** A logger that adds `bindings` to each of its records. Without it they are part of each record that is written. */
  child?(bindings: object): Logger;
  /** Whether a record of that level would be written: records that would not are not even made. */
  isLevelEnabled?(level: string): boolean;
  /** Writes out what is buffered. Called when a runner has stopped; done when `callback` is called or the promise resolves. */
  flush?(callback?: (error?: Error) => void): unknown;
}

/** The names of the methods that a value lacks to be a logger: all five, if it is none at all. */
export function missingMethods(value: unknown): readonly LogLevel[] {
  const isCandidate = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isCandidate) return LOG_LEVELS;
  return LOG_LEVELS.filter((name) => typeof Reflect.get(value, name) !== 'function');
}

export function isLogger(value: unknown): value is Logger {
  return missingMethods(value).length === 0;
}

export function isLogLevel(value: unknown): value is LogLevel {
  return LOG_LEVELS.some((level) => level === value);
}

/** A logger that adds `bindings` to each record: the logger's own child or, if it makes none, one around it. */
export function childOf(logger: Logger, bindings: object): Logger {
  const child: unknown = logger.child?.(bindings);
  return isLogger(child) ? child : withBindings(logger, bindings);
}

/** A logger around another one that adds `bindings` to each record itself. */
export function withBindings(logger: Logger, bindings: object): Logger {
  const write =
    (level: LogLevel) =>
    (record: object, message: string): unknown =>
      logger[level]({ ...bindings, ...record }, message);
  return {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (more) => withBindings(logger, { ...bindings, ...more }),
  };
}
