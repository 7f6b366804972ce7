import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/** The page's files by the path that they are asked for with. Read once, at the first request: a path of a request never reaches the disk. */
export class PageFiles {
  #reading: Promise<ReadonlyMap<string, PageFile>> | undefined;

  async find(path: string): Promise<PageFile | undefined> {
    this.#reading ??= readPage();
    try {
      return (await this.#reading).get(path);
    } catch (error) {
      this.#reading = undefined;
      throw error;
    }
  }
}

async function readPage(): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const name of await readdir(FOLDER)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const file = { type, content: await readFile(new URL(name, FOLDER)) };
    files.set(`/${name}`, file);
    if (name === 'index.html') files.set('/', file);
  }
  return files;
}
