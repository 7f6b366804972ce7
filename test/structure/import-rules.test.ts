import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

import { expect } from 'chai';

import { cycles, ENTRY, evaluatedWith, violations } from './import-rules.js';
import { PROJECT, readSources, type Sources } from './module-graph.js';

describe('imports', () => {
  const sources = readSources(['src', 'generated', 'plugins']);

  it('keep to the direction of the layers', () => {
    expect(violations(sources, optionalPeers())).to.deep.equal([]);
  });

  it('from the entry point reach no module of Node and no undici', () => {
    const reached = evaluatedWith(ENTRY, sources);
    expect(reached).to.include.keys('src/runner/task-runner.ts', 'generated/sdk.gen.ts');
    const packages = [...reached].filter(([name]) => !sources.has(name));
    expect(packages).to.deep.equal([]);
  });

  it('form no cycle at run time', () => {
    expect(cycles(sources)).to.deep.equal([]);
  });
});

describe('the import rules', () => {
  const broken = (path: string, source: string): readonly string[] =>
    violations(new Map([[path, source]]), new Set(['pino']));

  it('keep generated code free of everything else', () => {
    expect(broken('generated/sdk.gen.ts', "import { a } from './client/index.js';")).to.be.empty;
    expect(broken('generated/sdk.gen.ts', "import type { Plugin } from '../src/plugin.js';")).to.have.length(1);
    expect(broken('generated/sdk.gen.ts', "export * from 'undici';")).to.have.length(1);
  });

  it('keep src free of plugins, of unlisted packages and of a static undici', () => {
    expect(broken('src/client/pool.ts', "const load = () => import('undici'); import type { Pool } from 'undici';")).to
      .be.empty;
    expect(broken('src/client/pool.ts', "import { Pool } from 'undici';")).to.have.length(1);
    expect(broken('src/client/pool.ts', "import { type Pool } from 'undici';")).to.have.length(1);
    expect(broken('src/runner/a.ts', "import type { Metrics } from '../../plugins/metrics/index.js';")).to.have.length(
      1,
    );
    expect(broken('src/runner/a.ts', "import { a } from '../../test/a.js';")).to.have.length(1);
    expect(broken('src/runner/a.ts', "import lodash from 'lodash';")).to.have.length(1);
    expect(broken('src/runner/a.ts', "const a = import('lodash');")).to.have.length(1);
    expect(broken('src/runner/a.ts', "type A = import('../../plugins/a/a.js').A;")).to.have.length(1);
  });

  it('let plugins see public types, Node, peers and themselves', () => {
    const fine = [
      "import type { Plugin } from '../../src/index.js';",
      "import type { Task } from 'conductor-typescript';",
      "import { pino } from 'pino';",
      "import { createServer } from 'node:http';",
      "import { part } from './part.js';",
      "import { PluginServer } from '../shared/plugin-server.js';",
    ];
    expect(broken('plugins/logging/index.ts', fine.join('\n'))).to.be.empty;
    for (const source of [
      "import { TaskRunner } from '../../src/index.js';",
      "import type { EventHub } from '../../src/runner/event-hub.js';",
      "import type { Task } from '../../generated/index.js';",
      "import { other } from '../metrics/index.js';",
      "import { Pool } from 'undici';",
    ])
      expect(broken('plugins/logging/index.ts', source), source).to.have.length(1);
  });

  it('follow re-exports, and no types or lazy imports, to what the entry point evaluates', () => {
    const small: Sources = new Map([
      ['src/index.ts', "export * from './a.js'; export type { B } from './b.js'; import('./c.js');"],
      ['src/a.ts', "import { hostname } from 'node:os';"],
      ['src/b.ts', "import 'node:fs';"],
      ['src/c.ts', "import 'node:net';"],
    ]);
    const reached = evaluatedWith('src/index.ts', small);
    expect([...reached.keys()]).to.deep.equal(['src/index.ts', 'src/a.ts', 'node:os']);
    expect([...reached.keys()].filter((name) => isBuiltin(name))).to.deep.equal(['node:os']);
    expect(reached.get('node:os')).to.deep.equal(['src/index.ts', 'src/a.ts', 'node:os']);
  });

  it('see a cycle', () => {
    const small: Sources = new Map([
      ['src/a.ts', "import './b.js';"],
      ['src/b.ts', "import { c } from './c.js'; import type { A } from './a.js';"],
      ['src/c.ts', "export { b } from './b.js';"],
    ]);
    expect(cycles(small)).to.deep.equal(['src/b.ts -> src/c.ts -> src/b.ts']);
  });
});

/** The packages that `peerDependenciesMeta` calls optional: what a single plugin needs. */
function optionalPeers(): ReadonlySet<string> {
  const { peerDependenciesMeta = {} } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  };
  return new Set(Object.keys(peerDependenciesMeta).filter((name) => peerDependenciesMeta[name]?.optional === true));
}
