import type { SubjectName } from './cell-settings.js';
import type { Measurement } from './measurement.js';

/** One subject at one concurrency in one round. */
export interface Cell {
  readonly round: number;
  readonly concurrency: number;
  readonly subject: SubjectName;
  readonly measurement: Measurement;
  /** While the process was running, not while it was stopped in favour of another. */
  readonly tasksPerSecond: number;
}

/** What one subject came to at one concurrency. Ratios are made within each round, so that what disturbs a whole round cancels out. */
export interface Summary {
  readonly subject: SubjectName;
  readonly concurrency: number;
  /** One in each round. */
  readonly cells: readonly Cell[];
  /** CPU per task of each round, over that of `raw` in the same round. */
  readonly cpuToRaw: readonly number[];
  /** The same over `raw-dispatch`; empty when that was not measured. */
  readonly cpuToDispatch: readonly number[];
  /** The same over `runner`: what something that is added to it costs. Empty when that was not measured. */
  readonly cpuToRunner: readonly number[];
  /** Tasks per second of each round, over that of `raw` in the same round. */
  readonly throughputToRaw: readonly number[];
}

/** Summarises one subject at one concurrency. */
export function summarise(cells: readonly Cell[], subject: SubjectName, concurrency: number): Summary {
  const at = cells.filter((cell) => cell.concurrency === concurrency);
  const own = at.filter((cell) => cell.subject === subject);
  const paired = (other: SubjectName, ratio: (one: Cell, base: Cell) => number): readonly number[] =>
    own.flatMap((cell) => {
      const base = at.find((candidate) => candidate.subject === other && candidate.round === cell.round);
      return base === undefined ? [] : [ratio(cell, base)];
    });
  const cpu = (one: Cell, base: Cell): number => one.measurement.cpuMicrosPerTask / base.measurement.cpuMicrosPerTask;
  return {
    subject,
    concurrency,
    cells: own,
    cpuToRaw: paired('raw', cpu),
    cpuToDispatch: paired('raw-dispatch', cpu),
    cpuToRunner: paired('runner', cpu),
    throughputToRaw: paired('raw', (one, base) => one.tasksPerSecond / base.tasksPerSecond),
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
