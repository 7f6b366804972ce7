import { readFileSync, writeFileSync } from 'node:fs';

import { expect } from 'chai';

import * as entry from '../../src/index.js';
import { readPublicSurface } from './public-surface.js';

const SNAPSHOT = new URL('public-surface.txt', import.meta.url);

describe('the public surface of "conductor-typescript"', () => {
  const surface = readPublicSurface();

  it('is the one that was agreed on', () => {
    const seen = `${surface.own.join('\n')}\n`;
    // Deliberate changes: UPDATE_SNAPSHOTS=1 npx mocha test/structure/public-surface.test.ts, and an entry in CHANGELOG.md.
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(SNAPSHOT, seen);
    expect(seen).to.equal(readFileSync(SNAPSHOT, 'utf8'));
  });

  it('has everything that is generated, nothing of it hidden by a name of ours', () => {
    const hidden = [...surface.generatedIndex].filter((name) => !surface.generated.has(name));
    expect(hidden).to.deep.equal([]);
    expect(surface.generatedIndex.size).to.be.greaterThan(900);
  });

  it('is there at run time as far as it is no type', () => {
    const values = surface.own
      .filter((line) => /^(class|function|const) /.test(line))
      .map((line) => line.split(' ')[1]);
    expect(values).to.include.members(['TaskRunner', 'createConductorClient', 'defineWorker', 'TerminalError']);
    expect(entry).to.include.keys(...values.filter((name) => name !== undefined));
    expect(entry).to.include.keys('TaskResourceService', 'TaskStatus');
  });
});
