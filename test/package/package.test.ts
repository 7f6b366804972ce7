import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect } from 'chai';
import { publint } from 'publint';

import { outputOf, startTask } from '../examples/support/play.js';
import { createTestConductor } from '../../src/testing/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { lend, PackedPackage, run } from './packed.js';

const CONSUMERS = join(PROJECT, 'test/package/consumers');
const require = createRequire(import.meta.url);

describe('the packed package', () => {
  let packed: PackedPackage;

  before(async () => {
    packed = await PackedPackage.make();
  });

  /** A fresh project with the package and one of the consumers in it. */
  async function consumer(file: string): Promise<string> {
    const project = await packed.install(file.replace(/\W/g, '-'));
    copyFileSync(join(CONSUMERS, file), join(project, file));
    return project;
  }

  describe('consists of', () => {
    it('compiled code with its types, and what belongs to it', () => {
      expect([...packed.files.keys()]).to.include.members([
        ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
        ...['dist/src/index.js', 'dist/src/index.d.ts', 'dist/generated/index.js', 'dist/generated/sdk.gen.js'],
      ]);
    });

    it('what plugins ship beside code: a page, a dashboard for Grafana, alerts', () => {
      const folders = readdirSync(join(PROJECT, 'plugins'), { recursive: true, withFileTypes: true });
      const assets = folders
        .filter((entry) => entry.isFile() && !/\.ts$|^tsconfig\.json$/.test(entry.name))
        .map((entry) => `dist/${relative(PROJECT, join(entry.parentPath, entry.name))}`);
      expect(assets).to.include.members([
        'dist/plugins/metrics/grafana.json',
        'dist/plugins/metrics/alerts.yaml',
        'dist/plugins/dashboard/page/index.html',
      ]);
      expect([...packed.files.keys()]).to.include.members(assets);
    });

    it('nothing else', () => {
      const known = [
        /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
        /^dist\/(src|generated|plugins)\/.+(\.js|\.d\.ts)$/,
        /^dist\/plugins\/metrics\/(grafana\.json|alerts\.yaml)$/,
        /^dist\/plugins\/dashboard\/page\/[\w-]+\.(html|css|svg)$/,
      ];
      expect([...packed.files.keys()].filter((path) => !known.some((one) => one.test(path)))).to.deep.equal([]);
    });

    it('less than 2.25 MB, a third of which is the in-process Conductor', () => {
      const bytes = [...packed.files.values()].reduce((sum, size) => sum + size, 0);
      expect(bytes).to.be.lessThan(2_250_000);
    });
  });

  it('says what version it is, to servers as well', async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    const agent = (await import(pathToFileURL(join(PROJECT, 'dist/src/client/user-agent.js')).href)) as Record<
      string,
      unknown
    >;
    expect(agent.DEFAULT_USER_AGENT).to.equal(`conductor-typescript/${version}`);
    expect(readFileSync(join(PROJECT, 'CHANGELOG.md'), 'utf8')).to.match(new RegExp(`^## ${version}\\b`, 'm'));
  });

  it('has a package.json that package managers and bundlers read as it is meant', async () => {
    const { messages } = await publint({ pkgDir: PROJECT, level: 'suggestion', pack: 'npm' });
    // The proposed "exports" condition would be a second build; leaving one package out of a bundle needs none.
    const known = new Set(['USE_EXPORTS_OR_IMPORTS_BROWSER']);
    expect(messages.filter(({ code }) => !known.has(code))).to.deep.equal([]);
  });

  it('has types that every module resolution finds', async () => {
    const attw = join(PROJECT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    // What is no code has no types.
    const options = [
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      '--exclude-entrypoints',
      'plugins/metrics/alerts.yaml',
    ];
    await run(process.execPath, [attw, packed.tarball, ...options], { cwd: PROJECT });
  });

  for (const file of ['worker.mjs', 'worker.cjs']) {
    it(`runs a worker in ${file}, and the process ends by itself`, async () => {
      const project = await consumer(file);
      const conductor = await createTestConductor({ clock: 'real' });
      const { url } = await conductor.listen();
      try {
        const workflowId = startTask(conductor, 'double', { value: 21 });
        const printed = await run(process.execPath, [file], {
          cwd: project,
          env: { CONDUCTOR_SERVER_URL: `${url}/api` },
        });
        expect(JSON.parse(printed)).to.deep.equal({ status: 'COMPLETED', output: { doubled: 42 } });
        expect(await outputOf(conductor, workflowId)).to.deep.equal({ doubled: 42 });
      } finally {
        await conductor.close();
      }
    });
  }

  it('tests workflows with nothing else installed, and the process ends by itself', async () => {
    const project = await consumer('testing.mjs');
    const printed = await run(process.execPath, ['--test-reporter=tap', 'testing.mjs'], { cwd: project });
    expect(printed)
      .to.match(/^# pass 3$/m)
      .and.to.match(/^# fail 0$/m);
  });

  describe('compiles into a program with skipLibCheck off', () => {
    let project: string;
    const options = { strict: true, skipLibCheck: false, noEmit: true, target: 'ES2022' };

    before(async () => {
      project = await consumer('types.mts');
    });

    async function compile(compilerOptions: object): Promise<void> {
      const config = { compilerOptions: { ...options, ...compilerOptions }, include: ['types.mts'] };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
      await run(process.execPath, [require.resolve('typescript/lib/tsc.js'), '-p', '.'], { cwd: project });
    }

    it('with the types of a browser and none of Node', () =>
      compile({ module: 'NodeNext', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'], types: [] }));

    it('as bundlers resolve modules', () =>
      compile({
        module: 'ESNext',
        moduleResolution: 'Bundler',
        lib: ['ES2023', 'DOM', 'ESNext.Disposable'],
        types: [],
      }));

    it('with the types of Node and none of a browser', () => {
      lend(project, ['@types/node', 'undici-types']);
      return compile({ module: 'NodeNext', lib: ['ES2023'], types: ['node'] });
    });
  });

  it('bundles for browsers, without undici and without Node', async () => {
    const project = await consumer('browser.mjs');
    const { build } = (await import(createRequire(require.resolve('tsx/package.json')).resolve('esbuild'))) as Esbuild;
    const outfile = join(project, 'bundle.mjs');
    const options = { bundle: true, format: 'esm', platform: 'browser', metafile: true, minify: true, outfile };
    const { metafile, warnings } = await build({
      ...options,
      entryPoints: [join(project, 'browser.mjs')],
      logLevel: 'silent',
    });
    expect(warnings).to.deep.equal([]);
    const inputs = Object.keys(metafile.inputs).filter((path) => !path.startsWith('(disabled)'));
    expect(inputs.some((path) => path.endsWith('/runner/task-runner.js'))).to.equal(true);
    expect(inputs.filter((path) => path.includes('undici'))).to.deep.equal([]);
    expect(readFileSync(outfile, 'utf8')).not.to.match(/from\s*["']node:|import\(["']node:/);

    const conductor = await createTestConductor({ clock: 'real' });
    const { url } = await conductor.listen();
    try {
      startTask(conductor, 'double', { value: 4 });
      const { doubleOnce } = (await import(pathToFileURL(outfile).href)) as {
        readonly doubleOnce: (serverUrl: string) => Promise<unknown>;
      };
      expect(await doubleOnce(`${url}/api`)).to.deep.equal({ status: 'COMPLETED', output: { doubled: 8 } });
    } finally {
      await conductor.close();
    }
  });
});

/** As much of esbuild as is used here. It is tsx's own dependency, not ours. */
interface Esbuild {
  readonly build: (options: object) => Promise<{
    readonly metafile: { readonly inputs: Readonly<Record<string, unknown>> };
    readonly warnings: readonly unknown[];
  }>;
}
