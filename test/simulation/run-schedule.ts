import { createConductorClient } from '../../src/client/create-conductor-client.js';
import type { TaskOutcome } from '../../src/runner/events.js';
import { TaskRunner } from '../../src/runner/task-runner.js';
import type { StopReport } from '../../src/runner/stop-report.js';
import { ManualClock } from '../time/manual-clock.js';
import { CountingClock } from './counting-clock.js';
import { ModelServer, NO_FAULTS, type Faults } from './model-server.js';
import { between, pick, seededRandom } from './seeded-random.js';
import { randomInput, simulatedHandler } from './simulated-worker.js';

/** How long a stop may exceed its budget: the clean-ups are started with no time left, and a turn of the clock is not free. */
const STOP_SLACK_MS = 1;

/**
 * Runs one seeded schedule: a runner against the model of a server, on a clock of its own, with faults, pauses and a stop at chance
 * times.
 * @returns what did not hold; empty if all did
 */
export async function runSchedule(seed: number): Promise<string[]> {
  const random = seededRandom(seed);
  const problems: string[] = [];
  const clock = new ManualClock();
  const ours = new CountingClock(clock);
  const server = new ModelServer(clock, seededRandom(seed ^ 0x5eed), randomFaults(random));
  const client = createConductorClient({
    serverUrl: 'http://model',
    auth: false,
    proxy: false,
    transport: () => server.transport,
    clock: ours,
    random: seededRandom(seed ^ 0xc11e),
  });
  const calls: string[] = [];
  const timeoutMs = pick(random, [86_400_000, between(random, 300, 5_000)]);
  const total = between(random, 1, 6);
  const leaseExtension = random() < 0.8;
  const runner = new TaskRunner({
    client,
    workers: [
      {
        name: 'simulated',
        execute: simulatedHandler(clock, calls),
        ...{ concurrency: total, timeoutMs, leaseExtension, longPollMs: pick(random, [0, 100, 1_000, 2_000]) },
        ...{ workerId: 'ours', paused: random() < 0.1 },
        ...(random() < 0.3 && { maxBatch: between(random, 1, 3) }),
      },
    ],
    giveUpAfterMs: pick(random, [3_600_000, between(random, 1_000, 10_000)]),
    parts: { clock: ours, random: seededRandom(seed ^ 0x1177) },
  });

  const outcomes = new Map<string, TaskOutcome[]>();
  for (const event of ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const) {
    runner.on(event, (outcome) => {
      const key = keyOf(outcome.task);
      outcomes.set(key, [...(outcomes.get(key) ?? []), outcome]);
    });
  }
  const errors: unknown[] = [];
  runner.on('error', ({ error }) => void errors.push(error));
  runner.on('pollFailed', () => undefined);

  const inHand = (): number => server.delivered.filter((task) => !outcomes.has(keyOf(task))).length;
  const deliveredAt = new Map<string, number>();
  const check = (): void => {
    for (const task of server.delivered) {
      if (!deliveredAt.has(keyOf(task))) deliveredAt.set(keyOf(task), clock.now());
    }
    for (const { slots, inFlight } of runner.status().workers) {
      if (slots.free + slots.used !== slots.total || slots.free < 0 || slots.total !== total) {
        problems.push(`slots are not conserved: ${JSON.stringify(slots)}`);
      }
      if (inFlight.length > slots.used)
        problems.push(`${inFlight.length} tasks in hand with ${slots.used} slots taken`);
    }
    for (const task of server.expireLeases()) {
      const key = `${task.id}#${task.pollCount}`;
      const since = deliveredAt.get(key);
      if (task.holder !== 'ours' || since === undefined || outcomes.has(key) || !leaseExtension) continue;
      const isOverdue = clock.now() - since >= timeoutMs;
      const wasTroubled = task.troubledAt >= task.touchedAt;
      if (!isOverdue && !wasTroubled)
        problems.push(`${key}: the lease ran out at ${clock.now()} although nothing failed`);
    }
  };

  await drive(runner.start(), clock, 5_000);
  const steps = between(random, 5, 60);
  for (let step = 0; step < steps; step++) {
    const act = random();
    if (act < 0.45) {
      const count = between(random, 1, 8);
      for (let index = 0; index < count; index++) {
        server.schedule(randomInput(random), pick(random, [1_000, 2_000, 5_000, 20_000]));
      }
    } else if (act < 0.55) runner.pause('simulated');
    else if (act < 0.7) runner.resume('simulated');
    else if (act < 0.75) server.letRivalPoll();
    else if (act < 0.8) server.letRivalFinish();
    else if (act < 0.83) server.cancelSome();
    else if (act < 0.9) server.faults = random() < 0.5 ? NO_FAULTS : randomFaults(random);
    for (let pause = between(random, 0, 6); pause > 0; pause--) {
      await clock.advanceAsync(pick(random, [0, 1, 7, 50, 130, 700]));
      check();
    }
  }

  const options = {
    drainMs: pick(random, [0, 300, 2_000, 20_000]),
    abortMs: pick(random, [0, 200, 3_000]),
    flushMs: pick(random, [0, 500, 5_000]),
  };
  const stopAskedAt = clock.now();
  const reports: StopReport[] = [];
  let stoppedAt = 0;
  const callsBefore = new Set(calls);
  const undelivered = server.delivered.length;
  void runner.stop(options).then((result) => {
    reports.push(result);
    stoppedAt = clock.now();
    if (ours.pendingTimers > 0) problems.push(`${ours.pendingTimers} timers are left when stop has ended`);
    if (inHand() > 0) problems.push(`${inHand()} polled tasks have no outcome when stop has ended`);
  });
  const budgetMs = options.drainMs + options.abortMs + options.flushMs;
  while (reports.length === 0 && clock.now() - stopAskedAt <= budgetMs + 10_000) {
    await clock.advanceAsync(pick(random, [1, 10, 100, 500]));
    check();
  }
  if (reports.length === 0) problems.push(`stop has not ended ${clock.now() - stopAskedAt} ms after it was asked for`);
  else if (stoppedAt - stopAskedAt > budgetMs + STOP_SLACK_MS) {
    problems.push(`stop took ${stoppedAt - stopAskedAt} ms of ${budgetMs}`);
  }
  for (const task of server.delivered.slice(undelivered)) {
    if (calls.includes(keyOf(task)) && !callsBefore.has(keyOf(task)))
      problems.push(`${keyOf(task)}: executed after stop`);
  }
  // What was still on its way, and handlers that outlived the runner, come to their end: nothing may happen any more.
  await clock.advanceAsync(200_000);
  check();
  await drive(client.close(), clock, 1_000);

  if (ours.pendingTimers > 0) problems.push(`${ours.pendingTimers} timers are left`);
  if (inHand() > 0) problems.push(`${inHand()} polled tasks have no outcome`);
  for (const [key, list] of outcomes) {
    if (list.length !== 1)
      problems.push(`${key} has ${list.length} outcomes: ${list.map((each) => each.outcome).join(', ')}`);
    const [outcome] = list;
    if (outcome?.outcome === 'failed' && outcome.result?.reasonForIncompletion?.includes('the runner stops')) {
      problems.push(`${key} was failed although its handler only gave way to the stop`);
    }
    const task = server.tasks.get(key.split('#')[0] ?? '');
    if (
      outcome?.outcome === 'completed' &&
      !outcome.late &&
      task?.status !== 'COMPLETED' &&
      task?.status !== 'CANCELED'
    ) {
      problems.push(`${key} is told to be completed but is ${task?.status ?? 'unknown'} on the server`);
    }
  }
  for (const { slots } of runner.status().workers) {
    if (slots.used !== 0) problems.push(`${slots.used} slots are still taken when everything is over`);
  }
  if (new Set(calls).size !== calls.length) problems.push('a handler was called twice for one poll');
  if (errors.length > 0) problems.push(`errors: ${errors.map(String).join('; ')}`);
  return [...problems, ...server.violations];
}

function randomFaults(random: () => number): Faults {
  if (random() < 0.25) return NO_FAULTS;
  const scale = pick(random, [0.02, 0.1, 0.25]);
  const share = (): number => random() * scale;
  return { lostRequest: share(), lostAnswer: share(), hang: share() / 3, errorAnswer: share() };
}

function keyOf(task: { taskId: string; pollCount: number }): string {
  return `${task.taskId}#${task.pollCount}`;
}

/** Moves time on until a promise has settled. */
async function drive<Value>(promise: Promise<Value>, clock: ManualClock, limitMs: number): Promise<Value> {
  const settled: true[] = [];
  const over = (): void => void settled.push(true);
  promise.then(over, over);
  for (let waited = 0; settled.length === 0 && waited <= limitMs; waited += 50) await clock.advanceAsync(50);
  if (settled.length === 0) throw new Error(`nothing after ${limitMs} ms`);
  return promise;
}
