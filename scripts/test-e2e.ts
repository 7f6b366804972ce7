/**
 * `npm run test:e2e [-- ARGUMENTS OF MOCHA]`: the end-to-end tests against the server that CONDUCTOR_TEST_SERVER_URL names, else against one that is
 * started for them, of the version in CONDUCTOR_TEST_SERVER_VERSION. Test files among the arguments take the place of all of test/e2e.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ConductorServerError } from './conductor-server/error.js';
import { isHealthy } from './conductor-server/health.js';
import { interruption } from './conductor-server/interruption.js';
import { startConductorServer } from './conductor-server/start.js';
import { e2eEnvironment } from './test-e2e/environment.js';
import { mochaArguments } from './test-e2e/mocha-arguments.js';
import { namedServer } from './test-e2e/named-server.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** @returns the exit code */
async function testOnNamedServer(url: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  if (!(await isHealthy(url, signal))) {
    throw new ConductorServerError(
      `There is no healthy Conductor server at ${url}, which CONDUCTOR_TEST_SERVER_URL names`,
    );
  }
  return runMocha(url, args, signal);
}

/** @returns the exit code */
async function testOnOwnServer(args: readonly string[], signal: AbortSignal): Promise<number> {
  const logFile = join(tmpdir(), `conductor-server-e2e-${process.pid}.log`);
  const version = process.env.CONDUCTOR_TEST_SERVER_VERSION;
  let code = 1;
  const server = await startConductorServer({
    ...(version === undefined || version === '' ? {} : { version }),
    logFile,
    signal,
    onProgress: console.error,
  });
  try {
    void server.crashed.then((error) => console.error(error.message));
    code = await runMocha(server.url, args, signal);
  } finally {
    await server.stop();
    if (code === 0) rmSync(logFile);
    else console.error(`The server's log is kept in ${logFile}`);
  }
  return code;
}

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

const { signal, release } = interruption();
const args = process.argv.slice(2);
try {
  const named = namedServer(process.env);
  process.exitCode = await (named === undefined
    ? testOnOwnServer(args, signal)
    : testOnNamedServer(named, args, signal));
} catch (error) {
  const isExpected = error instanceof ConductorServerError || (signal.aborted && error instanceof Error);
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
} finally {
  release();
}
