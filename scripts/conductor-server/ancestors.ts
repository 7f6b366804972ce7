import { execFileSync } from 'node:child_process';

/**
 * Tells whether the process that had this one started is still there. That is the parent, and if the parent is only the shell in which npm runs a
 * script, which goes on when npm is killed, then npm as well.
 */
export function watchAncestors(env: NodeJS.ProcessEnv = process.env): () => boolean {
  const parent = process.ppid;
  const npm = npmBehind(parent, env.npm_lifecycle_script);
  // An orphan is given another parent at once.
  return () => process.ppid === parent && (npm === undefined || isAlive(npm));
}

function npmBehind(shell: number, script: string | undefined): number | undefined {
  if (script === undefined) return undefined;
  let answer: string;
  try {
    answer = execFileSync('ps', ['-o', 'ppid=', '-o', 'args=', '-p', String(shell)], { encoding: 'utf8' });
  } catch {
    // Without ps (bare containers, Windows) the parent alone is watched.
    return undefined;
  }
  const [, pid, command] = /^\s*(\d+)\s+(.*)/.exec(answer) ?? [];
  return pid !== undefined && command?.includes(script) ? Number(pid) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user cannot be signalled but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
