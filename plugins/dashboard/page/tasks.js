/** @import { TaskView } from '../snapshot.js' */
import { arrange, byId, make, mark, say, valueOf, walk } from './dom.js';
import { clock, duration } from './format.js';
import { OUTCOMES, span, TaskRow } from './task-row.js';
import { axisOf } from './time-axis.js';

/** How many rows are in view, as page.css has it. */
const ROWS_IN_VIEW = 16;

/** The latest tasks as a waterfall, with one of them in detail. */
export class Tasks {
  /** @type {Map<string, TaskRow>} */
  #rows = new Map();
  /** @type {TaskRow[]} */
  #shown = [];
  /** The one that is told of below. @type {TaskRow | undefined} */
  #opened;
  #body = byId('task-rows');
  #scroll = byId('tasks-scroll');
  #hold = byId('tasks-hold');
  #detail = byId('task-detail');
  /** Since when it is held still, by the clock of the process. */
  #heldAt = 0;

  constructor() {
    this.#hold.addEventListener('click', () => {
      mark(this.#hold, 'aria-pressed', String(!this.#isHeld));
      this.#heldAt = 0;
    });
    byId('task-detail-close').addEventListener('click', () => this.#close());
    byId('tasks').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
      walk(event, '#task-rows button');
      this.#rove();
    });
  }

  /** @param {readonly TaskView[]} tasks @param {number} skipped @param {number} at */
  show(tasks, skipped, at) {
    const isHeld = this.#isHeld;
    const now = isHeld ? (this.#heldAt ||= at) : at;
    // Read before anything is written: else the browser has to lay out twice.
    const rowHeight = this.#shown[0]?.element.offsetHeight || 30;
    const first = Math.floor(this.#scroll.scrollTop / rowHeight);

    if (!isHeld) this.#take(tasks, now);
    const all = [...this.#rows.values()].sort((one, other) => other.task.polledAt - one.task.polledAt);
    const [words, outcome] = [valueOf('tasks-find'), valueOf('tasks-outcome')];
    this.#shown = all.filter(({ task }) => matches(task, words, outcome));
    const elements = this.#shown.map(({ element }) => element);
    arrange(this.#body, elements);
    this.#rove();

    const seen = this.#shown.slice(first, first + ROWS_IN_VIEW).map(({ task }) => task);
    const axis = axisOf(seen, now);
    // Some more for whoever scrolls on.
    for (const row of this.#shown.slice(Math.max(0, first - ROWS_IN_VIEW), first + 2 * ROWS_IN_VIEW))
      row.place(axis, now);
    const ms = String(Math.floor(axis.from % 1_000)).padStart(3, '0');
    const ticks = [`${clock(axis.from)}.${ms}`, `+${duration(axis.lengthMs / 2)}`, `+${duration(axis.lengthMs)}`];
    ticks.forEach((text, index) => say(byId('axis').children[index], text));

    const shown = this.#shown.length === all.length ? '' : `${this.#shown.length} of `;
    const rest = skipped > 0 ? `, ${skipped.toLocaleString('en')} more not shown` : '';
    say(byId('tasks-count'), `${shown}${all.length}${isHeld ? ', held still' : rest}`);
    byId('tasks-none').hidden = this.#shown.length > 0;
    say(byId('tasks-none'), all.length === 0 ? 'No task has been polled yet.' : 'No task is like that.');
    if (this.#opened !== undefined) this.#describe(this.#opened, now);
  }

  get #isHeld() {
    return this.#hold.getAttribute('aria-pressed') === 'true';
  }

  /** @param {readonly TaskView[]} tasks @param {number} now */
  #take(tasks, now) {
    const keys = new Set(tasks.map(keyOf));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    for (const task of tasks) {
      let row = this.#rows.get(keyOf(task));
      if (row === undefined) this.#rows.set(keyOf(task), (row = new TaskRow(task, (opened) => this.#open(opened))));
      row.tell(task, now);
    }
  }

  /** One row can be reached by tab; the others from it. */
  #rove() {
    const focused = this.#shown.find(({ button }) => button === document.activeElement);
    const opened = this.#shown.find((row) => row === this.#opened);
    for (const row of this.#shown) {
      const tabIndex = row === (focused ?? opened ?? this.#shown[0]) ? 0 : -1;
      if (row.button.tabIndex !== tabIndex) row.button.tabIndex = tabIndex;
    }
  }

  /** @param {TaskRow} row */
  #open(row) {
    this.#opened?.element.removeAttribute('aria-current');
    this.#opened = row;
    mark(row.element, 'aria-current', 'true');
    say(byId('task-detail-heading'), `${row.task.taskType} ${row.task.referenceName}`);
    this.#detail.hidden = false;
    byId('task-detail-heading').focus();
  }

  #close() {
    const row = this.#opened;
    if (row === undefined) return;
    this.#opened = undefined;
    this.#detail.hidden = true;
    row.element.removeAttribute('aria-current');
    (row.element.isConnected ? row : this.#shown[0])?.button.focus();
  }

  /** @param {TaskRow} row @param {number} now */
  #describe({ task }, now) {
    const { scheduledAt, polledAt, startedAt, finishedAt, answeredAt, outcome } = task;
    const end = outcome === undefined ? now : undefined;
    const isGone = !this.#rows.has(keyOf(task));
    /** @type {Record<string, string | undefined>} */
    const facts = {
      Outcome:
        outcome === undefined
          ? isGone
            ? 'not known: no longer in the list'
            : 'in hand'
          : (OUTCOMES[outcome] ?? outcome),
      Reason: task.reason,
      Scheduled: clock(scheduledAt),
      Polled: `${clock(polledAt)}, ${span(scheduledAt, polledAt)} later`,
      Started: startedAt === undefined ? undefined : `${span(polledAt, startedAt)} after that`,
      Handler: span(startedAt, finishedAt, end),
      Report: span(finishedAt, answeredAt, end),
      'Attempts to report': String(task.updateAttempts),
      Attempt: String(task.attempt),
      Domain: task.domain,
      'Task id': task.taskId,
      Workflow: `${task.workflowType} ${task.workflowId}`,
      Input: task.input,
      Output: task.output,
    };
    const parts = Object.entries(facts).flatMap(([name, value]) =>
      value === undefined ? [] : [make('div', '', make('dt', '', name), make('dd', '', value))],
    );
    const list = byId('task-detail-facts');
    // Not touched without need: somebody may be copying an id from it.
    if (list.textContent !== parts.map((part) => part.textContent).join('')) list.replaceChildren(...parts);
  }
}

/** @param {TaskView} task @param {string} words @param {string} outcome */
function matches(task, words, outcome) {
  const { taskType, domain = '', referenceName, workflowType, workflowId, taskId } = task;
  const text = `${taskType} ${domain} ${referenceName} ${workflowType} ${workflowId} ${taskId}`;
  return ['', (task.outcome ?? 'open').toLowerCase()].includes(outcome) && text.toLowerCase().includes(words);
}

/** A task that was polled again is another row. @param {TaskView} task */
function keyOf({ taskId, polledAt }) {
  return `${taskId} ${polledAt}`;
}
