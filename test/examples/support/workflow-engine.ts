import { randomUUID } from 'node:crypto';

import type { Task, TaskDef, TaskResult, Workflow, WorkflowDef } from '../../../src/index.js';

/** An error in the words of a Conductor server. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface HeldPoll {
  readonly queue: string;
  readonly count: number;
  readonly answer: (tasks: readonly Task[]) => void;
}

/**
 * As much of Conductor as runs workflows of worker tasks in a row, in memory: attempts, callbacks, domains, references to input and
 * outputs. Timeouts, system tasks and everything else are for the real server.
 */
export class WorkflowEngine {
  readonly workflowDefs = new Map<string, WorkflowDef>();
  readonly taskDefs = new Map<string, TaskDef>();
  readonly workflows = new Map<string, Workflow>();
  readonly logs = new Map<string, string[]>();
  readonly #domains = new Map<string, Readonly<Record<string, string>>>();
  readonly #queues = new Map<string, Task[]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #held: HeldPoll[] = [];
  #watchers: (() => void)[] = [];

  start(name: string, input: Workflow['input'], taskToDomain: Readonly<Record<string, string>> = {}): string {
    const workflowDefinition = this.workflowDefs.get(name);
    if (workflowDefinition === undefined)
      throw new Refusal(404, `No such workflow defined. name=${name}, version=null`);
    const workflowId = randomUUID();
    const now = Date.now();
    this.workflows.set(workflowId, {
      ...{ workflowId, workflowName: name, workflowVersion: workflowDefinition.version ?? 1, workflowDefinition },
      ...{
        status: 'RUNNING',
        input,
        output: {},
        tasks: [],
        variables: {},
        taskToDomain: {},
        history: [],
        ownerApp: '',
      },
      ...{ createTime: now, startTime: now, updateTime: now, endTime: 0, lastRetriedTime: 0, priority: 0 },
      ...{ failedReferenceTaskNames: [], failedTaskNames: [], rateLimited: false },
    });
    this.#domains.set(workflowId, taskToDomain);
    this.#schedule(this.workflow(workflowId), 0, 0, 0);
    return workflowId;
  }

  workflow(workflowId: string): Workflow {
    const workflow = this.workflows.get(workflowId);
    if (workflow === undefined) throw new Refusal(404, `No such workflow found by id: ${workflowId}`);
    return workflow;
  }

  task(taskId: string): Task {
    const tasks = [...this.workflows.values()].flatMap((workflow) => workflow.tasks);
    const task = tasks.find((one) => one.taskId === taskId);
    if (task === undefined) throw new Refusal(404, `No such task found by id: ${taskId}`);
    return task;
  }

