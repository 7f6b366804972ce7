import { expect } from 'chai';
import type { Facts } from '../../../plugins/dashboard/glances/facts.js';
import { glancesOf } from '../../../plugins/dashboard/glances/glances.js';
import type { Glances, Level, RunnerView, WorkerNow } from '../../../plugins/dashboard/snapshot.js';
import type { WorkerFacts } from '../../../plugins/dashboard/worker-facts.js';

const AT = 1_700_000_000_000;
const NOTHING = { count: 0, p50Ms: null, p99Ms: null };

type WorkerChanges = Partial<Omit<WorkerFacts, 'now'>> & { readonly now?: Partial<WorkerNow> };

/** An idle worker that is fine: ten slots, the last poll answered 400 ms ago, no task in the last half minute. */
function worker({ now, ...changes }: WorkerChanges = {}): WorkerFacts {
  return {
    ...{ name: 'charge', failingSince: null, isRefused: false, stalledSince: null, startedAt: AT - 600_000 },
    ...{ lastTaskAt: AT - 30_000, inHand: 0, overdue: 0, oldestOverdueMs: 0, oldestTaskMs: 0, leasesOver: 0 },
    ...{ lostLeaseLately: false, repeatedResults: 0, repeatedSince: null, unanswered: 0, longestUnansweredMs: 0 },
    ...changes,
    now: {
      ...{
        key: '0:charge',
        state: 'idle',
        stateSince: AT - 30_000,
        cause: 'the last poll was not filled',
        healthy: true,
      },
      slots: { total: 10, used: 1, free: 9 },
      ...{ cells: [['polling', 0, null]], pendingResults: 0, leasesAtRisk: 0 },
      rates: { polled: 0, completed: 0, failed: 0 },
      totals: {
        ...{ polls: 9, pollsFailed: 0, completed: 0, failed: 0, inProgress: 0, handedBack: 0, dropped: 0 },
        ...{ updateRetries: 0, leasesLost: 0 },
      },
      latency: { scheduleToStart: NOTHING, execute: NOTHING, update: NOTHING },
      lastPollAt: AT - 400,
      ...now,
    },
  };
}

function busy(
  latency: { start?: number; execute?: number; update?: number },
  changes: WorkerChanges = {},
): WorkerFacts {
  const of = (p50Ms: number) => ({ count: 500, p50Ms, p99Ms: p50Ms * 4 });
  return worker({
    ...{ inHand: 4, oldestTaskMs: 300, lastTaskAt: AT - 20, ...changes },
    now: {
      rates: { polled: 12, completed: 12.34, failed: 0 },
      latency: {
        scheduleToStart: of(latency.start ?? 20),
        execute: of(latency.execute ?? 50),
        update: of(latency.update ?? 8),
      },
      ...changes.now,
    },
  });
}

const refused = { text: 'GET /tasks/poll/batch/{tasktype}: 401 invalid token.', at: AT - 100, failures: 4 };
const unreachable = { text: 'connect ECONNREFUSED 127.0.0.1:8080', at: AT - 100, failures: 4 };
const full: WorkerChanges = {
  ...{ inHand: 10, oldestTaskMs: 90_000 },
  now: { state: 'saturated', slots: { total: 10, used: 10, free: 0 } },
};
const running: RunnerView = { id: 0, state: 'running', healthy: true };

interface Row {
  readonly when: string;
  readonly workers?: readonly WorkerFacts[];
  readonly facts?: Partial<Facts>;
  readonly glance: keyof Glances;
  readonly says: string;
  readonly level: Level;
}

