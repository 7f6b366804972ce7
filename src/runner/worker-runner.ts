import { TaskResourceService, type Task } from '../../generated/index.js';
import type { Client } from '../../generated/client/index.js';
import { isRecord } from '../client/is-record.js';
import type { PollCall } from '../plugin.js';
import { typeName } from '../worker/type-name.js';
import type { WorkerHealth } from './health.js';
import type { Clock } from '../time/clock.js';
import type { Random } from '../time/random.js';
import type { TimerWheel } from '../time/timer-wheel.js';
import { captureContext } from '../worker/current-task-context.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import type { CancellationSource } from './cancellation-source.js';
import type { EventHub } from './event-hub.js';
import type { DropReason, TaskOutcome, WorkerIdentity } from './events.js';
import type { ExternalPayloads } from './external-payloads.js';
import type { HandlerHost } from './handler-host.js';
import { inDomain } from './in-domain.js';
import { InHand } from './in-hand.js';
import type { PluginHost } from './plugin-host.js';
import { POLL_GRACE_MS, PollLoop } from './poll-loop.js';
import { ResultReporter } from './result-reporter.js';
import type { ResultStore } from './result-store.js';
import type { SlotSupplier } from './slots.js';
import type { WorkerStatus } from './status.js';
import { TaskExecution, type ExecutionParts } from './task-execution.js';
import type { UpdateRoute } from './update-route.js';

/** What the workers of one runner share. */
export interface SharedParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly wheel: TimerWheel;
  readonly hub: EventHub;
  readonly plugins: PluginHost;
  readonly shutdownSignal: AbortSignal;
  readonly createSlots: (worker: ResolvedWorker) => SlotSupplier;
  readonly createResultStore: (worker: ResolvedWorker) => ResultStore;
  readonly updateRoute: UpdateRoute;
  readonly handlerHost: HandlerHost;
  readonly externalPayloads: ExternalPayloads;
  readonly cancellation: CancellationSource | undefined;
  readonly giveUpAfterMs: number;
  readonly maxOutputBytes: number;
  /** Told of each outcome. */
  readonly onSettled: (outcome: TaskOutcome['outcome'], reason: DropReason | undefined) => void;
  /** Something has ended that a stop may be waiting for. */
  readonly onProgress: () => void;
}

/** Joins the parts that serve one worker: its poll loop, its slots, its results and the tasks it has in hand. */
export class WorkerRunner {
  readonly identity: WorkerIdentity;
  readonly #worker: ResolvedWorker;
  readonly #shared: SharedParts;
  readonly #slots: SlotSupplier;
  readonly #inRunnerContext = captureContext();
  readonly #loop: PollLoop;
  readonly #reporter: ResultReporter;
  readonly #execution: ExecutionParts;
  readonly #inHand = new InHand<TaskExecution>();

