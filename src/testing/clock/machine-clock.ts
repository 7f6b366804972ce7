import type { Clock } from '../../time/clock.js';
import { machineTimers } from './machine-timers.js';

/** More than that is no delay for `setTimeout`; whoever waits for longer looks at the clock again. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The machine's clock, whatever timers and dates a test has put in the place of the platform's. */
export const machineClock: Clock = {
  now: machineTimers.now,
  epochMs: machineTimers.epochMs,
  setTimer(delayMs, callback, options) {
    const timer = machineTimers.setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS));
    if (options?.keepAlive === false) timer.unref();
    return { cancel: () => machineTimers.clearTimeout(timer) };
  },
};
