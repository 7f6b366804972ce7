import { expect } from 'chai';
import type { Scrape } from './scrape.js';

/** A metric that every Conductor SDK has. */
export interface CatalogueRow {
  readonly name: string;
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly labels: readonly string[];
  /** Upper bounds as they are printed, in seconds or bytes. */
  readonly buckets?: readonly string[];
}

const TIME = ['0.001', '0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
const SIZE = ['100', '1000', '10000', '100000', '1000000', '10000000', '+Inf'];

/** The catalogue, as the Python and Java SDKs have it. Written down a second time, so that a change of ours is noticed. */
export const CATALOGUE: readonly CatalogueRow[] = [
  { name: 'task_poll_total', type: 'counter', labels: ['taskType'] },
  { name: 'task_execution_started_total', type: 'counter', labels: ['taskType'] },
  { name: 'task_poll_error_total', type: 'counter', labels: ['taskType', 'exception'] },
  { name: 'task_execute_error_total', type: 'counter', labels: ['taskType', 'exception'] },
  { name: 'task_update_error_total', type: 'counter', labels: ['taskType', 'exception'] },
  { name: 'task_execution_queue_full_total', type: 'counter', labels: ['taskType'] },
  { name: 'task_paused_total', type: 'counter', labels: ['taskType'] },
  { name: 'workflow_start_error_total', type: 'counter', labels: ['workflowType', 'exception'] },
  { name: 'external_payload_used_total', type: 'counter', labels: ['entityName', 'operation', 'payloadType'] },
  { name: 'task_poll_time_seconds', type: 'histogram', labels: ['taskType', 'status'], buckets: TIME },
  { name: 'task_execute_time_seconds', type: 'histogram', labels: ['taskType', 'status'], buckets: TIME },
  { name: 'task_update_time_seconds', type: 'histogram', labels: ['taskType', 'status'], buckets: TIME },
  { name: 'http_api_client_request_seconds', type: 'histogram', labels: ['method', 'uri', 'status'], buckets: TIME },
  { name: 'task_result_size_bytes', type: 'histogram', labels: ['taskType'], buckets: SIZE },
  { name: 'workflow_input_size_bytes', type: 'histogram', labels: ['workflowType', 'version'], buckets: SIZE },
  { name: 'active_workers', type: 'gauge', labels: ['taskType'] },
];

/** Checks a metric in a scrape: its type, the labels of each of its series, and, of a histogram, buckets, sum and count. */
export function expectRow(scrape: Scrape, { name, type, labels, buckets }: CatalogueRow): void {
  expect(scrape.types.get(name), 'type').to.equal(type);
  const samples = scrape.of(name);
  expect(samples, 'samples').not.to.be.empty;
  for (const sample of samples) {
    const { le, ...own } = sample.labels;
    expect(Object.keys(own), sample.name).to.have.members(labels);
    expect(le !== undefined, 'has a bound').to.equal(sample.name.endsWith('_bucket'));
  }
  if (buckets === undefined) return;
  for (const { labels: ofSeries, value: count } of scrape.find(`${name}_count`)) {
    const cumulated = scrape.find(`${name}_bucket`, ofSeries);
    expect(
      cumulated.map(({ labels: { le } }) => le),
      'buckets',
    ).to.deep.equal(buckets);
    const values = cumulated.map(({ value }) => value);
    expect(values, 'cumulated').to.deep.equal([...values].sort((a, b) => a - b));
    expect(values.at(-1), 'in the last bucket').to.equal(count);
    expect(scrape.find(`${name}_sum`, ofSeries), 'sum').to.have.length(1);
  }
}
