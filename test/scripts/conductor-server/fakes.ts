import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of one's own for the length of a test. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'conductor-server-test-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A program whose text runs in this version of Node, whatever PATH holds. */
export function writeProgram(file: string, script: string): string {
  return writeExecutable(file, `#!${process.execPath}\n${script}\n`);
}

export function writeExecutable(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** A JVM's folder, in which `bin/java` says that it is of `version` and does nothing else. */
export function writeJvm(home: string, version: string): string {
  return writeExecutable(join(home, 'bin/java'), `#!/bin/sh\necho 'openjdk version "${version}" 2025-01-01' >&2\n`);
}

/** In place of a JVM with a real server in it, to be started and killed: says who it is, and that it is healthy, and knows no more of Conductor. */
export const HEALTHY_SERVER = `
  const port = Number(/--server.port=(\\d+)/.exec(process.argv.join(' '))[1]);
  const answer = (request, response) => response.setHeader('content-type', 'application/json').end('{"healthy":true}');
  require('node:http').createServer(answer).listen(port, '127.0.0.1', () => console.log('pid ' + process.pid));
`;

/** A JVM's folder, in which `bin/java` runs `server` in place of any jar. */
export function writeServerJvm(home: string, server: string): string {
  const version = `if (process.argv.includes('-version')) { console.error('openjdk version "21.0.1"'); process.exit(0); }`;
  return writeProgram(join(home, 'bin/java'), `${version}\n${server}`);
}

/** What a program said of itself with `pid N` in its log; `undefined` as long as it has not. */
export function pidInLog(logFile: string): number | undefined {
  const [, pid] = /pid (\d+)/.exec(readFileSync(logFile, 'utf8')) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
