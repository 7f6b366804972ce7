import { join } from 'node:path';

import { PROJECT } from '../../structure/module-graph.js';
import { cachedInstall } from './cached-install.js';
import { runCommand } from './run-command.js';
import { INSTALL_TIMEOUT_MS, PROGRAM_TIMEOUT_MS } from './sdk-programs.js';
import type { SdkPrograms } from './sdk-programs.js';

const FOLDER = join(PROJECT, 'test/e2e/sdks/python');

/** The programs of the Python SDK, which is installed if it is not yet. */
export async function pythonPrograms(): Promise<SdkPrograms> {
  const requirements = join(FOLDER, 'requirements.txt');
  const installed = await cachedInstall('python', [requirements], await pythonVersion(), async (folder) => {
    const options = { cwd: folder, timeoutMs: INSTALL_TIMEOUT_MS };
    await runCommand('python3', ['-m', 'venv', 'venv'], options);
    const quiet = ['--quiet', '--disable-pip-version-check'];
    await runCommand(pythonOf(folder), ['-m', 'pip', 'install', ...quiet, '--requirement', requirements], options);
  });
  return {
    run: (name, serverUrl, prefix) =>
      // -B: nothing is compiled into the project's folders.
      runCommand(pythonOf(installed), ['-B', join(FOLDER, `${name}.py`), serverUrl, prefix], {
        cwd: installed,
        timeoutMs: PROGRAM_TIMEOUT_MS,
      }),
  };
}

function pythonOf(folder: string): string {
  return join(folder, 'venv/bin/python');
}

async function pythonVersion(): Promise<string> {
  try {
    return await runCommand('python3', ['-c', 'import sys; print(sys.executable, sys.version)'], {
      cwd: FOLDER,
      timeoutMs: 10_000,
    });
  } catch (error) {
    throw new Error(
      'The test of the Python SDK needs Python 3.10 or newer as `python3`, with venv (Debian: python3-venv)',
      { cause: error },
    );
  }
}
