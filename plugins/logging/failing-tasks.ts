import type { RunnerEventName, RunnerHost, TaskEvent, Unsubscribe } from '../../src/index.js';
import { workerKey } from './task-bindings.js';

/** Events about tasks. */
type TaskEventName = Extract<
  RunnerEventName,
  | 'updateCompleted'
  | 'updateFailed'
  | 'leaseExtended'
  | 'taskCompleted'
  | 'taskFailed'
  | 'taskInProgress'
  | 'taskHandedBack'
  | 'taskDropped'
>;

/** By which events a task stops failing. */
export interface Ends {
  /** What failed has been done. */
  readonly well: readonly TaskEventName[];
  /** It will not be tried any more. */
  readonly otherwise: readonly TaskEventName[];
}

/**
 * Knows which tasks wait for something that has failed and is repeated. It listens for their end only while there are any, so that
 * a runner on which nothing fails does not pay for it.
 */
export class FailingTasks {
  readonly #host: RunnerHost;
  readonly #ends: Ends;
  readonly #onOver: (last: TaskEvent, isRecovered: boolean) => void;
  readonly #workers = new Map<string, { readonly taskIds: Set<string>; isRecovered: boolean }>();
  #unsubscribe: readonly Unsubscribe[] = [];

  /** @param onOver told when no task of a worker fails any more, and whether one of them has got what it waited for */
  constructor(host: RunnerHost, ends: Ends, onOver: (last: TaskEvent, isRecovered: boolean) => void) {
    this.#host = host;
    this.#ends = ends;
    this.#onOver = onOver;
  }

  add(event: TaskEvent): void {
    if (this.#workers.size === 0) this.#listen();
    const key = workerKey(event);
    const failing = this.#workers.get(key);
    if (failing !== undefined) failing.taskIds.add(event.task.taskId);
    else this.#workers.set(key, { taskIds: new Set([event.task.taskId]), isRecovered: false });
  }

  #listen(): void {
    const { well, otherwise } = this.#ends;
    this.#unsubscribe = [
      ...well.map((name) => this.#host.on(name, (event) => this.#ended(event, true))),
      ...otherwise.map((name) => this.#host.on(name, (event) => this.#ended(event, false))),
    ];
  }

  #ended(event: TaskEvent, isWell: boolean): void {
    const key = workerKey(event);
    const failing = this.#workers.get(key);
    if (failing?.taskIds.delete(event.task.taskId) !== true) return;
    failing.isRecovered ||= isWell;
    if (failing.taskIds.size > 0) return;
    this.#workers.delete(key);
    if (this.#workers.size === 0) for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#onOver(event, failing.isRecovered);
  }
}
