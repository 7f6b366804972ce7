/** @import { WorkerView } from '../snapshot.js' */
import { some } from './format.js';

/** A result that has waited so long for its answer is one that is repeated, or nobody answers. */
const LATE_MS = 10_000;

/** What is wrong with a worker, the worst first. @param {WorkerView} worker @returns {{ text: string, isBad: boolean }[]} */
export function troublesOf({ cells, slots, state, healthy, lastError, pendingResults, leasesAtRisk }) {
  const overdue = cells.filter(([phase]) => phase === 'overdue').length;
  const late = cells.some(([phase, phaseMs]) => phase === 'reporting' && phaseMs > LATE_MS);
  const failures = lastError?.failures ?? 0;
  /** @type {[boolean, string, boolean][]} */
  const all = [
    [state === 'backoff' || failures > 0, 'polls fail', true],
    [!healthy && state !== 'backoff' && failures === 0, 'no progress', true],
    [overdue > 0, `${overdue} overdue`, true],
    [late, `${some(pendingResults, 'result')} waiting`, true],
    [leasesAtRisk > 0, `${some(leasesAtRisk, 'lease')} at risk`, false],
    [state === 'saturated' && slots.free === 0, 'all slots used', false],
  ];
  return all.flatMap(([is, text, isBad]) => (is ? [{ text, isBad }] : []));
}
