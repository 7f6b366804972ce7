import type { DropReason, TaskOutcome } from './events.js';
import type { StopReport } from './stop-report.js';

type Counts = Omit<StopReport, 'errors' | 'durationMs'>;

const ZERO: Counts = { completed: 0, failed: 0, inProgress: 0, handedBack: 0, dropped: 0, abandoned: 0, unsent: 0 };

/** Counts how tasks ended, in the terms of a stop report. */
export class OutcomeTally {
  #counts: { -readonly [Key in keyof Counts]: number } = { ...ZERO };

  reset(): void {
    this.#counts = { ...ZERO };
  }

  add(outcome: TaskOutcome['outcome'], reason: DropReason | undefined): void {
    if (reason === 'abandoned') this.#counts.abandoned += 1;
    else if (reason === 'gaveUp') this.#counts.unsent += 1;
    else this.#counts[outcome] += 1;
  }

  counts(): Counts {
    return { ...this.#counts };
  }
}
