import { watchAncestors } from './ancestors.js';

/**
 * For a command that has to put things in order before it ends: aborts on Ctrl-C, on a polite request to end, when the terminal closes, and when
 * the process that started this one is gone. The first makes the others (and their defaults) ineffective until `release` is called.
 */
export function interruption(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const interrupted = (why: string): void => controller.abort(new Error(`interrupted (${why})`));

  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupted);

  const areThere = watchAncestors();
  const watch = setInterval(() => {
    if (!areThere()) interrupted('the process that started this one is gone');
  }, 500);

  return {
    signal: controller.signal,
    release() {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, interrupted);
    },
  };
}
