import type { Client } from '../../generated/client/index.js';
import { HealthCheckResourceService } from '../../generated/index.js';
import { createConductorClient } from '../client/create-conductor-client.js';
import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { releaseHeldPolls } from '../client/held-polls.js';
import { isRecord } from '../client/is-record.js';
import type { Unsubscribe } from '../interceptor.js';
import { environment, expectManyListeners } from '../platform.js';
import type { RunnerControl, RunnerInfo, WorkerSelector } from '../plugin.js';
import { backoffMs } from '../time/backoff.js';
import { systemClock, type Clock } from '../time/clock.js';
import { systemRandom } from '../time/random.js';
import { TimerWheel } from '../time/timer-wheel.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import { resolveWorkers } from '../worker/resolve-workers.js';
import { TaskAbortedError } from '../worker/task-context.js';
import { MAX_OUTPUT_BYTES } from './encode-update.js';
import { EventHub } from './event-hub.js';
import type { RunnerEventName, RunnerListener } from './events.js';
import { noExternalPayloads } from './external-payloads.js';
import { inProcessHandlerHost } from './handler-host.js';
import type { RunnerHealth } from './health.js';
import { messageOf } from './message-of.js';
import { OutcomeTally } from './outcome-tally.js';
import { PluginHost } from './plugin-host.js';
import { Progress } from './progress.js';
import { MemoryResultStore } from './result-store.js';
import type { TaskRunnerOptions } from './runner-options.js';
import { selectWorkers } from './select-workers.js';
import { FixedSlots } from './slots.js';
import type { RunnerStatus } from './status.js';
import { stopRunner } from './stop.js';
import type { StopOptions, StopReport } from './stop-report.js';
import { registerTaskDef } from './task-def-registration.js';
import { updateTaskRoute } from './update-route.js';
import { WorkerRunner } from './worker-runner.js';

/*
 *   state      what it means                                        what moves it
 *   created    nothing has happened yet                             start -> starting · stop -> stopped
 *   starting   settings are checked, plugins are set up             done -> running · an error, or stop -> stopped
 *   running    workers poll and execute                             stop -> stopping
 *   stopping   see stop.ts                                          done -> stopped
 *   stopped    for good: a new runner is made to start again        –
 */

const GIVE_UP_AFTER_MS = 3_600_000;
const REGISTRATION_RETRY = { baseMs: 500, capMs: 30_000 };

