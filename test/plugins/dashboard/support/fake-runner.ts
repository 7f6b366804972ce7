import type {
  RunnerEvents,
  RunnerHealth,
  RunnerHost,
  RunnerStatus,
  Task,
  TaskInHand,
  TaskOutcome,
  WorkerIdentity,
  WorkerStatus,
} from '../../../../src/index.js';
import { EventHub } from '../../../../src/runner/event-hub.js';
import { aTask } from '../../../worker/a-task.js';

const OUTCOME_EVENTS = {
  completed: 'taskCompleted',
  failed: 'taskFailed',
  inProgress: 'taskInProgress',
  handedBack: 'taskHandedBack',
  dropped: 'taskDropped',
} as const satisfies Record<TaskOutcome['outcome'], keyof RunnerEvents>;

/** What the status of a fake worker says, beside its identity. */
type StatusChanges = Partial<Omit<WorkerStatus, keyof WorkerIdentity>>;

/** A runner that does what a test tells, by its events and its status. */
export class FakeRunner {
  readonly hub = new EventHub();
  readonly workers: readonly WorkerIdentity[];
  readonly reported: { readonly error: unknown; readonly cause: string }[] = [];
  state: RunnerStatus['state'] = 'running';
  readonly #statuses = new Map<WorkerIdentity, StatusChanges>();
  readonly #cleanups: (() => void | Promise<void>)[] = [];

  constructor(workers: readonly (string | WorkerIdentity)[] = ['charge']) {
    this.workers = workers.map((worker) =>
      typeof worker === 'string' ? { taskType: worker, workerId: 'me' } : worker,
    );
  }

  get host(): RunnerHost {
    const refuse = (): never => {
      throw new Error('the dashboard needs no interceptors');
    };
    return {
      runner: { workers: this.workers, status: () => this.#status(), health: () => this.#health() },
      control: { pause: refuse, resume: refuse },
      on: (event, listener) => this.hub.on(event, listener),
      reportError: (error, cause) => void this.reported.push({ error, cause }),
      defer: (cleanup) => void this.#cleanups.push(cleanup),
      ...{ aroundPoll: refuse, aroundTask: refuse, aroundExecute: refuse },
    };
  }

  /** The first worker, or one by its place. */
  worker(index = 0): WorkerIdentity {
    const found = this.workers[index];
    if (found === undefined) throw new Error(`there is no worker ${index}`);
    return found;
  }

  set(changes: StatusChanges, index = 0): void {
    const worker = this.worker(index);
    this.#statuses.set(worker, { ...this.#statuses.get(worker), ...changes });
  }

  /**
   * Tells an event of a worker. Anything that the plugin does wrong in a listener fails the test at once.
   *
   * @param payload handed on, with the worker written into it
   */
  emit<Name extends keyof RunnerEvents>(
    name: Name,
    payload: Omit<RunnerEvents[Name], keyof WorkerIdentity>,
    index = 0,
  ): void {
    const errors: unknown[] = [];
    const forget = this.hub.collectErrors(errors);
    // Not a copy of both: that alone would take most of the time of a test of the plugin under load.
    this.hub.emit(name, Object.assign(payload, this.worker(index)) as RunnerEvents[Name]);
    forget();
    if (errors.length > 0 && name !== 'error') throw errors[0] as Error;
  }

  start(task: Task, { scheduleToStartMs = 5, polledAgoMs = 0, index = 0 } = {}): Task {
    this.emit('executionStarted', { task, scheduleToStartMs, polledAgoMs }, index);
    return task;
  }

  /** Handler and report, to the end. */
  complete(
    task: Task,
    { executeMs = 10, updateMs = 2, index = 0, ...changes }: Partial<TaskOutcome> & { index?: number } = {},
  ): void {
    const result = changes.result ?? { status: 'COMPLETED' as const, outputData: {} };
    this.emit('executionCompleted', { task, result, executeMs }, index);
    this.emit('updateStarted', { task, result, attempt: 1 }, index);
    const outcome = { task, result, executeMs, updateMs, late: false, outcome: 'completed' as const, ...changes };
    this.emit(OUTCOME_EVENTS[outcome.outcome], outcome, index);
  }

  async stop(): Promise<void> {
    this.state = 'stopping';
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
    this.state = 'stopped';
  }

  #status(): RunnerStatus {
    return {
      state: this.state,
      workers: this.workers.map((worker) => ({
        ...worker,
        ...{ state: 'idle' as const, slots: { total: 10, free: 9, used: 1 }, inFlight: [], pendingResults: 0 },
        ...this.#statuses.get(worker),
      })),
    };
  }

  #health(): RunnerHealth {
    return { healthy: true, workers: this.workers.map((worker) => ({ ...worker, healthy: true })) };
  }
}

/** So many tasks in hand. */
export function inHand(count: number, changes: Partial<TaskInHand> = {}): readonly TaskInHand[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{
      taskId: `task-${index}`,
      workflowInstanceId: 'workflow-1',
      phase: 'executing' as const,
      ageMs: 100,
      phaseMs: 100,
    },
    ...changes,
  }));
}

let lastTask = 0;

export function newTask(changes: Partial<Task> = {}): Task {
  return aTask({ taskId: `task-${(lastTask += 1)}`, ...changes });
}
