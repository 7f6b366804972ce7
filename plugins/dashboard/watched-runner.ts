import type { RunnerHost, TaskOutcome, WorkerIdentity } from '../../src/index.js';
import type { ErrorList } from './error-list.js';
import type { RunnerView, WorkerNow } from './snapshot.js';
import type { TaskRing } from './task-ring.js';
import type { WorkerFacts } from './worker-facts.js';
import { WorkerRecord } from './worker-record.js';

/** The page may be open or not: what nobody else hears is still a warning of the process. */
const LOOKS_ON = { passive: true } as const;

/*
 * A runner that the page shows.
 *
 *   state     what it means                                                     what moves it
 *   watched   its events are counted; its status is asked for when it is read   the runner has stopped -> frozen
 *   frozen    shown as it was in the end                                        –
 */

/** What all runners of one plugin object share. */
export interface WatchedRunnerParts {
  readonly now: () => number;
  readonly tasks: TaskRing;
  readonly errors: ErrorList;
  /** The runner has its workers, so that there is more to show than before. */
  readonly onStarted: () => void;
}

/** One worker at one moment. */
export interface WorkerReading {
  readonly record: WorkerRecord;
  readonly now: WorkerNow;
  readonly facts: WorkerFacts;
}

export interface RunnerReading {
  readonly view: RunnerView;
  readonly workers: readonly WorkerReading[];
}

/** Listens to one runner. */
export class WatchedRunner {
  readonly #id: number;
  readonly #parts: WatchedRunnerParts;
  readonly #records: readonly WorkerRecord[];
  readonly #byTaskType = new Map<string, readonly WorkerRecord[]>();
  #host: RunnerHost | undefined;
  #last: RunnerReading;

  constructor(id: number, host: RunnerHost, parts: WatchedRunnerParts) {
    this.#id = id;
    this.#parts = parts;
    this.#host = host;
    this.#last = { view: { id, state: 'starting', healthy: false }, workers: [] };
    const now = parts.now();
    this.#records = host.runner.workers.map((identity) => new WorkerRecord(identity, id, now));
    for (const record of this.#records) {
      const { taskType } = record.identity;
      this.#byTaskType.set(taskType, [...(this.#byTaskType.get(taskType) ?? []), record]);
    }
    this.#listen(host);
  }

  /** What there is to show of it now. */
  read(): RunnerReading {
    if (this.#host === undefined) return this.#last;
    const now = this.#parts.now();
    const status = this.#host.runner.status();
    const health = this.#host.runner.health();
    this.#last = {
      view: { id: this.#id, state: status.state, healthy: health.healthy },
      workers: status.workers.flatMap((worker, index) => {
        const record = this.#recordOf(worker);
        return record === undefined ? [] : [{ record, ...record.read(worker, health.workers[index], now) }];
      }),
    };
    return this.#last;
  }

  /** The runner has stopped: it is shown as it was in the end, and let go of. */
  freeze(): void {
    try {
      this.read();
    } catch (error) {
      this.#host?.reportError(error, 'the last status of the runner could not be read');
    }
    this.#last = { view: { id: this.#id, state: 'stopped', healthy: false }, workers: this.#last.workers };
    this.#host = undefined;
  }

  #listen(host: RunnerHost): void {
    const { now, tasks, errors, onStarted } = this.#parts;
    host.on('started', () => onStarted());
    host.on('pollCompleted', (event) => this.#recordOf(event)?.polled(event.received, now()));
    host.on('pollFailed', (event) => this.#recordOf(event)?.pollFailed(event.error, event.failures, now()), LOOKS_ON);
    host.on('workerMisconfigured', (event) => this.#recordOf(event)?.misconfigured(event.error, now()), LOOKS_ON);
    host.on('loopStateChanged', (event) => this.#recordOf(event)?.enteredState(event.to, event.cause, now()));
    host.on('loopStalled', (event) => this.#recordOf(event)?.stalled(now()));
    host.on('executionStarted', (event) => {
      const at = now();
      const { task } = event;
      this.#recordOf(event)?.executionStarted(event.scheduleToStartMs, task.responseTimeoutSeconds * 1000, at);
      tasks.started(task, event.polledAgoMs, at);
    });
    const executionEnded = (event: { task: TaskOutcome['task']; executeMs: number } & WorkerIdentity): void => {
      const at = now();
      this.#recordOf(event)?.executionEnded(event.executeMs, at);
      tasks.finished(event.task, at);
    };
    host.on('executionCompleted', executionEnded);
    host.on('executionFailed', executionEnded);
    host.on('updateStarted', (event) => tasks.updateStarted(event.task, event.attempt));
    host.on('updateRetried', (event) => this.#recordOf(event)?.updateRetried(event.task, now()));
    host.on('leaseLost', (event) => this.#recordOf(event)?.leaseLost(now()));
    const ended = (event: TaskOutcome): void => {
      const at = now();
      this.#recordOf(event)?.ended(event, at);
      tasks.ended(event, at);
    };
    for (const name of ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const)
      host.on(name, ended);
    host.on('error', ({ error, cause }) => errors.add(error, cause, now()), LOOKS_ON);
  }

  /** A runner has no two workers of one task type in the same domain. */
  #recordOf({ taskType, domain }: WorkerIdentity): WorkerRecord | undefined {
    const records = this.#byTaskType.get(taskType);
    if (records === undefined) return undefined;
    for (const record of records) if (record.identity.domain === domain) return record;
    return undefined;
  }
}
