/** Collects rejections that nobody handles, each of which would end a user's process, until `restore`. */
export function catchUnhandledRejections(): { readonly reasons: readonly unknown[]; readonly restore: () => void } {
  const reasons: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  const collect = (reason: unknown): void => void reasons.push(reason);
  // The test runner would fail whatever test is running.
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', collect);
  return {
    reasons,
    restore: () => {
      process.off('unhandledRejection', collect);
      for (const other of others) process.on('unhandledRejection', other);
    },
  };
}
