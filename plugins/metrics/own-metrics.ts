import { TIME_BUCKETS } from './catalogue.js';
import type { Registrar } from './registrar.js';

/*
 * What no other SDK tells: where a worker's slots, leases and results are, and how its tasks end. All names begin with the prefix below,
 * which is not one of the server's or of another SDK; all are told per task type and domain ('' without one).
 */

const PREFIX = 'conductor_worker_';
const WORKER = ['taskType', 'domain'] as const;

/** Seconds. A task may well have waited for an hour. */
const WAITING_BUCKETS: readonly number[] = [...TIME_BUCKETS, 30, 60, 300, 900, 3_600];

export function ownMetrics(into: Registrar) {
  const counter = (name: string, help: string, ...labels: readonly string[]) =>
    into.counter({ name: PREFIX + name, labelNames: [...WORKER, ...labels], help });
  const gauge = (name: string, join: 'sum' | 'max', help: string, ...labels: readonly string[]) =>
    into.gauge({ name: PREFIX + name, labelNames: [...WORKER, ...labels], join, help });
  return {
    pollResults: counter('polls_total', 'Polls that ended: with tasks, empty, or failed', 'result'),
    received: counter('tasks_received_total', 'Tasks that polls brought'),
    stalls: counter('poll_stalls_total', 'Polls that were out for longer than any poll may be'),
    scheduleToStart: into.histogram({
      name: `${PREFIX}schedule_to_start_seconds`,
      labelNames: WORKER,
      buckets: WAITING_BUCKETS,
      help: 'How long a task was scheduled before its handler was called, by the clocks of the server and of this machine',
    }),
    outcomes: counter(
      'task_outcomes_total',
      'How tasks ended; with a reason if they were dropped',
      'outcome',
      'reason',
    ),
    late: counter('late_results_total', 'Tasks that ended after their lease had run out by our clock'),
    leaseExtensions: counter('lease_extensions_total', 'Leases that were extended'),
    leaseExtensionFailures: counter('lease_extension_failures_total', 'Attempts to extend a lease that failed'),
    leasesLost: counter('leases_lost_total', 'Leases that ran out by our clock while the task was in hand'),

    slots: gauge('slots', 'sum', 'Slots: used by tasks and by the poll in flight, or free', 'state'),
    inFlight: gauge('tasks_in_flight', 'sum', 'Tasks in hand: executing, reporting, or overdue', 'phase'),
    oldestTask: gauge(
      'oldest_task_age_seconds',
      'max',
      'Age of the task that has been in hand for longest; 0 without one',
    ),
    resultsWaiting: gauge('results_waiting', 'sum', 'Results that the server has not answered yet'),
    loopState: gauge('loop_state', 'sum', 'Poll loops in each state: 0 or 1 for one runner', 'state'),
    unhealthy: gauge('unhealthy', 'sum', 'Workers that should have completed a poll by now and have not'),
    eventLoopDelay: into.gauge({
      name: `${PREFIX}event_loop_delay_seconds`,
      labelNames: ['quantile'],
      join: 'max',
      help: 'How much later than due the event loop ran its timers of late; quantile 1 is the worst',
    }),
  };
}

export type OwnMetrics = ReturnType<typeof ownMetrics>;
