import type { WorkflowDef } from '../../../generated/index.js';
import { systemClock, type Clock } from '../../time/clock.js';
import { decide } from './decider/decide.js';
import type { DeciderContext } from './decider/decider-context.js';
import { hasType } from './decider/definition-walk.js';
import { Draft } from './decider/draft.js';
import type { Effect } from './decider/effect.js';
import { DefinitionStore } from './definition-store.js';
import { Deadlines } from './deadlines.js';
import { NewWorkflows } from './new-workflows.js';
import { Relatives } from './relatives.js';
import { Runaways } from './runaways.js';
import { EngineError, notFound, serverError } from './engine-error.js';
import { MessageStore } from './message-store.js';
import { isTerminal, isWorkflowOver, type JsonObject, type TaskState, type WorkflowState } from './model.js';
import { PollDataStore } from './poll-data.js';
import { queueKey, TaskQueues } from './queues.js';
import { InProgressLimits } from './in-progress-limits.js';
import { runSystemTask, settleSlowTask } from './run-system-task.js';
import type { EngineServices, Outcome, WorkflowStart } from './tasks/task-type.js';
import { TasksInHand } from './tasks-in-hand.js';
import { systemTaskType } from './tasks/task-types.js';
import { type Work, WorkQueue } from './work-queue.js';
import { WorkflowStore } from './workflow-store.js';

export interface EngineOptions {
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** The same time, for what recurs for ever: schedules. Default: `clock`. */
  readonly backgroundClock?: Clock;
  /** Ids of workflows, tasks and messages. Default: random UUIDs. */
  readonly newId?: () => string;
  /** From 0 to below 1, for the jitter of retries. Default: `Math.random`. */
  readonly random?: () => number;
  /** For HTTP tasks. Default: the platform's own. */
  readonly fetch?: typeof fetch;
  /** How many finished workflows are kept, the latest. Default: all. */
  readonly keepFinished?: number;
  /** How many workflows one request, or one timer, may set off by starting each other. Default: 10,000. */
  readonly mostSetOff?: number;
  /**
   * Told what went wrong where nobody waits for an answer: a workflow that cannot be evaluated after a timer or the end of a child.
   * Default: a warning of the process, with the code `CONDUCTOR_ENGINE_BACKGROUND`.
   */
  readonly onBackgroundError?: (error: unknown, workflowId: string) => void;
}

/**
 * The imperative shell around the decider: keeps states, carries out what follows from their changes, sets timers. Everything that the
 * server does at once or within milliseconds by its own workers (starting a child, looking at a join) is done before an operation
 * returns; what takes time by its nature is left to timers and promises.
 */
export class EngineCore {
  readonly clock: Clock;
  readonly backgroundClock: Clock;
  readonly queues: TaskQueues;
  readonly pollData = new PollDataStore();
  readonly definitions = new DefinitionStore();
  readonly messages = new MessageStore();
  readonly workflows: WorkflowStore;
  readonly limits: InProgressLimits;
  readonly inHand: TasksInHand;
  /** Tasks that neither start nor go to a worker: something else answers in their place. */
  readonly withheld = new Set<string>();
  readonly runaways: Runaways;
  readonly newId: () => string;
  readonly #context: DeciderContext;
  readonly #services: EngineServices;
  readonly #onBackgroundError: (error: unknown, workflowId: string) => void;
  readonly #deadlines: Deadlines;
  readonly #newWorkflows: NewWorkflows;
  readonly #relatives = new Relatives(this);
  readonly #work: WorkQueue;
  readonly #changeListeners = new Set<(state: WorkflowState) => void>();
  readonly #forgetListeners = new Set<(state: WorkflowState) => void>();
  #publish: (event: string, messageId: string, payload: JsonObject) => void = () => undefined;
  #slowTasks = 0;

