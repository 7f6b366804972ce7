import { copyFileSync, cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { expect } from 'chai';

import { outputOf, startTask } from '../examples/support/play.js';
import { createTestConductor, type TestConductor } from '../../src/testing/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { lend, PackedPackage, run } from './packed.js';

const CONSUMERS = join(PROJECT, 'test/package/consumers');
const TSC = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');

describe('plugins of the packed package', () => {
  let packed: PackedPackage;
  before(async () => {
    packed = await PackedPackage.make();
  });

  describe('that somebody else has written', () => {
    it('is compiled against the published types, packed, installed beside this package, and works', async () => {
      const author = packed.folder('plugin-author');
      cpSync(join(PROJECT, 'test/package/plugin-package'), author, { recursive: true });
      await packed.installInto(author, [packed.tarball]);
      lend(author, ['@types/node', 'undici-types']);
      await run(process.execPath, [TSC, '-p', 'tsconfig.build.json'], { cwd: author });
      const plugin = await packed.pack(author);

      const project = await packed.install('plugin-user');
      await packed.installInto(project, [plugin]);
      copyFileSync(join(CONSUMERS, 'with-plugin.mjs'), join(project, 'with-plugin.mjs'));
      lend(project, ['@types/node', 'undici-types']);
      const compilerOptions = {
        ...{ target: 'ES2022', lib: ['ES2023'], types: ['node'], module: 'NodeNext', strict: true },
        ...{ allowJs: true, checkJs: true, noEmit: true, skipLibCheck: false },
      };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['with-plugin.mjs'] }));
      await run(process.execPath, [TSC, '-p', '.'], { cwd: project });

      const conductor = await createTestConductor({ clock: 'real' });
      const { url } = await conductor.listen();
      try {
        const workflows = [1, 2, 3].map((value) => startTask(conductor, 'double', { value }));
        const env = { CONDUCTOR_SERVER_URL: `${url}/api` };
        const printed = await run(process.execPath, ['with-plugin.mjs'], { cwd: project, env });
        const outputs = await Promise.all(workflows.map((workflowId) => outputOf(conductor, workflowId)));
        expect(outputs).to.deep.equal([
          { doubled: 2, stamp: 'approved 1' },
          { doubled: 4, stamp: 'approved 2' },
          { doubled: 6 },
        ]);
        const seen = JSON.parse(printed) as {
          readonly ended: readonly { readonly requests: Readonly<Record<string, number>> }[];
          readonly now: unknown;
        };
        const [end, ...more] = seen.ended;
        expect(more).to.deep.equal([]);
        expect(end).to.deep.include({ stamped: 2, outcomes: { completed: 3 } });
        expect(end?.requests).to.have.all.keys('GET /tasks/poll/batch/{tasktype}', 'POST /tasks');
        expect(end?.requests).to.have.property('POST /tasks', 3);
        expect(seen).to.deep.include({
          now: end,
          causes: ['plugin "stamps": no stamp for double: Error: 2 were all'],
          stopErrors: [],
        });
      } finally {
        await conductor.close();
      }
    });
  });

  describe('that come with it', () => {
    let conductor: TestConductor;
    let url: string;
    before(async () => {
      conductor = await createTestConductor({ clock: 'real' });
      ({ url } = await conductor.listen());
    });
    after(() => conductor.close());

    async function play(project: string): Promise<Readonly<Record<string, unknown>>> {
      copyFileSync(join(CONSUMERS, 'plugins.mjs'), join(project, 'plugins.mjs'));
      const env = { CONDUCTOR_SERVER_URL: `${url}/api` };
      const printed = await run(process.execPath, ['plugins.mjs'], { cwd: project, env });
      return JSON.parse(printed) as Readonly<Record<string, unknown>>;
    }

    const works = { one: true, isStarted: true, errors: [] };
    const misses = (plugin: string, peer: string, place = ''): object => ({
      ...{ one: true, isStarted: false },
      errors: [`${place}the ${plugin} plugin needs the package ${peer}, which is not installed: npm install ${peer}`],
    });

    it('are imported and required, and without its peer one says in one error what to install', async () => {
      expect(await play(await packed.install('without-peers'))).to.deep.equal({
        dashboard: works,
        health: works,
        logging: misses('logging', 'pino', 'plugin "logging" failed to set up: '),
        metrics: misses('metrics', 'prom-client'),
        tracing: misses('tracing', '@opentelemetry/api'),
      });
    });

    describe('and the peers of three of them', () => {
      let project: string;
      before(async () => {
        project = await packed.install('with-peers');
        lend(project, withDependencies(['pino', 'prom-client', '@opentelemetry/api']));
      });

      it('work', async () => {
        expect(await play(project)).to.deep.equal({
          ...{ dashboard: works, health: works, logging: works, metrics: works, tracing: works },
        });
      });

      for (const resolution of [{ module: 'NodeNext' }, { module: 'ESNext', moduleResolution: 'Bundler' }]) {
        it(`compile into a program with skipLibCheck off, as ${resolution.moduleResolution ?? 'Node'} resolves`, async () => {
          copyFileSync(join(CONSUMERS, 'plugin-types.mts'), join(project, 'plugin-types.mts'));
          lend(project, ['@types/node', 'undici-types']);
          const options = { strict: true, skipLibCheck: false, noEmit: true, target: 'ES2022', lib: ['ES2023'] };
          const compilerOptions = { ...options, ...resolution, types: ['node'] };
          const config = { compilerOptions, include: ['plugin-types.mts'] };
          writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
          await run(process.execPath, [TSC, '-p', '.'], { cwd: project });
        });
      }
    });
  });
});

/** Packages and all that they need, as they are installed here. */
function withDependencies(names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const queue = [...names];
  const require = createRequire(import.meta.url);
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (found.has(name)) continue;
    found.add(name);
    const manifest = require(join(PROJECT, 'node_modules', name, 'package.json')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    queue.push(...Object.keys(manifest.dependencies ?? {}));
  }
  return [...found];
}
