import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { PROJECT } from '../structure/module-graph.js';
import { testsAtOnce } from '../support/tests-at-once.js';
import { endsWhenTold, outputOf, perform, startTask, type Play } from './support/play.js';

const plays: Readonly<Record<string, Play>> = {
  'worker.ts': async (example, conductor) => {
    const workflowId = startTask(conductor, 'greet', { name: 'Ada' });
    expect(await outputOf(conductor, workflowId)).to.deep.equal({ text: 'Hello Ada' });
    await example.prints(' ms');
    await endsWhenTold(example);
  },

  'direct-calls.ts': async (example) => {
    expect(await example.exitCode(), example.output).to.equal(0);
    expect(example.output.trimEnd().split('\n')).to.deep.equal([
      'RUNNING, waiting for approval',
      "COMPLETED { approvedBy: 'Ada' }",
      'GET /tasks/{taskId} answered 404',
    ]);
  },

  'typed-worker.ts': async (example) => {
    expect(await example.exitCode(), example.output).to.equal(0);
    expect(example.output).to.include("50 COMPLETED { chargeId: 'visa-50' }");
    expect(example.output).to.include('attempt 1: the bank did not answer');
    expect(example.output).to.include('attempt 2: 5000 is over the limit').and.to.include('5000 FAILED');
    expect(example.output)
      .to.match(/attempt 1: .*amount/)
      .and.to.include('-1 FAILED');
  },

  'long-running.ts': async (example, conductor) => {
    const report = startTask(conductor, 'wait_for_report', {});
    expect(await outputOf(conductor, report)).to.deep.equal({ looked: 3 });
    const pages = startTask(conductor, 'count_pages', { pages: 100_000 });
    await example.prints('wait_for_report is done');
    await conductor.waitFor(pages, ({ tasks: [task] }) => task?.status === 'IN_PROGRESS');
    await endsWhenTold(example);
    expect(example.output).to.include('inProgress: 1, handedBack: 0, abandoned: 0, unsent: 0');
    const [task] = conductor.workflow(pages).tasks;
    expect(task?.status).to.equal('SCHEDULED');
    expect(task?.outputData.counted).to.be.a('number');
  },

  'plugin.ts': async (example, conductor) => {
    await outputOf(conductor, startTask(conductor, 'work', {}));
    await endsWhenTold(example);
    expect(example.output).to.include('handler of work: 1').and.to.include('POST /tasks: 1');
    expect(example.output).to.match(/GET \/tasks\/poll\/batch\/\{tasktype\}: \d+/);
  },

  'events-and-health.ts': async (example, conductor) => {
    await outputOf(conductor, startTask(conductor, 'resize_image', { image: 'cat.png' }));
    await outputOf(conductor, startTask(conductor, 'send_mail', { to: 'ada@example.com' }));
    await example.prints('send_mail completed');
    const [url = ''] = /http:\/\/\S+(?=\/health)/.exec(example.output) ?? [];
    const health = await fetch(`${url}/health`);
    expect(health.status).to.equal(200);
    expect(await health.json()).to.deep.include({ healthy: true });
    const status: unknown = await (await fetch(`${url}/status`)).json();
    expect(status)
      .to.deep.include({ state: 'running' })
      .and.to.have.nested.property('workers[0].taskType', 'resize_image');
    await endsWhenTold(example);
  },
};

describe('the examples', function () {
  // Each is a process that compiles all of the SDK.
  this.timeout(60_000);

  it('are all run here', () => {
    const files = readdirSync(join(PROJECT, 'examples')).filter((name) => name.endsWith('.ts'));
    expect(Object.keys(plays).sort()).to.deep.equal(files.sort());
  });

  const test = testsAtOnce();
  for (const [name, play] of Object.entries(plays)) {
    test(`${name} does what it says`, () => perform({ file: `examples/${name}`, env: { PORT: '0' }, play }));
  }
});
