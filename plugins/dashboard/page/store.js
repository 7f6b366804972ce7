/** @import { Snapshot, TaskView, Update, WorkerView } from '../snapshot.js' */

const HISTORY_MS = 300_000;
const HISTORY_ENTRIES = 300;
const TASKS = 200;
const DELAYS = 60;

/** What is shown: the last snapshot, and what the updates have made of it. */
export class Store {
  /** @type {Snapshot | undefined} */
  now;
  /** By their keys. @type {Map<string, WorkerView>} */
  workers = new Map();
  /** The latest polled first. @type {TaskView[]} */
  tasks = [];
  /** The longest delay of the event loop in each interval. @type {number[]} */
  delays = [];

  /** @param {Snapshot} snapshot */
  replace(snapshot) {
    this.now = snapshot;
    this.workers = new Map(snapshot.workers.map((worker) => [worker.key, worker]));
    this.tasks = [...snapshot.tasks];
    this.#noteDelay(snapshot.process.eventLoop.maxMs);
  }

  /** @param {Update} update */
  change(update) {
    if (this.now === undefined) return;
    for (const worker of update.workers) {
      const known = this.workers.get(worker.key);
      if (known === undefined) continue;
      const history = grown(known.history, worker, update.at);
      // A reason that is not told any more is none any more.
      this.workers.set(worker.key, { ...known, unhealthyReason: undefined, ...worker, history });
    }
    this.now = { ...update, workers: [...this.workers.values()], tasks: [] };
    if (update.tasks.length > 0) {
      const changed = new Map(update.tasks.map((task) => [task.taskId + task.polledAt, task]));
      const rest = this.tasks.filter((task) => !changed.has(task.taskId + task.polledAt));
      this.tasks = [...update.tasks, ...rest].sort((one, other) => other.polledAt - one.polledAt).slice(0, TASKS);
    }
    this.#noteDelay(update.process.eventLoop.maxMs);
  }

  /** @param {number} maxMs */
  #noteDelay(maxMs) {
    this.delays.push(maxMs);
    if (this.delays.length > DELAYS) this.delays.shift();
  }
}

/**
 * @param {WorkerView['history']} history
 * @param {Pick<WorkerView, 'state' | 'stateSince'>} worker
 * @param {number} now
 * @returns {WorkerView['history']}
 */
function grown(history, { state, stateSince }, now) {
  const last = history.at(-1);
  const longer = last?.[1] === state ? history : [...history, /** @type {const} */ ([stateSince, state])];
  // The entry that reaches into the window stays: it says what the window begins with.
  const first = longer.findIndex((_, index) => (longer[index + 1]?.[0] ?? Infinity) > now - HISTORY_MS);
  return longer.slice(Math.max(first, longer.length - HISTORY_ENTRIES));
}
