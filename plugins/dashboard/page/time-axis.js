/** @import { TaskView } from '../snapshot.js' */

/** How much time the axis may cover: what can be read, and halved. */
const LENGTHS_MS = [10, 100, 1e3, 1e4]
  .flatMap((unit) => [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8].map((times) => times * unit))
  .filter((ms) => ms < 6e4)
  .concat(6e4, 12e4, 24e4, 6e5, 12e5, 36e5, 72e5, 216e5, 432e5, 864e5);
/** So many of the bars are seen whole; longer ones run out of the picture, else one slow task would make dots of all others. */
const SEEN_WHOLE = 0.85;

/** @typedef {{ readonly from: number, readonly lengthMs: number }} Axis */

/** The axis on which these tasks are told apart best. @param {readonly TaskView[]} tasks @param {number} now @returns {Axis} */
export function axisOf(tasks, now) {
  if (tasks.length === 0) return { from: now - 1e3, lengthMs: 1e3 };
  const from = Math.min(...tasks.map(({ polledAt }) => polledAt));
  const tooks = tasks.map((task) => endOf(task, now) - task.polledAt);
  const usual = [...tooks].sort((one, other) => one - other)[Math.ceil((tooks.length - 1) * SEEN_WHOLE)] ?? 0;
  const to = Math.max(...tasks.map(({ polledAt }, index) => polledAt + Math.min(usual, tooks[index] ?? 0)));
  return { from, lengthMs: LENGTHS_MS.find((ms) => ms >= to - from) ?? to - from };
}

/** Up to when there is something to see of it. @param {TaskView} task @param {number} now */
export function endOf({ polledAt, startedAt, finishedAt, answeredAt, outcome }, now) {
  return outcome === undefined
    ? Math.max(now, polledAt)
    : Math.max(polledAt, startedAt ?? 0, finishedAt ?? 0, answeredAt ?? 0);
}
