/**
 * A real Conductor server for tests and for trying things out: a module, and the command `npm run server [-- --version 3.32.3 --port N --log FILE]`.
 */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ConductorServerError } from './conductor-server/error.js';
import { interruption } from './conductor-server/interruption.js';
import { DEFAULT_SERVER_VERSION, startConductorServer } from './conductor-server/start.js';

export { ConductorServerError, DEFAULT_SERVER_VERSION, startConductorServer };
export type { ConductorServer, ConductorServerOptions } from './conductor-server/start.js';

const USAGE = `Starts a real Conductor server on this machine, with an empty database, until it is interrupted.

  npm run server -- [--version ${DEFAULT_SERVER_VERSION}] [--port N] [--log FILE]

  --version  of the server                                (default ${DEFAULT_SERVER_VERSION})
  --port     of 127.0.0.1                                 (default: a free one)
  --log      keep the server's log here                   (default: removed with the server's other files)

Its URL is the only line on the standard output. Needs Java 21 or newer, and Maven the first time.`;

interface Arguments {
  readonly version: string | undefined;
  readonly port: number | undefined;
  readonly logFile: string | undefined;
}

function parse(args: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      version: { type: 'string' },
      port: { type: 'string' },
      log: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new ConductorServerError(`--port must be a number from 1 to 65535, not "${values.port}"`);
  }
  return { version: values.version, port, logFile: values.log === undefined ? undefined : resolve(values.log) };
}

async function main(args: readonly string[]): Promise<void> {
  const parsed = parse(args);
  if (parsed === 'help') {
    console.log(USAGE);
    return;
  }

  const { signal, release } = interruption();
  try {
    const startedAt = Date.now();
    const server = await startConductorServer({ ...parsed, signal, onProgress: console.error });
    try {
      console.error(
        `Ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s; Ctrl-C ends it and removes its data.`,
      );
      console.log(server.url);
      const crash = await Promise.race([server.crashed, signal.aborted || once(signal, 'abort')]);
      if (crash instanceof Error) throw crash;
    } finally {
      await server.stop();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    release();
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const isExpected = error instanceof ConductorServerError || (error instanceof TypeError && 'code' in error);
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  }
}
