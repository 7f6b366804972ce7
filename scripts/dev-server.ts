/**
 * `npm run dev-server [-- --port N] [-- --host ADDRESS]`: a Conductor in this process behind HTTP, to play with: for curl, for workers in other
 * processes, for SDKs of other languages. It keeps everything in memory. Ctrl-C ends it.
 */
import { parseArgs } from 'node:util';

import { createTestConductor } from '../src/testing/index.js';
import { interruption } from './conductor-server/interruption.js';

const USAGE = 'npm run dev-server -- [--port N, default 8080; 0 for any free one] [--host ADDRESS, default 127.0.0.1]';

interface Settings {
  readonly port: number;
  readonly host: string;
}

function parse(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '8080' }, host: { type: 'string', default: '127.0.0.1' } },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new RangeError(`--port must be a number from 0 to 65535, not "${values.port}"`);
  }
  return { port, host: values.host };
}

/** What the user can do something about. */
function isExpected(error: unknown): error is Error {
  return error instanceof Error && ('code' in error || error instanceof RangeError);
}

const { signal, release } = interruption();
try {
  const settings = parse(process.argv.slice(2));
  const conductor = await createTestConductor({ clock: 'real' });
  try {
    const { url } = await conductor.listen(settings);
    console.log('A Conductor in this process, in memory: for development, not for production.');
    console.log(`Its API: ${url}/api`);
    console.log('Ctrl-C ends it.');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await conductor.close();
  }
} catch (error) {
  console.error(isExpected(error) ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
} finally {
  release();
}