  /** Answers at once if it can, else when tasks come or the time is over. */
  async poll(taskType: string, options: { domain?: string; count: number; timeoutMs: number; workerId?: string }) {
    const queue = queueName(taskType, options.domain);
    let tasks = this.#take(queue, options.count);
    if (tasks.length === 0 && options.timeoutMs > 0) {
      tasks = await new Promise<readonly Task[]>((resolve) => {
        const held: HeldPoll = { queue, count: options.count, answer: resolve };
        this.#held.push(held);
        this.#later(options.timeoutMs, () => {
          this.#held = this.#held.filter((one) => one !== held);
          resolve([]);
        });
      });
    }
    for (const task of tasks) {
      task.status = 'IN_PROGRESS';
      task.pollCount += 1;
      task.startTime ||= Date.now();
      if (options.workerId !== undefined) task.workerId = options.workerId;
    }
    return tasks;
  }

  update({
    taskId,
    status,
    outputData = {},
    reasonForIncompletion,
    callbackAfterSeconds = 0,
    ...rest
  }: TaskResult): void {
    const task = this.task(taskId);
    const workflow = this.workflow(task.workflowInstanceId);
    for (const { log } of rest.logs ?? []) this.log(taskId, log);
    if (rest.extendLease === true || isOver(task.status) || workflow.status !== 'RUNNING') return;
    task.outputData = outputData;
    if (reasonForIncompletion !== undefined) task.reasonForIncompletion = reasonForIncompletion;
    if (status === 'IN_PROGRESS') {
      task.status = 'SCHEDULED';
      this.#later(callbackAfterSeconds * 1000, () => this.#offer(task));
      return;
    }
    task.status = status;
    task.endTime = Date.now();
    this.#advance(workflow, task);
    for (const watcher of this.#watchers) watcher();
  }

  terminate(workflowId: string, reason: string | undefined): void {
    const workflow = this.workflow(workflowId);
    for (const task of workflow.tasks) if (!isOver(task.status)) task.status = 'CANCELED';
    this.#end(workflow, 'TERMINATED', reason);
    for (const watcher of this.#watchers) watcher();
  }

  log(taskId: string, line: string): void {
    this.logs.set(taskId, [...(this.logs.get(taskId) ?? []), line]);
  }

  /** Resolves when the workflow has ended, or the time is over. */
  async ended(workflowId: string, timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.workflow(workflowId).status !== 'RUNNING') resolve();
      };
      this.#watchers.push(look);
      this.#later(timeoutMs, resolve);
      look();
    });
  }

  /** Lets go of held polls and pending callbacks. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { answer } of this.#held) answer([]);
    this.#held = [];
    this.#watchers = [];
  }

  #advance(workflow: Workflow, task: Task): void {
    const { status } = task;
    const index = workflow.workflowDefinition.tasks.findIndex(
      (one) => one.taskReferenceName === task.referenceTaskName,
    );
    const { retryCount = 3, retryDelaySeconds = 60 } = this.taskDefs.get(task.taskDefName) ?? {};
    if (status === 'COMPLETED') {
      if (index + 1 < workflow.workflowDefinition.tasks.length) this.#schedule(workflow, index + 1, 0, 0);
      else this.#end(workflow, 'COMPLETED');
    } else if (status === 'FAILED' && task.retryCount < retryCount) {
      task.retried = true;
      this.#schedule(workflow, index, task.retryCount + 1, retryDelaySeconds);
    } else if (status === 'CANCELED') {
      this.#end(workflow, 'TERMINATED', task.reasonForIncompletion);
    } else {
      workflow.failedReferenceTaskNames = [task.referenceTaskName];
      const reason = `Task ${task.taskId} failed with status: ${status} and reason: '${task.reasonForIncompletion ?? 'null'}'`;
      this.#end(workflow, 'FAILED', reason);
    }
  }

  #end(workflow: Workflow, status: Workflow['status'], reason?: string): void {
    workflow.status = status;
    workflow.endTime = Date.now();
    if (reason !== undefined) workflow.reasonForIncompletion = reason;
    const { outputParameters } = workflow.workflowDefinition;
    workflow.output =
      outputParameters === undefined
        ? (workflow.tasks.at(-1)?.outputData ?? {})
        : (resolve(outputParameters, workflow) as Workflow['output']);
  }

  #schedule(workflow: Workflow, index: number, retryCount: number, delaySeconds: number): void {
    const workflowTask = workflow.workflowDefinition.tasks[index];
    if (workflowTask === undefined) throw new Refusal(400, 'a workflow needs a task');
    const { name } = workflowTask;
    const domain = this.#domains.get(workflow.workflowId)?.[name];
    const task: Task = {
      ...{ taskId: randomUUID(), taskType: name, taskDefName: name, referenceTaskName: workflowTask.taskReferenceName },
      ...{
        status: 'SCHEDULED',
        workflowInstanceId: workflow.workflowId,
        workflowType: workflow.workflowName,
        workflowTask,
      },
      ...{ inputData: resolve(workflowTask.inputParameters ?? {}, workflow) as Task['inputData'], outputData: {} },
      ...{ retryCount, seq: workflow.tasks.length + 1, pollCount: 0, iteration: 0, callbackAfterSeconds: delaySeconds },
      ...{ scheduledTime: Date.now(), startTime: 0, endTime: 0, updateTime: 0, firstStartTime: 0, queueWaitTime: 0 },
      ...{ startDelayInSeconds: 0, retried: false, executed: false, callbackFromWorker: true, loopOverTask: false },
      ...{ rateLimitPerFrequency: 0, rateLimitFrequencyInSeconds: 0, workflowPriority: 0, subworkflowChanged: false },
      ...{ responseTimeoutSeconds: this.taskDefs.get(name)?.responseTimeoutSeconds ?? 3600, executionMetadata: {} },
      ...(domain !== undefined && { domain }),
    };
    workflow.tasks.push(task);
    this.#later(delaySeconds * 1000, () => this.#offer(task));
  }

  #offer(task: Task): void {
    if (isOver(task.status)) return;
    const queue = queueName(task.taskType, task.domain);
    this.#queues.set(queue, [...(this.#queues.get(queue) ?? []), task]);
    const held = this.#held.find((one) => one.queue === queue);
    if (held === undefined) return;
    this.#held = this.#held.filter((one) => one !== held);
    held.answer(this.#take(queue, held.count));
  }

  #take(queue: string, count: number): readonly Task[] {
    const tasks = (this.#queues.get(queue) ?? []).filter(({ status }) => status === 'SCHEDULED');
    this.#queues.set(queue, tasks.slice(count));
    return tasks.slice(0, count);
  }

  #later(ms: number, act: () => void): void {
    if (ms <= 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

function queueName(taskType: string, domain: string | undefined): string {
  return domain === undefined ? taskType : `${domain}:${taskType}`;
}

function isOver(status: Task['status']): boolean {
  return status !== 'SCHEDULED' && status !== 'IN_PROGRESS';
}

/** Puts values in the place of `${workflow.input.a}` and `${ref.output.b}`, where a text is nothing but that. */
function resolve(value: unknown, workflow: Workflow): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, workflow));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, workflow)]));
  }
  const [, expression] = typeof value === 'string' ? (/^\$\{(.+)\}$/.exec(value) ?? []) : [];
  if (expression === undefined) return value;
  const [source, kind, ...path] = expression.split('.');
  const holder =
    source === 'workflow' ? workflow : workflow.tasks.findLast((task) => task.referenceTaskName === source);
  const root: unknown =
    kind === 'input' ? (holder && 'inputData' in holder ? holder.inputData : workflow.input) : outputOf(holder);
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? ((at as Record<string, unknown>)[key] ?? null) : null),
    root,
  );
}

function outputOf(holder: Workflow | Task | undefined): unknown {
  if (holder === undefined) return {};
  return 'outputData' in holder ? holder.outputData : holder.output;
}
