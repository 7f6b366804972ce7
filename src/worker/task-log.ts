import type { TaskExecLog } from '../../generated/index.js';
import type { Clock } from '../time/clock.js';
import { WheelNode, type TimerWheel } from '../time/timer-wheel.js';
import { cutText } from './cut-text.js';
import { textOf } from './text-of.js';

/*
 * The lines that a handler logs, on their way to the task's log on the server. There are two ways: one request per line through the log
 * endpoint, or up to ten lines with the task's result, which costs nothing; the server drops an eleventh without a word.
 *
 *   state        what it means                                  what moves it
 *   gathering    fewer than ten lines wait; none is sent        tenth line -> sending · 5 s after the first line -> sending
 *                                                               finish() -> finished
 *   sending      a line is in flight, others wait their turn    all that waited at the trigger are sent -> gathering
 *                                                               the endpoint fails -> backingOff · finish() -> finishing
 *   backingOff   the endpoint failed; the line is first again   the pause is over -> sending · finish() -> finishing or finished
 *   finishing    the handler has ended; a line is in flight,    at most ten are left and none is in flight -> finished
 *                or more than ten wait and are sent ahead       5 s are over, or three failures -> finished
 *   finished     what is left travels with the result           log() is ignored
 *
 * Lines stay in order because one is in flight at most, and a line leaves the buffer only when the server has taken it. One whose answer
 * was lost may be there twice: better than not at all.
 */

type State = 'gathering' | 'sending' | 'backingOff' | 'finishing' | 'finished';

/** So many lines of an update are kept by the server (measured on 3.32.3). */
const LINES_WITH_RESULT = 10;
const LINES_TO_SEND_AT = 10;
const GATHERING_MS = 5_000;
const FINISHING_MS = 5_000;
/** Pause after the first failure in a row; doubled with each further one. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const FAILURES_WHILE_FINISHING = 3;
/** A handler that logs faster than the server takes lines loses the oldest ones. */
const MAX_WAITING_LINES = 500;
const MAX_LINE_LENGTH = 10_000;

/** What a task's log needs of its surroundings. */
export interface TaskLogParts {
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  /** Sends one line ahead through the log endpoint. */
  readonly send: (line: string) => Promise<unknown>;
  /** Called with the first error of `send`; later ones are only counted. */
  readonly onSendFailed: (error: unknown) => void;
}

interface Line {
  readonly text: string;
  readonly createdTime: number;
}

/** The log of one task. Made when its handler logs for the first time, so that one that does not log pays nothing. */
export class TaskLog extends WheelNode {
  readonly #parts: TaskLogParts;
  #state: State = 'gathering';
  /** Not yet taken by the server, oldest first. The one in flight is the first. */
  readonly #lines: Line[] = [];
  #isInFlight = false;
  /** How many of the lines this round of sending is still about. */
  #leftInRound = 0;
  #dropped = 0;
  #failures = 0;
  #failuresInARow = 0;
  #lastCreatedTime = 0;
  /** When the server took the last line that was sent ahead: it bears a time of about then. */
  #lastTakenTime = 0;
  #finishBy = 0;
  #onFinished: (() => void) | undefined;

  constructor(parts: TaskLogParts) {
    super();
    this.#parts = parts;
  }

  /** How often sending a line ahead has failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Adds a line. Anything but a text, from callers without types, becomes one. Never throws, never waits. */
  log(line: unknown): void {
    this.#add(textOf(line), this.#parts.clock.epochMs());
  }

  /** Adds the lines that a handler returned with its result. A time of their own is kept as far as the order allows. */
  addAll(lines: readonly (string | TaskExecLog)[]): void {
    const now = this.#parts.clock.epochMs();
    for (const line of lines) {
      if (typeof line === 'string') this.#add(line, now);
      else this.#add(line.log, line.createdTime ?? now);
    }
  }

