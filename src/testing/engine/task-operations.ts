import type { PollData, Task, TaskExecLog, TaskResult } from '../../../generated/index.js';
import type { EngineCore } from './core.js';
import { isInFork, isJoined } from './decider/definition-walk.js';
import { notFound } from './engine-error.js';
import { isMissing } from './metadata/from-wire.js';
import { isSuccessful, isTerminal, isWorkflowOver, withoutIteration } from './model.js';
import type { JsonObject, TaskState, WorkflowState } from './model.js';
import { queueKey, type QueuedTask } from './queues.js';
import { taskRecord } from './records.js';
import type { TaskLogs } from './task-logs.js';
import { asItIs, reported, reportOf, type TaskReport } from './task-report.js';
import { systemTaskType } from './tasks/task-types.js';

export interface PollRequest {
  readonly taskType: string;
  readonly domain?: string | undefined;
  readonly workerId?: string | undefined;
  /** Default 1. */
  readonly count?: number | undefined;
}

export interface SignalResult {
  /** The workflow that the task is of: the one that was given, or one of its children. */
  readonly workflowId: string;
  readonly taskId: string;
}

/** What can be done with single tasks. */
export class TaskOperations {
  readonly #core: EngineCore;
  readonly #logs: TaskLogs;

  constructor(core: EngineCore, logs: TaskLogs) {
    this.#core = core;
    this.#logs = logs;
  }

  // ---- polling

  /** Tasks that are there now, handed out: in progress from here on. Never waits; see {@link onQueued}. */
  poll({ taskType, domain, workerId, count = 1 }: PollRequest): Task[] {
    const core = this.#core;
    const key = queueKey(taskType, domain);
    const tasks: Task[] = [];
    while (tasks.length < count) {
      const entry = core.queues.take(key);
      if (entry === undefined) break;
      const task = this.#handOut(key, entry, workerId);
      if (task !== undefined) tasks.push(task);
    }
    core.pollData.note(taskType, domain, workerId, core.now);
    return tasks;
  }

