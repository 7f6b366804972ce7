import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../../structure/module-graph.js';

/** Written last, so that an installation which was cut off is made anew. */
const DONE = '.installed';

/**
 * What `install` puts into a folder, made once and kept for later runs in the project's `.cache/sdks`.
 *
 * @param name of the folder
 * @param from the files that say what is installed: another content is another installation
 * @param runtime what the installation is for, such as the version of Node
 * @returns the folder
 */
export async function cachedInstall(
  name: string,
  from: readonly string[],
  runtime: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const digest = createHash('sha256').update(runtime);
  for (const file of from) digest.update(readFileSync(file));
  const folder = join(PROJECT, '.cache', 'sdks', `${name}-${digest.digest('hex').slice(0, 12)}`);
  if (existsSync(join(folder, DONE))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await install(folder);
  } catch (error) {
    throw new Error(`The ${name} SDK could not be installed into ${folder}. It needs its package registry.`, {
      cause: error,
    });
  }
  writeFileSync(join(folder, DONE), '');
  return folder;
}
