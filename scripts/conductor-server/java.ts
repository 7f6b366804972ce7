import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { ConductorServerError, OR_NAME_A_SERVER } from './error.js';
import { findOnPath, isExecutable } from './executable.js';

/** Conductor's class files are compiled for this version. */
const MINIMUM_JAVA = 21;

export interface Java {
  readonly executable: string;
  /** As the JVM prints it: `25.0.3`, `1.8.0_402`. */
  readonly version: string;
  /** `25`, `8`. */
  readonly major: number;
}

export interface JavaSearch {
  /** `JAVA_HOME` and `PATH` are read from it. */
  readonly env: NodeJS.ProcessEnv;
  /** Folders whose subfolders are JVMs; by default the usual ones of Linux, macOS, Homebrew, SDKMAN, asdf, mise and IntelliJ. */
  readonly folders?: readonly string[];
}

/**
 * The first JVM that is new enough: that of JAVA_HOME, then that of PATH, then those in the usual folders.
 *
 * @throws ConductorServerError naming each JVM that was found but does not do, and what to install.
 */
export async function findJava({ env, folders = usualFolders() }: JavaSearch): Promise<Java> {
  const rejected: string[] = [];
  for (const executable of candidates(env, folders)) {
    const version = await versionOf(executable);
    const major = version === undefined ? NaN : majorOf(version);
    if (version !== undefined && major >= MINIMUM_JAVA) return { executable, version, major };
    rejected.push(`${executable} (${version === undefined ? 'does not tell its version' : `Java ${version}`})`);
  }
  throw new ConductorServerError(
    `The Conductor server needs Java ${MINIMUM_JAVA} or newer; found ${rejected.length === 0 ? 'no Java' : rejected.join(', ')}. ` +
      `Install one, for instance Temurin 21 from your package manager, and point JAVA_HOME at it if it lies in an unusual place. ${OR_NAME_A_SERVER}`,
  );
}

function candidates(env: NodeJS.ProcessEnv, folders: readonly string[]): readonly string[] {
  const found = [
    ...(env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : []),
    findOnPath('java', env.PATH),
    ...folders.flatMap(javasBelow),
  ];
  return [...new Set(found.filter((file) => file !== undefined && isExecutable(file)))].filter(
    (file): file is string => file !== undefined,
  );
}

function javasBelow(folder: string): readonly string[] {
  return subfolders(folder).flatMap((name) => [
    join(folder, name, 'bin', 'java'),
    join(folder, name, 'Contents', 'Home', 'bin', 'java'),
  ]);
}

/** Sorted, so that two runs on one machine choose the same JVM. */
function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Most of the usual folders exist on other systems only.
    return [];
  }
}

function usualFolders(): readonly string[] {
  const home = homedir();
  return [
    '/usr/lib/jvm',
    '/usr/java',
    '/opt/java',
    '/Library/Java/JavaVirtualMachines',
    join(home, 'Library/Java/JavaVirtualMachines'),
    '/opt/homebrew/opt',
    '/usr/local/opt',
    join(home, '.sdkman/candidates/java'),
    join(home, '.asdf/installs/java'),
    join(home, '.local/share/mise/installs/java'),
    join(home, '.jdks'),
  ];
}

/** Asks the JVM itself; `undefined` if it does not answer, as the placeholder that macOS has as `/usr/bin/java`. */
function versionOf(executable: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(executable, ['-version'], { timeout: 10_000 }, (error, stdout, stderr) => {
      resolve(error === null ? /version "([^"]+)"/.exec(stderr + stdout)?.[1] : undefined);
    });
  });
}

/** `25.0.3` → 25, `21-ea` → 21; until Java 8 the number that counts came second: `1.8.0_402` → 8. */
function majorOf(version: string): number {
  return Number.parseInt(version.replace(/^1\./, ''), 10);
}
