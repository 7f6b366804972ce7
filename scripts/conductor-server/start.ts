import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serverJar } from './artifact.js';
import { ConductorServerError } from './error.js';
import { untilHealthy } from './health.js';
import { findJava } from './java.js';
import { freePort, isFree } from './port.js';
import { SERVER_FLAGS, serverArguments, serverEnvironment } from './settings.js';
import { startSupervised } from './supervised-process.js';

/** The version that the SDK is generated from and tested against. */
export const DEFAULT_SERVER_VERSION = '3.32.3';

export interface ConductorServerOptions {
  /** Default {@link DEFAULT_SERVER_VERSION}. */
  readonly version?: string | undefined;
  /** On 127.0.0.1. Default: a free one. */
  readonly port?: number | undefined;
  /** Gets the server's log. Default: a file among the server's own, which `stop()` removes. */
  readonly logFile?: string | undefined;
  /** How long the server may take to become healthy. Default 300,000; an idle machine needs 10 s, a busy one up to 100 s. */
  readonly timeoutMs?: number;
  /** Default `process.env`: where Java, Maven and the cache are looked for. The server itself gets none of its settings from it. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the start at any point and leaves nothing behind. It has no effect on a server that has started. */
  readonly signal?: AbortSignal;
  /** Told in a line what is being waited for. */
  readonly onProgress?: (line: string) => void;
}

export interface ConductorServer {
  /** Without a slash or `/api` at its end: `http://127.0.0.1:23456`. */
  readonly url: string;
  readonly version: string;
  /** The settings that decide what the server does and offers, without those of this one machine (port, files). */
  readonly flags: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Resolves, with the way it ended and the end of its log, if the server ends without `stop()`. */
  readonly crashed: Promise<ConductorServerError>;
  /** Ends the server and removes its data. May be called any number of times. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real Conductor server with every optional feature on, an empty database of its own, and no authentication (the open-source server has
 * none), reachable from this machine only. It ends with this process at the latest, whatever ends that.
 *
 * @throws ConductorServerError if Java or Maven is missing, the version does not exist, or the server does not become healthy.
 */
export async function startConductorServer(options: ConductorServerOptions = {}): Promise<ConductorServer> {
  const {
    version = DEFAULT_SERVER_VERSION,
    env = process.env,
    timeoutMs = 300_000,
    signal,
    onProgress = () => undefined,
  } = options;
  const java = await findJava({ env });
  const jar = await serverJar({ version, env, java, onProgress, signal });
  const port = await choosePort(options.port);
  signal?.throwIfAborted();

  // The real path, since the database driver does not follow every link (macOS has its temporary folder behind one).
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conductor-server-')));
  const logFile = options.logFile ?? join(folder, 'server.log');
  onProgress(`Starting Conductor ${version} on Java ${java.version} (${java.executable}), log in ${logFile}`);
  const running = startSupervised({
    command: java.executable,
    args: serverArguments(jar, folder, port, version),
    env: serverEnvironment(env),
    folder,
    logFile,
  });
  const crashed = running.ended.then(
    (how) =>
      new ConductorServerError(
        `The Conductor server ${version} ended by itself: ${how}. The end of its log:\n${endOf(logFile)}`,
      ),
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilStarted(url, { crashed, logFile, timeoutMs, signal });
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { url, version, flags: SERVER_FLAGS, logFile, crashed, stop: running.stop };
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort();
  // Asked before, since a server that already listens there would be taken for ours.
  if (await isFree(wanted)) return wanted;
  throw new ConductorServerError(
    `Port ${wanted} of 127.0.0.1 is taken or not ours to use; name another one, or none for a free one`,
  );
}

interface Starting {
  readonly crashed: Promise<ConductorServerError>;
  readonly logFile: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

async function untilStarted(url: string, { crashed, logFile, timeoutMs, signal }: Starting): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const crash = new AbortController();
  void crashed.then((error) => crash.abort(error));
  const giveUp = AbortSignal.any([crash.signal, deadline, ...(signal === undefined ? [] : [signal])]);
  try {
    await untilHealthy(url, giveUp);
  } catch (error) {
    if (crash.signal.aborted) throw crash.signal.reason;
    signal?.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw new ConductorServerError(
      `The Conductor server at ${url} was not healthy after ${timeoutMs / 1000} s. The end of its log:\n${endOf(logFile)}`,
    );
  }
}

/** The last lines, each cut to a readable length: Spring puts whole stack traces and class paths into single lines. */
function endOf(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-30);
  return lines.map((line) => `  ${line.slice(0, 300)}`).join('\n');
}
