import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { PROJECT } from '../structure/module-graph.js';
import { readPublicSurface } from '../structure/public-surface.js';

describe('docs/runner.md', () => {
  const guide = readFileSync(join(PROJECT, 'docs/runner.md'), 'utf8');

  it('has a row for each event, and for no other', () => {
    const [, section = ''] = /\n## Events\n([\s\S]*?)\n## /.exec(guide) ?? [];
    const documented = [...section.matchAll(/^\| `(\w+)` /gm)].map(([, name = '']) => name);
    const line = readPublicSurface().own.find((one) => one.startsWith('interface RunnerEvents ')) ?? '';
    const [, names = ''] = /\{ (.*) \}/.exec(line) ?? [];
    expect(documented.sort()).to.deep.equal(names.split(', '));
    expect(documented).to.include('taskCompleted');
  });
});