/**
 * Runs workers: polls the server for their tasks, executes them, and reports each result until the server has answered.
 *
 * @example
 * const runner = new TaskRunner({ workers: [{ name: 'cool_task', execute: (task) => ['COMPLETED', task.inputData] }] });
 * runner.on('taskFailed', ({ taskType, result }) => console.error(taskType, result?.reasonForIncompletion));
 * await runner.start();
 * process.once('SIGTERM', () => void runner.stop());
 */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #clock: Clock;
  readonly #hub = new EventHub();
  readonly #plugins = new PluginHost(this.#hub);
  readonly #progress: Progress;
  readonly #tally = new OutcomeTally();
  readonly #shutdown = new AbortController();
  #state: RunnerStatus['state'] = 'created';
  #workers: readonly WorkerRunner[] = [];
  #client: Client | undefined;
  #closeClient: () => Promise<void> = () => Promise.resolve();
  #starting: Promise<void> | undefined;
  #stopping: Promise<StopReport> | undefined;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
    this.#clock = options.parts?.clock ?? systemClock;
    this.#progress = new Progress(this.#clock);
    expectManyListeners(this.#shutdown.signal);
  }

  /** Calls `listener` on each such event, synchronously. What it throws or rejects with becomes an `error` event. */
  on<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe {
    return this.#hub.on(event, listener);
  }

  /** Calls `listener` on the next such event only. */
  once<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe {
    return this.#hub.once(event, listener);
  }

  /** Takes a listener back. */
  off<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): void {
    this.#hub.off(event, listener);
  }

  /**
   * Checks all settings, sets plugins up and begins to poll. A second call returns the same promise.
   *
   * @throws ConductorConfigError when a setting, a task definition or a plugin's set-up is wrong; with `requireServer` also what kept
   * the server from being reached. A runner that could not start is stopped.
   */
  start(): Promise<void> {
    if (this.#stopping !== undefined) {
      const message = 'this runner was stopped and cannot be started again; make a new TaskRunner';
      return Promise.reject(new ConductorConfigError(message, { field: 'runner' }));
    }
    if (this.#starting === undefined) {
      // There before the first step is taken: a plugin's set-up may ask for it, or for an end.
      let follow: (start: Promise<void>) => void = () => undefined;
      this.#starting = new Promise((resolve) => (follow = resolve));
      follow(this.#start());
    }
    return this.#starting;
  }

  /**
   * Stops polling, lets handlers finish within `drainMs`, aborts the others, and sends what has no answer yet. Never rejects; a second
   * call returns the same promise.
   */
  stop(options: StopOptions = {}): Promise<StopReport> {
    if (this.#stopping === undefined) {
      // There before the first step is taken: whoever is told of that may ask as well.
      let follow: (stop: Promise<StopReport>) => void = () => undefined;
      this.#stopping = new Promise((resolve) => (follow = resolve));
      follow(this.#stop(options));
    }
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Stops polling for a worker until `resume`. Tasks in hand go on. */
  pause(worker: WorkerSelector): void {
    for (const selected of selectWorkers(this.#workers, worker)) selected.pause();
  }

  /** Polls for a worker again. */
  resume(worker: WorkerSelector): void {
    for (const selected of selectWorkers(this.#workers, worker)) selected.resume();
  }

  /** What the runner is doing at this moment. */
  status(): RunnerStatus {
    return { state: this.#state, workers: this.#workers.map((worker) => worker.status()) };
  }

  /** Whether the runner makes progress. One that is not running does not. */
  health(): RunnerHealth {
    const workers = this.#workers.map((worker) => worker.health());
    return { healthy: this.#state === 'running' && workers.every(({ healthy }) => healthy), workers };
  }

  async #start(): Promise<void> {
    this.#state = 'starting';
    const stopKeepingErrors = this.#hub.keepErrors();
    try {
      checkOptions(this.#options);
      const resolved = resolveWorkers(this.#options.workers, environment());
      this.#client = this.#options.client ?? this.#ownClient();
      if (this.#options.requireServer === true) {
        await HealthCheckResourceService.getHealth({ client: this.#client, throwOnError: true });
      }
      const registrations = await Promise.all(resolved.map((worker) => this.#register(worker)));
      const isWanted = (): boolean => this.#stopping === undefined;
      await this.#plugins.setUp(this.#options.plugins ?? [], this.#info(resolved), this.#control(), isWanted);
      if (!isWanted()) {
        throw new ConductorConfigError('the runner was stopped while it started', { field: 'runner' });
      }
      this.#workers = this.#createWorkers(resolved, this.#client);
      this.#state = 'running';
      if (this.#hub.has('started'))
        this.#hub.emit('started', { workers: this.#workers.map(({ identity }) => identity) });
      this.#workers.forEach((worker, index) => this.#poll(worker, resolved[index], registrations[index] === true));
    } catch (error) {
      // A stop that is under way does the rest.
      if (this.#stopping === undefined) {
        this.#state = 'stopped';
        await this.#release();
      }
      throw error;
    } finally {
      stopKeepingErrors();
    }
  }

  async #stop(options: StopOptions): Promise<StopReport> {
    const isStarting = this.#state === 'starting';
    this.#state = 'stopping';
    const report = await stopRunner(
      {
        workers: this.#workers,
        clock: this.#clock,
        hub: this.#hub,
        plugins: this.#plugins,
        progress: this.#progress,
        tally: this.#tally,
        shutdown: () => this.#shutdown.abort(new TaskAbortedError('shutdown', 'the runner stops')),
        startIsOver: (timeoutMs) => (isStarting ? this.#startIsOver(timeoutMs) : undefined),
        closeClient: () => this.#closeClient(),
        releasePolls: () => {
          if (this.#client !== undefined) releaseHeldPolls(this.#client);
        },
      },
      options,
    );
    this.#state = 'stopped';
    return report;
  }

  /** Waits for a start that is under way, but not for a plugin whose set-up hangs. What start() rejects with is told there. */
  async #startIsOver(timeoutMs: number): Promise<void> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
      this.#progress.made();
    };
    this.#starting?.then(over, over);
    await this.#progress.until(() => isOver, timeoutMs);
  }

  /** After a start that failed: what the plugins set up and the client that was made are of no use to anyone. */
  async #release(): Promise<void> {
    const errors = await this.#plugins.runDeferred(this.#clock, () => 5_000);
    for (const error of errors) this.#hub.reportError(error, 'clean-up after a failed start');
    try {
      await this.#closeClient();
    } catch (error) {
      this.#hub.reportError(error, 'clean-up after a failed start');
    }
  }

  #ownClient(): Client {
    const { plugins } = this.#options;
    const client = createConductorClient({
      ...(plugins !== undefined && { plugins }),
      onPluginError: (error, plugin) => this.#hub.reportError(error, `plugin "${plugin}" failed in the client`),
    });
    this.#closeClient = () => client.close();
    return client;
  }

  #createWorkers(resolved: readonly ResolvedWorker[], client: Client): readonly WorkerRunner[] {
    const { parts = {}, giveUpAfterMs = GIVE_UP_AFTER_MS, maxOutputBytes = MAX_OUTPUT_BYTES } = this.#options;
    const shared = {
      client,
      clock: this.#clock,
      random: parts.random ?? systemRandom,
      wheel: new TimerWheel(this.#clock),
      hub: this.#hub,
      plugins: this.#plugins,
      shutdownSignal: this.#shutdown.signal,
      createSlots: parts.createSlots ?? ((worker: ResolvedWorker) => new FixedSlots(worker.concurrency)),
      createResultStore: parts.createResultStore ?? (() => new MemoryResultStore()),
      updateRoute: parts.updateRoute ?? updateTaskRoute,
      handlerHost: parts.handlerHost ?? inProcessHandlerHost,
      externalPayloads: parts.externalPayloads ?? noExternalPayloads,
      cancellation: parts.cancellation,
      giveUpAfterMs,
      maxOutputBytes,
      onSettled: this.#tally.add.bind(this.#tally),
      onProgress: () => this.#progress.made(),
    };
    return resolved.map((worker) => new WorkerRunner(worker, shared));
  }

  /** @returns whether the definition is as the worker wants it; false when the server could not be reached */
  async #register(worker: ResolvedWorker): Promise<boolean> {
    if (this.#client === undefined) return false;
    try {
      await registerTaskDef(this.#client, worker);
      return true;
    } catch (error) {
      if (error instanceof ConductorConfigError) throw error;
      this.#hub.reportError(error, `task definition "${worker.name}" could not be registered yet; this is repeated`);
      return false;
    }
  }

  /** Begins to poll, once the task definition is registered: until then the server would use its defaults for the tasks. */
  #poll(runner: WorkerRunner, worker: ResolvedWorker | undefined, isRegistered: boolean, failures = 0): void {
    if (isRegistered || worker === undefined) {
      runner.start();
      return;
    }
    if (this.#shutdown.signal.aborted) return;
    const random = this.#options.parts?.random ?? systemRandom;
    const timer = this.#clock.setTimer(backoffMs(REGISTRATION_RETRY, failures, random), () => {
      this.#shutdown.signal.removeEventListener('abort', cancel);
      void this.#register(worker).then(
        (registered) => this.#poll(runner, worker, registered, failures + 1),
        (error: unknown) => {
          this.#misconfigured(runner, error);
          runner.start();
        },
      );
    });
    const cancel = (): void => timer.cancel();
    this.#shutdown.signal.addEventListener('abort', cancel, { once: true });
  }

  #misconfigured({ identity }: WorkerRunner, error: unknown): void {
    if (this.#hub.has('workerMisconfigured')) this.#hub.emit('workerMisconfigured', { ...identity, error });
    if (!this.#hub.isHeard('workerMisconfigured')) this.#hub.warn('workerMisconfigured', messageOf(error));
  }

  #info(resolved: readonly ResolvedWorker[]): RunnerInfo {
    return {
      workers: resolved.map(({ name, domain, workerId }) => ({
        taskType: name,
        workerId,
        ...(domain !== undefined && { domain }),
      })),
      status: () => this.status(),
      health: () => this.health(),
    };
  }

  #control(): RunnerControl {
    return { pause: (worker) => this.pause(worker), resume: (worker) => this.resume(worker) };
  }
}

function checkOptions({ workers, plugins, giveUpAfterMs, maxOutputBytes, client }: TaskRunnerOptions): void {
  const given: unknown = workers;
  if (!Array.isArray(given) || given.length === 0) {
    throw new ConductorConfigError('workers must be a list of at least one worker', { field: 'workers' });
  }
  for (const [field, value] of Object.entries({ giveUpAfterMs, maxOutputBytes })) {
    if (value !== undefined && !(typeof value === 'number' && value > 0)) {
      throw new ConductorConfigError(`${field} must be a number above 0, got ${String(value)}`, { field });
    }
  }
  const givenClient: unknown = client;
  if (givenClient !== undefined && !(isRecord(givenClient) && typeof givenClient.post === 'function')) {
    throw new ConductorConfigError('client must be made by createConductorClient', { field: 'client' });
  }
  const givenPlugins: unknown = plugins ?? [];
  if (!Array.isArray(givenPlugins)) {
    throw new ConductorConfigError('plugins must be a list', { field: 'plugins' });
  }
  const names = new Set<string>();
  for (const plugin of givenPlugins as readonly unknown[]) {
    const name = isRecord(plugin) ? plugin.name : undefined;
    if (typeof name !== 'string' || name === '') {
      throw new ConductorConfigError('a plugin needs a name: { name, setup(host) { … } }', { field: 'plugins' });
    }
    if (names.has(name)) throw new ConductorConfigError(`plugin "${name}" is given twice`, { field: 'plugins' });
    names.add(name);
  }
}
