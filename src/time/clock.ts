/** A timer that has been set and can be taken back. Cancelling one that has fired, or twice, does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * Where time comes from. Everything in this library that waits or measures takes a clock, so that a test can own time.
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin, never going back: for durations and deadlines. */
  now(): number;
  /** Milliseconds since 1970: only for what leaves the process (log lines) or comes from elsewhere (the server's times). */
  epochMs(): number;
  /**
   * Calls `callback` once, `delayMs` from now at the earliest.
   * @param options.keepAlive whether the pending timer keeps the process running. Default true.
   */
  setTimer(delayMs: number, callback: () => void, options?: { readonly keepAlive?: boolean }): Timer;
}

/** `setTimeout` fires at once above this: longer waits are cut to it, and whoever waits looks at the clock again. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  epochMs: () => Date.now(),
  setTimer(delayMs, callback, options) {
    const handle: unknown = setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS));
    // A browser's handle is a number without unref: there no timer keeps anything alive.
    if (options?.keepAlive === false && typeof handle === 'object' && handle !== null && 'unref' in handle) {
      (handle as NodeJS.Timeout).unref();
    }
    return { cancel: () => clearTimeout(handle as NodeJS.Timeout) };
  },
};
