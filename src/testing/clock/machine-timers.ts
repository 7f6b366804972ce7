/*
 * The machine's timers, as they were when this module was loaded: tests may put others in their place (`vi.useFakeTimers()`), which nobody
 * moves while a conductor waits for something outside of it.
 */

const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, queueMicrotask } = globalThis;
const now = performance.now.bind(performance);
const epochMs = Date.now.bind(Date);

export const machineTimers = {
  ...{ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, queueMicrotask },
  ...{ now, epochMs },
} as const;
