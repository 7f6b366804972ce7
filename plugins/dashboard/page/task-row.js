/** @import { TaskView } from '../snapshot.js' */
/** @import { Axis } from './time-axis.js' */
import { make, mark, say } from './dom.js';
import { duration } from './format.js';
import { endOf } from './time-axis.js';

/** How outcomes are told, where it is not by their names. @type {Record<string, string>} */
export const OUTCOMES = { inProgress: 'in progress', handedBack: 'handed back' };

/** One row of the waterfall. */
export class TaskRow {
  button = make('button');
  #outcome = make('td');
  #numbers = [make('td', 'num'), make('td', 'num'), make('td', 'num')];
  #bars = ['queued', 'polling', 'executing', 'reporting'].map((phase) => make('i', phase));
  #rail = make('div', 'rail', ...this.#bars);
  /** What the texts are of. @type {TaskView | undefined} */
  #told;
  element;

  /** @param {TaskView} task @param {(row: TaskRow) => void} onOpen */
  constructor(task, onOpen) {
    this.task = task;
    this.button.type = 'button';
    this.button.tabIndex = -1;
    say(this.button, task.taskType);
    const name = make('td', '', this.button, make('span', 'soft', ` ${task.referenceName}`));
    if (task.attempt > 1) name.append(make('em', 'soft tag', `attempt ${task.attempt}`));
    name.title = `${task.taskType} ${task.referenceName} ${task.taskId}`;
    const flow = make('td', '', task.workflowType);
    if (task.link !== undefined) {
      const link = make('a', '', task.workflowType);
      link.href = task.link;
      link.target = '_blank';
      link.rel = 'noreferrer';
      link.setAttribute('aria-label', `${task.workflowType} in the Conductor UI`);
      flow.replaceChildren(link);
    }
    this.element = make('tr', '', name, flow, this.#outcome, ...this.#numbers, make('td', '', this.#rail));
    this.element.addEventListener('click', () => onOpen(this));
  }

  /** The texts. @param {TaskView} task @param {number} now */
  tell(task, now) {
    // What has ended stays as it is.
    if (task === this.#told && task.outcome !== undefined) return;
    this.#told = this.task = task;
    const { outcome, reason, scheduledAt, startedAt, finishedAt, answeredAt } = task;
    mark(this.#outcome, 'class', `outcome ${outcome ?? 'open'}`);
    const open = finishedAt !== undefined ? 'reporting' : startedAt !== undefined ? 'executing' : 'polled';
    const why = outcome === 'dropped' && reason !== undefined ? `: ${reason}` : '';
    say(this.#outcome, outcome === undefined ? open : (OUTCOMES[outcome] ?? outcome) + why);
    const end = outcome === undefined ? now : undefined;
    const times = [span(scheduledAt, startedAt), span(startedAt, finishedAt, end), span(finishedAt, answeredAt, end)];
    times.forEach((text, index) => say(this.#numbers[index], text));
  }

  /** The bars. @param {Axis} axis @param {number} now */
  place({ from, lengthMs }, now) {
    const { scheduledAt, polledAt, startedAt, finishedAt, answeredAt, outcome } = this.task;
    const instants = [scheduledAt, polledAt, startedAt, finishedAt, answeredAt];
    const until = endOf(this.task, now);
    this.#bars.forEach((bar, index) => {
      const begin = instants[index];
      const isOpen = instants[index + 1] === undefined;
      const end = instants[index + 1] ?? until;
      const isSeen = begin !== undefined && end >= from && begin <= from + lengthMs;
      if (bar.hidden === isSeen) bar.hidden = !isSeen;
      if (!isSeen) return;
      const left = Math.max(0, (begin - from) / lengthMs) * 100;
      const right = Math.min(1, (end - from) / lengthMs) * 100;
      bar.style.left = `${left.toFixed(2)}%`;
      bar.style.width = `${Math.max(0, right - left).toFixed(2)}%`;
      bar.classList.toggle('open', outcome === undefined && isOpen);
    });
    this.#rail.classList.toggle('beyond', until > from + lengthMs);
  }
}

/**
 * From one instant to another. Of what has not ended yet, how long it has been: `3.2 s …`
 *
 * @param {number | undefined} from
 * @param {number | undefined} to
 * @param {number} [now]
 */
export function span(from, to, now) {
  if (from === undefined) return '–';
  if (to !== undefined) return duration(to - from);
  return now === undefined ? '–' : `${duration(now - from)} …`;
}
