import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { ConductorServerError, OR_NAME_A_SERVER } from './error.js';
import { findOnPath } from './executable.js';
import type { Java } from './java.js';

export interface ArtifactRequest {
  /** Of the server, e.g. `3.32.3`. */
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  /** For Maven, where the environment offers none. */
  readonly java: Java;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The file of the server's executable jar, fetched through the user's own Maven (settings, mirrors and local repository included) unless the
 * cache already has it. The jar enters the cache under its name in one step, so what is there is always whole.
 *
 * The cache is `CONDUCTOR_TEST_SERVER_CACHE`, else `conductor-typescript` in `XDG_CACHE_HOME` or `~/.cache`.
 *
 * @throws ConductorServerError without Maven, for a version that does not exist, or when the download fails.
 */
export async function serverJar(request: ArtifactRequest): Promise<string> {
  const { version, env, onProgress } = request;
  if (!/^\d+(\.\d+)*(-[\w.]+)?$/.test(version)) {
    throw new ConductorServerError(`"${version}" is not a version of the Conductor server; one looks like 3.32.3`);
  }
  const cache = cacheFolder(env);
  const jar = join(cache, `conductor-server-${version}-boot.jar`);
  if (existsSync(jar)) return jar;

  const maven = findOnPath('mvn', env.PATH);
  if (maven === undefined) {
    throw new ConductorServerError(
      `The Conductor server ${version} is fetched with Maven, and there is no mvn in PATH. Install Maven 3.8 or newer from your package manager. ${OR_NAME_A_SERVER}`,
    );
  }
  onProgress(`Getting the Conductor server ${version} with Maven (about 450 MB, once)`);
  await mkdir(cache, { recursive: true });
  const incoming = await mkdtemp(join(cache, '.incoming-'));
  try {
    await copyWithMaven(maven, incoming, request);
    const [file] = await readdir(incoming);
    if (file === undefined)
      throw new ConductorServerError(`Maven reported success but delivered no jar of Conductor server ${version}`);
    await rename(join(incoming, file), jar);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
  return jar;
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const caches = given(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache');
  return given(env.CONDUCTOR_TEST_SERVER_CACHE) ?? join(caches, 'conductor-typescript');
}

/** A variable that is set to nothing counts as not set. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

async function copyWithMaven(
  maven: string,
  folder: string,
  { version, env, java, signal }: ArtifactRequest,
): Promise<void> {
  const hasJava = Boolean(env.JAVA_HOME) || findOnPath('java', env.PATH) !== undefined;
  const child = spawn(
    maven,
    [
      '--batch-mode',
      '--quiet',
      'dependency:copy',
      `-Dartifact=org.conductoross:conductor-server:${version}:jar:boot`,
      `-DoutputDirectory=${folder}`,
    ],
    {
      // Outside of any project, whose pom.xml or .mvn folder would take part.
      cwd: folder,
      env: hasJava ? env : { ...env, JAVA_HOME: dirname(dirname(java.executable)) },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) {
    throw new ConductorServerError(
      `Maven could not get org.conductoross:conductor-server:${version} (exit code ${code ?? 'none'}). It said:\n${firstErrors(output)}\n${OR_NAME_A_SERVER}`,
    );
  }
}

/** Maven's explanation stands in its first error lines; hints about switches and help pages follow. */
function firstErrors(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => line.includes('ERROR'));
  return (errors.length > 0 ? errors.slice(0, 4) : lines.slice(-10)).join('\n');
}
