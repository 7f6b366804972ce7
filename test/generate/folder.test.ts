import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { draftFile, folderDifferences, readFolder, replaceFolder } from '../../scripts/generate/folder.js';
import { makeRoot, removeRoots } from './small-api.js';

describe('folders of generated files', () => {
  afterEach(removeRoots);

  async function folderWith(root: string, name: string, text: string): Promise<string> {
    const folder = path.join(root, name);
    await mkdir(path.join(folder, 'core'), { recursive: true });
    await writeFile(path.join(folder, 'core', 'a.ts'), text);
    return folder;
  }

  it('are replaced as a whole, whether or not there was one', async () => {
    const root = await makeRoot();
    const to = path.join(root, 'generated');
    for (const text of ['one', 'two']) {
      await replaceFolder(await folderWith(root, 'new', text), to);
      expect([...(await readFolder(to))]).to.deep.equal([['core/a.ts', text]]);
    }
    expect(await readdir(root)).to.have.members(['generated', 'openapi']);
  });

  it('stay as they are when the new one cannot take their place', async () => {
    const root = await makeRoot();
    const to = await folderWith(root, 'generated', 'old');
    const failed: unknown = await replaceFolder(path.join(root, 'nothing'), to).catch((error: unknown) => error);
    expect(failed).to.have.property('code', 'ENOENT');
    expect([...(await readFolder(to))]).to.deep.equal([['core/a.ts', 'old']]);
    expect(await readdir(root)).to.have.members(['generated', 'openapi']);
  });

  it('differ by file', () => {
    const present = new Map(Object.entries({ a: '1', b: '1', c: '1' }));
    const wanted = new Map(Object.entries({ b: '1', c: '2', d: '1' }));
    expect(folderDifferences(present, wanted, 'x/')).to.deep.equal([
      'x/a is left over',
      'x/c differs',
      'x/d is missing',
    ]);
  });

  it('take drafts of files that appear at once or not at all', async () => {
    const root = await makeRoot();
    const file = path.join(root, 'a.txt');
    const [kept, dropped] = [await draftFile(file, 'kept'), await draftFile(path.join(root, 'b.txt'), 'dropped')];
    await kept.commit();
    await kept.discard();
    await dropped.discard();
    expect((await readFolder(root)).get('a.txt')).to.equal('kept');
    expect(await readdir(root)).to.have.members(['a.txt', 'openapi']);
  });
});
