import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Of each output of a command that failed: workers that poll in vain write a lot. */
const SHOWN_CHARACTERS = 4_000;

/** Where a command runs, and for how long at most. */
export interface CommandOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
}

/**
 * @returns what the command wrote to its standard output
 * @throws when it cannot be run, fails, or is not over in time, with the end of what it wrote. Processes that it started end with it.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, timeoutMs }: CommandOptions,
): Promise<string> {
  // The caller's server and workers are not those of the command, whose SDK would read them.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CONDUCTOR_|NODE_OPTIONS$|npm_)/i.test(name)),
  );
  // Of a process group of its own, so that its workers, which may be processes as well, do not outlive it.
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const overdue = AbortSignal.timeout(timeoutMs);
  const kill = (): void => killGroup(child.pid);
  overdue.addEventListener('abort', kill);
  try {
    const written = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const [stdout, stderr] = await written;
    if (code === 0 && !overdue.aborted) return stdout;
    const how = overdue.aborted
      ? `was not over after ${timeoutMs} ms`
      : `ended with ${signal ?? `exit code ${String(code)}`}`;
    throw new Error(
      `\`${command} ${args.join(' ')}\` ${how}\n${stdout.slice(-SHOWN_CHARACTERS)}${stderr.slice(-SHOWN_CHARACTERS)}`,
    );
  } finally {
    overdue.removeEventListener('abort', kill);
    kill();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // All of the group's processes are over.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
