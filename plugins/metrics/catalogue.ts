import type { Registrar } from './registrar.js';

/*
 * The metrics that all Conductor SDKs have: names, labels, units and buckets are theirs, so that one dashboard serves workers in any
 * language. Nothing may be added to their labels.
 */

/** Seconds. */
export const TIME_BUCKETS: readonly number[] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Bytes. */
const SIZE_BUCKETS: readonly number[] = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/** Whether what was timed went well, as all SDKs say it. */
export const SUCCESS = 'SUCCESS';
export const FAILURE = 'FAILURE';

/** The part of the catalogue that a runner fills. */
export function runnerCatalogue(into: Registrar) {
  return {
    polls: into.counter({ name: 'task_poll_total', labelNames: ['taskType'], help: 'Polls that were made' }),
    pollErrors: into.counter({
      name: 'task_poll_error_total',
      labelNames: ['taskType', 'exception'],
      help: 'Polls that failed, by the class of the error',
    }),
    pollSeconds: into.histogram({
      name: 'task_poll_time_seconds',
      labelNames: ['taskType', 'status'],
      buckets: TIME_BUCKETS,
      help: 'How long a poll took, with the time for which the server held it',
    }),
    executionsStarted: into.counter({
      name: 'task_execution_started_total',
      labelNames: ['taskType'],
      help: 'Tasks that were given to the handler',
    }),
    executeErrors: into.counter({
      name: 'task_execute_error_total',
      labelNames: ['taskType', 'exception'],
      help: 'Tasks whose handler threw or ran out of time, or whose input or output was invalid, by the class of the error',
    }),
    executeSeconds: into.histogram({
      name: 'task_execute_time_seconds',
      labelNames: ['taskType', 'status'],
      buckets: TIME_BUCKETS,
      help: 'How long a task was in the handler; SUCCESS if it returned, whatever it returned',
    }),
    updateErrors: into.counter({
      name: 'task_update_error_total',
      labelNames: ['taskType', 'exception'],
      help: 'Attempts to report a result that failed, by the class of the error',
    }),
    updateSeconds: into.histogram({
      name: 'task_update_time_seconds',
      labelNames: ['taskType', 'status'],
      buckets: TIME_BUCKETS,
      help: 'How long one attempt to report a result took',
    }),
    resultBytes: into.histogram({
      name: 'task_result_size_bytes',
      labelNames: ['taskType'],
      buckets: SIZE_BUCKETS,
      help: 'Size of a result that the server took, as it was sent',
    }),
    queueFull: into.counter({
      name: 'task_execution_queue_full_total',
      labelNames: ['taskType'],
      help: 'How often polling had to wait because no slot was free',
    }),
    paused: into.counter({
      name: 'task_paused_total',
      labelNames: ['taskType'],
      help: 'How often the worker was paused',
    }),
    activeWorkers: into.gauge({
      name: 'active_workers',
      labelNames: ['taskType'],
      join: 'sum',
      help: 'Tasks that are in the handler now',
    }),
  };
}

/** The part of the catalogue that a client fills, and, for payloads, a runner as well. */
export function clientCatalogue(into: Registrar) {
  return {
    externalPayloads: into.counter({
      name: 'external_payload_used_total',
      labelNames: ['entityName', 'operation', 'payloadType'],
      help: 'Payloads that were read from or written to external storage',
    }),
    requestSeconds: into.histogram({
      name: 'http_api_client_request_seconds',
      labelNames: ['method', 'uri', 'status'],
      buckets: TIME_BUCKETS,
      help: 'How long one attempt of a request took; status 0 is for those without an answer',
    }),
    workflowStartErrors: into.counter({
      name: 'workflow_start_error_total',
      labelNames: ['workflowType', 'exception'],
      help: 'Workflows that could not be started, by the class of the error',
    }),
    workflowInputBytes: into.histogram({
      name: 'workflow_input_size_bytes',
      labelNames: ['workflowType', 'version'],
      buckets: SIZE_BUCKETS,
      help: 'Size of the input of workflows that were to be started, as JSON',
    }),
  };
}

export type RunnerCatalogue = ReturnType<typeof runnerCatalogue>;
export type ClientCatalogue = ReturnType<typeof clientCatalogue>;
