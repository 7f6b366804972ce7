import type { Task, TaskDef, TaskResult, Workflow, WorkflowDef, WorkflowTask } from '../../../../src/index.js';
import { VirtualClock } from '../../../../src/testing/clock/virtual-clock.js';
import type { EngineOptions } from '../../../../src/testing/engine/core.js';
import { EngineError } from '../../../../src/testing/engine/engine-error.js';
import { Engine } from '../../../../src/testing/engine/engine.js';

/** 2030-01-01T00:00:00Z */
export const BEGIN = 1_893_456_000_000;

type Output = Readonly<Record<string, unknown>>;

/** An engine on a clock of its own, ids `id1`, `id2` …, and the steps that tests are made of. */
export class Scene {
  readonly clock = new VirtualClock(BEGIN);
  readonly engine: Engine;
  readonly backgroundErrors: unknown[] = [];
  #ids = 0;

  constructor(options: EngineOptions = {}) {
    this.engine = new Engine({
      clock: this.clock,
      newId: () => `id${++this.#ids}`,
      random: () => 0.5,
      onBackgroundError: (error) => this.backgroundErrors.push(error),
      ...options,
    });
  }

  taskDef(name: string, parts: Partial<TaskDef> = {}): void {
    this.engine.metadata.registerTaskDefs([{ name, retryCount: 0, retryDelaySeconds: 0, ...parts }]);
  }

  define(name: string, tasks: WorkflowTask[], parts: Partial<WorkflowDef> = {}): void {
    this.engine.metadata.updateWorkflowDefs([{ name, version: 1, tasks, ...parts }]);
  }

  start(name: string, input: Output = {}): string {
    return this.engine.workflows.start({ name, input: { ...input } });
  }

  /** Defines a workflow called `main` and starts it. */
  run(tasks: WorkflowTask[], input: Output = {}, parts: Partial<WorkflowDef> = {}): string {
    this.define('main', tasks, parts);
    return this.start('main', input);
  }

  poll(taskType: string, domain?: string): Task | undefined {
    return this.engine.tasks.poll({ taskType, domain, workerId: 'worker' })[0];
  }

  /** Polls a task, which has to be there. */
  take(taskType: string, domain?: string): Task {
    const task = this.poll(taskType, domain);
    if (task === undefined) throw new Error(`there is no task ${taskType}`);
    return task;
  }

  report(task: Task, status: TaskResult['status'], parts: Partial<TaskResult> = {}): Task {
    const { taskId, workflowInstanceId } = task;
    return this.engine.tasks.update({ taskId, workflowInstanceId, status, workerId: 'worker', ...parts });
  }

  complete(taskType: string, outputData: Record<string, unknown> = {}): Task {
    return this.report(this.take(taskType), 'COMPLETED', { outputData });
  }

  fail(taskType: string, reasonForIncompletion?: string): Task {
    return this.report(this.take(taskType), 'FAILED', {
      ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
    });
  }

  workflow(workflowId: string): Workflow {
    return this.engine.workflows.get(workflowId);
  }

  status(workflowId: string): string {
    return this.workflow(workflowId).status;
  }

  /** `a COMPLETED`, in order. */
  tasks(workflowId: string): readonly string[] {
    return this.workflow(workflowId).tasks.map((task) => `${task.referenceTaskName} ${task.status}`);
  }

  /** The latest task of that reference, which has to be there. */
  task(workflowId: string, ref: string): Task {
    const task = this.workflow(workflowId).tasks.findLast((one) => one.referenceTaskName === ref);
    if (task === undefined) throw new Error(`there is no task ${ref}`);
    return task;
  }

  async pass(seconds: number): Promise<void> {
    await this.clock.advanceTo(this.clock.epochMs() + seconds * 1000, () => this.rest());
  }

  /** Waits for what the engine does in the background without the clock. */
  async rest(): Promise<void> {
    await Promise.resolve();
    while (this.engine.isBusy) await new Promise((resume) => setImmediate(resume));
  }
}

/** A worker task. Its type is its reference unless `name` says otherwise. */
export function simple(ref: string, parts: Partial<WorkflowTask> = {}): WorkflowTask {
  return { name: ref, taskReferenceName: ref, type: 'SIMPLE', ...parts };
}

/** A task of a system type. */
export function system(type: string, ref: string, parts: Partial<WorkflowTask> = {}): WorkflowTask {
  return { name: ref, taskReferenceName: ref, type, ...parts };
}

/** What an operation refuses with, as `404 No such …`. */
export function refusal(operation: () => unknown): string {
  try {
    operation();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const details = error.validationErrors?.map(({ path, message }) => `${path}: ${message}`) ?? [];
    return [`${error.status} ${error.message}`, ...details].join('\n');
  }
  return 'it was not refused';
}
