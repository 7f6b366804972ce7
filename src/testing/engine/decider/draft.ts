import type { WorkflowDef, WorkflowTask } from '../../../../generated/index.js';
import type { JsonObject, TaskState, WorkflowState } from '../model.js';
import { isTerminal, withoutIteration } from '../model.js';
import { limitPayloads } from '../payload-limits.js';
import { withTask, withTaskInside } from './definition-walk.js';
import type { DeciderContext } from './decider-context.js';
import type { Effect, Transition } from './effect.js';

/**
 * A workflow while it changes. The server works on a copy in memory and saves single tasks of it when it is done with them; what it has
 * not saved when an evaluation ends with an error is lost. That shows in the records, so that a draft does the same:
 *
 *     base state ──edit──▶ changed in memory ──save──▶ part of the next state
 *
 * What is not saved is visible to the rest of the same evaluation, and gone with the draft. Fields of the workflow itself are always kept.
 */
export class Draft {
  readonly workflow: WorkflowState;
  readonly context: DeciderContext;
  /** The instant of the change, which stands still while it lasts. */
  readonly now: number;
  readonly effects: Effect[] = [];
  /** In memory, in order. */
  #tasks: TaskState[];
  /** Those of `#tasks` that belong to this draft and may be changed. */
  readonly #own = new Set<TaskState>();
  /** What is stored, by task id, in order. */
  readonly #saved: Map<string, TaskState>;

  /** Loops whose output holds the outputs of their tasks: the same objects, as long as the draft lasts. */
  readonly #loops = new Set<TaskState>();

  #variablesAreOfDefinition = false;

  /** What is stored as the definition, while the one in memory is another. */
  #savedDefinition: WorkflowDef | undefined;
  /** Tasks of the definition that are not as they were. */
  readonly #amendments: WorkflowTask[] = [];
  readonly #created: string[] = [];
  readonly #removed: string[] = [];

  constructor(base: WorkflowState, context: DeciderContext) {
    this.context = context;
    this.now = context.now;
    this.workflow = { ...base };
    this.#tasks = [...base.tasks];
    this.#saved = new Map();
    for (const task of base.tasks) this.#saved.set(task.taskId, task);
  }

  get tasks(): readonly TaskState[] {
    return this.#tasks;
  }

  /** The task as it may be changed. Use what this returns from then on. */
  edit(task: TaskState): TaskState {
    if (this.#own.has(task)) return task;
    const at = this.#indexOf(task);
    const copy = { ...task };
    this.#own.add(copy);
    if (at >= 0) this.#tasks[at] = copy;
    return copy;
  }

  /** The task as it is now in memory, for one that was taken earlier. */
  current(task: TaskState): TaskState {
    return this.#tasks[this.#indexOf(task)] ?? task;
  }

  #indexOf(task: TaskState): number {
    // From the end: it is mostly the latest tasks that change.
    const at = this.#tasks.lastIndexOf(task);
    if (at >= 0) return at;
    return this.#tasks.findLastIndex((one) => one.taskId === task.taskId);
  }

  byId(taskId: string): TaskState | undefined {
    return this.#tasks.findLast((task) => task.taskId === taskId);
  }

  /** The latest task of that reference, iteration included. */
  byRef(ref: string): TaskState | undefined {
    for (let at = this.#tasks.length - 1; at >= 0; at--) {
      const task = this.#tasks[at];
      if (task?.referenceTaskName === ref) return task;
    }
    return undefined;
  }

  /** The output of a loop now holds those of its tasks. What they add to theirs in the rest of the evaluation, it has as well. */
  shareOutputsWith(loop: TaskState): void {
    this.#loops.add(loop);
  }

  /** Adds to the output of a task that is run within the evaluation. */
  addOutput(task: TaskState, output: JsonObject): void {
    const before = task.outputData;
    addOutput(task, output);
    for (const loop of this.#loops) {
      const ofIteration = loop.outputData[loop.iteration] as JsonObject | undefined;
      const ref = withoutIteration(task.referenceTaskName);
      if (ofIteration?.[ref] !== before) continue;
      addOutput(loop, { [loop.iteration]: { ...ofIteration, [ref]: task.outputData } });
    }
  }

  /** A new task, in memory only until it is saved. */
  append(task: TaskState): void {
    this.#own.add(task);
    this.#tasks.push(task);
  }

  /** Whether the task was made in this draft. What is of an earlier one has been written and read since, on the server. */
  isNew({ taskId }: TaskState): boolean {
    return this.#created.includes(taskId);
  }

