import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConductorServerError } from '../conductor-server/error.js';
import { isHealthy } from '../conductor-server/health.js';
import { interruption } from '../conductor-server/interruption.js';
import { startConductorServer } from '../conductor-server/start.js';
import { namedServer } from './named-server.js';

/** Tests on a server. Resolves to the exit code. */
type Tests = (serverUrl: string, signal: AbortSignal) => Promise<number>;

/**
 * Runs tests on the server that CONDUCTOR_TEST_SERVER_URL names, else on one that is started for them, of the version in
 * CONDUCTOR_TEST_SERVER_VERSION, and sets the exit code of the process. The signal is aborted when the process is to end.
 *
 * @param prepare reads the command line, before a server is started
 */
export async function onTestServer(prepare: () => Tests): Promise<void> {
  const { signal, release } = interruption();
  try {
    const tests = prepare();
    const named = namedServer(process.env);
    process.exitCode = await (named === undefined ? onOwn(tests, signal) : onNamed(named, tests, signal));
  } catch (error) {
    const isExpected = error instanceof ConductorServerError || (signal.aborted && error instanceof Error);
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  } finally {
    release();
  }
}

async function onNamed(url: string, tests: Tests, signal: AbortSignal): Promise<number> {
  if (!(await isHealthy(url, signal))) {
    throw new ConductorServerError(
      `There is no healthy Conductor server at ${url}, which CONDUCTOR_TEST_SERVER_URL names`,
    );
  }
  return tests(url, signal);
}

async function onOwn(tests: Tests, signal: AbortSignal): Promise<number> {
  const logFile = join(tmpdir(), `conductor-server-tests-${process.pid}.log`);
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
    code = await tests(server.url, signal);
  } finally {
    await server.stop();
    if (code === 0) rmSync(logFile);
    else console.error(`The server's log is kept in ${logFile}`);
  }
  return code;
}
