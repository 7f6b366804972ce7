/**
 * Writes structured records of what a runner does, through pino or any logger with the same five methods. See docs/logging.md.
 *
 * @packageDocumentation
 */

import { createLogging, type LoggingPlugin } from './create-logging.js';
import type { LoggingOptions } from './options.js';

export type { LoggingPlugin } from './create-logging.js';
export type { Logger, LogLevel } from './logger.js';
export type { DataOptions, LoggingOptions, RepeatOptions } from './options.js';
export type { RedactionPath } from './redaction.js';
export type { IdentifiedTask } from './task-bindings.js';

/**
 * Logs what runners do: little at `info` as long as all is well, each task's outcome at `debug`, every step at `trace`. Errors that
 * repeat are written now and then, with a count. Inputs and outputs of tasks are not written unless that is asked for.
 *
 * @throws TypeError, RangeError when an option is wrong. A pino that is needed and missing is told by `start()`.
 *
 * @example
 * const runner = new TaskRunner({ workers, plugins: [logging()] });
 */
export function logging(options: LoggingOptions = {}): LoggingPlugin {
  return createLogging(options, () => performance.now());
}
