/**
 * A process between ours and the server, so that no server outlives the process that asked for it, however that one ends: the channel to the
 * parent closes even when the parent is killed with SIGKILL. It is a program of its own, started by `startSupervised`.
 *
 *     supervisor.ts --folder FOLDER --grace-ms N -- COMMAND ARGS…
 *
 * | state    | means                                             | left by                                                  |
 * | -------- | ------------------------------------------------- | -------------------------------------------------------- |
 * | running  | the command runs                                  | it ends → ended; channel closed or a signal → stopping   |
 * | ended    | it ended by itself; the parent may read its files | channel closed or a signal → gone                        |
 * | stopping | it was sent SIGTERM, and SIGKILL after the grace  | it ends → gone                                           |
 * | gone     | FOLDER is removed and this process exits          |                                                          |
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';

import type { SupervisorMessage } from './supervisor-message.js';

type State = 'running' | 'ended' | 'stopping';

const { values, positionals } = parseArgs({
  options: { folder: { type: 'string' }, 'grace-ms': { type: 'string' } },
  allowPositionals: true,
});
const folder = values.folder;
const graceMs = Number(values['grace-ms']);
const [command, ...args] = positionals;
if (folder === undefined || command === undefined || !Number.isFinite(graceMs)) {
  throw new Error('usage: supervisor.ts --folder FOLDER --grace-ms N -- COMMAND ARGS…');
}

// The parent can be gone before the listener below is there to hear of it.
if (!process.connected) gone(folder);

let state: State = 'running';
const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });

child.once('spawn', () => tell({ type: 'started', pid: child.pid }));
child.once('error', (error) => ended({ type: 'ended', how: error.message }));
child.once('exit', (code, signal) => ended({ type: 'ended', how: signal ?? `exit code ${code ?? 'unknown'}` }));

process.once('disconnect', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

function ended(message: SupervisorMessage): void {
  if (state === 'stopping') gone(folder);
  if (state === 'ended') return;
  state = 'ended';
  tell(message);
}

function stop(): void {
  if (state === 'ended') gone(folder);
  if (state === 'stopping') return;
  state = 'stopping';
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), graceMs);
}

function gone(leftover: string | undefined): never {
  if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true, maxRetries: 3 });
  process.exit(0);
}

function tell(message: SupervisorMessage): void {
  // Without a channel nobody is left to be told, and 'disconnect' has already begun the end.
  if (process.connected) process.send?.(message);
}
