/*
 * Errors of one worker and one event that come again and again: which of them are written.
 *
 *   state       what it means                            what moves it
 *   well        nothing has failed since the last        failed -> failing
 *               recovery
 *   failing     of each kind the first is written, then  failed -> failing · recovered -> well, and told if anything was written
 *               every n-th, and one when nothing has
 *               been written for everyMs
 *
 * Kinds are forgotten when the next failure comes after a recovery, or after everyMs without one: it is written as the first of its
 * kind. Unless the last one was written less than a minute ago: where every third poll fails, failing and recovering alternate, and
 * each time both would be written.
 *
 * Few kinds are told apart. Whatever else fails counts as one further kind, so that messages that are never the same fill neither
 * the log nor the memory.
 */

const MOST_KINDS = 10;
const OTHER_KINDS = 'other';
/** Shortest time between two times that the same kind is written as the first. */
const FLAPPING_MS = 60_000;

export interface RepeatSettings {
  /** After the first of a kind, every so-manieth is written. */
  readonly every: number;
  /** And one at least when nothing was written for so long. */
  readonly everyMs: number;
}

/** What is said about a failure in its record. */
export interface Repetition {
  readonly isWritten: boolean;
  /** The how-manieth of its kind, since they were last forgotten. */
  readonly count: number;
  /** Failures of this worker and event since the last that was written. */
  readonly suppressed: number;
}

/** A series of failures that is over. */
export interface Recovery {
  readonly failures: number;
  /** From the first failure of the series to its end. */
  readonly failedForMs: number;
}

/** Says of each failure whether it is written. */
export class Repeats {
  readonly #settings: RepeatSettings;
  readonly #counts = new Map<string, number>();
  #failures = 0;
  #failingSince = 0;
  #lastAt = 0;
  #lastWrittenAt = -Infinity;
  /** Whether anything of this series was written. */
  #isTold = false;
  #hasRecovered = false;
  #suppressed = 0;

  constructor(settings: RepeatSettings) {
    this.#settings = settings;
  }

  /** Failures that were not written since the last that was. */
  get suppressed(): number {
    return this.#suppressed;
  }

  /** @param isSeenAnyway whether those that are not written are told in another way: they do not count as suppressed then */
  failed(kind: string, now: number, isSeenAnyway = false): Repetition {
    const { every, everyMs } = this.#settings;
    if (this.#failures === 0) this.#failingSince = now;
    this.#failures += 1;
    const isAnotherTime = this.#hasRecovered || now - this.#lastAt >= everyMs;
    if (isAnotherTime && now - this.#lastWrittenAt >= FLAPPING_MS) {
      this.#counts.clear();
      this.#hasRecovered = false;
    }
    this.#lastAt = now;
    const key = this.#counts.has(kind) || this.#counts.size < MOST_KINDS ? kind : OTHER_KINDS;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const isWritten = count === 1 || count % every === 0 || now - this.#lastWrittenAt >= everyMs;
    const suppressed = this.#suppressed;
    if (isWritten) {
      this.#isTold = true;
      this.#lastWrittenAt = now;
      this.#suppressed = 0;
    } else if (!isSeenAnyway) {
      this.#suppressed += 1;
    }
    return { isWritten, count, suppressed };
  }

  /** It works again. The series that is over by that, if anything of it was written. */
  recovered(now: number): Recovery | undefined {
    const series = this.#isTold ? this.series(now) : undefined;
    this.interrupted();
    this.#hasRecovered = true;
    return series;
  }

  /** Something went well in between: the series is over, but what failed before has not been repaired by that. */
  interrupted(): void {
    this.#failures = 0;
    this.#isTold = false;
  }

  /** The failures since it last went well. */
  series(now: number): Recovery {
    return { failures: this.#failures, failedForMs: Math.round(now - this.#failingSince) };
  }
}
