import type { Glance } from '../snapshot.js';
import type { Facts } from './facts.js';
import { notRunning } from './not-running.js';
import { amount, count, duration, names, share } from './words.js';

/** Nights are quiet: for this long nothing is said about it. */
const QUIET_MS = 60_000;

/** Am I getting work? */
export function workGlance(facts: Facts): Glance {
  const idle = notRunning(facts, 'no task is asked for');
  if (idle !== undefined) return idle;
  const { at, workers } = facts;
  const active = workers.filter(({ now }) => now.state !== 'paused');
  if (active.length === 0) return { level: 'warn', text: 'No: every worker is paused, so that none asks for tasks.' };

  const sum = (of: (rates: { polled: number; completed: number; failed: number }) => number): number =>
    active.reduce((total, { now }) => total + of(now.rates), 0);
  const ended = sum(({ completed, failed }) => completed + failed);
  const failed = sum(({ failed: rate }) => rate);
  const polled = sum(({ polled: rate }) => rate);
  const holders = active.filter(({ now, inHand }) => inHand >= now.slots.total);

  if (ended > 0) {
    const failures = failed === 0 ? '' : `, ${amount(failed)}/s of them failed`;
    const limit =
      holders.length === 0
        ? ''
        : ` ${names(holders)} ${holders.length === 1 ? 'asks' : 'ask'} for more as soon as a slot is free.`;
    return {
      level: failed > ended / 2 ? 'warn' : 'good',
      text: `Yes: ${amount(ended)} tasks/s over the last 10 s${failures}.${limit}`,
    };
  }
  if (holders.length > 0) {
    const [first] = holders;
    const slots =
      first === undefined
        ? ''
        : `its ${count(first.now.slots.total, 'slot')} have been used for up to ${duration(first.oldestTaskMs)}`;
    return {
      level: 'warn',
      text: `Not now: ${names(holders)} ${holders.length === 1 ? 'asks' : 'ask'} for no more, ${slots}.`,
    };
  }
  if (polled > 0)
    return { level: 'good', text: `Yes: ${amount(polled)} tasks/s have come over the last 10 s; none has ended yet.` };

  const cut = active.filter(
    ({ now, failingSince, stalledSince }) => failingSince !== null || stalledSince !== null || !now.healthy,
  );
  if (cut.length === active.length) return { level: 'bad', text: 'No: no task can come while no poll succeeds.' };
  if (active.every(({ now }) => now.lastPollAt === null))
    return { level: 'unknown', text: 'Not yet: no poll has been answered so far.' };

  const lastTaskAt = Math.max(...active.map((worker) => worker.lastTaskAt ?? -Infinity));
  const working = active.reduce((total, { inHand }) => total + inHand, 0);
  if (working > 0)
    return { level: 'good', text: `${count(working, 'task')} in hand; none has come or ended within the last 10 s.` };
  const sinceMs = at - Math.min(...active.map(({ startedAt }) => startedAt));
  const quiet =
    lastTaskAt === -Infinity
      ? { forMs: sinceMs, text: `No task has come since the start ${duration(sinceMs)} ago` }
      : { forMs: at - lastTaskAt, text: `No task has come for ${duration(at - lastTaskAt)}` };
  if (cut.length > 0)
    return { level: 'warn', text: `${quiet.text}, and ${share(cut.length, active.length)} cannot poll.` };
  if (quiet.forMs < QUIET_MS)
    return { level: 'good', text: `${quiet.text}; polls are answered, there is none in the queue.` };
  return {
    level: 'unknown',
    text: `${quiet.text}, though polls are answered: the queue is empty for this task type and domain, or other workers take what is in it.`,
  };
}
