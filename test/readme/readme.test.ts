import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect } from 'chai';

import { testsAtOnce } from '../support/tests-at-once.js';
import { endsWhenTold, outputOf, perform, startTask, type Play } from '../examples/support/play.js';
import { PROJECT } from '../structure/module-graph.js';
import { readProgramsOf } from './markdown-programs.js';

/** Where README's programs are written to be run: ignored by git, and gone afterwards. */
const FOLDER = '.cache/readme';

const plays: Readonly<Record<string, Play>> = {
  worker: async (program, conductor) => {
    expect(await outputOf(conductor, startTask(conductor, 'greet', { name: 'Ada' }))).to.deep.equal({
      text: 'Hello Ada',
    });
    await endsWhenTold(program);
  },

  returns: async (program, conductor) => {
    const page = createServer((request, response) => {
      response.writeHead(request.url === '/missing' ? 404 : 200).end('the page');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    try {
      const started = {
        add: startTask(conductor, 'add', { a: 1, b: 2 }),
        echo: startTask(conductor, 'echo', { said: 'hey' }),
        shout: startTask(conductor, 'shout', {}),
        look: startTask(conductor, 'look', {}),
        fetch_page: startTask(conductor, 'fetch_page', { url }),
      };
      expect(await outputOf(conductor, started.add)).to.deep.equal({ sum: 3 });
      expect(await outputOf(conductor, started.echo)).to.deep.equal({ said: 'hey' });
      expect(await outputOf(conductor, started.shout)).to.deep.equal({ text: 'HO' });
      expect(await outputOf(conductor, started.look)).to.deep.equal({});
      expect(await outputOf(conductor, started.fetch_page)).to.deep.equal({ text: 'the page' });
      for (const [name, input, reason] of [
        ['refuse', {}, 'nobody may do this'],
        ['fetch_page', { url: `${url}/missing` }, 'there is no such page'],
      ] as const) {
        const workflowId = startTask(conductor, name, input);
        const { tasks } = await conductor.waitFor(workflowId);
        const [task, ...retries] = tasks;
        expect(task).to.include({ status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion: reason });
        expect(retries).to.be.empty;
      }
      await endsWhenTold(program);
    } finally {
      page.close();
    }
  },

  typed: async (program, conductor) => {
    const workflowId = startTask(conductor, 'charge_card', { card: 'visa', amount: 12 });
    expect(await outputOf(conductor, workflowId)).to.deep.equal({ chargeId: 'visa-12.00' });
    const wrong = startTask(conductor, 'charge_card', { card: 'visa', amount: -1 });
    const [task] = (await conductor.waitFor(wrong)).tasks;
    expect(task?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
    expect(task?.reasonForIncompletion).to.include('amount');
    await endsWhenTold(program);
  },

  calls: async (program) => {
    expect(await program.exitCode(), program.output).to.equal(0);
    expect(program.output.trimEnd().split('\n')).to.deep.equal([
      "COMPLETED { approvedBy: 'Ada' }",
      '404 GET /tasks/{taskId}',
      '404',
    ]);
  },

  events: async (program, conductor) => {
    await program.prints('true {');
    const workflowId = startTask(conductor, 'cool_task', { key: 'value' });
    expect(await outputOf(conductor, workflowId)).to.deep.equal({ key: 'value' });
    await program.prints(`cool_task ${conductor.workflow(workflowId).tasks[0]?.taskId}`);
    await endsWhenTold(program);
    expect(program.output.trimEnd().split('\n').at(-1)).to.equal('0 0 0 0');
  },

  testing: async (program) => {
    expect(await program.exitCode(), program.output).to.equal(0);
  },

  plugins: async (program, conductor) => {
    const workflowId = startTask(conductor, 'cool_task', { key: 'value' });
    expect(await outputOf(conductor, workflowId)).to.deep.equal({ key: 'value' });
    await endsWhenTold(program);
    const records = program.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly event?: string });
    expect(records.map(({ event }) => event)).to.include.members(['started', 'stopped']);
  },
};

const noPlay: Play = () => Promise.reject(new Error('README.md has a program that no play here belongs to'));

describe('README.md', function () {
  // Each program is a process that compiles all of the SDK.
  this.timeout(60_000);

  const programs = readProgramsOf('README.md');
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');

  before(() => mkdirSync(join(PROJECT, FOLDER), { recursive: true }));
  after(() => rmSync(join(PROJECT, FOLDER), { recursive: true }));

  it('has a play for each of its programs', () => {
    expect(programs.map(({ name }) => name).sort()).to.deep.equal(Object.keys(plays).sort());
  });

  const test = testsAtOnce();
  for (const { name, source } of programs) {
    test(`runs the program "${name}"`, () => {
      const file = `${FOLDER}/${name}.ts`;
      writeFileSync(join(PROJECT, file), source);
      return perform({ file, play: plays[name] ?? noPlay });
    });
  }

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named).to.include.members(['demo', 'generate']);
    expect(Object.keys(scripts)).to.include.members(named);
  });

  it('names only files that there are', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links).to.include('docs/client.md');
    for (const path of links) expect(() => readFileSync(join(PROJECT, path)), path).not.to.throw(/ENOENT/);
  });

  it('is what .ci/run tries', () => {
    const ci = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
    for (const command of ['npm ci', 'npm run demo', 'npm test']) {
      expect(readme).to.include(command);
      expect(ci).to.include(command);
    }
  });
});
