import type { StartWorkflowRequest, Workflow, WorkflowExecutionStatus } from '../../generated/index.js';
import type { ConductorClient } from '../client/conductor-client.js';
import { createConductorClient } from '../client/create-conductor-client.js';
import type { StopOptions } from '../runner/stop-report.js';
import type { TaskRunnerOptions } from '../runner/runner-options.js';
import { TaskRunner } from '../runner/task-runner.js';
import type { AnyWorker, OutputObject } from '../worker/worker.js';
import type { ApiAnswer } from './api/answer.js';
import { createApi } from './api/api.js';
import { PollHolder } from './api/poll-holder.js';
import type { Api, ApiRequest } from './api/request.js';
import { awaitedLater } from './awaited-later.js';
import { asJsonObject } from './as-json.js';
import { checkFields, func, text, wholeNumber } from './check-fields.js';
import { ClosableClock } from './clock/closable-clock.js';
import { machineClock } from './clock/machine-clock.js';
import { TimeDriver } from './clock/time-driver.js';
import { VirtualClock } from './clock/virtual-clock.js';
import { closedError } from './closed-error.js';
import { checkOptions, type TestConductorOptions } from './conductor-options.js';
import { listen, listenRules, type HttpDoor, type ListenOptions } from './doors/http-server.js';
import { inProcessTransport } from './doors/in-process-transport.js';
import { endEndless } from './endless.js';
import { Engine } from './engine/engine.js';
import type { Mocks } from './engine/mock-operations.js';
import { FaultyApi, type FaultOptions, type PlayedFault } from './faults.js';
import { checkMocks } from './mocks.js';
import { readDefinition, type ReadonlyWorkflowDef } from './read-definition.js';
import {
  type RunOptions,
  runRules,
  type StartOptions,
  startRules,
  type WaitOptions,
  waitRules,
} from './run-options.js';
import { isServed } from './served-queues.js';
import { handedOutBy } from './tasks-of-answer.js';
import { timelineOf, type Timeline } from './timeline.js';
import { told } from './told-error.js';
import { type Awaited, WorkflowWaits } from './workflow-waits.js';

/** A workflow as it ended, with its output as the caller knows it. */
export type FinishedWorkflow<Output extends object> = Omit<Workflow, 'output' | 'status'> & {
  readonly output: Output;
  readonly status: Exclude<WorkflowExecutionStatus, 'RUNNING' | 'PAUSED'>;
};

const MOST_TIMERS = 100_000;
const CLOSING: StopOptions = { drainMs: 200, abortMs: 500, flushMs: 300 };
/** Never looked up: requests do not leave the process. */
const NOWHERE = 'http://in-process.invalid/api';

/**
 * A Conductor in this process, for tests: the server's engine and REST API again, without Java, sockets or waiting. Made by
 * `createTestConductor`.
 */
export class TestConductor implements AsyncDisposable {
  /** For everything that takes a client: the generated services, `TaskRunner`. */
  readonly client: ConductorClient;
  readonly #engine: Engine;
  readonly #faults: FaultyApi;
  /** What the doors open on. */
  readonly #api: Api;
  readonly #polls: PollHolder;
  readonly #virtual: VirtualClock | undefined;
  readonly #driver: TimeDriver | undefined;
  readonly #waits: WorkflowWaits;
  /** Timers of the machine: of held polls, and of the engine on a real clock. */
  readonly #realClock = new ClosableClock(machineClock);
  readonly #doors: HttpDoor[] = [];
  readonly #runners: TaskRunner[] = [];
  #closing: Promise<void> | undefined;

