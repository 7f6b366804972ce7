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

  /** Builds and packs. */
  static async make(): Promise<PackedPackage> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conductor-package-')));
    await run('npm', ['run', 'build', '--silent'], { cwd: PROJECT });
    const printed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: PROJECT,
    });
    const [packed] = JSON.parse(printed) as { filename: string; files: { path: string; size: number }[] }[];
    if (packed === undefined) throw new Error(`npm pack made nothing: ${printed}`);
    return new PackedPackage(folder, packed.filename, new Map(packed.files.map(({ path, size }) => [path, size])));
  }

  /** A fresh project that has the package installed, and nothing else. */
  async install(name: string): Promise<string> {
    const project = join(this.#folder, name);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name, version: '1.0.0', private: true }));
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
    await run('npm', ['install', ...quiet, this.tarball], { cwd: project });
    return project;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Puts packages of our own node_modules into a project, so that nothing has to be fetched. */
export function lend(project: string, packages: readonly string[]): void {
  for (const name of packages) {
    cpSync(join(PROJECT, 'node_modules', name), join(project, 'node_modules', name), { recursive: true });
  }
}
