import { expect } from 'chai';

import { CATALOGUE, expectRow } from '../../plugins/metrics/support/catalogue-table.js';
import { expectAnswered } from '../../plugins/metrics/support/expect-answered.js';
import { shippedQueries } from '../../plugins/metrics/support/queries.js';
import { useRunners } from '../support/use-runners.js';
import { metricsRun, type MetricsRun } from './metrics-run.js';

/** A sample that the run must have made, at least `least` times; `$` is the worker's task type. */
type Expected = readonly [name: string, labels: Readonly<Record<string, string>>, least: number];

const EXPECTED: readonly Expected[] = [
  ['task_poll_total', { taskType: '$' }, 5],
  ['task_execution_started_total', { taskType: '$' }, 4],
  ['task_poll_error_total', { taskType: '$', exception: 'ConductorConnectionError' }, 1],
  ['task_execute_error_total', { taskType: '$', exception: 'CardDeclined' }, 1],
  ['task_execute_error_total', { taskType: '$', exception: 'TerminalError' }, 1],
  ['task_update_error_total', { taskType: '$', exception: 'ConductorConnectionError' }, 1],
  ['task_execution_queue_full_total', { taskType: '$' }, 1],
  ['task_paused_total', { taskType: '$' }, 1],
  ['workflow_start_error_total', { workflowType: '$_unknown', exception: 'ConductorApiError' }, 1],
  ['external_payload_used_total', { entityName: '$', operation: 'READ', payloadType: 'TASK_INPUT' }, 1],
  ['external_payload_used_total', { entityName: '', operation: 'WRITE', payloadType: 'TASK_OUTPUT' }, 1],
  ['task_poll_time_seconds_count', { taskType: '$', status: 'SUCCESS' }, 4],
  ['task_poll_time_seconds_count', { taskType: '$', status: 'FAILURE' }, 1],
  ['task_execute_time_seconds_count', { taskType: '$', status: 'SUCCESS' }, 2],
  ['task_execute_time_seconds_count', { taskType: '$', status: 'FAILURE' }, 2],
  ['task_update_time_seconds_count', { taskType: '$', status: 'SUCCESS' }, 4],
  ['task_update_time_seconds_count', { taskType: '$', status: 'FAILURE' }, 1],
  ['http_api_client_request_seconds_count', { method: 'GET', uri: '/tasks/poll/batch/{taskType}', status: '200' }, 4],
  ['http_api_client_request_seconds_count', { method: 'GET', uri: '/tasks/poll/batch/{taskType}', status: '0' }, 1],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/tasks', status: '200' }, 4],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/tasks', status: '0' }, 1],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/workflow', status: '200' }, 4],
  ['http_api_client_request_seconds_count', { method: 'POST', uri: '/workflow', status: '404' }, 1],
  ['task_result_size_bytes_count', { taskType: '$' }, 4],
  ['workflow_input_size_bytes_count', { workflowType: '$', version: '1' }, 4],
  ['workflow_input_size_bytes_bucket', { workflowType: '$', version: '1', le: '10000000' }, 4],
  ['conductor_worker_lease_extensions_total', { taskType: '$', domain: '' }, 1],
  ['conductor_worker_task_outcomes_total', { taskType: '$', domain: '', outcome: 'completed', reason: '' }, 2],
  ['conductor_worker_task_outcomes_total', { taskType: '$', domain: '', outcome: 'failed', reason: '' }, 2],
  ['conductor_worker_schedule_to_start_seconds_count', { taskType: '$', domain: '' }, 4],
  ['conductor_worker_slots', { taskType: '$', domain: '', state: 'used' }, 0],
];

describe('metrics() on a real server, scraped over HTTP', () => {
  const runners = useRunners();
  let run: MetricsRun;

  before(async function () {
    this.timeout(90_000);
    run = await metricsRun(runners);
  });

  for (const row of CATALOGUE) {
    const { name, type, labels } = row;
    it(`has ${name}, a ${type} with the labels ${labels.join(', ')}`, () => expectRow(run.atTheEnd, row));
  }

  for (const [name, labels, least] of EXPECTED) {
    it(`has counted ${name} of ${JSON.stringify(labels)}`, () => {
      const named = Object.entries(labels).map(([label, value]) => [label, value.replace('$', run.taskType)]);
      const exact = Object.fromEntries(named) as Record<string, string>;
      expect(run.atTheEnd.value(name, exact), JSON.stringify(exact)).to.be.at.least(least);
    });
  }

  it('has a handler among the active workers while it runs, and not afterwards', () => {
    expect(run.inHandler.value('active_workers', { taskType: run.taskType })).to.equal(1);
    expect(run.atTheEnd.value('active_workers', { taskType: run.taskType })).to.equal(0);
  });

  it('has sizes in bytes and times in seconds', () => {
    const { atTheEnd, taskType } = run;
    expect(atTheEnd.value('workflow_input_size_bytes_sum', { workflowType: taskType })).to.be.within(
      3_500_000,
      3_501_000,
    );
    expect(atTheEnd.value('task_execute_time_seconds_sum', { status: 'SUCCESS' })).to.be.within(0.9, 10);
    expect(atTheEnd.value('conductor_worker_schedule_to_start_seconds_sum')).to.be.within(0, 60);
  });

  for (const query of shippedQueries()) {
    it(`has what ${query.title} asks for: ${query.expression.replace(/\s+/g, ' ')}`, () => {
      expectAnswered(query, run.atTheEnd);
    });
  }
});