  #handOut(key: string, entry: QueuedTask, workerId: string | undefined): Task | undefined {
    const core = this.#core;
    const state = core.workflows.get(entry.workflowId);
    if (state === undefined) return undefined;
    const at = state.tasks.findLastIndex((one) => one.taskId === entry.taskId);
    const found = state.tasks[at];
    if (found === undefined || isTerminal(found.status)) return undefined;
    const limit = found.workflowTask?.taskDefinition?.concurrentExecLimit ?? 0;
    if (limit > 0 && !core.limits.admit(found.taskDefName, limit, key, entry)) return undefined;
    const { now } = core;
    const task: TaskState = {
      ...found,
      status: 'IN_PROGRESS',
      startTime: found.startTime === 0 ? now : found.startTime,
      callbackAfterSeconds: 0,
      workerId,
      pollCount: found.pollCount + 1,
      updateTime: now,
    };
    core.store({ ...state, tasks: state.tasks.with(at, task) });
    core.inHand.handedOut(task.taskId);
    return taskRecord(task, now);
  }

  /** Calls the listener whenever a task of the type and domain may be polled. Returns how to stop that. */
  onQueued(taskType: string, domain: string | undefined, listener: () => void): () => void {
    return this.#core.queues.onReady(queueKey(taskType, domain), listener);
  }

  /** How many tasks workers have. */
  get inHand(): number {
    return this.#core.inHand.count;
  }

  /**
   * Tasks that were handed out and have not arrived, or were dropped: nobody has them, and their response timeouts decide. Their states stay.
   */
  lost(taskIds: readonly string[]): void {
    for (const taskId of taskIds) this.#core.inHand.lost(taskId);
  }

  /** How many tasks could be polled now, of all types. */
  get ready(): number {
    return this.#core.queues.ready;
  }

  /** The names of the queues that have tasks which could be polled now: `domain:type`, or the type alone. */
  get queuesWithReady(): readonly string[] {
    return this.#core.queues.withReady;
  }

  pollData(taskType: string): readonly PollData[] {
    return this.#core.pollData.of(taskType);
  }

  allPollData(): readonly PollData[] {
    return this.#core.pollData.all();
  }

  queueSize(taskType: string, domain?: string): number {
    return this.#core.queues.size(queueKey(taskType, domain));
  }

  /** Of every queue, those of domains as `domain:type`. */
  queueSizes(): ReadonlyMap<string, number> {
    return this.#core.queues.sizes();
  }

  /**
   * Puts every open task of a type into its queue again, also those that workers have: they are handed out a second time.
   * @returns how many
   */
  requeue(taskType: string): number {
    const core = this.#core;
    let count = 0;
    for (const { tasks } of core.workflows.all()) {
      for (const task of tasks) {
        if (task.taskDefName !== taskType || isTerminal(task.status) || systemTaskType(task.taskType) !== undefined)
          continue;
        const passedSeconds = Math.trunc((core.now - task.updateTime) / 1000);
        core.queueTask(task, Math.max(0, task.callbackAfterSeconds - passedSeconds) * 1000);
        count += 1;
      }
    }
    return count;
  }

  // ---- reading

  get(taskId: string): Task {
    const task = this.#find(taskId);
    if (task === undefined) throw notFound(`Task not found for taskId: ${taskId}`);
    return taskRecord(task, this.#core.now);
  }

  #find(taskId: string): TaskState | undefined {
    return this.#core.workflows.workflowOf(taskId)?.tasks.findLast((task) => task.taskId === taskId);
  }

  /** The open task of that reference, or of that reference in a loop. */
  pending(workflowId: string, ref: string): Task | undefined {
    const state = this.#core.workflows.get(workflowId);
    const task = state === undefined ? undefined : openTask(state, ref);
    return task && taskRecord(task, this.#core.now);
  }

  /** Every task of every workflow that is kept: for search. */
  *all(): Generator<Task> {
    const { now, workflows } = this.#core;
    for (const { tasks } of workflows.all()) for (const task of tasks) yield taskRecord(task, now);
  }

  // ---- updating

  /**
   * Takes the report of a worker. One for a task or workflow that is over is accepted and dropped. The workflow is evaluated; what throws
   * then does not undo the report.
   * @returns the task as it is after that
   */
  update(report: TaskReport): Task {
    const core = this.#core;
    if (report.extendLease === true) return this.extendLease(report.taskId);
    const { workflowInstanceId: workflowId, taskId } = report;
    const given = core.workflow(workflowId);
    // As on the server the task need not be of that workflow.
    const state = core.workflows.workflowOf(taskId);
    const at = state?.tasks.findLastIndex((one) => one.taskId === taskId) ?? -1;
    const found = state?.tasks[at];
    if (state === undefined || found === undefined) throw notFound(`No such task found by id: ${taskId}`);
    if (isTerminal(found.status) || isWorkflowOver(given.status)) {
      core.queues.remove(taskId);
      return taskRecord(found, core.now);
    }
    const task = reported(found, report, core.now);
    core.store({ ...state, tasks: state.tasks.with(at, task) });
    if (isTerminal(task.status)) core.unqueueTask(task);
    else this.#putBack(task, task.callbackAfterSeconds);
    if (report.logs) this.#logs.addOfUpdate(taskId, report.logs);
    if (isLeftToJoin(state, task)) core.lookAtJoins(workflowId);
    else core.decide(workflowId);
    core.settle();
    return taskRecord(this.#find(taskId) ?? task, core.now);
  }

  /** A task that goes on is polled again, after its delay. With a negative one the server loses it. */
  #putBack(task: TaskState, callbackAfterSeconds: number): void {
    if (systemTaskType(task.taskType) !== undefined) return;
    if (callbackAfterSeconds < 0) this.#core.queues.remove(task.taskId);
    else this.#core.queueTask(task, callbackAfterSeconds * 1000);
  }

  /** Resets what `responseTimeoutSeconds` counts from. Does nothing for a task that is over. */
  extendLease(taskId: string): Task {
    const core = this.#core;
    const state = core.workflows.workflowOf(taskId);
    const at = state?.tasks.findLastIndex((one) => one.taskId === taskId) ?? -1;
    const found = state?.tasks[at];
    if (state === undefined || found === undefined) throw notFound(`No such task found by id: ${taskId}`);
    if (isTerminal(found.status)) return taskRecord(found, core.now);
    const task = { ...found, updateTime: core.now };
    core.store({ ...state, tasks: state.tasks.with(at, task) });
    return taskRecord(task, core.now);
  }

  /**
   * Updates the open task of that reference. Its output is merged with what it has.
   * @param workerId null takes the worker of the task away, undefined leaves it
   * @returns undefined when there is no such task or workflow
   */
  updateByRef(
    workflowId: string,
    ref: string,
    status: TaskResult['status'],
    output: JsonObject,
    workerId?: string | null,
  ): Task | undefined {
    const state = this.#core.workflows.get(workflowId);
    const task = state === undefined ? undefined : openTask(state, ref);
    if (task === undefined) return undefined;
    const { workerId: known, ...rest } = asItIs(task);
    const worker = workerId === undefined ? known : workerId;
    return this.update({ ...rest, ...(!isMissing(worker) && { workerId: worker }), ...reportOf(task, status, output) });
  }

  /**
   * Ends the first open WAIT of a workflow, or of a child that it waits for.
   * @returns undefined when nothing waits
   */
  signal(workflowId: string, status: TaskResult['status'], output: JsonObject): SignalResult | undefined {
    const blocked = this.#blockedTask(this.#core.workflow(workflowId));
    if (blocked === undefined) return undefined;
    const { taskId, workflowInstanceId } = blocked;
    this.update({ ...asItIs(blocked), ...reportOf(blocked, status, output) });
    return { workflowId: workflowInstanceId, taskId };
  }

  /** The task that a signal would reach. */
  blockedTask(workflowId: string): Task | undefined {
    const task = this.#blockedTask(this.#core.workflow(workflowId));
    return task && taskRecord(task, this.#core.now);
  }

  #blockedTask(state: WorkflowState): TaskState | undefined {
    const open = state.tasks.filter(({ status }) => !isTerminal(status));
    const wait = open.find(({ taskType }) => taskType === 'WAIT');
    if (wait !== undefined) return wait;
    for (const { taskType, subWorkflowId } of open) {
      if (taskType !== 'SUB_WORKFLOW' || subWorkflowId === undefined) continue;
      const child = this.#core.workflows.get(subWorkflowId);
      const blocked = child === undefined ? undefined : this.#blockedTask(child);
      if (blocked !== undefined) return blocked;
    }
    return undefined;
  }

  // ---- logs

  log(taskId: string, line: string): void {
    this.#logs.add(taskId, { taskId, log: line, createdTime: this.#core.now });
  }

  logs(taskId: string): readonly TaskExecLog[] {
    return this.#logs.of(taskId);
  }
}

/** The end of a task that a join waits for is left to the join: the workflow is not evaluated because of it. */
function isLeftToJoin({ workflowDefinition }: WorkflowState, task: TaskState): boolean {
  const { referenceTaskName: ref } = task;
  if (task.iteration > 0 || !isInFork(workflowDefinition, ref)) return false;
  return isJoined(workflowDefinition, ref) && isSuccessful(task.status);
}

function openTask({ tasks }: WorkflowState, ref: string): TaskState | undefined {
  const open = tasks.filter(({ status }) => !isTerminal(status));
  return (
    open.find((task) => task.referenceTaskName === ref) ??
    open.find((task) => withoutIteration(task.referenceTaskName) === ref)
  );
}
