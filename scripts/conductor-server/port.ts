import { once } from 'node:events';
import { createServer } from 'node:net';

import { ConductorServerError } from './error.js';

/** Below the ports that Linux, macOS and Windows give to outgoing connections, which would take a free one while the JVM starts. */
const FIRST_PORT = 20_000;
const LAST_PORT = 31_999;
const TRIES = 50;

/** A port of 127.0.0.1 on which nothing listens at the moment. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (await isFree(port)) return port;
  }
  throw new ConductorServerError(
    `No free port between ${FIRST_PORT} and ${LAST_PORT} in ${TRIES} tries; name one with --port`,
  );
}

export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listening = new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).once('listening', () => resolve(true));
  });
  probe.listen(port, '127.0.0.1');
  if (!(await listening)) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
