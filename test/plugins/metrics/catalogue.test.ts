import { expect } from 'chai';
import { metrics } from '../../../plugins/metrics/index.js';
import { CATALOGUE, expectRow } from './support/catalogue-table.js';
import { eventfulRun } from './support/eventful-run.js';
import { Scrape } from './support/scrape.js';

/** Where the samples with a value are, in a run in which each of the things that are counted happens. */
const SEEN: readonly (readonly [name: string, labels: Readonly<Record<string, string>>, value: number])[] = [
  ['task_execution_started_total', { taskType: 'charge' }, 4],
  ['task_poll_error_total', { taskType: 'charge', exception: 'ConductorConnectionError' }, 1],
  ['task_execute_error_total', { taskType: 'charge', exception: 'CardDeclined' }, 1],
  ['task_execute_error_total', { taskType: 'charge', exception: 'TerminalError' }, 1],
  ['task_update_error_total', { taskType: 'charge', exception: 'ConductorConnectionError' }, 1],
  ['task_execution_queue_full_total', { taskType: 'charge' }, 4],
  ['task_paused_total', { taskType: 'charge' }, 1],
  ['workflow_start_error_total', { workflowType: 'orders', exception: 'ConductorApiError' }, 1],
  ['external_payload_used_total', { entityName: 'charge', operation: 'READ', payloadType: 'TASK_INPUT' }, 1],
  ['external_payload_used_total', { entityName: '', operation: 'WRITE', payloadType: 'TASK_OUTPUT' }, 1],
  ['task_poll_time_seconds_count', { taskType: 'charge', status: 'FAILURE' }, 1],
  ['task_execute_time_seconds_count', { taskType: 'charge', status: 'SUCCESS' }, 2],
  ['task_execute_time_seconds_sum', { taskType: 'charge', status: 'SUCCESS' }, 0.06],
  ['task_execute_time_seconds_bucket', { taskType: 'charge', status: 'SUCCESS', le: '0.025' }, 0],
  ['task_execute_time_seconds_bucket', { taskType: 'charge', status: 'SUCCESS', le: '0.05' }, 2],
  ['task_execute_time_seconds_count', { taskType: 'charge', status: 'FAILURE' }, 2],
  ['task_update_time_seconds_count', { taskType: 'charge', status: 'SUCCESS' }, 4],
  ['task_update_time_seconds_count', { taskType: 'charge', status: 'FAILURE' }, 1],
  ['http_api_client_request_seconds_count', { method: 'GET', uri: '/tasks/poll/batch/{taskType}', status: '0' }, 1],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/tasks', status: '200' }, 4],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/tasks', status: '0' }, 1],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/workflow', status: '404' }, 1],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/workflow', status: '200' }, 1],
  ['task_result_size_bytes_count', { taskType: 'charge' }, 4],
  ['workflow_input_size_bytes_count', { workflowType: 'orders', version: '' }, 1],
  ['workflow_input_size_bytes_sum', { workflowType: 'orders', version: '' }, '{"text":"ü"}'.length + 1],
  ['workflow_input_size_bytes_count', { workflowType: 'orders', version: '3' }, 1],
];

describe('the metrics of all Conductor SDKs, scraped from a run', () => {
  const plugin = metrics();
  let scrape: Scrape;
  let inHandler: Scrape;
  let polls: number;

  before(async () => {
    const run = await eventfulRun(plugin);
    inHandler = run.inHandler;
    scrape = await Scrape.from(plugin);
    polls = run.bench.server.of('poll').length;
    await run.bench.stop();
    await run.bench.client.close();
  });

  for (const row of CATALOGUE) {
    const { name, type, labels, buckets } = row;
    const shape = `a ${type} with the labels ${labels.join(', ')}${buckets === undefined ? '' : ` and ${buckets.length} buckets`}`;
    it(`${name} is ${shape}`, () => expectRow(scrape, row));
  }

  for (const [name, labels, value] of SEEN) {
    it(`${name} of ${JSON.stringify(labels)} is ${value}`, () => {
      expect(scrape.value(name, labels)).to.equal(value);
    });
  }

  it('polls are those that reached the server, and the one that did not', () => {
    const uri = '/tasks/poll/batch/{taskType}';
    expect(scrape.value('task_poll_total', { taskType: 'charge' })).to.equal(polls);
    expect(scrape.value('task_poll_time_seconds_count', { status: 'SUCCESS' })).to.equal(polls - 1);
    expect(scrape.value('http_api_client_request_seconds_count', { uri, status: '200' })).to.equal(polls - 1);
    const seconds = scrape.value('task_poll_time_seconds_sum', { status: 'SUCCESS' });
    expect(seconds).to.be.greaterThan(0.1);
    expect(scrape.value('http_api_client_request_seconds_sum', { uri, status: '200' })).to.be.closeTo(
      seconds ?? 0,
      1e-9,
    );
  });

  it('active_workers are the tasks that are in the handler at that moment', () => {
    expect(inHandler.value('active_workers', { taskType: 'charge' })).to.equal(1);
    expect(scrape.value('active_workers', { taskType: 'charge' })).to.equal(0);
  });

  it('are all there are, beside those that have a prefix of their own', () => {
    const others = [...scrape.types.keys()].filter((name) => !name.startsWith('conductor_worker_'));
    expect(others).to.have.members(CATALOGUE.map(({ name }) => name));
  });
});
