import { isThenable } from './is-thenable.js';
import type { Logger } from './logger.js';

/** Has a logger write out what it has buffered. Rejects if it fails, or has not done so within `limitMs`. Keeps no process alive. */
export async function flush(logger: Logger, limitMs: number): Promise<void> {
  if (typeof logger.flush !== 'function') return;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the logger has not flushed within ${limitMs} ms`)), limitMs);
    timer.unref();
  });
  try {
    await Promise.race([flushed(logger), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function flushed(logger: Logger): Promise<void> {
  return new Promise((resolve, reject) => {
    const returned: unknown = logger.flush?.((error) => (error instanceof Error ? reject(error) : resolve()));
    if (isThenable(returned)) returned.then(() => resolve(), reject);
    // One that takes no callback, and returns no promise, is done when it returns.
    else if (logger.flush?.length === 0) resolve();
  });
}
