// @ts-check
/** @import { WorkerView } from '../snapshot.js' */
import { arrange, byId, make, mark, say } from './dom.js';
import { count, duration, some } from './format.js';
import { WorkerDetails } from './worker-details.js';

/** Up to so many workers are open from the beginning. */
const OPEN_AT_FIRST = 3;
const PHASES = /** @type {const} */ (['executing', 'reporting', 'overdue', 'polling']);

/** What is wrong with a worker, the worst first. @param {WorkerView} worker @returns {{ text: string, bad: boolean }[]} */
function troubles(worker) {
  const overdue = worker.cells.filter(([phase]) => phase === 'overdue').length;
  const late = worker.cells.filter(([phase, ageMs]) => phase === 'reporting' && ageMs > 10_000).length;
  /** @type {[boolean, string, boolean][]} */
  const found = [
    [worker.state === 'backoff', 'polls fail', true],
    [!worker.healthy && worker.state !== 'backoff', 'no progress', true],
    [overdue > 0, `${overdue} overdue`, true],
    [late > 0, `${some(worker.pendingResults, 'result')} waiting`, true],
    [worker.leasesAtRisk > 0, `${some(worker.leasesAtRisk, 'lease')} at risk`, false],
    [worker.slots.free === 0 && worker.cells.length > 0 && worker.state === 'saturated', 'all slots used', false],
  ];
  return found.flatMap(([is, text, bad]) => (is ? [{ text, bad }] : []));
}

/** @param {WorkerView} worker */
function severity(worker) {
  const all = troubles(worker);
  return all.some(({ bad }) => bad) ? 2 : all.length > 0 ? 1 : 0;
}

/** One worker: a line, and its details below it when it is open. */
class Row {
  #who = make('span', 'who');
  #state = make('span', 'state');
  #bars = PHASES.map((phase) => make('i', phase));
  #used = make('small');
  #done = make('span', 'soft');
  #wait = make('span', 'soft');
  #run = make('span', 'soft');
  #flags = make('span', 'flags');
  #head = make('button', 'head');
  /** @type {WorkerDetails | undefined} */
  #details;
  severity = 0;
  element;

  /** @param {WorkerView} worker @param {boolean} isOpen */
  constructor(worker, isOpen) {
    this.#head.type = 'button';
    const meter = make('span', 'meter', make('span', '', ...this.#bars), this.#used);
    this.#head.append(this.#who, this.#state, meter, this.#done, this.#wait, this.#run, this.#flags);
    this.element = make('li', 'worker', make('h3', '', this.#head));
    this.#who.append(worker.taskType);
    if (worker.domain !== undefined) this.#who.append(make('em', '', worker.domain));
    this.#who.title = `${worker.taskType} ${worker.domain ?? ''} ${worker.workerId}`;
    this.#head.addEventListener('click', () => {
      this.#setOpen(this.#details === undefined, this.worker);
    });
    this.worker = worker;
    this.#setOpen(isOpen, worker);
  }

  /** @param {boolean} isOpen @param {WorkerView} worker */
  #setOpen(isOpen, worker) {
    mark(this.#head, 'aria-expanded', String(isOpen));
    this.#details?.element.remove();
    this.#details = isOpen ? new WorkerDetails() : undefined;
    if (this.#details !== undefined) this.element.append(this.#details.element);
    this.#details?.show(worker, Date.now());
  }

  /** @param {WorkerView} worker @param {number} at */
  show(worker, at) {
    this.worker = worker;
    this.severity = severity(worker);
    mark(this.#state, 'data-state', worker.state);
    say(this.#state, worker.state);
    const { total, used } = worker.slots;
    PHASES.forEach((phase, index) => {
      const part = worker.cells.filter(([of]) => of === phase).length / Math.max(1, total);
      const bar = this.#bars[index];
      const width = `${(part * 100).toFixed(1)}%`;
      if (bar !== undefined && bar.style.width !== width) bar.style.width = width;
    });
    say(this.#used, `${used} of ${total} slots`);
    say(this.#done, `${count(worker.rates.completed)}/s done`);
    say(this.#wait, `starts after ${duration(worker.latency.scheduleToStart.p50Ms)}`);
    say(this.#run, `handler ${duration(worker.latency.execute.p50Ms)}`);
    const flags = troubles(worker);
    if (this.#flags.textContent !== flags.map(({ text }) => text).join('')) {
      this.#flags.replaceChildren(...flags.map(({ text, bad }) => make('span', bad ? 'flag bad' : 'flag', text)));
    }
    this.#details?.show(worker, at);
  }
}

/** All workers, the troubled ones first. */
export class Workers {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #list = byId('worker-list');
  #find = /** @type {HTMLInputElement} */ (byId('workers-find'));
  #troubled = /** @type {HTMLInputElement} */ (byId('workers-troubled'));

  /** @param {() => void} onFilter */
  constructor(onFilter) {
    this.#find.addEventListener('input', onFilter);
    this.#troubled.addEventListener('change', onFilter);
  }

  /** @param {ReadonlyMap<string, WorkerView>} workers @param {number} at */
  show(workers, at) {
    for (const key of this.#rows.keys()) if (!workers.has(key)) this.#rows.delete(key);
    for (const [key, worker] of workers) {
      let row = this.#rows.get(key);
      if (row === undefined) this.#rows.set(key, (row = new Row(worker, workers.size <= OPEN_AT_FIRST)));
      row.show(worker, at);
    }
    const wanted = this.#find.value.trim().toLowerCase();
    const shown = [...this.#rows.values()]
      .filter(({ worker, severity: bad }) => (bad > 0 || !this.#troubled.checked) && matches(worker, wanted))
      .sort((one, other) => other.severity - one.severity || (one.worker.taskType < other.worker.taskType ? -1 : 1));
    arrange(
      this.#list,
      shown.map(({ element }) => element),
    );
    say(
      byId('workers-count'),
      shown.length === workers.size ? `${workers.size}` : `${shown.length} of ${workers.size}`,
    );
    const none = byId('workers-none');
    none.hidden = shown.length > 0;
    this.#list.hidden = shown.length === 0;
    say(none, workers.size === 0 ? 'There are none.' : 'None is as you ask.');
  }
}

/** @param {WorkerView} worker @param {string} wanted */
function matches({ taskType, domain = '', state, workerId }, wanted) {
  return wanted === '' || `${taskType} ${domain} ${state} ${workerId}`.toLowerCase().includes(wanted);
}
