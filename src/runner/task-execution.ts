import type { Task } from '../../generated/index.js';
import type { Client } from '../../generated/client/index.js';
import type { TaskCall } from '../plugin.js';
import type { Clock } from '../time/clock.js';
import { WheelNode, type TimerWheel } from '../time/timer-wheel.js';
import { captureContext, runInTaskContext } from '../worker/current-task-context.js';
import { failureOf } from '../worker/failure.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import { TaskAbortedError, type TaskAbortCause } from '../worker/task-context.js';
import type { TaskLog } from '../worker/task-log.js';
import { textOf } from '../worker/text-of.js';
import type { HandlerResult } from '../worker/worker.js';
import type { Writable } from '../writable.js';
import type { CancellationSource } from './cancellation-source.js';
import { toUpdate } from './encode-update.js';
import type { EventHub } from './event-hub.js';
import type {
  DropReason,
  ExecutionCompleted,
  ExecutionStarted,
  RunnerEventName,
  TaskOutcome,
  WorkerIdentity,
} from './events.js';
import { ExecutionContext, type ContextSource } from './execution-context.js';
import type { ExternalPayloads } from './external-payloads.js';
import { handBackOf } from './hand-back.js';
import { inDomain } from './in-domain.js';
import type { Holdable } from './in-hand.js';
import type { Lease } from './lease.js';
import type { PendingResult } from './result-store.js';
import type { Answer, ResultOwner, ResultReporter } from './result-reporter.js';
import type { TaskStatus } from './status.js';
import { leaseOf } from './task-lease.js';
import { openTaskLog } from './open-task-log.js';

/*
 * One polled task, from the moment it is ours to its outcome.
 *
 *   state       what it means                                         what moves it
 *   executing   the handler runs, or an interceptor holds it up;      returned or threw -> reporting · timeoutMs is over -> overdue
 *               the lease is extended                                 the runner aborts it and it rejects -> reporting (hand-back)
 *                                                                     stop runs out of time -> settled (abandoned)
 *   overdue     FAILED is reported although the handler still runs    answered -> settled
 *   reporting   there is a result; the reporter has it                answered or dropped -> settled · stop runs out of time -> settled
 *   settled     the outcome has been told, once                       –
 *
 * The slot is given back when the task is settled and the handler has ended, whichever comes last: a handler that hangs keeps its slot,
 * so that hung handlers show as a shortage and not as unbounded concurrency.
 */

type ExecutionState = 'executing' | 'overdue' | 'reporting' | 'settled';

/** What executions of one worker share. */
export interface ExecutionParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  readonly hub: EventHub;
  readonly identity: WorkerIdentity;
  readonly worker: ResolvedWorker;
  readonly reporter: ResultReporter;
  readonly shutdownSignal: AbortSignal;
  readonly externalPayloads: ExternalPayloads;
  readonly cancellation: CancellationSource | undefined;
  /** The handler, with the interceptors around it. */
  readonly execute: (call: TaskCall) => HandlerResult | Promise<HandlerResult>;
  /** Wraps handler and report; absent without interceptors. Calls its second argument once, whatever the interceptors do. */
  readonly aroundTask:
    ((call: TaskCall, core: (call: TaskCall) => Promise<TaskOutcome>) => Promise<unknown>) | undefined;
  /** Told once, before the outcome's event. */
  readonly onSettled: (outcome: TaskOutcome['outcome'], reason: DropReason | undefined) => void;
  /** The server has handed out tasks with its answer to a result. */
  readonly onNextTasks: (tasks: readonly Task[], finished: TaskExecution) => void;
  /** The execution needs its slot no longer. */
  readonly onEnded: (execution: TaskExecution) => void;
}

const OUTCOME_EVENTS = {
  completed: 'taskCompleted',
  failed: 'taskFailed',
  inProgress: 'taskInProgress',
  handedBack: 'taskHandedBack',
  dropped: 'taskDropped',
} as const satisfies Record<TaskOutcome['outcome'], RunnerEventName>;

/** Carries one polled task to its outcome. Is itself the deadline of its handler. */
export class TaskExecution extends WheelNode implements ContextSource, Holdable, ResultOwner {
  readonly task: Task;
  #hasSlot: boolean;
  /** @internal Kept by the set of tasks in hand. */
  place = 0;
  readonly #parts: ExecutionParts;
  readonly #context: ExecutionContext;
  readonly #polledAt: number;
  #state: ExecutionState = 'executing';
  #isHandlerRunning = false;
  #isShutDown = false;
  #isCancelled = false;
  #startedAt: number;
  #executeMs = 0;
  /** When it began to execute, or ceased to. */
  #phaseSince: number;
  #lease: Lease | undefined;
  #log: TaskLog | undefined;
  #unwatch: (() => void) | undefined;
  #pending: PendingResult | undefined;
  /** What made the handler fail, for the outcome. */
  #error: unknown;
  #reporting: Promise<void> | undefined;
  #outcome: TaskOutcome | undefined;
  #onOutcome: ((outcome: TaskOutcome) => void) | undefined;
  /** Enters the async context that the interceptors have set up; absent without interceptors. */
  #inContext: (<Result>(run: () => Result) => Result) | undefined;

