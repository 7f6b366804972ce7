import { createRequire } from 'node:module';

const load: (name: string) => unknown = createRequire(import.meta.url);

/**
 * Loads the package that a plugin is made for, at its first use: whoever does not use the plugin need not install it.
 *
 * @throws Error that names the package to install, with what Node said as its cause. A package that is there but broken fails with its
 * own error.
 */
export function loadPeer(plugin: string, name: string): unknown {
  try {
    return load(name);
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new Error(`the ${plugin} plugin needs the package ${name}, which is not installed: npm install ${name}`, {
      cause,
    });
  }
}

/** The same for a package that the plugin can do without. */
export function loadPeerIfInstalled(name: string): unknown {
  try {
    return load(name);
  } catch (error) {
    if (isMissing(error, name)) return undefined;
    throw error;
  }
}

/** Whether it is this package that was not found, and not one that it needs itself. */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}
