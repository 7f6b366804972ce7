import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { isSupervisorMessage } from './supervisor-message.js';

/** By its file, since the supervisor may be started from any folder. */
const TYPESCRIPT_LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface SupervisedOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** All that the command gets of the environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Its working folder, which is removed when it has been stopped. */
  readonly folder: string;
  /** Gets what it prints, from the beginning. */
  readonly logFile: string;
  /** Between the polite signal and the one that cannot be refused. Default 10,000. */
  readonly graceMs?: number;
}

export interface SupervisedProcess {
  /** Resolves if the command ends without `stop()`, with a signal, an exit code, or why it could not be started. */
  readonly ended: Promise<string>;
  /** Ends the command if it still runs, and removes its folder. May be called any number of times. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs a command that is certain to end with this process: also when this process crashes or is killed, and whether or not it called `stop()`.
 * Signals of the terminal (Ctrl-C) do not reach the command; ending it in good order is for whoever called this.
 */
export function startSupervised(options: SupervisedOptions): SupervisedProcess {
  const { command, args, env, folder, logFile, graceMs = 10_000 } = options;
  const log = openLog(logFile, folder);
  const supervisor = fork(
    fileURLToPath(new URL('./supervisor.ts', import.meta.url)),
    ['--folder', folder, '--grace-ms', String(graceMs), '--', command, ...args],
    {
      env,
      execArgv: ['--import', TYPESCRIPT_LOADER],
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    },
  );
  closeSync(log);

  let stopped: Promise<void> | undefined;
  let pid: number | undefined;
  const gone = new Promise<string>((resolve) => {
    supervisor.once('exit', (code, signal) =>
      resolve(`its supervisor ended with ${signal ?? `exit code ${code ?? 'unknown'}`}`),
    );
    supervisor.once('error', (error) => resolve(`its supervisor failed: ${error.message}`));
  });
  const ended = new Promise<string>((resolve) => {
    supervisor.on('message', (message) => {
      if (!isSupervisorMessage(message)) return;
      if (message.type === 'started') pid = message.pid;
      else {
        pid = undefined;
        resolve(message.how);
      }
    });
    void gone.then((how) => {
      if (stopped === undefined) resolve(how);
    });
  });

  async function stop(): Promise<void> {
    if (supervisor.connected) supervisor.disconnect();
    const late = setTimeout(() => supervisor.kill('SIGKILL'), 2 * graceMs);
    await gone;
    clearTimeout(late);
    if (supervisor.exitCode === 0) return;
    // The supervisor failed, was killed or hung: what it would have done is left to us.
    if (pid !== undefined) killIfThere(pid);
    rmSync(folder, { recursive: true, force: true });
  }
  return { ended, stop: () => (stopped ??= stop()) };
}

/** Nothing is started without a log, and then nothing of it may be left. */
function openLog(logFile: string, folder: string): number {
  try {
    mkdirSync(dirname(logFile), { recursive: true });
    return openSync(logFile, 'w');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
