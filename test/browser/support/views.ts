import type { Glance, Latency, Snapshot, TaskView, Update, WorkerView } from '../../../plugins/dashboard/index.js';

/** The clock of the process that the views are of. */
export const NOW = Date.UTC(2026, 4, 6, 12, 0, 0);

const SOME: Latency = { count: 12, p50Ms: 40, p99Ms: 90 };

export function aWorker(taskType: string, given: Partial<WorkerView> = {}): WorkerView {
  return {
    key: `0:${taskType}`,
    runner: 0,
    taskType,
    workerId: 'worker-7-1-abc',
    state: 'idle',
    stateSince: NOW - 2_000,
    cause: 'the last poll was not filled',
    healthy: true,
    slots: { total: 4, used: 1, free: 3 },
    cells: [['polling', 0, null]],
    pendingResults: 0,
    leasesAtRisk: 0,
    rates: { polled: 1, completed: 1, failed: 0 },
    totals: {
      ...{ polls: 9, pollsFailed: 0, completed: 8, failed: 0, inProgress: 0, handedBack: 0, dropped: 0 },
      ...{ updateRetries: 0, leasesLost: 0 },
    },
    latency: { scheduleToStart: SOME, execute: SOME, update: SOME },
    lastPollAt: NOW - 100,
    history: [[NOW - 60_000, 'idle']],
    ...given,
  };
}

/** A task that has been completed: polled one second ago, started 100 ms later, finished after 300 ms more, answered after another 100. */
export function aTaskView(taskId: string, given: Partial<TaskView> = {}): TaskView {
  const polledAt = given.polledAt ?? NOW - 1_000;
  return {
    taskId,
    workflowId: `workflow-of-${taskId}`,
    workflowType: 'order',
    taskType: 'charge_card',
    referenceName: 'charge',
    attempt: 1,
    scheduledAt: polledAt - 50,
    polledAt,
    startedAt: polledAt + 100,
    finishedAt: polledAt + 400,
    answeredAt: polledAt + 500,
    outcome: 'completed',
    updateAttempts: 1,
    ...given,
  };
}

export function aSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  const well: Glance = { level: 'good', text: 'As it should be.' };
  return {
    at: NOW,
    intervalMs: 1_000,
    glances: { connected: well, work: well, speed: well, stuck: well },
    process: {
      pid: 4711,
      startedAt: NOW - 3_600_000,
      node: 'v20.20.2',
      rssBytes: 100 * 1_048_576,
      eventLoop: { p50Ms: 0.1, p99Ms: 2, maxMs: 5 },
    },
    runners: [{ id: 0, state: 'running', healthy: true }],
    workers: [aWorker('charge_card')],
    tasks: [],
    tasksSkipped: 0,
    errors: [],
    ...given,
  };
}

/** What follows a snapshot after some time. */
export function anUpdate({ at, ...snapshot }: Snapshot, laterMs: number, given: Partial<Update> = {}): Update {
  return { ...snapshot, tasks: [], at: at + laterMs, ...given };
}