  /** Stores the task as it is, with the times that the server stamps on it then. */
  save(task: TaskState): void {
    limitPayloads(task);
    if (!isTerminal(task.status) || task.updateTime === 0) task.updateTime = this.now;
    if (isTerminal(task.status) && task.endTime === 0) task.endTime = this.now;
    this.store(task);
  }

  /** Stores the task without stamping it. */
  store(task: TaskState): void {
    if (!this.#saved.has(task.taskId)) this.#created.push(task.taskId);
    if (this.#amendments.length > 0 && task.workflowTask !== undefined && this.#created.includes(task.taskId)) {
      // New tasks share theirs with the definition.
      task.workflowTask = this.#amendments.reduce(withTaskInside, task.workflowTask);
    }
    this.#saved.set(task.taskId, { ...task });
  }

  remove(task: TaskState): void {
    this.removeStored(task);
    this.#tasks = this.#tasks.filter((one) => one.taskId !== task.taskId);
  }

  /** Removes a task from what is stored, and leaves it in memory. */
  removeStored(task: TaskState): void {
    if (this.#saved.delete(task.taskId)) this.#removed.push(task.taskId);
  }

  removeAll(): void {
    for (const task of [...this.#saved.values()]) this.removeStored(task);
    this.#tasks = [];
  }

  setWorkflow(fields: Partial<WorkflowState>): void {
    const { status } = this.workflow;
    Object.assign(this.workflow, fields);
    if (this.workflow.status !== status) this.workflow.previousStatus = status;
  }

  /** From now on the variables and those of the definition are the same. */
  shareVariablesWithDefinition(): void {
    this.#variablesAreOfDefinition = true;
  }

  setVariables(variables: JsonObject): void {
    this.workflow.variables = variables;
    if (!this.#variablesAreOfDefinition) return;
    this.workflow.workflowDefinition = { ...this.workflow.workflowDefinition, variables };
  }

  /** Changes the definition in memory. It is kept when the workflow is saved after that. */
  amendDefinition(task: WorkflowTask): void {
    const { workflowDefinition } = this.workflow;
    const amended = withTask(workflowDefinition, task);
    if (amended === workflowDefinition) return;
    this.#savedDefinition ??= workflowDefinition;
    this.workflow.workflowDefinition = amended;
    this.#amendments.push(task);
  }

  /** The server notes when it has last stored the workflow itself. */
  saveWorkflow(): void {
    this.#savedDefinition = undefined;
    this.workflow.updateTime = this.now;
  }

  commit(): Transition {
    const tasks = [...this.#saved.values()];
    if (!isInOrder(tasks)) tasks.sort((one, other) => one.seq - other.seq);
    this.workflow.tasks = tasks;
    if (this.#savedDefinition !== undefined) this.workflow.workflowDefinition = this.#savedDefinition;
    return { state: this.workflow, effects: this.effects, created: this.#created, removed: this.#removed };
  }
}

function isInOrder(tasks: readonly TaskState[]): boolean {
  let last = -1;
  for (const { seq } of tasks) {
    if (seq < last) return false;
    last = seq;
  }
  return true;
}

/** A new task with everything that does not depend on its type. */
export function newTask(workflow: WorkflowState, workflowTask: WorkflowTask, taskId: string, now: number): TaskState {
  return {
    taskType: workflowTask.type ?? 'SIMPLE',
    status: 'SCHEDULED',
    inputData: {},
    referenceTaskName: workflowTask.taskReferenceName,
    retryCount: 0,
    seq: 0,
    correlationId: workflow.correlationId,
    pollCount: 0,
    taskDefName: workflowTask.name,
    scheduledTime: now,
    startTime: 0,
    endTime: 0,
    updateTime: 0,
    startDelayInSeconds: 0,
    retriedTaskId: undefined,
    retried: false,
    executed: false,
    callbackFromWorker: true,
    responseTimeoutSeconds: 0,
    workflowInstanceId: workflow.workflowId,
    workflowType: workflow.workflowDefinition.name,
    taskId,
    reasonForIncompletion: undefined,
    callbackAfterSeconds: 0,
    workerId: undefined,
    outputData: {},
    workflowTask,
    domain: undefined,
    rateLimitPerFrequency: 0,
    rateLimitFrequencyInSeconds: 0,
    workflowPriority: workflow.priority,
    iteration: 0,
    subWorkflowId: undefined,
    subworkflowChanged: false,
    firstStartTime: 0,
    callbackAfterMs: 0,
    waitUntil: 0,
    firstScheduledTime: 0,
    isPublished: false,
  };
}

/** Adds to the output without touching the map that earlier states hold. */
export function addOutput(task: TaskState, output: JsonObject): void {
  task.outputData = { ...task.outputData, ...output };
}