  constructor(worker: ResolvedWorker, shared: SharedParts) {
    const { client, clock, random, wheel, hub, plugins, handlerHost } = shared;
    this.#worker = worker;
    this.#shared = shared;
    this.identity = identityOf(worker);
    this.#slots = shared.createSlots(worker);
    this.#reporter = new ResultReporter({
      ...{ client, clock, random, hub },
      identity: this.identity,
      store: shared.createResultStore(worker),
      route: shared.updateRoute,
      giveUpAfterMs: shared.giveUpAfterMs,
      maxOutputBytes: shared.maxOutputBytes,
    });
    this.#execution = {
      ...{ client, clock, wheel, hub, worker },
      identity: this.identity,
      reporter: this.#reporter,
      shutdownSignal: shared.shutdownSignal,
      externalPayloads: shared.externalPayloads,
      cancellation: shared.cancellation,
      execute: plugins.execute(({ task, context }) => handlerHost.execute(worker, task, context)),
      aroundTask: plugins.aroundTask(),
      onSettled: shared.onSettled,
      onNextTasks: (tasks, finished) => this.#inRunnerContext(() => this.#adopt(tasks, finished)),
      onEnded: (execution) => this.#ended(execution),
    };
    const poll = plugins.poll(
      ({ count, longPollMs }) => this.#poll(count, longPollMs),
      (tasks) => this.#handBack(tasks, 0),
    );
    this.#loop = new PollLoop(
      {
        ...{ clock, random, wheel, hub },
        identity: this.identity,
        slots: this.#slots,
        longPollMs: worker.longPollMs,
        maxBatch: worker.maxBatch,
        inRunnerContext: this.#inRunnerContext,
        poll: (count, longPollMs) => {
          const { taskType, workerId } = this.identity;
          const call: PollCall = { taskType, workerId, count, longPollMs };
          return poll(inDomain(call, this.identity));
        },
        onTasks: (tasks) => this.#execute(tasks),
        onUnwanted: (tasks, slots) => this.#handBack(tasks, slots),
        resultsExpected: () => this.#reporter.firstTries > 0,
      },
      worker.paused,
    );
    this.#slots.onFreed(() => this.#loop.wake());
  }

  /** Tasks that have no outcome yet. */
  get unsettled(): readonly TaskExecution[] {
    return this.#inHand.all.filter((execution) => !execution.isSettled);
  }

  start(): void {
    this.#loop.start();
  }

  pause(): void {
    if (this.#loop.pause()) this.#shared.hub.emit('workerPaused', this.identity);
  }

  resume(): void {
    if (this.#loop.resume()) this.#shared.hub.emit('workerResumed', this.identity);
  }

  /** No further polls; resolves when the one in flight has ended. */
  drain(): Promise<void> {
    return this.#loop.drain();
  }

  /** Sends at once what waits for another attempt. */
  flush(): void {
    this.#reporter.flush();
  }

  /** Lets go of everything: what has no outcome gets one now, and no timer is left. */
  close(): void {
    for (const execution of this.#inHand.all) execution.giveUp();
    this.#reporter.close();
    this.#loop.close();
  }

  status(): WorkerStatus {
    const { total, free, used } = this.#slots;
    const { lastPoll } = this.#loop;
    return {
      ...this.identity,
      state: this.#loop.state,
      slots: { total, free, used },
      inFlight: this.#inHand.all.map((execution) => execution.status()),
      pendingResults: this.#reporter.pending,
      ...(lastPoll !== undefined && { lastPoll }),
    };
  }

  health(): WorkerHealth {
    const overdueMs = this.#loop.overdueMs();
    if (overdueMs === 0) return { ...this.identity, healthy: true };
    const seconds = Math.round((overdueMs + this.#worker.longPollMs + POLL_GRACE_MS) / 1000);
    const error = this.#loop.lastPoll?.error;
    const last =
      error === undefined ? '' : `; the last one failed: ${error instanceof Error ? error.message : 'see status()'}`;
    return { ...this.identity, healthy: false, reason: `no poll has succeeded for ${seconds} s${last}` };
  }

  async #poll(count: number, longPollMs: number): Promise<readonly Task[]> {
    const { name, domain, workerId } = this.#worker;
    const { data } = await TaskResourceService.batchPoll({
      client: this.#shared.client,
      path: { tasktype: name },
      query: { count, timeout: longPollMs, workerid: workerId, ...(domain !== undefined && { domain }) },
      timeoutMs: longPollMs + POLL_GRACE_MS,
      retry: false,
      throwOnError: true,
    });
    const answer: unknown = data;
    if (answer === undefined || answer === null) return [];
    if (!Array.isArray(answer)) throw noTasks(typeName(answer));
    for (const task of answer as readonly unknown[])
      if (!isTask(task)) throw noTasks(`a list with ${typeName(task)} in it`);
    return data;
  }

  /** Tasks that came with the answer to a result: the first takes over the slot of the finished one, others need free ones. */
  #adopt(tasks: readonly Task[], finished: TaskExecution): void {
    if (this.#loop.state === 'draining') {
      this.#handBack(tasks, 0);
      return;
    }
    const passedOn = finished.takeSlot() ? 1 : 0;
    const taken = passedOn + this.#slots.take(tasks.length - passedOn);
    this.#execute(tasks.slice(0, taken));
    this.#handBack(tasks.slice(taken), 0);
  }

  #execute(tasks: readonly Task[]): void {
    const polledAt = this.#shared.clock.now();
    for (const task of tasks) {
      const execution = new TaskExecution(this.#execution, task, polledAt, true);
      this.#inHand.add(execution);
      execution.start();
    }
  }

  /** @param slots how many of the tasks come with a slot */
  #handBack(tasks: readonly Task[], slots: number): void {
    const polledAt = this.#shared.clock.now();
    tasks.forEach((task, index) => {
      const execution = new TaskExecution(this.#execution, task, polledAt, index < slots);
      this.#inHand.add(execution);
      execution.handBack();
    });
  }

  #ended(execution: TaskExecution): void {
    this.#inHand.delete(execution);
    if (execution.takeSlot()) this.#slots.release(1);
    this.#shared.onProgress();
  }
}

function identityOf({ name, domain, workerId }: ResolvedWorker): WorkerIdentity {
  return Object.freeze({ taskType: name, workerId, ...(domain !== undefined && { domain }) });
}

/** As much of a task as it takes to report about it. */
function isTask(value: unknown): boolean {
  return isRecord(value) && typeof value.taskId === 'string';
}

function noTasks(found: string): TypeError {
  return new TypeError(
    `the answer to a poll is not a list of tasks but ${found}; is serverUrl that of a Conductor server?`,
  );
}
