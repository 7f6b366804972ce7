import type { ClientPlugin } from '../client/client-plugin.js';
import type { PollStyle } from './api/poll-holder.js';
import { bool, checkFields, func, list, oneOf, type Rule, type RulesFor, wholeNumber } from './check-fields.js';

/** How a test's Conductor is made: on a virtual clock, unless `clock` is `real`. */
export type TestConductorOptions = VirtualClockOptions | RealClockOptions;

/** How a test's Conductor is made whose time stands still unless something moves it, so that a wait of seven days costs nothing. */
export interface VirtualClockOptions extends AnyClockOptions {
  readonly clock?: 'virtual';
  /** What time it is at first. Default: now. */
  readonly startAt?: Date | number;
  /**
   * Whether the clock jumps by itself when nothing but timers remains. Default true. Without it only `advance` and `runUntilIdle` move it.
   */
  readonly autoAdvance?: boolean;
}

/** How a test's Conductor is made that goes by the machine's clock. */
export interface RealClockOptions extends AnyClockOptions {
  readonly clock: 'real';
  /** Only of a virtual clock. */
  readonly startAt?: never;
  /** Only of a virtual clock. */
  readonly autoAdvance?: never;
}

/** What does not depend on the clock. */
export interface AnyClockOptions {
  /** How many finished workflows are kept, the latest; those that somebody waits for besides. 0 or more. Default: all. */
  readonly keepFinished?: number;
  /** How polls that may wait are answered. Default `firstTask`; `fullBatch` is what a server with sqlite does. */
  readonly pollStyle?: PollStyle;
  /**
   * For how long nothing changes, in milliseconds of the machine's clock, before a wait for a workflow rejects because the workflow is stuck;
   * `Infinity` for never. Default 1,000; 4,000 for a `waitFor` on what the test may still do something about: a person, a signal, a message.
   */
  readonly stuckAfterMs?: number;
  /** Ids of workflows and tasks. Default: random UUIDs. */
  readonly newId?: () => string;
  /** From 0 to below 1, for the jitter of retries. Default: `Math.random`. */
  readonly random?: () => number;
  /** For HTTP tasks. Default: the platform's own, so that they really call. */
  readonly fetch?: typeof fetch;
  /** Of the conductor's own client. */
  readonly plugins?: readonly ClientPlugin[];
  /**
   * Told what went wrong where nobody waits for an answer: a workflow that cannot be evaluated after a timer.
   * Default: a warning of the process, with the code `CONDUCTOR_ENGINE_BACKGROUND`.
   */
  readonly onBackgroundError?: (error: unknown, workflowId: string) => void;
}

/** The range of `Date`, in milliseconds. */
const FARTHEST_MS = 8.64e15;

/** Of an option of the conductor and of a single wait. */
export const stuckAfter: Rule = {
  expected: 'milliseconds above 0',
  accepts: (value) => typeof value === 'number' && value > 0,
};

const OPTIONS: RulesFor<TestConductorOptions> = {
  clock: oneOf('virtual', 'real'),
  startAt: {
    expected: 'a valid Date or milliseconds since 1970',
    accepts: (value) => (value instanceof Date || typeof value === 'number') && Math.abs(Number(value)) <= FARTHEST_MS,
  },
  autoAdvance: bool,
  keepFinished: wholeNumber(0),
  pollStyle: oneOf('firstTask', 'fullBatch'),
  stuckAfterMs: stuckAfter,
  newId: func,
  random: func,
  fetch: func,
  plugins: list,
  onBackgroundError: func,
};

/** @throws TypeError that names the option */
export function checkOptions(options: object): void {
  checkFields('createTestConductor', options, OPTIONS);
  const { clock, startAt, autoAdvance }: { readonly [Name in keyof VirtualClockOptions]?: unknown } = options;
  if (clock === 'real' && (startAt !== undefined || autoAdvance !== undefined)) {
    throw new TypeError('createTestConductor: startAt and autoAdvance are for a virtual clock; this one is real');
  }
}
