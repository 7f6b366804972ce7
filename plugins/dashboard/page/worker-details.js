/** @import { Cell, LoopStateView, WorkerView } from '../snapshot.js' */
import { make, mark, resize, say } from './dom.js';
import { clock, count, duration, some } from './format.js';
import { OUTCOMES } from './task-row.js';

const WINDOW_MS = 300_000;
/** More free slots than this are a number. */
const MOST_FREE = 200;
/** From how old on a cell is how full. */
const AGES_MS = [1_000, 10_000, 60_000];
/** @type {[keyof WorkerView['latency'], string][]} */
const LATENCIES = [
  ['scheduleToStart', 'scheduled to started'],
  ['execute', 'handler'],
  ['update', 'report'],
];
/** @type {Record<string, string>} */
const TOTALS = {
  ...OUTCOMES,
  updateRetries: 'reports repeated',
  leasesLost: 'leases lost',
  pollsFailed: 'polls failed',
};

/** What an open worker shows. */
export class WorkerDetails {
  #cells = make('div', 'cells');
  #used = make('p', 'soft');
  #strip = make('div', 'strip');
  #keys = make('p', 'soft keys');
  #cause = make('p');
  #problem = make('p');
  #times = LATENCIES.map(([name, text]) => {
    const cells = [make('td'), make('td'), make('td')];
    return { name, cells, row: make('tr', '', heading(text, 'row'), ...cells) };
  });
  #totals = make('p', 'soft foot');
  element;

  constructor() {
    this.#cells.role = this.#strip.role = 'img';
    const head = ['Last minute', 'p50', 'p99', 'tasks'].map((text) => heading(text, 'col'));
    const rows = this.#times.map(({ row }) => row);
    const ends = make('p', 'soft ends', make('span', '', '5 min ago'), make('span', '', 'now'));
    this.element = make(
      'div',
      'body',
      make('div', '', make('h4', 'soft', 'Slots'), this.#cells, this.#used),
      make('div', '', make('h4', 'soft', 'Poll loop'), this.#strip, ends, this.#keys, this.#cause, this.#problem),
      make('table', 'times', make('thead', '', make('tr', '', ...head)), make('tbody', '', ...rows)),
      this.#totals,
    );
  }

  /** @param {WorkerView} worker @param {number} at */
  show(worker, at) {
    this.#showCells(worker);
    this.#showLoop(worker, at);
    this.#showProblem(worker);
    for (const { name, cells } of this.#times) {
      const { p50Ms, p99Ms, count: tasks } = worker.latency[name];
      [duration(p50Ms), duration(p99Ms), count(tasks)].forEach((text, index) => say(cells[index], text));
    }
    const { polled, completed, failed } = worker.rates;
    const totals = Object.entries(worker.totals).filter(([, total]) => total > 0);
    const parts = [
      `${count(polled)}/s polled, ${count(completed)}/s completed, ${count(failed)}/s failed`,
      ...totals.map(
        ([name, total], index) => `${index === 0 ? 'since the start ' : ''}${count(total)} ${TOTALS[name] ?? name}`,
      ),
      `worker id ${worker.workerId}`,
    ];
    say(this.#totals, parts.join(' · '));
  }

  /** @param {WorkerView} worker */
  #showCells({ cells, slots, pendingResults, leasesAtRisk, taskType }) {
    const total = cells.length + Math.min(slots.free, MOST_FREE);
    resize(this.#cells, total, () => make('i'));
    // Which leases are at risk is told as their number: those of which the least is left.
    const left = cells.flatMap(([, , leaseLeftMs]) => leaseLeftMs ?? []).sort((one, other) => one - other);
    const riskMs = left[leasesAtRisk - 1] ?? -Infinity;
    let element = this.#cells.firstElementChild;
    for (let index = 0; index < total && element !== null; index += 1) {
      const [phase, phaseMs, leaseLeftMs] = cells[index] ?? ['free', 0, null];
      mark(element, 'class', `cell ${phase}${leaseLeftMs !== null && leaseLeftMs <= riskMs ? ' risk' : ''}`);
      mark(element, 'data-age', String(AGES_MS.filter((limit) => phaseMs >= limit).length));
      mark(element, 'title', described(phase, phaseMs, leaseLeftMs));
      element = element.nextElementSibling;
    }
    const longest = Math.max(0, ...cells.map(([, phaseMs]) => phaseMs));
    const polls = cells.filter(([phase]) => phase === 'polling').length;
    const parts = [
      `${slots.used} of ${slots.total} used${polls > 0 ? `, ${polls} by polls` : ''}`,
      `${some(pendingResults, 'result')} waiting`,
      `${some(leasesAtRisk, 'lease')} at risk`,
    ];
    if (longest > 0) parts.splice(1, 0, `the longest for ${duration(longest)}`);
    say(this.#used, parts.join(' · '));
    mark(this.#cells, 'aria-label', `Slots of ${taskType}: ${parts.join(', ')}`);
  }

  /** @param {WorkerView} worker @param {number} at */
  #showLoop({ history, state, stateSince, cause, lastError }, at) {
    const from = at - WINDOW_MS;
    /** @type {Partial<Record<LoopStateView, number>>} */
    const shares = {};
    resize(this.#strip, history.length, () => make('i'));
    history.forEach(([begin, of], index) => {
      const left = Math.max(begin, from);
      const ms = Math.max(0, (history[index + 1]?.[0] ?? at) - left);
      shares[of] = (shares[of] ?? 0) + ms;
      const element = /** @type {HTMLElement} */ (this.#strip.children[index]);
      mark(element, 'data-state', of);
      element.style.left = `${(((left - from) / WINDOW_MS) * 100).toFixed(2)}%`;
      element.style.width = `${((ms / WINDOW_MS) * 100).toFixed(2)}%`;
    });
    const all = Object.values(shares).reduce((sum, ms) => sum + ms, 0) || 1;
    const keys = Object.entries(shares).sort(([, one], [, other]) => other - one);
    const texts = keys.map(([of, ms]) => `${of} ${ms / all < 0.01 ? '< 1' : Math.round((ms / all) * 100)} %`);
    resize(this.#keys, keys.length, () => make('span'));
    [...this.#keys.children].forEach((key, index) => {
      mark(key, 'data-state', keys[index]?.[0] ?? '');
      say(key, texts[index] ?? '');
    });
    mark(this.#strip, 'aria-label', `Poll loop over the last five minutes: ${texts.join(', ')}`);
    // A cause that quotes the error is told with it.
    const isTold = lastError !== undefined && cause.includes(lastError.text.slice(0, 99));
    say(this.#cause, `${state} for ${duration(at - stateSince)}${isTold ? '' : `: ${cause}`}`);
  }

  /** @param {WorkerView} worker */
  #showProblem({ lastError, healthy, unhealthyReason = '' }) {
    const { text = '', at = 0, failures = 0 } = lastError ?? {};
    const times = failures > 1 ? `, ${failures} in a row` : failures === 0 ? '; polls have succeeded since' : '';
    const parts = lastError === undefined ? [] : [`Last error at ${clock(at)}${times}: ${text}`];
    // A reason that quotes the error says nothing new.
    if (unhealthyReason !== '' && (text === '' || !unhealthyReason.includes(text.slice(0, 99))))
      parts.unshift(unhealthyReason);
    this.#problem.hidden = parts.length === 0;
    mark(this.#problem, 'class', healthy && failures === 0 ? 'problem past' : 'problem');
    say(this.#problem, parts.join(' – '));
  }
}

/** @param {string} text @param {string} scope */
function heading(text, scope) {
  const element = make('th', '', text);
  element.scope = scope;
  return element;
}

/** @param {Cell[0] | 'free'} phase @param {number} phaseMs @param {number | null} leaseLeftMs */
function described(phase, phaseMs, leaseLeftMs) {
  if (phase === 'free' || phase === 'polling') return phase;
  const lease = leaseLeftMs === null ? '' : leaseLeftMs < 0 ? ', lease over' : `, lease for ${duration(leaseLeftMs)}`;
  return `${phase} for ${duration(phaseMs)}${lease}`;
}
