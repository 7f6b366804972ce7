import { expect } from 'chai';
import { metrics } from '../../../plugins/metrics/index.js';
import { createConductorClient, WorkflowResourceService } from '../../../src/index.js';
import { text } from '../../runner/support/answers.js';
import { Bench } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

const THOUSANDS = 3_000;
/** 100 values, and what stands for all others. */
const MOST = 101;

/** A metric counts each event, and its label has no more values than it may have. */
function expectBounded(scrape: Scrape, metric: string, label: string, count: string, events: number): void {
  const values = scrape.labelValues(metric, label);
  expect(values).to.have.length(MOST).and.to.include('other');
  const total = scrape.find(count).reduce((sum, { value }) => sum + value, 0);
  expect(total).to.equal(events);
}

describe('the number of series', () => {
  it('is bounded for the classes of errors that handlers throw', async () => {
    const plugin = metrics();
    let thrown = 0;
    const execute = (): never => {
      thrown += 1;
      throw Object.assign(new Error('no'), { name: `Error${thrown}` });
    };
    const bench = await new Bench({ plugins: [plugin], worker: { concurrency: 100, execute } }).start();
    for (let count = 0; count < THOUSANDS; count += 1) bench.server.queue('charge');
    await bench.pass(1_000);
    expectBounded(
      await Scrape.from(plugin),
      'task_execute_error_total',
      'exception',
      'task_execute_error_total',
      THOUSANDS,
    );
    await bench.stop();
  });

  it('is bounded for types and versions of workflows that are started, and for paths that somebody fills in', async () => {
    const plugin = metrics();
    const client = createConductorClient({
      ...{ serverUrl: 'http://scripted', auth: false, proxy: false, plugins: [plugin] },
      transport: () => ({
        send: ({ method }) => Promise.resolve(text(method === 'GET' ? 404 : 200, '')),
        stream: () => Promise.reject(new Error('this server has no streams')),
        close: () => Promise.resolve(),
      }),
    });
    for (let count = 0; count < THOUSANDS; count += 1) {
      await WorkflowResourceService.startWorkflow({
        client,
        body: { name: `orders ${count}`, version: count, input: {} },
      });
      await client.get({ url: `/api/workflow/${count}`, throwOnError: false });
    }
    const scrape = await Scrape.from(plugin);
    for (const label of ['workflowType', 'version'])
      expectBounded(scrape, 'workflow_input_size_bytes', label, 'workflow_input_size_bytes_count', THOUSANDS);
    expectBounded(
      ...([scrape, 'http_api_client_request_seconds', 'uri', 'http_api_client_request_seconds_count'] as const),
      2 * THOUSANDS,
    );
  });

  it('is bounded for task types and domains, also in a process that makes runners again and again', async () => {
    const plugin = metrics();
    const workers = Array.from({ length: 1_200 }, (_, index) => ({
      ...{ name: `type_${index}`, domain: `domain ${index}`, execute: () => ({}) },
    }));
    const bench = await new Bench({ plugins: [plugin], workers }).start();
    const scrape = await Scrape.from(plugin);
    expect(scrape.labelValues('task_poll_total', 'taskType')).to.have.length(1_001).and.to.include('other');
    expect(scrape.find('task_poll_total').reduce((sum, { value }) => sum + value, 0)).to.equal(1_200);
    expect(scrape.find('conductor_worker_task_outcomes_total').length).to.be.lessThan(3_010);
    await bench.stop();
  });

  it('has labels of a bearable length', async () => {
    const plugin = metrics();
    const bench = await new Bench({ plugins: [plugin], worker: { name: 'x'.repeat(5_000) } }).start();
    const scrape = await Scrape.from(plugin);
    const lengths = scrape.samples.flatMap(({ labels }) => Object.values(labels).map(({ length }) => length));
    expect(Math.max(...lengths)).to.equal(200);
    await bench.stop();
  });

  it('survives names with quotes, line ends and braces in them', async () => {
    const plugin = metrics();
    const name = 'a "quoted"\n{le="1"} 7';
    const bench = await new Bench({ plugins: [plugin], worker: { name } }).start();
    expect((await Scrape.from(plugin)).value('task_poll_total', { taskType: name })).to.equal(1);
    await bench.stop();
  });
});
