import type { Glance } from '../snapshot.js';
import type { WorkerFacts } from '../worker-facts.js';
import type { Facts } from './facts.js';
import { notRunning } from './not-running.js';
import { count, duration, names, quoted, share, worst } from './words.js';

/** A failure or two are repeated before anybody need look. */
const PATIENCE_MS = 10_000;

/** Am I connected? */
export function connectedGlance(facts: Facts): Glance {
  const idle = notRunning(facts, 'no poll is made');
  if (idle !== undefined) return idle;
  const { at, workers } = facts;
  const active = workers.filter(({ now }) => now.state !== 'paused');
  if (active.length === 0)
    return {
      level: 'warn',
      text: `${share(workers.length, workers.length)} ${isOrAre(workers.length)} paused: no poll is made until resume().`,
    };

  const refused = active.filter(({ isRefused }) => isRefused);
  if (refused.length > 0)
    return {
      level: 'bad',
      text: `The server refuses the polls of ${names(refused)}, until somebody changes something: ${errorOf(refused)}.`,
    };

  const failing = active.filter(({ failingSince }) => failingSince !== null);
  if (failing.length > 0) {
    const longest = worst(failing, ({ failingSince }) => at - (failingSince ?? at));
    const forMs = at - (longest?.failingSince ?? at);
    const isAll = failing.length === active.length;
    return {
      level: isAll && forMs >= PATIENCE_MS ? 'bad' : 'warn',
      text: isAll
        ? `No poll has succeeded for ${duration(forMs)}: ${errorOf(failing)}.`
        : `${share(failing.length, active.length)} cannot poll; ${longest?.name ?? ''} has not for ${duration(forMs)}: ${errorOf(failing)}.`,
    };
  }

  const hanging = active.filter(({ now, stalledSince }) => !now.healthy || stalledSince !== null);
  if (hanging.length > 0) {
    const reason = hanging[0]?.now.unhealthyReason ?? 'a poll is out past its own deadline';
    return { level: 'bad', text: `Polls of ${names(hanging)} get no answer: ${quoted(reason)}.` };
  }

  const polled = active.filter(({ now }) => now.lastPollAt !== null);
  if (polled.length === 0)
    return {
      level: 'unknown',
      text: `No poll has been answered yet; the runner started ${duration(ageOf(facts))} ago.`,
    };
  const last = Math.max(...polled.map(({ now }) => now.lastPollAt ?? 0));
  const paused = workers.length - active.length;
  const rest = paused === 0 ? '' : ` ${count(paused, 'worker')} ${isOrAre(paused)} paused.`;
  return {
    level: 'good',
    text: `${share(polled.length, workers.length)} ${polled.length === 1 ? 'is' : 'are'} connected; the last poll was answered ${duration(at - last)} ago.${rest}`,
  };
}

function errorOf(workers: readonly WorkerFacts[]): string {
  return quoted(workers[0]?.now.lastError?.text ?? 'the runner tells no reason');
}

function ageOf({ at, workers }: Facts): number {
  return at - Math.min(...workers.map(({ startedAt }) => startedAt));
}

function isOrAre(number: number): string {
  return number === 1 ? 'is' : 'are';
}
