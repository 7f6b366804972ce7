import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../../structure/module-graph.js';
import { cachedInstall } from './cached-install.js';
import { runCommand } from './run-command.js';
import { INSTALL_TIMEOUT_MS, PROGRAM_TIMEOUT_MS } from './sdk-programs.js';
import type { SdkPrograms } from './sdk-programs.js';

const FOLDER = join(PROJECT, 'test/e2e/sdks/javascript');
const PACKAGE_FILES = ['package.json', 'package-lock.json'];

/**
 * The programs of the JavaScript SDK, which is installed if it is not yet.
 *
 * The lock file is needed: without one, npm tries to reconcile the SDK's optional peers, which nobody asked for, and gives up with ERESOLVE.
 */
export async function javascriptPrograms(): Promise<SdkPrograms> {
  const files = PACKAGE_FILES.map((name) => join(FOLDER, name));
  const installed = await cachedInstall('javascript', files, process.version, async (folder) => {
    for (const name of PACKAGE_FILES) copyFileSync(join(FOLDER, name), join(folder, name));
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await runCommand('npm', ['ci', '--ignore-scripts', ...quiet], { cwd: folder, timeoutMs: INSTALL_TIMEOUT_MS });
  });
  return {
    run: (name, serverUrl, prefix) => {
      // Beside the packages that it imports.
      const program = join(installed, `${name}.mjs`);
      copyFileSync(join(FOLDER, `${name}.mjs`), program);
      return runCommand(process.execPath, [program, serverUrl, prefix], {
        cwd: installed,
        timeoutMs: PROGRAM_TIMEOUT_MS,
      });
    },
  };
}
