import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PROJECT } from '../structure/module-graph.js';

/** What a command printed; a command that fails rejects with what it printed. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(CONDUCTOR_|NODE_OPTIONS|npm_)/.test(name));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: '1', ...options.env };
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: options.cwd, env, timeout: 240_000 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`, { cause: error });
  }
}

let made: Promise<PackedPackage> | undefined;

/** The tarball that would be published, in a folder of its own. */
export class PackedPackage {
  readonly tarball: string;
  /** Paths in the tarball, and their sizes. */
  readonly files: ReadonlyMap<string, number>;
  readonly #folder: string;

  private constructor(folder: string, name: string, files: ReadonlyMap<string, number>) {
    this.#folder = folder;
    this.tarball = join(folder, name);
    this.files = files;
  }

  /** Builds and packs, once for all tests of this process; at its end nothing is left of it. */
  static make(): Promise<PackedPackage> {
    return (made ??= PackedPackage.#make());
  }

  static async #make(): Promise<PackedPackage> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conductor-package-')));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await run('npm', ['run', 'build', '--silent'], { cwd: PROJECT });
    const printed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: PROJECT,
    });
    const [packed] = JSON.parse(printed) as { filename: string; files: { path: string; size: number }[] }[];
    if (packed === undefined) throw new Error(`npm pack made nothing: ${printed}`);
    return new PackedPackage(folder, packed.filename, new Map(packed.files.map(({ path, size }) => [path, size])));
  }

  /** A place for a project of this name, which does not exist yet. */
  folder(name: string): string {
    return join(this.#folder, name);
  }

  /** A fresh project that has the package installed, and nothing else. */
  async install(name: string): Promise<string> {
    const project = this.folder(name);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name, version: '1.0.0', private: true }));
    await this.installInto(project, [this.tarball]);
    return project;
  }

  /** Installs tarballs into a project that exists. */
  async installInto(project: string, tarballs: readonly string[]): Promise<void> {
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
    await run('npm', ['install', ...quiet, ...tarballs], { cwd: project });
  }

  /** Packs another package; gives the path of its tarball. */
  async pack(project: string): Promise<string> {
    const printed = await run('npm', ['pack', '--ignore-scripts', '--json'], { cwd: project });
    const [packed] = JSON.parse(printed) as { filename: string }[];
    if (packed === undefined) throw new Error(`npm pack made nothing: ${printed}`);
    return join(project, packed.filename);
  }
}

/** Puts packages of our own node_modules into a project, so that nothing has to be fetched. */
export function lend(project: string, packages: readonly string[]): void {
  for (const name of packages) {
    cpSync(join(PROJECT, 'node_modules', name), join(project, 'node_modules', name), { recursive: true });
  }
}
