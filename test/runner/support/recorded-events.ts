import type { Unsubscribe } from '../../../src/interceptor.js';
import type { RunnerEventName, RunnerEvents, RunnerListener } from '../../../src/runner/events.js';

/** Every event there is: a new one does not compile until it is here. */
const NAMES = Object.keys({
  ...{ pollStarted: 1, pollCompleted: 1, pollFailed: 1, loopStateChanged: 1, loopStalled: 1 },
  ...{ executionStarted: 1, executionCompleted: 1, executionFailed: 1, taskLogged: 1 },
  ...{ updateStarted: 1, updateCompleted: 1, updateRetried: 1, updateFailed: 1 },
  ...{ taskCompleted: 1, taskFailed: 1, taskInProgress: 1, taskHandedBack: 1, taskDropped: 1 },
  ...{ leaseExtended: 1, leaseExtensionFailed: 1, leaseLost: 1 },
  ...{ workerPaused: 1, workerResumed: 1, workerResized: 1, workerMisconfigured: 1 },
  ...{ started: 1, stopping: 1, stopped: 1, error: 1 },
} satisfies Record<RunnerEventName, 1>) as RunnerEventName[];

/** Whoever has runner events: a runner, a hub. */
interface EventSource {
  on<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe;
}

/** Events in the order in which they were told. */
export class RecordedEvents {
  readonly all: { readonly name: RunnerEventName; readonly payload: unknown }[] = [];

  constructor(source: EventSource, except: readonly RunnerEventName[] = []) {
    for (const name of NAMES) {
      if (!except.includes(name)) source.on(name, (payload) => void this.all.push({ name, payload }));
    }
  }

  of<Name extends RunnerEventName>(name: Name): readonly RunnerEvents[Name][] {
    return this.all.filter((event) => event.name === name).map(({ payload }) => payload as RunnerEvents[Name]);
  }

  /** The names of those that were asked for, in order. */
  names(...wanted: readonly RunnerEventName[]): readonly RunnerEventName[] {
    return this.all.map(({ name }) => name).filter((name) => wanted.length === 0 || wanted.includes(name));
  }

  /** Outcomes in order: `completed task-1`, `dropped task-2 (gone)`. */
  get outcomes(): readonly string[] {
    const names = ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const;
    return this.all
      .filter(({ name }) => names.some((outcome) => outcome === name))
      .map(({ payload }) => payload as RunnerEvents['taskDropped'])
      .map(({ outcome, task, reason }) => `${outcome} ${task.taskId}${reason === undefined ? '' : ` (${reason})`}`);
  }
}
