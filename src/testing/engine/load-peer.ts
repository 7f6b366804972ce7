import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * Loads a package that only some workflows need, at its first use.
 *
 * @throws Error that names the package to install, with what Node said as its cause. One that is there but broken fails with its own error.
 */
export function loadPeer(name: string, purpose: string): unknown {
  return orMissing(name, purpose, () => load(name) as unknown);
}

/** The file that such a package starts with, for a thread to load. */
export function resolvePeer(name: string, purpose: string): string {
  return orMissing(name, purpose, () => load.resolve(name));
}

function orMissing<T>(name: string, purpose: string, find: () => T): T {
  try {
    return find();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')) throw cause;
    if (!cause.message.includes(`'${name}'`)) throw cause;
    throw new Error(`${purpose} need the package ${name}, which is not installed: npm install ${name}`, { cause });
  }
}
