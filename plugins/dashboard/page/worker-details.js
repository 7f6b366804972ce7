// @ts-check
/** @import { Cell, LoopStateView, WorkerView } from '../snapshot.js' */
import { arrange, make, mark, say } from './dom.js';
import { clock, count, duration } from './format.js';

const WINDOW_MS = 300_000;
/** More free slots than this are a number. */
const MOST_FREE = 200;
/** From how old on a cell is how dark. */
const AGES_MS = [1_000, 10_000, 60_000];
/** @type {[keyof WorkerView['latency'], string][]} */
const LATENCIES = [
  ['scheduleToStart', 'scheduled to started'],
  ['execute', 'handler'],
  ['update', 'report'],
];

/** What an open worker shows. */
export class WorkerDetails {
  #cells = make('div', 'cells');
  #cellsText = make('p', 'totals');
  #strip = make('div', 'strip');
  #keys = make('p', 'keys');
  #cause = make('p', 'soft');
  #problem = make('p', 'problem');
  #numbers = LATENCIES.map(([name, text]) => {
    const cells = [make('td'), make('td'), make('td')];
    const heading = make('th', '', text);
    heading.scope = 'row';
    return { name, cells, row: make('tr', '', heading, ...cells) };
  });
  #totals = make('p', 'totals');
  #who = make('p', 'totals');
  element;

  constructor() {
    this.#strip.setAttribute('role', 'img');
    const headings = ['last minute', 'p50', 'p99', 'tasks'].map((text) => {
      const heading = make('th', '', text);
      heading.scope = 'col';
      return heading;
    });
    const times = make(
      'table',
      'times',
      make('thead', '', make('tr', '', ...headings)),
      make('tbody', '', ...this.#numbers.map(({ row }) => row)),
    );
    this.element = make(
      'div',
      'body',
      make('div', '', make('h4', '', 'Slots'), this.#cells, this.#cellsText, this.#who),
      make(
        'div',
        '',
        make('h4', '', 'Poll loop, last five minutes'),
        this.#strip,
        this.#keys,
        this.#cause,
        this.#problem,
      ),
      make('div', '', times, this.#totals),
    );
  }

  /** @param {WorkerView} worker @param {number} at */
  show(worker, at) {
    this.#showCells(worker);
    this.#showLoop(worker, at);
    for (const { name, cells } of this.#numbers) {
      const { p50Ms, p99Ms, count: tasks } = worker.latency[name];
      [duration(p50Ms), duration(p99Ms), count(tasks)].forEach((text, index) => {
        const cell = cells[index];
        if (cell !== undefined) say(cell, text);
      });
    }
    const { totals } = worker;
    const parts = [
      `${count(totals.completed)} completed`,
      `${count(totals.failed)} failed`,
      totals.inProgress > 0 ? `${count(totals.inProgress)} in progress` : '',
      totals.handedBack > 0 ? `${count(totals.handedBack)} handed back` : '',
      totals.dropped > 0 ? `${count(totals.dropped)} dropped` : '',
      totals.updateRetries > 0 ? `${count(totals.updateRetries)} reports repeated` : '',
      totals.leasesLost > 0 ? `${count(totals.leasesLost)} leases lost` : '',
      `${count(totals.polls)} polls, ${count(totals.pollsFailed)} failed`,
    ];
    say(this.#totals, `Since the start: ${parts.filter((part) => part !== '').join(' · ')}`);
    say(this.#who, `worker id ${worker.workerId}`);
  }

  /** @param {WorkerView} worker */
  #showCells({ cells, slots, pendingResults, leasesAtRisk, taskType }) {
    const free = Math.min(slots.free, MOST_FREE);
    while (this.#cells.childElementCount > cells.length + free) this.#cells.lastElementChild?.remove();
    while (this.#cells.childElementCount < cells.length + free) this.#cells.append(make('i', 'cell'));
    let element = this.#cells.firstElementChild;
    for (let index = 0; index < cells.length + free && element !== null; index += 1) {
      const cell = cells[index];
      mark(element, 'class', cell === undefined ? 'cell free' : `cell ${cell[0]}${isAtRisk(cell) ? ' risk' : ''}`);
      mark(element, 'data-age', cell === undefined || cell[0] === 'polling' ? '' : String(darkness(cell[1])));
      mark(element, 'title', cell === undefined ? 'free' : described(cell));
      element = element.nextElementSibling;
    }
    const oldest = Math.max(0, ...cells.filter(([phase]) => phase !== 'polling').map(([, ageMs]) => ageMs));
    const parts = [
      `${slots.used} of ${slots.total} used`,
      oldest > 0 ? `the oldest for ${duration(oldest)}` : '',
      `${pendingResults} results waiting`,
      `${leasesAtRisk} leases at risk`,
    ];
    say(this.#cellsText, parts.filter((part) => part !== '').join(' · '));
    mark(this.#cells, 'aria-label', `Slots of ${taskType}`);
    mark(this.#cells, 'role', 'img');
  }

  /** @param {WorkerView} worker @param {number} at */
  #showLoop({ history, state, stateSince, cause, lastError, healthy, unhealthyReason }, at) {
    const from = at - WINDOW_MS;
    /** @type {Map<LoopStateView, number>} */
    const shares = new Map();
    const segments = history.map(([begin, of], index) => {
      const end = history[index + 1]?.[0] ?? at;
      const left = Math.max(begin, from);
      shares.set(of, (shares.get(of) ?? 0) + Math.max(0, end - left));
      return { of, left: ((left - from) / WINDOW_MS) * 100, width: (Math.max(0, end - left) / WINDOW_MS) * 100 };
    });
    while (this.#strip.childElementCount > segments.length) this.#strip.lastElementChild?.remove();
    while (this.#strip.childElementCount < segments.length) this.#strip.append(make('i'));
    segments.forEach(({ of, left, width }, index) => {
      const element = this.#strip.children[index];
      if (!(element instanceof HTMLElement)) return;
      mark(element, 'data-state', of);
      element.style.left = `${left.toFixed(2)}%`;
      element.style.width = `${width.toFixed(2)}%`;
    });
    const all = [...shares.values()].reduce((sum, ms) => sum + ms, 0);
    const texts = [...shares]
      .sort(([, one], [, other]) => other - one)
      .map(([of, ms]) => /** @type {const} */ ([of, `${of} ${Math.round((ms / Math.max(1, all)) * 100)} %`]));
    mark(this.#strip, 'aria-label', texts.map(([, text]) => text).join(', ') || 'nothing yet');
    if (this.#keys.textContent !== texts.map(([, text]) => text).join('')) {
      const keys = texts.map(([of, text]) => {
        const key = make('span', 'key', text);
        key.dataset.state = of;
        return key;
      });
      arrange(this.#keys, keys);
    }
    const isKnown = lastError !== undefined && cause.includes(lastError.text);
    say(this.#cause, `${state} for ${duration(at - stateSince)}${isKnown ? '' : `: ${cause}`}`);
    const isPast = healthy && (lastError === undefined || lastError.failures === 0);
    this.#problem.hidden = lastError === undefined && unhealthyReason === undefined;
    mark(this.#problem, 'class', isPast ? 'problem past' : 'problem');
    // The reason quotes the error.
    const [reason = ''] = unhealthyReason?.split('; the last one failed: ') ?? [];
    say(this.#problem, [reason, lastError && errorText(lastError)].filter(Boolean).join(' – '));
  }
}

/** @param {{ text: string, at: number, failures: number }} error */
function errorText({ text, at, failures }) {
  const times =
    failures > 1 ? `, ${failures} times in a row` : failures === 0 ? ', and polls have succeeded since' : '';
  return `${clock(at)}${times}: ${text}`;
}

/** @param {number} ageMs */
function darkness(ageMs) {
  return AGES_MS.filter((limit) => ageMs >= limit).length;
}

/** @param {Cell} cell */
function isAtRisk([, ageMs, leaseLeftMs]) {
  return leaseLeftMs !== null && leaseLeftMs < (ageMs + leaseLeftMs) / 4;
}

/** @param {Cell} cell */
function described([phase, ageMs, leaseLeftMs]) {
  if (phase === 'polling') return 'polling';
  const lease = leaseLeftMs === null ? '' : leaseLeftMs < 0 ? ', lease over' : `, lease for ${duration(leaseLeftMs)}`;
  return `${phase} for ${duration(ageMs)}${lease}`;
}
