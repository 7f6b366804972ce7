import type { Task } from '../generated/index.js';
import type { ClientHost } from './client/client-host.js';
import type { Around, Unsubscribe } from './interceptor.js';
import type { RunnerEventName, RunnerListener, TaskOutcome, WorkerIdentity } from './runner/events.js';
import type { RunnerHealth } from './runner/health.js';
import type { RunnerStatus } from './runner/status.js';
import type { TaskContext } from './worker/task-context.js';
import type { HandlerResult } from './worker/worker.js';

/**
 * Behaviour that is added to clients and runners: a plain object, no base class. The same object may serve several of both, so what
 * belongs to one of them lives in `setup` or `setupClient`, and what the plugin offers its user on the object itself.
 *
 * @example
 * const failureNotifier = (notify: (text: string) => void): Plugin => ({
 *   name: 'failure-notifier',
 *   setup(host) {
 *     host.on('taskFailed', ({ taskType, result }) => notify(`${taskType}: ${result?.reasonForIncompletion}`));
 *   },
 * });
 */
export interface Plugin {
  /** Names the plugin in errors. A client or runner takes each name once. */
  readonly name: string;
  /** Called when a client is made with this plugin: `createConductorClient({ plugins })`, or by a runner that makes its own client. */
  setupClient?(host: ClientHost): void;
  /** Called when a runner starts, before its first poll. If it throws or rejects, `start()` rejects naming the plugin. */
  setup?(host: RunnerHost): void | Promise<void>;
}

/** One poll that is about to be made. */
export interface PollCall extends WorkerIdentity {
  readonly count: number;
  /** How long the server may hold the poll. */
  readonly longPollMs: number;
}

/** One polled task on its way through handler and report. */
export interface TaskCall extends WorkerIdentity {
  readonly task: Task;
  readonly context: TaskContext;
}

/** Which worker, by name, or by name and domain where a name is polled in several. */
export type WorkerSelector = string | { readonly name: string; readonly domain?: string };

/** What a plugin may ask of the runner. */
export interface RunnerInfo {
  readonly workers: readonly WorkerIdentity[];
  status(): RunnerStatus;
  health(): RunnerHealth;
}

/** What a plugin may do to the runner. */
export interface RunnerControl {
  pause(worker: WorkerSelector): void;
  resume(worker: WorkerSelector): void;
}

/** What a plugin sees of a runner, from `setup`. Interceptors can be registered during `setup` only. */
export interface RunnerHost {
  readonly runner: RunnerInfo;
  readonly control: RunnerControl;
  /**
   * Hears an event, at any time.
   * @param options.passive the listener counts or draws and tells nobody: `error`, `workerMisconfigured` and `pollFailed` that nobody else
   * hears are still warnings of the process. Default false.
   */
  on<Name extends RunnerEventName>(
    event: Name,
    listener: RunnerListener<Name>,
    options?: { readonly passive?: boolean },
  ): Unsubscribe;
  /**
   * Says that something of the plugin's own went wrong: a port that is taken, an exporter that does not answer. It becomes an `error`
   * event whose `cause` names the plugin, and the runner goes on.
   * @param cause what went wrong, in words: `cannot listen on port 9090`
   */
  reportError(error: unknown, cause: string): void;
  /** Runs when the runner has stopped, in reverse order of registration; errors are collected in the stop report. */
  defer(cleanup: () => void | Promise<void>): void;
  /**
   * Around each poll. Tasks that the interceptor leaves out of its answer are handed back to the server; tasks that were not polled
   * are ignored; if it fails, what was polled is executed all the same. Each of these mistakes is an `error` event.
   */
  aroundPoll(interceptor: Around<PollCall, readonly Task[]>): void;
  /**
   * Around handler and report, to the outcome: for contexts and spans. It cannot keep a task from being executed: if it throws, or
   * answers without `next`, that is an `error` event and the task goes its way.
   */
  aroundTask(interceptor: Around<TaskCall, TaskOutcome>): void;
  /**
   * Around the handler alone. `next` rejects with what the handler threw or returned as an `Error`. The interceptor may return
   * another result, or one without calling `next`; if it throws, the task fails with that error.
   */
  aroundExecute(interceptor: Around<TaskCall, HandlerResult>): void;
}