  constructor(options: EngineOptions) {
    this.clock = options.clock ?? systemClock;
    this.backgroundClock = options.backgroundClock ?? this.clock;
    this.newId = options.newId ?? (() => crypto.randomUUID());
    this.queues = new TaskQueues(this.clock);
    const isInProgress = (taskId: string): boolean => this.#task(taskId)?.status === 'IN_PROGRESS';
    this.limits = new InProgressLimits(this.queues, isInProgress);
    this.inHand = new TasksInHand(isInProgress);
    this.workflows = new WorkflowStore(options.keepFinished ?? Number.POSITIVE_INFINITY, (state) => {
      for (const listener of this.#forgetListeners) listener(state);
    });
    this.runaways = new Runaways(this.workflows, options.mostSetOff);
    this.onForget(({ workflowId, tasks }) => {
      this.runaways.forget(workflowId);
      if (this.withheld.size > 0) for (const { taskId } of tasks) this.withheld.delete(taskId);
    });
    this.#onBackgroundError = options.onBackgroundError ?? warn;
    this.#deadlines = new Deadlines(this.clock, this.workflows, (workflowId) => this.#deadlineReached(workflowId));
    const { clock, definitions, pollData, newId } = this;
    this.#context = {
      get now() {
        return clock.epochMs();
      },
      newId,
      random: options.random ?? Math.random,
      taskDef: (name) => definitions.taskDef(name),
      latestWorkflowDef: (name) => definitions.workflowDef(name),
      lastPolledAt: (taskType, domain) => pollData.lastPolledAt(taskType, domain),
    };
    this.#newWorkflows = new NewWorkflows(definitions, this.#context);
    this.#work = new WorkQueue({
      clock,
      perform: (work) => this.#perform(work),
      onError: this.#onBackgroundError,
      onDone: () => {
        this.workflows.forgetFinished();
        if (!this.#work.isContinuing) this.runaways.rested();
      },
    });
    this.#services = {
      startWorkflow: (start) => {
        this.runaways.setOff(start.name);
        return this.startNow(start);
      },
      createChild: (start, parentWorkflowId) => this.#createChild(start, parentWorkflowId),
      fetch: options.fetch ?? ((...given) => fetch(...given)),
      takeMessages: (workflowId, count) => this.messages.take(workflowId, count),
    };
  }

  get now(): number {
    return this.clock.epochMs();
  }

  /** Whether something is under way that will change a workflow and is neither a timer nor a worker: an HTTP request, a jq program. */
  get isBusy(): boolean {
    return this.#slowTasks > 0;
  }

  onPublish(publish: (event: string, messageId: string, payload: JsonObject) => void): void {
    this.#publish = publish;
  }

  /** Called after each change of a workflow. Returns how to stop that. */
  onChange(listener: (state: WorkflowState) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Called when a finished workflow is forgotten. */
  onForget(listener: (state: WorkflowState) => void): void {
    this.#forgetListeners.add(listener);
  }

  /** @throws EngineError 404 */
  workflow(workflowId: string): WorkflowState {
    const state = this.workflows.get(workflowId);
    if (state === undefined) throw notFound(`No such workflow found by id: ${workflowId}`);
    return state;
  }

  #task(taskId: string): TaskState | undefined {
    return this.workflows.workflowOf(taskId)?.tasks.findLast((task) => task.taskId === taskId);
  }

  draft(state: WorkflowState): Draft {
    return new Draft(state, this.#context);
  }

  /** Changes a workflow and stores it. What follows from that is done by {@link settle}. */
  change(workflowId: string, change: (draft: Draft) => void): void {
    const draft = this.draft(this.workflow(workflowId));
    change(draft);
    this.commit(draft, false);
  }

  /** Evaluates a workflow. When that throws, what was stored before stays. */
  decide(workflowId: string): void {
    const state = this.workflows.get(workflowId);
    if (state === undefined) return;
    const draft = this.draft(state);
    let isDone: boolean;
    try {
      isDone = decide(draft);
    } finally {
      // What the evaluation saved before it failed stays, as on the server.
      this.commit(draft);
    }
    if (!isDone) this.#work.continueLater({ do: 'decide', workflowId });
  }

  /**
   * Stores a draft and carries out its effects.
   * @param isDecided false when the workflow is evaluated next: joins are looked at after that, as on the server, where it is quicker
   */
  commit(draft: Draft, isDecided = true): void {
    const { state, effects, created, removed } = draft.commit();
    this.store(state, created, removed);
    for (const effect of effects) this.#carryOut(effect, state.workflowId);
    for (const taskId of removed) this.queues.remove(taskId);
    if (isDecided) this.#lookAtWaiting(state);
  }

  /** Stores a state that needs nothing to be carried out. */
  store(state: WorkflowState, created: readonly string[] = [], removed: readonly string[] = []): void {
    this.workflows.put(state, created, removed);
    this.#deadlines.set(state);
    for (const listener of this.#changeListeners) listener(state);
  }

  #carryOut(effect: Effect, workflowId: string): void {
    switch (effect.do) {
      case 'queue':
        this.queueTask(effect.task, effect.delayMs);
        return;
      case 'unqueue':
        this.unqueueTask(effect.task);
        return;
      case 'tellParent':
        this.#relatives.tellParent(workflowId);
        return;
      case 'terminateChild':
        this.#relatives.terminate(effect.workflowId, effect.reason);
        return;
      case 'startFailureWorkflow':
        this.#relatives.startFailureWorkflow(workflowId, effect);
        return;
      case 'publish':
        this.#publish(effect.event, effect.messageId, effect.payload);
        return;
      case 'dropMessages':
        this.messages.drop(workflowId);
        return;
    }
  }

  queueTask(task: TaskState, delayMs: number): void {
    const { taskType, domain, taskId, workflowInstanceId: workflowId } = task;
    if (this.withheld.has(taskId)) return;
    if (systemTaskType(taskType) === undefined) {
      this.queues.push(queueKey(taskType, domain), { taskId, workflowId }, delayMs);
      return;
    }
    // It ends at its deadline.
    if (taskType === 'WAIT') return;
    if (delayMs <= 0) {
      this.later({ do: 'run', workflowId, taskId });
      return;
    }
    this.clock.setTimer(delayMs, () => {
      this.later({ do: 'run', workflowId, taskId });
      this.settle();
    });
  }

  unqueueTask(task: TaskState): void {
    this.queues.remove(task.taskId);
    this.limits.ended(task.taskDefName);
  }

  lookAtJoins(workflowId: string): void {
    this.#lookAtWaiting(this.workflow(workflowId));
  }

  /** System tasks beside the decider that wait for something in their workflow are looked at after each change of it. */
  #lookAtWaiting(state: WorkflowState): void {
    const { workflowDefinition: definition, workflowId } = state;
    if (isWorkflowOver(state.status)) return;
    const mayWait =
      hasType(definition, 'JOIN') || hasType(definition, 'PULL_WORKFLOW_MESSAGES') || hasType(definition, 'DYNAMIC');
    if (!mayWait) return;
    for (const { taskType, status, taskId } of state.tasks) {
      if (status !== 'IN_PROGRESS') continue;
      if (taskType === 'JOIN' || taskType === 'PULL_WORKFLOW_MESSAGES') this.later({ do: 'run', workflowId, taskId });
    }
  }

  /**
   * Whether nothing but the end of somebody's patience comes at that time: a timeout of a workflow that waits for a person or a signal,
   * who may still come.
   */
  onlyPatienceEndsAt(epochMs: number): boolean {
    return this.#deadlines.onlyPatienceEndsAt(epochMs);
  }

  #deadlineReached(workflowId: string): void {
    const { now } = this;
    for (const { taskId, waitUntil, status } of this.workflow(workflowId).tasks) {
      if (waitUntil > 0 && waitUntil <= now && !isTerminal(status)) this.later({ do: 'run', workflowId, taskId });
    }
    this.later({ do: 'decide', workflowId });
    this.settle();
  }

  // ---- starting

  /** The definition as it is run now. */
  runnable(definition: WorkflowDef): WorkflowDef {
    return this.#newWorkflows.runnable(definition);
  }

  /** A new workflow, evaluated. When that throws there is none. */
  startNow(start: WorkflowStart): WorkflowState {
    const state = this.#newWorkflows.created(start);
    const draft = this.draft(state);
    // In the server's memory the variables are those of the definition, until it reads the workflow again.
    draft.shareVariablesWithDefinition();
    const isDone = decide(draft);
    this.commit(draft);
    if (!isDone) this.#work.continueLater({ do: 'decide', workflowId: state.workflowId });
    return state;
  }

  /** A new workflow, to be evaluated soon. */
  #createChild(start: WorkflowStart, parentWorkflowId: string): WorkflowState {
    try {
      this.runaways.child(start.name, parentWorkflowId);
    } catch (error) {
      this.afterwards(() => this.#stop(parentWorkflowId, this.asEngineError(error).message));
      throw error;
    }
    const state = this.#newWorkflows.created({ ...start, parentWorkflowId });
    this.store(state);
    this.later({ do: 'decide', workflowId: state.workflowId });
    return state;
  }

  /** Ends all that a workflow is part of. */
  #stop(workflowId: string, reason: string): void {
    const outermost = this.runaways.outermost(workflowId);
    if (outermost === undefined || isWorkflowOver(outermost.status)) return;
    this.runaways.stopped(outermost.workflowId, reason);
    this.#relatives.terminate(outermost.workflowId, reason);
  }

  // ---- what the engine does by itself

  later(work: Work): void {
    this.#work.later(work);
  }

  /** Calls the function when what is under way is done. */
  afterwards(call: () => void, workflowId = ''): void {
    this.later({ do: 'call', call, workflowId });
  }

  onLog(log: (taskId: string, line: string) => void): void {
    this.log = log;
  }

  /** Adds a line to the log of a task. */
  log: (taskId: string, line: string) => void = () => undefined;

  /** Does what has come up, and what comes up because of that. Errors go to the listener: nobody waits for them. */
  settle(): void {
    this.#work.settle();
  }

  #perform(work: Work): void {
    switch (work.do) {
      case 'decide':
        this.decide(work.workflowId);
        return;
      case 'run':
        this.#run(work.workflowId, work.taskId);
        return;
      case 'call':
        work.call();
        return;
    }
  }

  #run(workflowId: string, taskId: string): void {
    const state = this.workflows.get(workflowId);
    const task = state?.tasks.findLast((one) => one.taskId === taskId);
    if (state === undefined || task === undefined || isTerminal(task.status)) return;
    const draft = this.draft(state);
    const ran = runSystemTask(draft, draft.byId(taskId) ?? task, this.#services);
    switch (ran.is) {
      case 'unchanged':
        return;
      case 'changed':
        this.commit(draft);
        return;
      case 'over':
        this.commit(draft, false);
        this.decide(workflowId);
        return;
      case 'slow':
        this.commit(draft);
        this.#awaitSlow(workflowId, taskId, ran.outcome);
        return;
    }
  }

  #awaitSlow(workflowId: string, taskId: string, outcome: Promise<Outcome>): void {
    this.#slowTasks += 1;
    const settleIt = (result: Outcome): void => {
      this.#slowTasks -= 1;
      const state = this.workflows.get(workflowId);
      const task = state?.tasks.findLast((one) => one.taskId === taskId);
      // Cancelled, or gone, while it worked.
      if (state === undefined || task === undefined || isTerminal(task.status)) return;
      this.change(workflowId, (draft) => settleSlowTask(draft, draft.byId(taskId) ?? task, result));
      this.later({ do: 'decide', workflowId });
      this.settle();
    };
    outcome.then(settleIt, (error: unknown) => {
      settleIt({ status: 'FAILED', reason: error instanceof Error ? error.message : String(error) });
    });
  }

  /** An error that is none of an operation's own is one of the server's, as it would be there. */
  asEngineError(error: unknown): EngineError {
    if (error instanceof EngineError) return error;
    return serverError(error instanceof Error ? error.message : String(error));
  }
}

function warn(error: unknown, workflowId: string): void {
  const message = error instanceof Error ? error.message : String(error);
  const cause = workflowId === '' ? 'a request' : `workflow ${workflowId}`;
  process.emitWarning(`what follows from ${cause} could not be done: ${message}`, {
    code: 'CONDUCTOR_ENGINE_BACKGROUND',
  });
}