  constructor(parts: ExecutionParts, task: Task, polledAt: number, hasSlot: boolean) {
    super();
    this.task = task;
    this.#hasSlot = hasSlot;
    this.#parts = parts;
    this.#polledAt = polledAt;
    this.#startedAt = polledAt;
    this.#phaseSince = polledAt;
    this.#context = new ExecutionContext(this);
  }

  get workerId(): string {
    return this.#parts.identity.workerId;
  }

  get attempt(): number {
    return this.task.retryCount + 1;
  }

  get shutdownSignal(): AbortSignal {
    return this.#parts.shutdownSignal;
  }

  get isSettled(): boolean {
    return this.#state === 'settled';
  }

  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Gives its slot up, to whom it asked. What a server sends beyond what was asked for never had one. */
  takeSlot(): boolean {
    const had = this.#hasSlot;
    this.#hasSlot = false;
    return had;
  }

  /** @internal The answer to its result brought further tasks. */
  takeNext(tasks: readonly Task[]): void {
    this.#parts.onNextTasks(tasks, this);
  }

  /** Whether its handler runs, or is still to run. */
  get isUnfinished(): boolean {
    return this.#isHandlerRunning || this.#isExecuting();
  }

  status(): TaskStatus {
    const { taskId, workflowInstanceId } = this.task;
    const now = this.#parts.clock.now();
    const isExecuting = this.#state === 'executing';
    return {
      ...{ taskId, workflowInstanceId },
      phase: isExecuting ? 'executing' : this.#isHeldUp ? 'overdue' : 'reporting',
      ageMs: now - this.#polledAt,
      phaseMs: now - this.#phaseSince,
      ...(this.#lease && { leaseLeftMs: this.#lease.leftMs() }),
    };
  }

  /** Whether it keeps its slot although there is nothing more to wait for than its handler, or an interceptor that has held it up. */
  get #isHeldUp(): boolean {
    return this.#isHandlerRunning || (this.#state === 'settled' && this.#reporting !== undefined);
  }

  /** Executes the task and reports what came of it. */
  start(): void {
    const { clock, wheel, worker, cancellation, aroundTask } = this.#parts;
    this.#holdLease(worker.leaseExtension);
    wheel.schedule(this, worker.timeoutMs);
    this.#unwatch = cancellation?.watch(this.task, (cause) => this.#cancelled(cause));
    this.#startedAt = clock.now();
    this.#phaseSince = this.#startedAt;
    if (aroundTask === undefined) {
      void runInTaskContext(this.#context, runExecution, this);
      return;
    }
    const call = this.#call();
    void runInTaskContext(this.#context, aroundTask, call, (inner) => {
      this.#inContext = captureContext();
      return new Promise<TaskOutcome>((resolve) => {
        this.#onOutcome = resolve;
        if (this.#outcome !== undefined) resolve(this.#outcome);
        void this.run(inner);
      });
    });
  }

  /** The task is over on the server. What comes of the handler is still sent, since only the server's answer is certain. */
  #cancelled(cause: 'workflowTerminated' | 'taskGone'): void {
    this.#isCancelled = true;
    this.abort(cause, cause === 'taskGone' ? 'the task was removed on the server' : 'its workflow was terminated');
  }

