import type { Task, TaskOutcome } from '../../src/index.js';
import { preview } from './preview.js';
import type { TaskView } from './snapshot.js';
import { cut, messageOf } from './text.js';

/*
 * The tasks that the page shows one by one.
 *
 *   state     what it means                                         what moves it
 *   shown     has an entry; each of its events is told              200 later ones were shown -> forgotten
 *   skipped   costs a counter: there were too many in this second   it ended badly, or took long -> shown, with its end
 *   forgotten its entry is needed for others                        –
 *
 * At more than a few tasks per second nobody can read all of them, and to keep them all would cost more than the tasks do. So the first
 * 20 of each second are shown, and beside them up to 10 that are shown at their end because they failed, were dropped or handed back, or
 * took longer than 5 s. `skipped` counts those that were never shown.
 */

const SIZE = 200;
const SHOWN_PER_SECOND = 20;
const NOTABLE_PER_SECOND = 10;
const LONG_MS = 5_000;
const REASON_LENGTH = 300;
const NAME_LENGTH = 300;
const DATA_LENGTH = 2_000;

interface Entry {
  readonly view: { -readonly [Field in keyof TaskView]: TaskView[Field] };
  /** While it has no outcome: later it would only keep its data in memory. */
  task: Task | undefined;
  isChanged: boolean;
}

export interface TaskRingSettings {
  readonly showData: boolean;
  readonly uiUrl: string | undefined;
}

/** The last tasks, or a sample of them. */
export class TaskRing {
  readonly #settings: TaskRingSettings;
  readonly #entries: Entry[] = [];
  #next = 0;
  /** Shown, and without an outcome yet. By the task itself: the same id may be in hand twice. */
  readonly #open = new Map<Task, Entry>();
  /** Once shown, forgotten before they had an outcome. */
  readonly #forgotten = new WeakSet<Task>();
  #second = 0;
  #shownInSecond = 0;
  #notableInSecond = 0;
  #skipped = 0;

  constructor(settings: TaskRingSettings) {
    this.#settings = settings;
  }

  /** How many tasks that have ended were never shown. */
  get skipped(): number {
    return this.#skipped;
  }

