import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { PROJECT } from './module-graph.js';

describe('docs/dependencies.md', () => {
  const guide = readFileSync(join(PROJECT, 'docs/dependencies.md'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Record<
    string,
    object | undefined
  >;

  /** The packages in the first column of the table below a heading. */
  function documented(heading: string): readonly string[] {
    const [, section = ''] = guide.split(`## ${heading}\n`);
    const rows =
      section
        .split('\n## ')[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| ')) ?? [];
    return rows
      .map((row) => row.split('|')[1]?.trim() ?? '')
      .filter((cell) => cell !== 'package' && !cell.startsWith('-'))
      .flatMap((cell) => cell.split(', '))
      .sort();
  }

  it('names every runtime dependency and no other', () => {
    expect(documented('At run time')).to.deep.equal(Object.keys(manifest.dependencies ?? {}).sort());
  });

  it('names every optional peer and no other, and all peers are optional', () => {
    expect(documented('Optional peers')).to.deep.equal(Object.keys(manifest.peerDependencies ?? {}).sort());
    expect(Object.keys(manifest.peerDependenciesMeta ?? {})).to.have.members(
      Object.keys(manifest.peerDependencies ?? {}),
    );
  });

  it('names every development dependency and no other', () => {
    expect(documented('For development')).to.deep.equal(Object.keys(manifest.devDependencies ?? {}).sort());
  });
});
