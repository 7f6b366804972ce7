import { isThenable } from './is-thenable.js';
import { childOf, LOG_LEVELS, withBindings, type Logger, type LogLevel } from './logger.js';

/** Told of the first fault of a logger, and of how many records were lost in the end. */
export type ReportFault = (error: unknown, cause: string) => void;

/**
 * Writes to a logger that may do anything: whatever it throws or rejects with is contained, told once, and counted.
 *
 * Which levels are written is looked up with `refresh` and remembered until then, so that asking costs nothing.
 */
export class LogOutput {
  readonly logger: Logger;
  readonly #lowest: number;
  readonly #report: ReportFault;
  /** A bit for each level. */
  #enabled = 0;
  #lost = 0;

  /** @param lowest the lowest level that is written; without it the logger decides or, if it cannot be asked, `info` */
  constructor(logger: Logger, lowest: LogLevel | undefined, report: ReportFault) {
    this.logger = logger;
    const otherwise = typeof logger.isLevelEnabled === 'function' ? 'trace' : 'info';
    this.#lowest = LOG_LEVELS.indexOf(lowest ?? otherwise);
    this.#report = report;
    this.refresh();
  }

  /**
   * Asks the logger again what it writes: its level may be changed while the process runs.
   * @returns whether anything has changed
   */
  refresh(): boolean {
    let enabled = 0;
    for (const [rank, level] of LOG_LEVELS.entries()) {
      if (rank >= this.#lowest && this.#loggerWants(level)) enabled |= 1 << rank;
    }
    const hasChanged = enabled !== this.#enabled;
    this.#enabled = enabled;
    return hasChanged;
  }

  isEnabled(level: LogLevel): boolean {
    return (this.#enabled & (1 << LOG_LEVELS.indexOf(level))) !== 0;
  }

  /** A child of a logger. If it fails to make one, the bindings are added here. */
  child(logger: Logger, bindings: object): Logger {
    try {
      return childOf(logger, bindings);
    } catch (error) {
      this.#fault(error);
      return withBindings(logger, bindings);
    }
  }

  /** @returns whether the logger took the record without throwing */
  write(logger: Logger, level: LogLevel, record: object, message: string): boolean {
    try {
      const returned: unknown = logger[level](record, message);
      if (isThenable(returned)) returned.then(undefined, (error: unknown) => this.#fault(error));
      return true;
    } catch (error) {
      this.#fault(error);
      return false;
    }
  }

  /** Tells how many faults there have been, if more than the one that was told. */
  tellLosses(): void {
    if (this.#lost > 1) this.#report(new Error(`the logger failed ${this.#lost} times`), 'records were lost');
  }

  #loggerWants(level: LogLevel): boolean {
    try {
      return this.logger.isLevelEnabled?.(level) ?? true;
    } catch (error) {
      this.#fault(error);
      return true;
    }
  }

  #fault(error: unknown): void {
    this.#lost += 1;
    // Telling it leads to an `error` event, which is to be logged as well, and so here again.
    if (this.#lost === 1)
      this.#report(error, 'the logger failed; this is told once, and counted when the runner stops');
  }
}
