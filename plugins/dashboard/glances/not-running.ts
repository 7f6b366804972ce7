import type { Glance } from '../snapshot.js';
import type { Facts } from './facts.js';
import { count } from './words.js';

/**
 * What is to be said when no runner runs; `undefined` when one does.
 * @param consequence what does not happen then
 */
export function notRunning({ runners, workers, inHand }: Facts, consequence: string): Glance | undefined {
  if (workers.length > 0) return undefined;
  const states = new Set(runners.map(({ state }) => state));
  if (states.has('created') || states.has('starting') || states.has('running'))
    return { level: 'unknown', text: `The runner starts: ${consequence} yet.` };
  if (states.has('stopping')) {
    const rest = inHand === 0 ? 'nothing is in hand any more' : `${count(inHand, 'task')} in hand`;
    return { level: 'unknown', text: `The runner stops: ${consequence} any more, ${rest}.` };
  }
  return { level: 'unknown', text: `The runner has stopped: ${consequence} any more.` };
}
