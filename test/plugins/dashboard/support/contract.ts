import { z } from 'zod';
import type { Snapshot, Update } from '../../../../plugins/dashboard/snapshot.js';

/*
 * The contract of snapshot.ts as a check at run time: exactly these fields, nothing beside them.
 */

const instant = z.int().min(1_600_000_000_000);
const milliseconds = z.number().min(0);
const total = z.int().min(0);
const rate = z.number().min(0);
const shortText = z.string().max(300);

const glance = z.strictObject({
  level: z.enum(['good', 'warn', 'bad', 'unknown']),
  text: z.string().regex(/^[A-Z\d].*[.!?]$/),
});
const latency = z.strictObject({ count: total, p50Ms: milliseconds.nullable(), p99Ms: milliseconds.nullable() });
const state = z.enum(['idle', 'burst', 'saturated', 'backoff', 'paused', 'draining']);
const cell = z.tuple([
  z.enum(['executing', 'reporting', 'overdue', 'polling']),
  z.int().min(0),
  z.union([z.int(), z.null()]),
]);

const workerNow = {
  key: z.string(),
  state,
  stateSince: instant,
  cause: shortText,
  healthy: z.boolean(),
  unhealthyReason: shortText.optional(),
  slots: z.strictObject({ total, used: total, free: total }),
  cells: z.array(cell).max(200),
  pendingResults: total,
  leasesAtRisk: total,
  rates: z.strictObject({ polled: rate, completed: rate, failed: rate }),
  totals: z.strictObject({
    ...{ polls: total, pollsFailed: total, completed: total, failed: total, inProgress: total },
    ...{ handedBack: total, dropped: total, updateRetries: total, leasesLost: total },
  }),
  latency: z.strictObject({ scheduleToStart: latency, execute: latency, update: latency }),
  lastPollAt: instant.nullable(),
  lastError: z.strictObject({ text: shortText, at: instant, failures: total }).optional(),
};

const worker = z.strictObject({
  ...workerNow,
  runner: total,
  taskType: z.string(),
  workerId: z.string(),
  domain: z.string().optional(),
  history: z
    .array(z.tuple([instant, state]))
    .min(1)
    .max(300)
    .refine((entries) => entries.every(([at], index) => index === 0 || at >= (entries[index - 1]?.[0] ?? 0)), {
      error: 'history is not in order',
    }),
});

const task = z.strictObject({
  taskId: z.string(),
  workflowId: z.string(),
  workflowType: z.string(),
  taskType: z.string(),
  domain: z.string().optional(),
  referenceName: z.string(),
  attempt: z.int().min(1),
  scheduledAt: z.int(),
  polledAt: instant,
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  answeredAt: instant.optional(),
  outcome: z.enum(['completed', 'failed', 'inProgress', 'handedBack', 'dropped']).optional(),
  updateAttempts: total,
  reason: shortText.optional(),
  link: z.url().optional(),
  input: z.string().max(2_000).optional(),
  output: z.string().max(2_000).optional(),
});

const common = {
  at: instant,
  intervalMs: z.number(),
  glances: z.strictObject({ connected: glance, work: glance, speed: glance, stuck: glance }),
  process: z.strictObject({
    pid: z.int(),
    startedAt: instant,
    node: z.string(),
    rssBytes: z.int().min(1),
    eventLoop: z.strictObject({ p50Ms: milliseconds, p99Ms: milliseconds, maxMs: milliseconds }),
  }),
  runners: z.array(
    z.strictObject({
      id: total,
      state: z.enum(['created', 'starting', 'running', 'stopping', 'stopped']),
      healthy: z.boolean(),
    }),
  ),
  tasksSkipped: total,
  errors: z.array(z.strictObject({ at: instant, cause: shortText, text: z.string().max(400) })).max(20),
};

const snapshot = z.strictObject({ ...common, workers: z.array(worker), tasks: z.array(task).max(200) });
const update = z.strictObject({
  ...common,
  workers: z.array(z.strictObject(workerNow)),
  tasks: z.array(task).max(200),
});

/** What JSON makes of it, if that is a snapshot; else an error that names what is wrong. */
export function parsedSnapshot(json: string): Snapshot {
  return snapshot.parse(JSON.parse(json));
}

export function parsedUpdate(json: string): Update {
  return update.parse(JSON.parse(json));
}

/** The value as it travels. */
export function checkedSnapshot(value: Snapshot): Snapshot {
  return parsedSnapshot(JSON.stringify(value));
}

export function checkedUpdate(value: Update): Update {
  return parsedUpdate(JSON.stringify(value));
}
