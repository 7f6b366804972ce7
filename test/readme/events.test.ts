import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { ENTRY } from '../structure/import-rules.js';
import { PROJECT } from '../structure/module-graph.js';
import { readPublicSurfaces } from '../structure/public-surface.js';

describe('docs/runner.md', () => {
  const guide = readFileSync(join(PROJECT, 'docs/runner.md'), 'utf8');

  it('has a row for each event, and for no other', () => {
    const [, section = ''] = /\n## Events\n([\s\S]*?)\n## /.exec(guide) ?? [];
    const documented = [...section.matchAll(/^\| `(\w+)` /gm)].map(([, name = '']) => name);
    const { own } = readPublicSurfaces({ main: ENTRY }).main;
    const line = own.find((one) => one.startsWith('interface RunnerEvents ')) ?? '';
    const [, names = ''] = /\{ (.*) \}/.exec(line) ?? [];
    expect(documented.sort()).to.deep.equal(names.split(', '));
    expect(documented).to.include('taskCompleted');
  });
});
