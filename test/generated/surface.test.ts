import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import * as sdk from '../../generated/sdk.gen.js';
import { exportedNames, publicSurface } from '../../scripts/generate/public-surface.js';

const generated = path.resolve(import.meta.dirname, '../../generated');
const snapshot = path.join(import.meta.dirname, 'surface.json');
const read = (file: string): Promise<string> => readFile(path.join(generated, file), 'utf8');

describe('the generated services', () => {
  it('are the promised classes and methods (UPDATE_SNAPSHOTS=1 records a deliberate change)', async () => {
    const surface = publicSurface(await read('sdk.gen.ts'));
    if (process.env.UPDATE_SNAPSHOTS === '1') await writeFile(snapshot, `${JSON.stringify(surface, null, 2)}\n`);
    expect(surface).to.deep.equal(JSON.parse(await readFile(snapshot, 'utf8')));
  });

  it('have at run time the classes and methods that their text shows', async () => {
    const surface = publicSurface(await read('sdk.gen.ts'));
    const live = Object.entries(sdk).map(([name, service]) => {
      const methods = Object.getOwnPropertyNames(service).filter((property) => !['length', 'name', 'prototype'].includes(property));
      return [name, methods.sort()] as const;
    });
    expect(Object.fromEntries(live)).to.deep.equal(surface);
  });

  it('carry no name that ends in a number, except versions', async () => {
    const methods = Object.values(publicSurface(await read('sdk.gen.ts'))).flat();
    const names = [...methods, ...exportedNames(await read('types.gen.ts')), ...exportedNames(await read('sdk.gen.ts'))];
    expect(names).to.have.length.greaterThan(500);
    expect(names.filter((name) => /\d$/.test(name) && !name.endsWith('V2'))).to.deep.equal([]);
  });

  it('import nothing from outside of generated/', async () => {
    const files = ['sdk.gen.ts', 'types.gen.ts', 'client.gen.ts', 'client/client.gen.ts', 'core/serverSentEvents.gen.ts'];
    const imports = (await Promise.all(files.map(read))).flatMap((text) =>
      [...text.matchAll(/from '([^']+)'/g)].map(([, from = '']) => from),
    );
    expect(imports).to.have.length.greaterThan(5);
    expect(imports.filter((from) => !/^\.\.?\/[\w./]+\.js$/.test(from))).to.deep.equal([]);
  });
});
