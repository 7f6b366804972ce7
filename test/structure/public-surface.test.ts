import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import * as entry from '../../src/index.js';
import { ENTRY } from './import-rules.js';
import { PROJECT } from './module-graph.js';
import { readPublicSurfaces, type PublicSurface } from './public-surface.js';

const ENTRIES = {
  '.': ENTRY,
  './testing': 'src/testing/index.ts',
  './plugins/dashboard': 'plugins/dashboard/index.ts',
  './plugins/health': 'plugins/health/index.ts',
  './plugins/logging': 'plugins/logging/index.ts',
  './plugins/metrics': 'plugins/metrics/index.ts',
  './plugins/tracing': 'plugins/tracing/index.ts',
} as const;

const surfaces = readPublicSurfaces(ENTRIES);

/** Fails unless the snapshot says the same. */
function expectAgreed(file: string, { own }: PublicSurface): void {
  const snapshot = new URL(file, import.meta.url);
  const seen = `${own.join('\n')}\n`;
  // Deliberate changes: UPDATE_SNAPSHOTS=1 npx mocha test/structure/public-surface.test.ts, and an entry in CHANGELOG.md.
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(snapshot, seen);
  expect(seen).to.equal(readFileSync(snapshot, 'utf8'));
}

describe('the public surface of "conductor-typescript"', () => {
  const surface = surfaces['.'];

  it('is the one that was agreed on', () => expectAgreed('public-surface.txt', surface));

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

describe('the public surface of "conductor-typescript/testing"', () => {
  it('is the one that was agreed on', () => expectAgreed('public-surface-testing.txt', surfaces['./testing']));
});

describe('the public surface of its plugins', () => {
  const names = ['dashboard', 'health', 'logging', 'metrics', 'tracing'] as const;

  it('is that of all entry points in package.json', () => {
    const { exports } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { exports: object };
    const code = Object.entries(exports).filter(([, target]) => typeof target === 'object');
    expect(code.map(([name]) => name)).to.have.members(Object.keys(ENTRIES));
  });

  for (const name of names) {
    it(`"conductor-typescript/plugins/${name}" is the one that was agreed on, with a function of that name`, () => {
      const surface = surfaces[`./plugins/${name}`];
      expect(surface.own).to.include(`function ${name}`);
      expectAgreed(`public-surface-${name}.txt`, surface);
    });
  }
});