  /**
   * Ends the log: what is in flight is awaited and a surplus over ten lines is sent ahead, for 5 s at the most. `undefined` when there
   * is nothing to wait for. The promise never rejects. {@link rest} then has what travels with the result.
   */
  finish(): Promise<void> | undefined {
    if (this.#state === 'finished') return undefined;
    this.#parts.wheel.cancel(this);
    this.#state = 'finishing';
    if (this.#fitsResult) {
      this.#state = 'finished';
      return undefined;
    }
    this.#failuresInARow = 0;
    this.#finishBy = this.#parts.clock.now() + FINISHING_MS;
    return new Promise((resolve) => {
      this.#onFinished = resolve;
      this.#goOnFinishing();
    });
  }

  /** After {@link finish}: the last lines, in order, ten at the most, with a word about those that are missing. */
  rest(): TaskExecLog[] {
    const kept = this.#lines.slice(-this.#room);
    const missing = this.#dropped + this.#lines.length - kept.length;
    // The server sorts by time, and what was sent ahead has its time of arrival there.
    let time = this.#lastTakenTime;
    const entries = kept.map(({ text, createdTime }): TaskExecLog => {
      time = Math.max(createdTime, time + 1);
      return { log: text, createdTime: time };
    });
    if (missing > 0) {
      const log = `(${missing} ${missing === 1 ? 'line' : 'lines'} of this log could not be kept)`;
      entries.push({ log, createdTime: Math.max(this.#parts.clock.epochMs(), time + 1) });
    }
    return entries;
  }

  /** Time to send what was gathered, to try again after a failure, or to stop finishing. Called by the wheel. */
  override onDue(): void {
    if (this.#state === 'finishing') this.#goOnFinishing();
    else if (this.#state !== 'finished') this.#startRound();
  }

  /** How many lines the result can carry: one less when a word about missing lines has to go with it. */
  get #room(): number {
    const hasGap = this.#dropped > 0 || (this.#state === 'finished' && this.#lines.length > LINES_WITH_RESULT);
    return hasGap ? LINES_WITH_RESULT - 1 : LINES_WITH_RESULT;
  }

  get #fitsResult(): boolean {
    return !this.#isInFlight && this.#lines.length <= this.#room;
  }

  #add(text: string, time: number): void {
    if (this.#state === 'finishing' || this.#state === 'finished') return;
    const now = this.#parts.clock.epochMs();
    // A time from the future would push every later line behind it.
    this.#lastCreatedTime = Math.max(Math.min(Math.floor(time) || now, now), this.#lastCreatedTime + 1);
    this.#lines.push({ text: boundedLine(text), createdTime: this.#lastCreatedTime });
    if (this.#lines.length > MAX_WAITING_LINES) this.#dropOldest();
    if (this.#state !== 'gathering') return;
    if (this.#lines.length >= LINES_TO_SEND_AT) this.#startRound();
    else if (this.#lines.length === 1) this.#parts.wheel.schedule(this, GATHERING_MS);
  }

  /** The oldest of those that are not in flight: the last lines tell most about how a task ended. */
  #dropOldest(): void {
    const index = this.#isInFlight ? 1 : 0;
    this.#lines.splice(index, 1);
    this.#dropped += 1;
    if (this.#leftInRound > index) this.#leftInRound -= 1;
  }

  #startRound(): void {
    this.#parts.wheel.cancel(this);
    this.#state = 'sending';
    this.#leftInRound = this.#lines.length;
    this.#sendFirst();
  }

  #sendFirst(): void {
    const line = this.#lines[0];
    if (line === undefined) return;
    this.#isInFlight = true;
    let sent: Promise<unknown>;
    try {
      sent = this.#parts.send(line.text);
    } catch (error) {
      sent = Promise.reject(error instanceof Error ? error : new Error(textOf(error)));
    }
    void sent.then(this.#onTaken, this.#onFailed);
  }

  readonly #onTaken = (): void => {
    this.#isInFlight = false;
    this.#failuresInARow = 0;
    // Finished without waiting for this answer: the line travels with the result, perhaps for the second time.
    if (this.#state === 'finished') return;
    this.#lines.shift();
    this.#lastTakenTime = this.#parts.clock.epochMs();
    if (this.#state === 'finishing') this.#goOnFinishing();
    else this.#goOnSending();
  };

  #goOnSending(): void {
    this.#leftInRound -= 1;
    if (this.#leftInRound > 0) {
      this.#sendFirst();
      return;
    }
    this.#state = 'gathering';
    if (this.#lines.length >= LINES_TO_SEND_AT) this.#startRound();
    else if (this.#lines.length > 0) this.#parts.wheel.schedule(this, GATHERING_MS);
  }

  readonly #onFailed = (error: unknown): void => {
    this.#isInFlight = false;
    this.#failures += 1;
    this.#failuresInARow += 1;
    if (this.#failures === 1) this.#parts.onSendFailed(error);
    if (this.#state === 'finished') return;
    if (this.#state === 'finishing') {
      this.#pauseFinishing();
      return;
    }
    this.#state = 'backingOff';
    const pauseMs = Math.min(PAUSE_MS * 2 ** (this.#failuresInARow - 1), LONGEST_PAUSE_MS);
    this.#parts.wheel.schedule(this, pauseMs);
  };

  /** Looks what there is left to do before the result can go. Called for each event while finishing. */
  #goOnFinishing(): void {
    const leftMs = this.#finishBy - this.#parts.clock.now();
    if (this.#fitsResult || leftMs <= 0) {
      this.#end();
      return;
    }
    this.#parts.wheel.schedule(this, leftMs);
    if (!this.#isInFlight) this.#sendFirst();
  }

  #pauseFinishing(): void {
    const leftMs = this.#finishBy - this.#parts.clock.now();
    if (this.#fitsResult || leftMs <= 0 || this.#failuresInARow >= FAILURES_WHILE_FINISHING) {
      this.#end();
      return;
    }
    this.#parts.wheel.schedule(this, Math.min(PAUSE_MS, leftMs));
  }

  #end(): void {
    this.#parts.wheel.cancel(this);
    this.#state = 'finished';
    this.#onFinished?.();
  }
}

function boundedLine(text: string): string {
  if (text.length <= MAX_LINE_LENGTH) return text;
  const kept = cutText(text, MAX_LINE_LENGTH);
  return `${kept}… (${text.length - kept.length} characters cut)`;
}
