/**
 * `npm run test:e2e [-- ARGUMENTS OF MOCHA]`: the end-to-end tests against the server that CONDUCTOR_TEST_SERVER_URL names, else against one that is
 * started for them, of the version in CONDUCTOR_TEST_SERVER_VERSION. Test files among the arguments take the place of all of test/e2e.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { e2eEnvironment } from './test-e2e/environment.js';
import { mochaArguments } from './test-e2e/mocha-arguments.js';
import { onTestServer } from './test-e2e/on-test-server.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** @returns the exit code */
async function runMocha(serverUrl: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  const mocha = spawn(process.execPath, [join(PROJECT, 'node_modules/mocha/bin/mocha.js'), ...mochaArguments(args)], {
    cwd: PROJECT,
    env: e2eEnvironment(process.env, serverUrl),
    stdio: 'inherit',
  });
  const stop = (): unknown => mocha.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      mocha.once('error', reject).once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

await onTestServer(() => (serverUrl, signal) => runMocha(serverUrl, process.argv.slice(2), signal));
