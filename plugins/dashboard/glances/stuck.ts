import type { Glance } from '../snapshot.js';
import type { Facts } from './facts.js';
import { notRunning } from './not-running.js';
import { count, duration, names, worst } from './words.js';

/** A result that has had no answer for so long is worth a look. */
const UNANSWERED_BAD_MS = 30_000;
/** Tasks that hold every slot for so long, while none ends. */
const HELD_MS = 60_000;

/** Is anything stuck? */
export function stuckGlance(facts: Facts): Glance {
  const { at, workers } = facts;
  const overdue = workers.filter((worker) => worker.overdue > 0);
  if (overdue.length > 0) {
    const oldest = worst(overdue, ({ oldestOverdueMs }) => oldestOverdueMs)?.oldestOverdueMs ?? 0;
    const total = overdue.reduce((sum, worker) => sum + worker.overdue, 0);
    return {
      level: 'bad',
      text: `${count(total, 'handler')} of ${names(overdue)} ${total === 1 ? 'runs' : 'run'} on past timeoutMs and ${total === 1 ? 'keeps its slot' : 'keep their slots'}; the oldest task is ${duration(oldest)} old.`,
    };
  }

  const lost = workers.filter((worker) => worker.leasesOver > 0 || worker.lostLeaseLately);
  if (lost.length > 0)
    return {
      level: 'bad',
      text: `The lease on tasks of ${names(lost)} has run out: the server may have given them to somebody else. Their results are sent all the same.`,
    };

  const hanging = workers.filter(({ stalledSince }) => stalledSince !== null);
  if (hanging.length > 0)
    return {
      level: 'bad',
      text: `A poll of ${names(hanging)} is out past its own deadline, and no other is made meanwhile.`,
    };

  const repeating = workers.filter((worker) => worker.repeatedResults > 0);
  if (repeating.length > 0) {
    const since = Math.min(...repeating.map(({ repeatedSince }) => repeatedSince ?? at));
    const total = repeating.reduce((sum, worker) => sum + worker.repeatedResults, 0);
    return {
      level: at - since >= UNANSWERED_BAD_MS ? 'bad' : 'warn',
      text: `${count(total, 'result')} of ${names(repeating)} could not be reported yet, the first for ${duration(at - since)}; ${total === 1 ? 'it is' : 'they are'} repeated and ${total === 1 ? 'keeps its slot' : 'keep their slots'}.`,
    };
  }

  const unanswered = workers.filter((worker) => worker.unanswered > 0);
  if (unanswered.length > 0) {
    const longest = worst(unanswered, ({ longestUnansweredMs }) => longestUnansweredMs)?.longestUnansweredMs ?? 0;
    const total = unanswered.reduce((sum, worker) => sum + worker.unanswered, 0);
    return {
      level: longest >= UNANSWERED_BAD_MS ? 'bad' : 'warn',
      text: `${count(total, 'result')} of ${names(unanswered)} ${total === 1 ? 'has' : 'have'} no answer yet, the first for ${duration(longest)}.`,
    };
  }

  const atRisk = workers.filter(({ now }) => now.leasesAtRisk > 0);
  if (atRisk.length > 0) {
    const total = atRisk.reduce((sum, { now }) => sum + now.leasesAtRisk, 0);
    return {
      level: 'warn',
      text: `${count(total, 'lease')} on tasks of ${names(atRisk)} will run out soon, since extensions fail or are turned off.`,
    };
  }

  const held = workers.filter(
    ({ now, inHand, oldestTaskMs }) =>
      inHand >= now.slots.total && now.latency.execute.count === 0 && oldestTaskMs >= HELD_MS,
  );
  if (held.length > 0) {
    const oldest = worst(held, ({ oldestTaskMs }) => oldestTaskMs)?.oldestTaskMs ?? 0;
    return {
      level: 'warn',
      text: `Every slot of ${names(held)} is used and none of its handlers has ended within the last minute; the oldest task is ${duration(oldest)} old.`,
    };
  }
  const idle = notRunning(facts, 'nothing is executed');
  return idle ?? { level: 'good', text: 'No: no handler is overdue, no result is repeated, no lease is at risk.' };
}
