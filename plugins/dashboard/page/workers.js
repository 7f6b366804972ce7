/** @import { WorkerView } from '../snapshot.js' */
import { arrange, byId, make, mark, say, valueOf, walk } from './dom.js';
import { count, duration } from './format.js';
import { WorkerDetails } from './worker-details.js';
import { troublesOf } from './worker-trouble.js';

/** Up to so many workers are open from the beginning. */
const OPEN_AT_FIRST = 3;
const PHASES = /** @type {const} */ (['executing', 'reporting', 'overdue', 'polling']);

/** What the workers are ordered by, the largest first. @type {Record<string, (row: Row) => number>} */
const ORDERS = {
  worst: ({ severity }) => severity,
  rate: ({ worker: { rates } }) => Math.round(rates.completed + rates.failed),
  slots: ({ worker: { slots } }) => slots.used / Math.max(1, slots.total),
  handler: ({ worker: { latency } }) => latency.execute.p50Ms ?? -1,
};

/** One worker: a line, and its details below it when it is open. */
class Row {
  #state = make('span', 'state');
  #bars = PHASES.map((phase) => make('i', phase));
  #used = make('small');
  /** A word for narrow windows and for those who listen; the column's head has it elsewhere. */
  #numbers = ['', 'starts after ', 'handler ', 'report '].map((word) => {
    const value = make('b');
    return { value, element: make('span', 'num', make('span', 'word', word), value) };
  });
  #flags = make('span', 'flags');
  /** @type {WorkerDetails | undefined} */
  #details;
  /** 0, 1 for something to look at, 2 for something bad. */
  severity = 0;
  head = make('button', 'head');
  element;

  /** @param {WorkerView} worker @param {boolean} isOpen */
  constructor(worker, isOpen) {
    this.worker = worker;
    const who = make('span', 'who', worker.taskType);
    if (worker.domain !== undefined) who.append(make('em', 'soft tag', worker.domain));
    who.title = `${worker.taskType} ${worker.domain ?? ''} ${worker.workerId}`;
    const meter = make('span', 'meter', make('span', '', ...this.#bars), this.#used);
    this.head.type = 'button';
    this.head.append(who, this.#state, meter, ...this.#numbers.map(({ element }) => element), this.#flags);
    this.head.addEventListener('click', () => this.#setOpen(this.#details === undefined));
    this.element = make('li', 'worker', make('h3', '', this.head));
    this.#setOpen(isOpen);
  }

  /** @param {boolean} isOpen */
  #setOpen(isOpen) {
    mark(this.head, 'aria-expanded', String(isOpen));
    this.#details?.element.remove();
    this.#details = isOpen ? new WorkerDetails() : undefined;
    if (this.#details !== undefined) this.element.append(this.#details.element);
  }

  /** @param {WorkerView} worker @param {number} at */
  show(worker, at) {
    this.worker = worker;
    mark(this.#state, 'data-state', worker.state);
    say(this.#state, worker.state);
    const { total, used } = worker.slots;
    this.#bars.forEach((bar, index) => {
      const part = worker.cells.filter(([phase]) => phase === PHASES[index]).length / Math.max(1, total);
      const width = `${(part * 100).toFixed(1)}%`;
      if (bar.style.width !== width) bar.style.width = width;
    });
    say(this.#used, `${used} of ${total}`);
    const { rates, latency } = worker;
    const { scheduleToStart, execute, update } = latency;
    const medians = [scheduleToStart, execute, update].map(({ p50Ms }) => duration(p50Ms));
    [`${count(rates.completed)}/s`, ...medians].forEach((text, index) => say(this.#numbers[index]?.value, text));
    const troubles = troublesOf(worker);
    this.severity = troubles.some(({ isBad }) => isBad) ? 2 : troubles.length > 0 ? 1 : 0;
    if (this.#flags.textContent !== troubles.map(({ text }) => text).join('')) {
      this.#flags.replaceChildren(
        ...troubles.map(({ text, isBad }) => make('span', isBad ? 'flag bad' : 'flag', text)),
      );
    }
    this.#details?.show(worker, at);
  }
}

/** All workers. */
export class Workers {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #list = byId('worker-list');
  #troubled = /** @type {HTMLInputElement} */ (byId('workers-troubled'));

  constructor() {
    this.#list.addEventListener('keydown', (event) => walk(event, '#worker-list .head'));
  }

  /** @param {ReadonlyMap<string, WorkerView>} workers @param {number} at */
  show(workers, at) {
    const { size } = workers;
    for (const key of this.#rows.keys()) if (!workers.has(key)) this.#rows.delete(key);
    for (const [key, worker] of workers) {
      let row = this.#rows.get(key);
      if (row === undefined) this.#rows.set(key, (row = new Row(worker, size <= OPEN_AT_FIRST)));
      row.show(worker, at);
    }
    const words = valueOf('workers-find');
    const order = ORDERS[valueOf('workers-sort')] ?? (() => 0);
    const elements = [...this.#rows.values()]
      .filter(({ worker, severity }) => (severity > 0 || !this.#troubled.checked) && matches(worker, words))
      .sort((one, other) => order(other) - order(one) || (one.worker.key < other.worker.key ? -1 : 1))
      .map(({ element }) => element);
    arrange(this.#list, elements);
    say(byId('workers-count'), elements.length === size ? `${size}` : `${elements.length} of ${size}`);
    byId('workers-none').hidden = elements.length > 0;
    byId('workers-box').hidden = elements.length === 0;
    say(byId('workers-none'), size === 0 ? 'There is no worker.' : 'No worker is like that.');
  }
}

/** @param {WorkerView} worker @param {string} words */
function matches({ taskType, domain = '', state, workerId }, words) {
  return `${taskType} ${domain} ${state} ${workerId}`.toLowerCase().includes(words);
}