  /** Gives the task back unfinished. */
  handBack(): void {
    this.#holdLease(true);
    void runInTaskContext(this.#context, reportHandBack, this);
  }

  /** The runner wants an end: the handler is told, and may clean up. */
  shutDown(): void {
    if (this.#state !== 'executing') return;
    this.#isShutDown = true;
    this.abort('shutdown', 'the runner stops and the time for running tasks is over');
  }

  /** The runner waits no longer for the handler: the server's response timeout decides about the task, since it may still act. */
  abandon(): void {
    if (this.#state !== 'executing') return;
    const error = new Error('the handler had not ended when the runner stopped');
    // There is no result that its lines could travel with.
    void this.#log?.finish();
    this.#settle('dropped', { reason: 'abandoned', error });
  }

  /** The runner waits no longer for this task: the outcome is told now, and what still happens is ignored. */
  giveUp(): void {
    this.abandon();
    if (this.#state !== 'settled') {
      this.#settle('dropped', {
        reason: 'gaveUp',
        error: new Error('the runner stopped before the server had answered'),
      });
    }
  }

  log(line: string): void {
    // Later lines are those of a handler whose result is ignored, too.
    if (this.#state !== 'executing') return;
    this.#taskLog().log(line);
    const { hub, identity } = this.#parts;
    if (hub.has('taskLogged')) hub.emit('taskLogged', { ...identity, task: this.task, line: textOf(line) });
  }

  /** @internal Its handler has run for `timeoutMs`. */
  override onDue(): void {
    if (this.#state !== 'executing') return;
    const error = new Error(`the handler has not ended within ${this.#parts.worker.timeoutMs} ms (timeoutMs)`);
    this.abort('timeout', error.message);
    this.#lease?.stopExtending();
    this.#executeMs = this.#parts.clock.now() - this.#startedAt;
    const { result } = failureOf(error);
    this.#executionFailed(error, result);
    this.#leaveExecuting('overdue');
    this.#reporting = this.enterContext(() => this.#report(result)).then((answer) => this.#answered(answer));
  }

  /**
   * @internal Handler and report, to the outcome. One async function in place of several: each promise that is made in the async context
   * of a task costs extra (docs/performance.md).
   */
  async run(call: TaskCall | undefined): Promise<void> {
    try {
      let result: HandlerResult | 'handBack' = 'handBack';
      // An interceptor may have held the task up until nobody wants it executed any more.
      if (this.#isExecuting() && !this.#isShutDown) {
        try {
          const returned = this.#callHandler(call);
          result = returned instanceof Promise ? await returned : returned;
          this.#handlerReturned(result);
        } catch (error) {
          result = this.#handlerFailed(error);
        }
      }
      // A deadline or the end of the runner may have come first: what the handler returned is ignored then.
      if (this.#isExecuting()) this.#answered(await this.#report(result));
      else if (this.#reporting !== undefined) await this.#reporting;
    } finally {
      this.#parts.onEnded(this);
    }
  }

  /** @internal */
  async reportHandBack(): Promise<void> {
    try {
      this.#answered(await this.#report('handBack'));
    } finally {
      this.#parts.onEnded(this);
    }
  }

  #callHandler(given: TaskCall | undefined): HandlerResult | Promise<HandlerResult> {
    const { clock, hub, identity, execute, externalPayloads } = this.#parts;
    const { task } = this;
    if (hub.has('executionStarted')) {
      const scheduleToStartMs = Math.max(0, clock.epochMs() - task.scheduledTime);
      const polledAgoMs = clock.now() - this.#polledAt;
      const { taskType, workerId } = identity;
      const event: ExecutionStarted = { taskType, workerId, task, scheduleToStartMs, polledAgoMs };
      hub.emit('executionStarted', inDomain(event, identity));
    }
    this.#isHandlerRunning = true;
    const call = given ?? this.#call();
    if (task.externalInputPayloadStoragePath === undefined) return execute(call);
    return externalPayloads.fetchInput(task).then((fetched) => {
      // While it was fetched: nobody wants the task executed any more.
      if (!this.#isExecuting() || this.#isShutDown) throw new Error('the task was given up before its input had come');
      return execute({ ...call, task: fetched });
    });
  }

  #handlerReturned(result: HandlerResult): void {
    this.#handlerEnded();
    const { hub, identity } = this.#parts;
    if (this.#state === 'executing' && hub.has('executionCompleted')) {
      const { taskType, workerId } = identity;
      const event: ExecutionCompleted = { taskType, workerId, task: this.task, result, executeMs: this.#executeMs };
      hub.emit('executionCompleted', inDomain(event, identity));
    }
  }

  /** A handler that gives up because the runner stops has not failed, unless it says that trying again is of no use. */
  #handlerFailed(error: unknown): HandlerResult | 'handBack' {
    this.#handlerEnded();
    const { result, stack } = failureOf(error);
    if (this.#state !== 'executing') return result;
    if (this.#isShutDown && result.status !== 'FAILED_WITH_TERMINAL_ERROR') return 'handBack';
    if (stack !== undefined) this.#taskLog().log(stack);
    this.#executionFailed(error, result);
    return result;
  }

  #handlerEnded(): void {
    this.#isHandlerRunning = false;
    if (this.#state !== 'executing') return;
    this.#parts.wheel.cancel(this);
    this.#executeMs = this.#parts.clock.now() - this.#startedAt;
  }

  #executionFailed(error: unknown, result: HandlerResult): void {
    const { hub, identity } = this.#parts;
    this.#error = error;
    if (hub.has('executionFailed')) {
      hub.emit('executionFailed', { ...identity, task: this.task, error, result, executeMs: this.#executeMs });
    }
  }

  #report(result: HandlerResult | 'handBack'): Promise<Answer> {
    if (this.#state === 'executing') this.#leaveExecuting('reporting');
    if (result !== 'handBack' && result.logs !== undefined && result.logs.length > 0) {
      this.#taskLog().addAll(result.logs);
    }
    const finishing = this.#log?.finish();
    return finishing === undefined ? this.#send(result) : finishing.then(() => this.#send(result));
  }

  #send(result: HandlerResult | 'handBack'): Promise<Answer> {
    const { task, workerId } = this;
    const logs = this.#log?.rest();
    this.#pending =
      result === 'handBack'
        ? handBackOf(task, workerId, logs)
        : {
            task,
            result,
            update: toUpdate(task, result, workerId, logs),
            handBack: false,
            attempts: 0,
            attemptMs: 0,
            since: 0,
          };
    return this.#parts.reporter.report(this.#pending, this);
  }

  #answered(answer: Answer): void {
    const pending = this.#pending;
    if (pending === undefined) throw new Error(`an answer for task ${this.task.taskId}, which has no result`);
    if (answer.kind === 'dropped') {
      this.#settle('dropped', answer);
    } else if (this.#isCancelled) {
      // The server answers a result for a task that is over as it answers any other, and drops it.
      this.#settle('dropped', { reason: 'cancelled', error: new Error('the task was over before its result arrived') });
    } else if (pending.handBack) {
      this.#settle('handedBack');
    } else {
      const { status, reasonForIncompletion } = pending.result;
      if (status === 'COMPLETED') this.#settle('completed');
      else if (status === 'IN_PROGRESS') this.#settle('inProgress');
      else this.#settle('failed', { error: this.#error ?? new Error(reasonForIncompletion ?? status) });
    }
  }

  #settle(outcome: TaskOutcome['outcome'], why?: { readonly reason?: DropReason; readonly error: unknown }): void {
    if (this.#state === 'settled') return;
    const { wheel, clock, hub, identity, aroundTask, onSettled } = this.#parts;
    if (this.#state === 'executing') this.#leaveExecuting('settled');
    else this.#state = 'settled';
    const late = this.#lease?.everLost ?? false;
    this.#lease?.end();
    wheel.cancel(this);
    this.#unwatch?.();
    onSettled(outcome, why?.reason);
    const event = OUTCOME_EVENTS[outcome];
    if (!hub.has(event) && aroundTask === undefined) return;
    const pending = this.#pending;
    const updateMs = pending === undefined ? 0 : clock.now() - pending.since;
    const payload: Writable<TaskOutcome> = {
      taskType: identity.taskType,
      workerId: identity.workerId,
      task: this.task,
      outcome,
      executeMs: this.#executeMs,
      updateMs,
      late,
    };
    if (pending !== undefined) payload.result = pending.result;
    if (why !== undefined) payload.error = why.error;
    if (why?.reason !== undefined) payload.reason = why.reason;
    this.#outcome = inDomain(payload, identity);
    hub.emit(event, payload);
    this.#onOutcome?.(payload);
  }

  /** What interceptors and the handler are called with. */
  #call(): TaskCall {
    const { identity } = this.#parts;
    const { taskType, workerId } = identity;
    const call: TaskCall = { taskType, workerId, task: this.task, context: this.#context };
    return inDomain(call, identity);
  }

  #leaveExecuting(state: ExecutionState): void {
    this.#state = state;
    this.#phaseSince = this.#parts.clock.now();
  }

  /** A call: what TypeScript has narrowed the state to may have changed while something was awaited. */
  #isExecuting(): boolean {
    return this.#state === 'executing';
  }

  /** @internal */
  abort(cause: TaskAbortCause, message: string): void {
    this.#context.abort(new TaskAbortedError(cause, message));
  }

  #holdLease(extend: boolean): void {
    const leaseMs = this.task.responseTimeoutSeconds * 1000;
    if (leaseMs > 0) this.#lease = leaseOf(this.#parts, this, { leaseMs, polledAt: this.#polledAt, extend });
  }

  #taskLog(): TaskLog {
    this.#log ??= openTaskLog(this.#parts, this);
    return this.#log;
  }

  /** @internal Calls a function as if the handler's surroundings had: the wheel and the clock call from somewhere else. */
  enterContext<Result>(run: () => Result): Result {
    return this.#inContext === undefined ? runInTaskContext(this.#context, run) : this.#inContext(run);
  }
}

function runExecution(execution: TaskExecution): Promise<void> {
  return execution.run(undefined);
}

function reportHandBack(execution: TaskExecution): Promise<void> {
  return execution.reportHandBack();
}