  /** @internal Use `createTestConductor`. */
  constructor(options: TestConductorOptions) {
    checkOptions(options);
    const { clock = 'virtual', startAt = Date.now(), autoAdvance = true, pollStyle = 'firstTask', plugins } = options;
    const { keepFinished, newId, random, fetch, onBackgroundError } = options;
    this.#virtual = clock === 'virtual' ? new VirtualClock(Number(startAt)) : undefined;
    const engineClock = this.#virtual ?? this.#realClock;
    const engine = new Engine({
      clock: engineClock,
      ...(this.#virtual !== undefined && { backgroundClock: this.#virtual.background }),
      ...(keepFinished !== undefined && { keepFinished }),
      ...(newId !== undefined && { newId }),
      ...(random !== undefined && { random }),
      ...(fetch !== undefined && { fetch }),
      ...(onBackgroundError !== undefined && { onBackgroundError }),
    });
    this.#engine = engine;
    this.#polls = new PollHolder(engine.tasks, this.#realClock, pollStyle);
    const api = createApi({ engine, polls: this.#polls, clock: engineClock });
    this.#faults = new FaultyApi(api, (request, answer) => this.#lost(handedOutBy(request, answer)));
    if (this.#virtual !== undefined) {
      const around = {
        isBusy: () => engine.isBusy || this.#faults.delayed > 0,
        tasksInHand: () => engine.tasks.inHand,
        tasksReady: () => engine.tasks.ready,
        endless: () => endEndless(engine),
        onlyPatienceEndsAt: (at: number) => engine.onlyPatienceEndsAt(at),
      };
      const driver = new TimeDriver(this.#virtual, around, autoAdvance);
      engine.workflows.onChange(() => driver.changed());
      this.#driver = driver;
    }
    this.#api = { handle: (request) => this.#handle(request) };
    this.#waits = new WorkflowWaits({
      ...{ engine, driver: this.#driver, stuckAfterMs: options.stuckAfterMs },
      isServed: (queue) => isServed(queue, this.#runners, this.#polls),
    });
    this.client = createConductorClient({
      ...{ serverUrl: NOWHERE, auth: false, proxy: false, clock: machineClock },
      transport: inProcessTransport(this.#api, () => this.#polls.releaseAll()),
      ...(plugins !== undefined && { plugins }),
    });
  }

  #handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
    const driver = this.#driver;
    if (driver === undefined) return this.#faults.handle(request);
    if (request.method === 'GET') driver.noticed();
    else driver.changed();
    return this.#faults.handle(request);
  }

  /** Nobody has these tasks: time may pass. */
  #lost(taskIds: readonly string[]): void {
    this.#engine.tasks.lost(taskIds);
    this.#driver?.noticed();
  }

  /** The engine's time, in milliseconds since 1970. */
  get now(): number {
    return this.#virtual?.epochMs() ?? machineClock.epochMs();
  }

  /**
   * Lets time pass, and what is due in it happen, in order. Workers in this process get their turn after each timer; a task that they still
   * have then is in their hands for as long as the time that passes.
   *
   * @param ms milliseconds
   * @throws TypeError on a real clock; RangeError for a time that is none
   */
  advance(ms: number): Promise<void> {
    return awaitedLater(this.#advance(ms));
  }

  async #advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`advance: milliseconds from 0 on, got ${ms}`);
    await this.#moving('advance').advance(ms);
  }

  /**
   * Lets time pass from timer to timer until none is left and workers have reported what they had. Schedules that recur are no reason to go
   * on, and tasks that nobody polls stay where they are.
   *
   * @param options `mostTimers`: how many timers may fire. Default 100,000
   * @throws Error that names the workflows that go on, when there are more, and after some seconds when a loop goes round for ever; TypeError
   * on a real clock
   */
  runUntilIdle(options: { readonly mostTimers?: number } = {}): Promise<void> {
    return awaitedLater(this.#runUntilIdle(options));
  }

  async #runUntilIdle(options: { readonly mostTimers?: number }): Promise<void> {
    checkFields('runUntilIdle', options, { mostTimers: wholeNumber(0, { orInfinity: true }) });
    const { mostTimers = MOST_TIMERS } = options;
    await this.#moving('runUntilIdle').runUntilIdle(mostTimers, () => this.#running());
  }

  /**
   * Registers definitions, each in place of what is registered under its name and version. One without a version is version 1, as on the
   * server.
   *
   * @throws EngineError, with the status that the server would answer, when it is refused; TypeError for what has no JSON
   */
  define(...definitions: readonly ReadonlyWorkflowDef[]): void {
    this.#mustBeOpen();
    const read = definitions.map(readDefinition);
    told(() => this.#engine.metadata.updateWorkflowDefs(read));
  }

  /**
   * Starts a workflow.
   *
   * @param definition registered first, as {@link define} does, and then the one that runs, whatever other versions there are; or the name of
   * one that is registered, of which the latest version runs unless the options name another one
   * @param input goes through JSON, as with every client: a date arrives as a text
   * @returns its id
   * @throws EngineError, with the status that the server would answer, when the definition or the start is refused; TypeError for mocks that
   * can never be looked at, and for what has no JSON
   */
  start(definition: ReadonlyWorkflowDef | string, input: OutputObject = {}, options: StartOptions = {}): string {
    checkFields('start', options, startRules);
    return this.#start(this.#engine.workflows.newId(), definition, input, options);
  }

  #start(workflowId: string, definition: ReadonlyWorkflowDef | string, input: object, options: StartOptions): string {
    this.#mustBeOpen();
    const { version, correlationId, priority, taskToDomain, mocks } = options;
    const own = typeof definition === 'string' ? undefined : readDefinition(definition);
    const wanted = own === undefined ? version : (own.version ?? 1);
    if (version !== undefined && version !== wanted) {
      throw new TypeError(`version ${version} was asked for, and the definition that was given is version ${wanted}`);
    }
    const request: StartWorkflowRequest = {
      name: typeof definition === 'string' ? definition : definition.name,
      input: asJsonObject('input', input),
      ...(wanted !== undefined && { version: wanted }),
      ...(correlationId !== undefined && { correlationId }),
      ...(priority !== undefined && { priority }),
      ...(taskToDomain !== undefined && { taskToDomain }),
    };
    const sentMocks: Mocks | undefined = mocks === undefined ? undefined : asJsonObject('mocks', mocks);
    const { metadata, workflows, mocks: mocked } = this.#engine;
    if (own !== undefined) told(() => metadata.updateWorkflowDefs([own]));
    if (sentMocks === undefined) return told(() => workflows.start(request, { workflowId }));
    const definitionOfMocks = told(() => metadata.workflowDef(request.name, wanted));
    checkMocks(sentMocks, definitionOfMocks);
    return told(() => mocked.start(request, sentMocks, { keepsDelays: true, workflowId }));
  }

  /**
   * Starts a workflow, as {@link start} does, and waits for its end. A rejection that is awaited only later, or never, does not end the
   * process.
   *
   * @throws EngineError when the definition or the start is refused; Error when the workflow can't go on (see
   * {@link AnyClockOptions.stuckAfterMs}) or goes on for ever: it says what it waits for, and shows what has happened
   * @example
   * const { status, output } = await conductor.run<{ total: number }>(order, { orderId: 17 });
   */
  run<Output extends object = Record<string, unknown>>(
    definition: ReadonlyWorkflowDef | string,
    input: OutputObject = {},
    options: RunOptions = {},
  ): Promise<FinishedWorkflow<Output>> {
    return awaitedLater(this.#run<Output>(definition, input, options));
  }

  async #run<Output extends object>(
    definition: ReadonlyWorkflowDef | string,
    input: object,
    options: RunOptions,
  ): Promise<FinishedWorkflow<Output>> {
    checkFields('run', options, runRules);
    const workflowId = this.#engine.workflows.newId();
    const letGo = this.#engine.workflows.keep(workflowId);
    try {
      this.#start(workflowId, definition, input, options);
      const workflow = await this.#until({ ...options, workflowId, mayIntervene: false });
      return workflow as FinishedWorkflow<Record<string, unknown>> as FinishedWorkflow<Output>;
    } finally {
      letGo();
    }
  }

  /**
   * The workflow, as soon as a condition holds. That may have happened before. A rejection that is awaited only later, or never, does not end
   * the process.
   *
   * What is given out is a copy, also to the condition. The workflow is kept until then, whatever `keepFinished` is.
   *
   * @param condition default: it is over
   * @throws Error when the workflow is over and the condition does not hold, when it can't go on (see
   * {@link AnyClockOptions.stuckAfterMs}) or goes on for ever, and when the conductor is closed; EngineError 404 for an unknown workflow
   * @example
   * await conductor.waitFor(workflowId, ({ tasks }) => tasks.some((task) => task.referenceTaskName === 'ship'));
   */
  waitFor(
    workflowId: string,
    condition?: (workflow: Workflow) => boolean,
    options: WaitOptions = {},
  ): Promise<Workflow> {
    return awaitedLater(this.#waitFor(workflowId, condition, options));
  }

  async #waitFor(
    workflowId: string,
    condition: ((workflow: Workflow) => boolean) | undefined,
    options: WaitOptions,
  ): Promise<Workflow> {
    checkFields('waitFor', { workflowId, condition }, { workflowId: { ...text, isRequired: true }, condition: func });
    checkFields('waitFor', options, waitRules);
    const holds = condition && ((workflow: Workflow): boolean => condition(structuredClone(workflow)));
    return this.#until({ ...options, workflowId, condition: holds, mayIntervene: true });
  }

  async #until(awaited: Awaited): Promise<Workflow> {
    this.#mustBeOpen();
    const letGo = this.#engine.workflows.keep(awaited.workflowId);
    try {
      return structuredClone(await this.#waits.until(awaited));
    } finally {
      letGo();
    }
  }

  /** The workflow as it is now: a copy. @throws EngineError 404 when there is none */
  workflow(workflowId: string): Workflow {
    this.#mustBeOpen();
    return structuredClone(this.#engine.workflows.get(workflowId));
  }

  /** What has happened in a workflow so far, to print. @throws EngineError 404 when there is none */
  timeline(workflowId: string): Timeline {
    return timelineOf(this.workflow(workflowId));
  }

  /**
   * Starts workers on this conductor. It stops them when it is closed; stop the runner earlier where that matters.
   *
   * @throws what `TaskRunner` throws
   */
  async startWorkers(
    workers: readonly AnyWorker[],
    options: Omit<TaskRunnerOptions, 'workers' | 'client'> = {},
  ): Promise<TaskRunner> {
    this.#mustBeOpen();
    const runner = new TaskRunner({
      ...{ ...options, workers, client: this.client },
      parts: { clock: machineClock, ...options.parts },
    });
    // Its handler may go on, but it has nobody any more who would report for it.
    runner.on('taskDropped', ({ task, reason }) => {
      if (reason === 'abandoned' || reason === 'gaveUp') this.#lost([task.taskId]);
    });
    this.#runners.push(runner);
    try {
      await runner.start();
    } catch (error) {
      this.#mustBeOpen();
      this.#runners.splice(this.#runners.indexOf(runner), 1);
      throw error;
    }
    return runner;
  }

  /**
   * Has something go wrong with requests that come, through whichever door.
   *
   * @throws TypeError for a fault that makes no sense, or can never happen
   * @example
   * conductor.fault({ on: 'update', nth: 2, do: 'loseResponse' });
   */
  fault(options: FaultOptions): PlayedFault {
    this.#mustBeOpen();
    return this.#faults.add(options);
  }

  /**
   * Opens an HTTP server on loopback with the same API, for curl and SDKs of any language. It is closed with the conductor.
   *
   * @throws TypeError for a port that is none; what Node says when it cannot be had
   */
  async listen(options: ListenOptions = {}): Promise<HttpDoor> {
    checkFields('listen', options, listenRules);
    this.#mustBeOpen();
    const door = await listen(this.#api, options);
    if (this.#closing !== undefined) await door.close();
    this.#mustBeOpen();
    this.#doors.push(door);
    return door;
  }

  /**
   * Ends what waits for workflows or moves the clock, stops the workers that were started on it, closes its doors and its client, and lets go
   * of every timer. From now on everything else that it does fails with `the conductor was closed`.
   *
   * A test that is over wants no long drain: handlers may run on for 200 ms, are aborted then (`context.signal`), and are left to themselves
   * after another 500 ms; results that the conductor does not take are given up after 300 ms.
   *
   * @param options other times than these, for `TaskRunner.stop`. Those of the first call count
   */
  close(options: StopOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(options: StopOptions): Promise<void> {
    this.#waits.close();
    this.#driver?.close();
    await Promise.all(this.#runners.map((runner) => runner.stop({ ...CLOSING, ...options })));
    this.#polls.releaseAll();
    await Promise.all(this.#doors.map((door) => door.close()));
    await this.client.close();
    this.#realClock.close();
  }

  /** @throws Error when it was closed */
  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw closedError();
  }

  #moving(what: string): TimeDriver {
    this.#mustBeOpen();
    if (this.#driver === undefined)
      throw new TypeError(`${what}: the clock of this conductor is real; time passes by itself`);
    return this.#driver;
  }

  /** For a message. */
  #running(): string {
    const names = this.#engine.metadata.workflowDefNames();
    const lines = names.flatMap((name) => this.#engine.workflows.running(name).map((id) => `${name} ${id}`));
    return lines.length === 0 ? 'no registered workflow is running' : `running are ${lines.slice(0, 10).join(', ')}`;
  }
}

/**
 * Makes a Conductor in this process, for tests.
 *
 * @throws TypeError that names the option, when one is wrong
 * @example
 * const conductor = await createTestConductor();
 * await conductor.startWorkers([chargeCard]);
 * const { output } = await conductor.run(order, { orderId: 17 });
 * await conductor.close();
 */
export function createTestConductor(options: TestConductorOptions = {}): Promise<TestConductor> {
  return Promise.resolve().then(() => new TestConductor(options));
}