const rows: readonly Row[] = [
  // Am I connected?
  {
    ...{ when: 'the polls of the only worker are answered', glance: 'connected', level: 'good' },
    says: 'The worker is connected; the last poll was answered 400 ms ago.',
  },
  {
    ...{ when: 'those of all workers are', glance: 'connected', level: 'good' },
    workers: [worker(), worker(), worker({ now: { lastPollAt: AT - 12_345 } })],
    says: 'All 3 workers are connected; the last poll was answered 400 ms ago.',
  },
  {
    ...{ when: 'some are paused', glance: 'connected', level: 'good' },
    workers: [worker(), worker({ now: { state: 'paused' } })],
    says: '1 of 2 workers is connected; the last poll was answered 400 ms ago. 1 worker is paused.',
  },
  {
    ...{ when: 'all are paused', glance: 'connected', level: 'warn' },
    workers: [worker({ now: { state: 'paused' } }), worker({ now: { state: 'paused' } })],
    says: 'All 2 workers are paused: no poll is made until resume().',
  },
  {
    ...{ when: 'no poll has been answered yet', glance: 'connected', level: 'unknown' },
    workers: [worker({ startedAt: AT - 800, now: { lastPollAt: null } })],
    says: 'No poll has been answered yet; the runner started 800 ms ago.',
  },
  {
    ...{ when: 'polls have failed for a moment', glance: 'connected', level: 'warn' },
    workers: [worker({ failingSince: AT - 3_000, now: { lastError: unreachable } })],
    says: 'No poll has succeeded for 3.0 s: connect ECONNREFUSED 127.0.0.1:8080.',
  },
  {
    ...{ when: 'polls fail for long', glance: 'connected', level: 'bad' },
    workers: [worker({ failingSince: AT - 75_000, now: { lastError: unreachable } })],
    says: 'No poll has succeeded for 75 s: connect ECONNREFUSED 127.0.0.1:8080.',
  },
  {
    ...{ when: 'the polls of some workers fail', glance: 'connected', level: 'warn' },
    workers: [
      worker(),
      worker({ name: 'refund', failingSince: AT - 300_000, now: { lastError: unreachable } }),
      worker({ name: 'mail', failingSince: AT - 1_000, now: { lastError: refused } }),
    ],
    says: '2 of 3 workers cannot poll; refund has not for 5 min: connect ECONNREFUSED 127.0.0.1:8080.',
  },
  {
    ...{ when: 'the server refuses a worker', glance: 'connected', level: 'bad' },
    workers: [worker(), worker({ name: 'refund in eu', isRefused: true, now: { lastError: refused } })],
    says: 'The server refuses the polls of refund in eu, until somebody changes something: GET /tasks/poll/batch/{tasktype}: 401 invalid token.',
  },
  {
    ...{ when: 'a poll hangs', glance: 'connected', level: 'bad' },
    workers: [worker({ now: { healthy: false, unhealthyReason: 'no poll has succeeded for 40 s' } })],
    says: 'Polls of charge get no answer: no poll has succeeded for 40 s.',
  },
  {
    ...{ when: 'a poll is out past its deadline', glance: 'connected', level: 'bad' },
    workers: [worker({ stalledSince: AT - 1_000 })],
    says: 'Polls of charge get no answer: a poll is out past its own deadline.',
  },
  {
    ...{ when: 'the runner starts', glance: 'connected', level: 'unknown', workers: [] },
    facts: { runners: [{ id: 0, state: 'starting', healthy: false }] },
    says: 'The runner starts: no poll is made yet.',
  },
  {
    ...{ when: 'the runner stops', glance: 'connected', level: 'unknown', workers: [] },
    facts: { runners: [{ id: 0, state: 'stopping', healthy: false }], inHand: 3 },
    says: 'The runner stops: no poll is made any more, 3 tasks in hand.',
  },
  {
    ...{ when: 'the runner has stopped', glance: 'connected', level: 'unknown', workers: [] },
    facts: { runners: [{ id: 0, state: 'stopped', healthy: false }] },
    says: 'The runner has stopped: no poll is made any more.',
  },

  // Am I getting work?
  {
    ...{ when: 'tasks come and end', glance: 'work', level: 'good', workers: [busy({})] },
    says: 'Yes: 12.3 tasks/s over the last 10 s.',
  },
  {
    ...{ when: 'some of them fail', glance: 'work', level: 'good' },
    workers: [busy({}, { now: { rates: { polled: 100, completed: 110, failed: 2.5 } } })],
    says: 'Yes: 113 tasks/s over the last 10 s, 2.5/s of them failed.',
  },
  {
    ...{ when: 'most of them fail', glance: 'work', level: 'warn' },
    workers: [busy({}, { now: { rates: { polled: 10, completed: 1, failed: 9 } } })],
    says: 'Yes: 10 tasks/s over the last 10 s, 9/s of them failed.',
  },
  {
    ...{ when: 'there are more than the slots take', glance: 'work', level: 'good' },
    workers: [busy({}, full)],
    says: 'Yes: 12.3 tasks/s over the last 10 s. charge asks for more as soon as a slot is free.',
  },
  {
    ...{ when: 'all slots are used and nothing ends', glance: 'work', level: 'warn', workers: [worker(full)] },
    says: 'Not now: charge asks for no more, its 10 slots have been used for up to 90 s.',
  },
  {
    ...{ when: 'tasks come, but none has ended yet', glance: 'work', level: 'good' },
    workers: [worker({ inHand: 2, now: { rates: { polled: 0.2, completed: 0, failed: 0 } } })],
    says: 'Yes: 0.2 tasks/s have come over the last 10 s; none has ended yet.',
  },
  {
    ...{ when: 'long tasks are in hand', glance: 'work', level: 'good', workers: [worker({ inHand: 2 })] },
    says: '2 tasks in hand; none has come or ended within the last 10 s.',
  },
  {
    ...{ when: 'no task has come for a while', glance: 'work', level: 'good' },
    says: 'No task has come for 30 s; polls are answered, there is none in the queue.',
  },
  {
    ...{ when: 'no task has come for long', glance: 'work', level: 'unknown' },
    workers: [worker({ lastTaskAt: AT - 7_200_000 })],
    says: 'No task has come for 2 h, though polls are answered: the queue is empty for this task type and domain, or other workers take what is in it.',
  },
  {
    ...{ when: 'no task has come at all', glance: 'work', level: 'good' },
    workers: [worker({ lastTaskAt: null, startedAt: AT - 20_000 })],
    says: 'No task has come since the start 20 s ago; polls are answered, there is none in the queue.',
  },
  {
    ...{ when: 'no poll has been answered yet', glance: 'work', level: 'unknown' },
    workers: [worker({ lastTaskAt: null, startedAt: AT - 800, now: { lastPollAt: null } })],
    says: 'Not yet: no poll has been answered so far.',
  },
  {
    ...{ when: 'no poll succeeds', glance: 'work', level: 'bad' },
    workers: [worker({ failingSince: AT - 3_000 })],
    says: 'No: no task can come while no poll succeeds.',
  },
  {
    ...{
      when: 'every worker is paused',
      glance: 'work',
      level: 'warn',
      workers: [worker({ now: { state: 'paused' } })],
    },
    says: 'No: every worker is paused, so that none asks for tasks.',
  },

  // Is it me or the handler that is slow?
  {
    ...{ when: 'all is quick', glance: 'speed', level: 'good', workers: [busy({}), worker()] },
    says: 'Nothing stands out. charge, the busiest: its handler takes 50 ms (p50), 200 ms (p99), the server takes a result in 8 ms, tasks start 20 ms after they are scheduled.',
  },
  {
    ...{ when: 'tasks wait and all slots are used', glance: 'speed', level: 'warn' },
    workers: [busy({ start: 4_000, execute: 2_000 }, full)],
    says: 'The handler, for this load: tasks of charge wait 4.0 s (p50) before they start, all 10 slots are used, and a handler takes 2.0 s (p50). More slots or more processes help.',
  },
  {
    ...{ when: 'tasks wait though slots are free', glance: 'speed', level: 'warn' },
    workers: [busy({ start: 4_000 })],
    says: 'Tasks of charge wait 4.0 s (p50) before they start, though 6 slots of 10 are free and a handler takes 50 ms (p50): they were queued before, or the clocks of server and process differ.',
  },
  {
    ...{ when: 'the server is slow to take results', glance: 'speed', level: 'warn' },
    workers: [busy({ start: 4_000, update: 1_500 }, full)],
    says: 'The server: it takes 1.5 s (p50) to take a result of charge, repeats included.',
  },
  {
    ...{ when: 'the event loop was blocked', glance: 'speed', level: 'warn', workers: [busy({ start: 4_000 })] },
    facts: { delay: { p99Ms: 5, maxMs: 320, overMs: 1_000 } },
    says: 'This process: its event loop was blocked for up to 320 ms, in which nothing else went on. Something computes without a pause.',
  },
  {
    ...{ when: 'the event loop was blocked for long', glance: 'speed', level: 'bad' },
    facts: { delay: { p99Ms: 1_000, maxMs: 2_500, overMs: 1_000 } },
    says: 'This process: its event loop was blocked for up to 2.5 s, in which nothing else went on. Something computes without a pause.',
  },
  {
    ...{ when: 'it may have been blocked an hour ago', glance: 'speed', level: 'unknown' },
    facts: { delay: { p99Ms: 1_000, maxMs: 2_500, overMs: 3_600_000 } },
    says: 'Nothing has been executed within the last minute.',
  },

  // Is anything stuck?
  {
    ...{ when: 'nothing is', glance: 'stuck', level: 'good', workers: [busy({}), busy({}, full)] },
    facts: {},
    says: 'No: no handler is overdue, no result is repeated, no lease is at risk.',
  },
  {
    ...{ when: 'handlers run past their time', glance: 'stuck', level: 'bad' },
    workers: [
      worker({ overdue: 2, oldestOverdueMs: 400_000 }),
      worker({ name: 'mail', overdue: 1, oldestOverdueMs: 9 }),
    ],
    says: '3 handlers of charge and 1 more run on past timeoutMs and keep their slots; the oldest task is 7 min old.',
  },
  {
    ...{ when: 'a lease is over', glance: 'stuck', level: 'bad', workers: [worker({ leasesOver: 1 })] },
    says: 'The lease on tasks of charge has run out: the server may have given them to somebody else. Their results are sent all the same.',
  },
  {
    ...{ when: 'a lease was lost lately', glance: 'stuck', level: 'bad', workers: [worker({ lostLeaseLately: true })] },
    says: 'The lease on tasks of charge has run out: the server may have given them to somebody else. Their results are sent all the same.',
  },
  {
    ...{ when: 'a poll hangs', glance: 'stuck', level: 'bad', workers: [worker({ stalledSince: AT - 1_000 })] },
    says: 'A poll of charge is out past its own deadline, and no other is made meanwhile.',
  },
  {
    ...{ when: 'results are repeated', glance: 'stuck', level: 'warn' },
    workers: [worker({ repeatedResults: 1, repeatedSince: AT - 5_000 })],
    says: '1 result of charge could not be reported yet, the first for 5.0 s; it is repeated and keeps its slot.',
  },
  {
    ...{ when: 'results are repeated for long', glance: 'stuck', level: 'bad' },
    workers: [
      worker({ repeatedResults: 4, repeatedSince: AT - 5_000 }),
      worker({ repeatedResults: 10, repeatedSince: AT - 200_000 }),
    ],
    says: '14 results of charge and 1 more could not be reported yet, the first for 3 min; they are repeated and keep their slots.',
  },
  {
    ...{ when: 'a result has no answer for some seconds', glance: 'stuck', level: 'warn' },
    workers: [worker({ unanswered: 1, longestUnansweredMs: 6_000 })],
    says: '1 result of charge has no answer yet, the first for 6.0 s.',
  },
  {
    ...{ when: 'results have no answer for long', glance: 'stuck', level: 'bad' },
    workers: [
      worker({ unanswered: 2, longestUnansweredMs: 6_000 }),
      worker({ name: 'refund', unanswered: 1, longestUnansweredMs: 40_000 }),
    ],
    says: '3 results of charge and 1 more have no answer yet, the first for 40 s.',
  },
  {
    ...{ when: 'leases are at risk', glance: 'stuck', level: 'warn', workers: [worker({ now: { leasesAtRisk: 2 } })] },
    says: '2 leases on tasks of charge will run out soon, since extensions fail or are turned off.',
  },
  {
    ...{ when: 'old tasks hold every slot', glance: 'stuck', level: 'warn' },
    workers: [worker({ ...full, oldestTaskMs: 900_000 })],
    says: 'Every slot of charge is used and none of its handlers has ended within the last minute; the oldest task is 15 min old.',
  },
  {
    ...{ when: 'the runner has stopped', glance: 'stuck', level: 'unknown', workers: [] },
    facts: { runners: [{ id: 0, state: 'stopped', healthy: false }] },
    says: 'The runner has stopped: nothing is executed any more.',
  },
];

describe('at a glance', () => {
  for (const { when, workers = [worker()], facts, glance, says, level } of rows)
    it(`${glance}: when ${when}`, () => {
      const given: Facts = {
        ...{ at: AT, runners: [running], workers, inHand: 0, delay: { p99Ms: 1, maxMs: 2, overMs: 1_000 } },
        ...facts,
      };
      expect(glancesOf(given)[glance]).to.deep.equal({ level, text: says });
    });
});
