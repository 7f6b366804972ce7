import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The files of a folder by their path in it, with `/` between its parts. */
export type Folder = ReadonlyMap<string, string>;

/** Reads a folder and those in it; one that does not exist is empty. */
export async function readFolder(folder: string): Promise<Folder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.sort().map(async (file) => {
      const name = path.relative(folder, file).split(path.sep).join('/');
      return [name, await readFile(file, 'utf8')] as const;
    }),
  );
  return new Map(contents);
}

/** The text of a file; undefined if there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** How `present` differs from `wanted`, one line for each file. */
export function folderDifferences(present: Folder, wanted: Folder, name: string): string[] {
  const files = [...new Set([...present.keys(), ...wanted.keys()])].sort();
  return files.flatMap((file) => {
    if (!present.has(file)) return [`${name}${file} is missing`];
    if (!wanted.has(file)) return [`${name}${file} is left over`];
    return present.get(file) === wanted.get(file) ? [] : [`${name}${file} differs`];
  });
}

/**
 * Puts the folder `from` in the place of the folder `to`. At no time is `to` half-written: it is the old one, then for
 * the moment between two renames absent, then the new one. If the second rename fails, the old one is put back.
 */
export async function replaceFolder(from: string, to: string): Promise<void> {
  const old = `${from}.old`;
  await rm(old, { recursive: true, force: true });
  const hadOld = await rename(to, old).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
  try {
    await rename(from, to);
  } catch (error) {
    if (hadOld) await rename(old, to);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** A text that lies beside the file it is to replace. */
export interface Draft {
  /** Puts it in the file's place, at once and whole. */
  commit: () => Promise<void>;
  /** Removes it; without effect after `commit`. */
  discard: () => Promise<void>;
}

export async function draftFile(file: string, text: string): Promise<Draft> {
  const draft = `${file}.new`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, text);
  return { commit: () => rename(draft, file), discard: () => rm(draft, { force: true }) };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
