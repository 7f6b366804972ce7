import type { ClientPlugin } from '../client/client-plugin.js';
import { shown } from '../worker/shown.js';
import type { PollStyle } from './api/poll-holder.js';

/** How a test's Conductor is made. */
export interface TestConductorOptions {
  /**
   * `virtual`, the default: time stands still unless something moves it, so that a wait of seven days costs nothing. `real`: the machine's.
   */
  readonly clock?: 'virtual' | 'real';
  /** What time it is at first on a virtual clock. Default: now. */
  readonly startAt?: Date | number;
  /**
   * Whether a virtual clock jumps by itself when nothing but timers remains. Default true. Without it only `advance` and `runUntilIdle`
   * move it.
   */
  readonly autoAdvance?: boolean;
  /** How many finished workflows are kept, the latest. Default: all. */
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

const FIELDS: ReadonlySet<string> = new Set<keyof TestConductorOptions>([
  ...(['clock', 'startAt', 'autoAdvance', 'keepFinished', 'pollStyle', 'newId', 'random', 'fetch'] as const),
  ...(['plugins', 'onBackgroundError', 'stuckAfterMs'] as const),
]);

/** @throws TypeError or RangeError that names the option */
export function checkOptions(options: TestConductorOptions): void {
  for (const name of Object.keys(options)) {
    if (!FIELDS.has(name)) throw new TypeError(`createTestConductor: there is no option ${name}`);
  }
  const { clock = 'virtual', startAt = 0, autoAdvance, keepFinished = 0, pollStyle = 'firstTask' } = options;
  if (!['virtual', 'real'].includes(clock)) throw new TypeError(`clock must be 'virtual' or 'real', got ${clock}`);
  if (!['firstTask', 'fullBatch'].includes(pollStyle)) {
    throw new TypeError(`pollStyle must be 'firstTask' or 'fullBatch', got ${pollStyle}`);
  }
  if (!Number.isFinite(Number(startAt))) throw new RangeError('startAt must be a date or milliseconds since 1970');
  if (Number.isNaN(keepFinished) || keepFinished < 0) {
    throw new RangeError(`keepFinished must be 0 or more, got ${keepFinished}`);
  }
  checkStuckAfter(options.stuckAfterMs);
  if (clock === 'real' && (options.startAt !== undefined || autoAdvance !== undefined)) {
    throw new TypeError('startAt and autoAdvance are for a virtual clock; this one is real');
  }
}

/** @throws RangeError */
export function checkStuckAfter(ms: unknown): void {
  if (ms === undefined || (typeof ms === 'number' && ms > 0)) return;
  throw new RangeError(`stuckAfterMs must be milliseconds above 0, got ${shown(ms)}`);
}