  started(task: Task, polledAgoMs: number, now: number): void {
    this.#enterSecond(now);
    if (this.#shownInSecond >= SHOWN_PER_SECOND) return;
    this.#shownInSecond += 1;
    const entry = this.#add(task, now - polledAgoMs);
    entry.view.startedAt = rounded(now);
    entry.task = task;
    this.#open.set(task, entry);
  }

  finished(task: Task, now: number): void {
    const entry = this.#openEntryOf(task);
    if (entry === undefined) return;
    entry.view.finishedAt = rounded(now);
    entry.isChanged = true;
  }

  /** An attempt to report its result begins. */
  updateStarted(task: Task, attempt: number): void {
    const entry = this.#openEntryOf(task);
    if (entry === undefined) return;
    entry.view.updateAttempts = attempt;
    entry.isChanged = true;
  }

  ended(event: TaskOutcome, now: number): void {
    const { task } = event;
    let entry = this.#openEntryOf(task);
    if (entry !== undefined) this.#open.delete(task);
    else if (this.#forgotten.has(task)) return;
    else if (this.#isNotable(event, now)) entry = this.#addEnded(event, now);
    else {
      this.#skipped += 1;
      return;
    }
    const { view } = entry;
    entry.task = undefined;
    entry.isChanged = true;
    view.outcome = event.outcome;
    view.answeredAt = rounded(now);
    if (event.result !== undefined) view.finishedAt ??= rounded(now - event.updateMs);
    const reason = this.#reasonOf(event);
    if (reason !== undefined) view.reason = reason;
    if (this.#settings.showData && event.result?.outputData !== undefined)
      view.output = preview(event.result.outputData, DATA_LENGTH);
  }

  /** All that are shown, the latest polled first. */
  all(): readonly TaskView[] {
    return viewsOf(this.#entries);
  }

  /** Those that are new or changed since this was last called. */
  takeChanged(): readonly TaskView[] {
    const changed = this.#entries.filter(({ isChanged }) => isChanged);
    for (const entry of changed) entry.isChanged = false;
    return viewsOf(changed);
  }

  #openEntryOf(task: Task): Entry | undefined {
    // Of many tasks few are shown: most of the time none of those is open.
    return this.#open.size === 0 ? undefined : this.#open.get(task);
  }

  #isNotable({ outcome, executeMs, updateMs }: TaskOutcome, now: number): boolean {
    const isUsual = outcome === 'completed' || outcome === 'inProgress';
    if (isUsual && executeMs + updateMs < LONG_MS) return false;
    this.#enterSecond(now);
    if (this.#notableInSecond >= NOTABLE_PER_SECOND) return false;
    this.#notableInSecond += 1;
    return true;
  }

  #enterSecond(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#second = second;
    this.#shownInSecond = 0;
    this.#notableInSecond = 0;
  }

  /** What was not shown before its end: when it was polled is told by what followed. */
  #addEnded({ task, executeMs, updateMs, result }: TaskOutcome, now: number): Entry {
    const startedAt = now - updateMs - executeMs;
    const entry = this.#add(task, startedAt);
    if (executeMs > 0) entry.view.startedAt = rounded(startedAt);
    // At least: repeats of those that are not shown are not counted.
    if (result !== undefined) entry.view.updateAttempts = 1;
    return entry;
  }

  #add(task: Task, polledAt: number): Entry {
    const { uiUrl, showData } = this.#settings;
    const workflowId = nameOr(task.workflowInstanceId, '');
    const taskId = nameOr(task.taskId, '');
    const view: Entry['view'] = {
      taskId,
      workflowId,
      workflowType: nameOr(task.workflowType, ''),
      taskType: nameOr(task.taskDefName, nameOr(task.taskType, '')),
      referenceName: nameOr(task.referenceTaskName, ''),
      attempt: numberOr(task.retryCount, 0) + 1,
      scheduledAt: numberOr(task.scheduledTime, rounded(polledAt)),
      polledAt: rounded(polledAt),
      updateAttempts: 0,
    };
    if (typeof task.domain === 'string') view.domain = nameOr(task.domain, '');
    if (uiUrl !== undefined && workflowId !== '') view.link = linkTo(uiUrl, workflowId, taskId);
    if (showData) view.input = preview(task.inputData, DATA_LENGTH);
    const entry: Entry = { view, task: undefined, isChanged: true };
    const evicted = this.#entries[this.#next]?.task;
    if (evicted !== undefined) {
      this.#open.delete(evicted);
      this.#forgotten.add(evicted);
    }
    this.#entries[this.#next] = entry;
    this.#next = (this.#next + 1) % SIZE;
    return entry;
  }

  /** Why a task was dropped is a word of this package; anything else may quote its data. */
  #reasonOf({ outcome, reason, result, error }: TaskOutcome): string | undefined {
    if (outcome !== 'failed' && outcome !== 'dropped') return undefined;
    if (!this.#settings.showData) return reason;
    const text = result?.reasonForIncompletion ?? (error === undefined ? undefined : messageOf(error));
    const parts = [reason, text].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : cut(parts.join(': '), REASON_LENGTH);
  }
}

/** The latest polled first. */
function viewsOf(entries: readonly Entry[]): readonly TaskView[] {
  return entries.map(({ view }) => ({ ...view })).sort((one, other) => other.polledAt - one.polledAt);
}

/** Of Conductor's own UI: the newer one selects the task by the query, the older one shows the workflow. */
function linkTo(uiUrl: string, workflowId: string, taskId: string): string {
  return `${uiUrl}/execution/${encodeURIComponent(workflowId)}?taskId=${encodeURIComponent(taskId)}`;
}

function nameOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? cut(value, NAME_LENGTH) : otherwise;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function rounded(at: number): number {
  return Math.round(at);
}
