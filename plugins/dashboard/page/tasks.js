// @ts-check
/** @import { TaskView } from '../snapshot.js' */
import { arrange, byId, make, mark, say } from './dom.js';
import { clock, duration, some } from './format.js';

/** Windows of the time axis: the shortest in which the rows at the top begin. Further down, only the numbers tell. */
const WINDOWS_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000];
const AT_THE_TOP = 30;

/** @type {Record<string, string>} */
const OUTCOMES = {
  completed: 'completed',
  failed: 'failed',
  inProgress: 'in progress',
  handedBack: 'handed back',
  dropped: 'dropped',
};

/** One row of the waterfall. */
class Row {
  button = make('button');
  #workflow = make('td');
  #outcome = make('td');
  #numbers = [make('td', 'num'), make('td', 'num'), make('td', 'num')];
  #bars = [make('i', 'wait'), make('i', 'run'), make('i', 'report')];
  element;

  /** @param {TaskView} task @param {(row: Row) => void} onOpen */
  constructor(task, onOpen) {
    this.task = task;
    this.button.type = 'button';
    this.button.tabIndex = -1;
    this.button.addEventListener('click', () => onOpen(this));
    const name = make('td', '', this.button, make('span', 'soft', ` ${task.referenceName}`));
    this.element = make(
      'tr',
      '',
      name,
      this.#workflow,
      this.#outcome,
      ...this.#numbers,
      make('td', '', make('div', 'rail', ...this.#bars)),
    );
    say(this.button, task.attempt > 1 ? `${task.taskType} (attempt ${task.attempt})` : task.taskType);
    name.title = `${task.taskType} ${task.referenceName} ${task.taskId}`;
    if (task.link === undefined) this.#workflow.append(task.workflowType);
    else {
      const link = make('a', '', task.workflowType);
      link.href = task.link;
      link.target = '_blank';
      link.rel = 'noreferrer';
      link.setAttribute('aria-label', `${task.workflowType} in the Conductor UI`);
      this.#workflow.append(link);
    }
  }

  /** @param {TaskView} task @param {number} from @param {number} windowMs @param {number} now */
  show(task, from, windowMs, now) {
    this.task = task;
    const { polledAt, startedAt, finishedAt, answeredAt, outcome, reason } = task;
    mark(this.#outcome, 'class', `outcome ${outcome ?? 'open'}`);
    const open = finishedAt !== undefined ? 'reporting' : startedAt !== undefined ? 'executing' : 'polled';
    const isWord = outcome === 'dropped' && reason !== undefined && /^\w+$/.test(reason);
    say(this.#outcome, outcome === undefined ? open : `${OUTCOMES[outcome]}${isWord ? `: ${reason}` : ''}`);
    /** @type {(number | undefined)[]} */
    const instants = [polledAt, startedAt, finishedAt, answeredAt];
    const until = outcome === undefined ? now : Math.max(...instants.map((at) => at ?? 0));
    const waited = startedAt === undefined ? undefined : startedAt - task.scheduledAt;
    [waited, between(startedAt, finishedAt), between(finishedAt, answeredAt)].forEach((ms, index) => {
      const cell = this.#numbers[index];
      if (cell !== undefined) say(cell, ms === undefined ? '–' : duration(ms));
    });
    this.#bars.forEach((bar, index) => {
      const begin = instants[index];
      const end = instants[index + 1] ?? until;
      bar.hidden = begin === undefined || end < from;
      if (begin === undefined || bar.hidden) return;
      const left = Math.max(0, ((begin - from) / windowMs) * 100);
      const right = Math.min(100, ((end - from) / windowMs) * 100);
      bar.style.left = `${Math.min(left, 99.6).toFixed(2)}%`;
      bar.style.width = `${Math.max(0, right - left).toFixed(2)}%`;
      bar.classList.toggle('open', outcome === undefined && instants[index + 1] === undefined);
    });
  }
}

/** @param {number | undefined} from @param {number | undefined} to */
function between(from, to) {
  return from === undefined || to === undefined ? undefined : to - from;
}

/** The latest tasks as a waterfall, with one of them in detail. */
export class Tasks {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Row[]} */
  #shown = [];
  /** @type {Row | undefined} */
  #current;
  #body = byId('task-rows');
  #find = /** @type {HTMLInputElement} */ (byId('tasks-find'));
  #outcome = /** @type {HTMLSelectElement} */ (byId('tasks-outcome'));
  #hold = /** @type {HTMLButtonElement} */ (byId('tasks-hold'));
  #detail = byId('task-detail');
  #isHeld = false;

  /** @param {() => void} onFilter */
  constructor(onFilter) {
    this.#find.addEventListener('input', onFilter);
    this.#outcome.addEventListener('change', onFilter);
    this.#hold.addEventListener('click', () => {
      this.#isHeld = !this.#isHeld;
      mark(this.#hold, 'aria-pressed', String(this.#isHeld));
      onFilter();
    });
    this.#body.addEventListener('keydown', (event) => this.#moved(event));
    byId('task-detail-close').addEventListener('click', () => this.#close());
    this.#detail.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#close();
    });
  }

  /** @param {readonly TaskView[]} tasks @param {number} skipped @param {number} now */
  show(tasks, skipped, now) {
    const held = this.#isHeld && this.#rows.size > 0;
    const wanted = this.#find.value.trim().toLowerCase();
    const outcome = this.#outcome.value;
    const chosen = (held ? [...this.#rows.values()].map(({ task }) => task) : tasks).filter(
      (task) =>
        (outcome === '' || (task.outcome ?? 'open') === outcome) &&
        (wanted === '' ||
          `${task.taskType} ${task.referenceName} ${task.workflowType} ${task.workflowId} ${task.taskId} ${task.domain ?? ''}`
            .toLowerCase()
            .includes(wanted)),
    );
    if (!held) {
      const keys = new Set(tasks.map(keyOf));
      for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
      for (const task of tasks) {
        if (!this.#rows.has(keyOf(task))) this.#rows.set(keyOf(task), new Row(task, (row) => this.#open(row)));
      }
    }
    const end = held ? Math.max(...chosen.map(({ answeredAt, polledAt }) => answeredAt ?? polledAt), 0) : now;
    const most = end - (chosen.slice(0, AT_THE_TOP).at(-1)?.polledAt ?? end);
    const windowMs = WINDOWS_MS.find((ms) => ms >= most) ?? Math.max(most, 1);
    this.#shown = chosen.flatMap((task) => this.#rows.get(keyOf(task)) ?? []);
    this.#shown.forEach((row, index) => {
      const task = chosen[index];
      if (task !== undefined) row.show(task, end - windowMs, windowMs, end);
    });
    arrange(
      this.#body,
      this.#shown.map(({ element }) => element),
    );
    this.#rove();
    this.#showAxis(windowMs, end, held);
    const sample = skipped > 0 ? `${tasks.length}, and ${some(skipped, 'more')} not shown` : String(tasks.length);
    say(byId('tasks-count'), held ? 'held still' : sample.replace('mores', 'more'));
    const none = byId('tasks-none');
    none.hidden = chosen.length > 0;
    say(none, tasks.length === 0 ? 'No task has been polled yet.' : 'None is as you ask.');
    if (this.#current !== undefined && !this.#detail.hidden) this.#describe(this.#current.task);
  }

  /** @param {number} windowMs @param {number} end @param {boolean} held */
  #showAxis(windowMs, end, held) {
    const axis = byId('axis');
    const text = `${duration(windowMs)} ago`;
    const right = held ? clock(end) : 'now';
    if (axis.textContent !== text + right) axis.replaceChildren(text, make('span', '', right));
  }

  /** One row can be reached by tab; the others from it. */
  #rove() {
    const current = this.#current !== undefined && this.#shown.includes(this.#current) ? this.#current : this.#shown[0];
    for (const row of this.#shown) {
      const tabIndex = row === current ? 0 : -1;
      if (row.button.tabIndex !== tabIndex) row.button.tabIndex = tabIndex;
    }
  }

  /** @param {KeyboardEvent} event */
  #moved(event) {
    const at = this.#shown.findIndex(({ button }) => button === document.activeElement);
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#shown.length - 1 };
    const to = at < 0 ? undefined : moves[event.key];
    const row = to === undefined ? undefined : this.#shown[to];
    if (event.key === 'Escape') this.#close();
    if (row === undefined) return;
    event.preventDefault();
    this.#current = row;
    this.#rove();
    row.button.focus();
  }

  /** @param {Row} row */
  #open(row) {
    this.#current?.element.removeAttribute('aria-current');
    this.#current = row;
    mark(row.element, 'aria-current', 'true');
    this.#rove();
    this.#describe(row.task);
    this.#detail.hidden = false;
    byId('task-detail-heading').focus();
  }

  #close() {
    if (this.#detail.hidden) return;
    this.#detail.hidden = true;
    this.#current?.element.removeAttribute('aria-current');
    this.#current?.button.focus();
  }

  /** @param {TaskView} task */
  #describe(task) {
    say(byId('task-detail-heading'), `${task.taskType} ${task.referenceName}`);
    const { scheduledAt, polledAt, startedAt, finishedAt, answeredAt, outcome } = task;
    const handlerMs = between(startedAt, finishedAt);
    const reportMs = between(finishedAt, answeredAt);
    /** @type {[string, string | undefined][]} */
    const known = [
      ['task id', task.taskId],
      ['workflow', `${task.workflowType} ${task.workflowId}`],
      ['domain', task.domain],
      ['attempt', String(task.attempt)],
      ['scheduled', clock(scheduledAt)],
      ['polled', `${clock(polledAt)}, ${duration(polledAt - scheduledAt)} later`],
      ['started', startedAt === undefined ? undefined : `${duration(startedAt - polledAt)} after that`],
      ['handler', handlerMs === undefined ? undefined : duration(handlerMs)],
      ['report', reportMs === undefined ? undefined : duration(reportMs)],
      ['attempts to report', String(task.updateAttempts)],
      ['outcome', outcome === undefined ? 'in hand' : OUTCOMES[outcome]],
      ['reason', task.reason],
      ['input', task.input],
      ['output', task.output],
    ];
    const facts = known.filter(([, value]) => value !== undefined);
    const list = byId('task-detail-facts');
    const text = facts.flat().join('');
    if (list.textContent === text) return;
    list.replaceChildren(...facts.flatMap(([name, value]) => [make('dt', '', name), make('dd', '', value ?? '')]));
  }
}

/** A task that was polled again is another row. @param {TaskView} task */
function keyOf({ taskId, polledAt }) {
  return `${taskId} ${polledAt}`;
}
