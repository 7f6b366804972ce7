import type { Glance } from '../snapshot.js';
import type { WorkerFacts } from '../worker-facts.js';
import type { Facts } from './facts.js';
import { notRunning } from './not-running.js';
import { count, duration, worst } from './words.js';

const BLOCKED_WARN_MS = 200;
const BLOCKED_BAD_MS = 1_000;
const WAITING_MS = 1_000;
const SLOW_ANSWER_MS = 1_000;
/** A measurement that covers more than this says little about now. */
const FRESH_MS = 60_000;

/** Is it this process, the server or the handler that is slow? */
export function speedGlance(facts: Facts): Glance {
  const idle = notRunning(facts, 'nothing is executed');
  if (idle !== undefined) return idle;
  const { delay, workers } = facts;
  if (delay.overMs <= FRESH_MS && delay.maxMs >= BLOCKED_WARN_MS)
    return {
      level: delay.maxMs >= BLOCKED_BAD_MS ? 'bad' : 'warn',
      text: `This process: its event loop was blocked for up to ${duration(delay.maxMs)}, in which nothing else went on. Something computes without a pause.`,
    };

  const measured = workers.filter(({ now }) => now.latency.execute.count > 0);
  const slowAnswer = worst(measured, ({ now }) => now.latency.update.p50Ms);
  const answerMs = slowAnswer?.now.latency.update.p50Ms ?? 0;
  if (slowAnswer !== undefined && answerMs >= SLOW_ANSWER_MS)
    return {
      level: 'warn',
      text: `The server: it takes ${duration(answerMs)} (p50) to take a result of ${slowAnswer.name}, repeats included.`,
    };

  const waiting = worst(measured, ({ now }) => now.latency.scheduleToStart.p50Ms);
  if (waiting !== undefined && (waiting.now.latency.scheduleToStart.p50Ms ?? 0) >= WAITING_MS) return waits(waiting);

  const busiest = worst(measured, ({ now }) => now.latency.execute.count);
  if (busiest === undefined) return { level: 'unknown', text: 'Nothing has been executed within the last minute.' };
  const { execute, update, scheduleToStart } = busiest.now.latency;
  const parts = [
    `its handler takes ${duration(execute.p50Ms ?? 0)} (p50), ${duration(execute.p99Ms ?? 0)} (p99)`,
    ...(update.p50Ms === null ? [] : [`the server takes a result in ${duration(update.p50Ms)}`]),
    ...(scheduleToStart.p50Ms === null
      ? []
      : [`tasks start ${duration(scheduleToStart.p50Ms)} after they are scheduled`]),
  ];
  return { level: 'good', text: `Nothing stands out. ${busiest.name}, the busiest: ${parts.join(', ')}.` };
}

/** Tasks are late. Whether for want of slots is told by the slots. */
function waits({ name, now, inHand }: WorkerFacts): Glance {
  const { scheduleToStart, execute } = now.latency;
  const late = `Tasks of ${name} wait ${duration(scheduleToStart.p50Ms ?? 0)} (p50) before they start`;
  const handler = `a handler takes ${duration(execute.p50Ms ?? 0)} (p50)`;
  const unused = now.slots.total - inHand;
  if (now.state === 'saturated' || unused <= 0)
    return {
      level: 'warn',
      text: `The handler, for this load: ${lowered(late)}, ${now.slots.total === 1 ? 'the only slot is' : `all ${now.slots.total} slots are`} used, and ${handler}. More slots or more processes help.`,
    };
  return {
    level: 'warn',
    text: `${late}, though ${count(unused, 'slot')} of ${now.slots.total} ${unused === 1 ? 'is' : 'are'} free and ${handler}: they were queued before, or the clocks of server and process differ.`,
  };
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
