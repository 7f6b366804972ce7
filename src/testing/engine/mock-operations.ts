import type { StartWorkflowRequest, TaskMock } from '../../../generated/index.js';
import type { Timer } from '../../time/clock.js';
import type { EngineCore } from './core.js';
import { isTerminal, type TaskState, type WorkflowState } from './model.js';
import type { TaskOperations } from './task-operations.js';
import { asItIs } from './task-report.js';
import type { WorkflowOperations } from './workflow-operations.js';

/** What tasks of a workflow answer in place of their workers, and in place of what they would do themselves. */
export interface Mocks {
  /** By reference name: one result for each attempt, in order. Tasks in a loop are `ref__1`, `ref__2`. */
  readonly taskRefToMockOutput?: Readonly<Record<string, readonly TaskMock[] | null>>;
  /** The same for the children that SUB_WORKFLOW tasks start, by the reference name of the task. */
  readonly subWorkflowTestRequest?: Readonly<Record<string, Mocks>>;
}

export interface MockOptions {
  /** Whether another attempt comes after the delay of its retry. Default: at once, as on the server. */
  readonly keepsDelays?: boolean;
  /** Of the workflow. Default: a new one. */
  readonly workflowId?: string;
}

/** These do themselves what they are there for: a mock of them is not looked at. */
const NOT_MOCKED: ReadonlySet<string> = new Set([
  ...['JOIN', 'DO_WHILE', 'SET_VARIABLE', 'FORK', 'INLINE', 'TERMINATE', 'DECISION', 'SWITCH', 'SUB_WORKFLOW'],
  ...['DYNAMIC', 'FORK_JOIN', 'FORK_JOIN_DYNAMIC'],
]);

/** Whether mocks of tasks of that type are not looked at. */
export function isNeverMocked(taskType: string): boolean {
  return NOT_MOCKED.has(taskType);
}

/** The mocks of one workflow that are left. */
interface Left {
  /** An empty list for a reference whose results have all been given. */
  readonly results: ReadonlyMap<string, TaskMock[]>;
  /** How many there were. */
  readonly counts: ReadonlyMap<string, number>;
  readonly children: Map<string, Left>;
  readonly keepsDelays: boolean;
}

/** Workflows whose tasks are mocked. */
export class MockOperations {
  readonly #core: EngineCore;
  readonly #workflows: WorkflowOperations;
  readonly #tasks: TaskOperations;
  readonly #left = new Map<string, Left>();
  /** Those that are looked at when the engine comes to it. */
  readonly #due = new Set<string>();
  /** Attempts that wait for the delay of their retry, by task id. */
  readonly #delayed = new Map<string, Timer>();
  #isListening = false;

  constructor(core: EngineCore, workflows: WorkflowOperations, tasks: TaskOperations) {
    this.#core = core;
    this.#workflows = workflows;
    this.#tasks = tasks;
  }

  /**
   * Starts a workflow with mocks. A task that has one never starts itself, and is never handed to a worker.
   * @returns its id
   */
  start(request: StartWorkflowRequest, mocks: Mocks, options: MockOptions = {}): string {
    const { keepsDelays = false, workflowId = this.#core.newId() } = options;
    this.#listen();
    this.#left.set(workflowId, leftOf(mocks, keepsDelays));
    try {
      return this.#workflows.start(request, { workflowId });
    } catch (error) {
      this.#left.delete(workflowId);
      throw error;
    }
  }

  /** How many results a reference had, once all of them are given; undefined before, and for one that is not mocked. */
  usedUp(workflowId: string, ref: string): number | undefined {
    const left = this.#left.get(workflowId);
    return left?.results.get(ref)?.length === 0 ? left.counts.get(ref) : undefined;
  }

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    this.#core.onChange((state) => this.#changed(state));
    this.#core.onForget(({ workflowId }) => this.#left.delete(workflowId));
  }

  /** Comes before the engine starts what the change has scheduled: what is mocked is over by then. */
  #changed(state: WorkflowState): void {
    const { workflowId } = state;
    const left = this.#left.get(workflowId);
    if (left === undefined) return;
    for (const task of state.tasks) {
      if (isForMocks(left, task)) this.#core.withheld.add(task.taskId);
      const { referenceTaskName, subWorkflowId } = task;
      const ofChild = subWorkflowId === undefined ? undefined : left.children.get(referenceTaskName);
      if (subWorkflowId !== undefined && ofChild !== undefined) this.#left.set(subWorkflowId, ofChild);
    }
    if (this.#due.has(workflowId) || !state.tasks.some((task) => isMocked(left, task))) return;
    this.#due.add(workflowId);
    this.#core.afterwards(() => this.#apply(workflowId, left), workflowId);
  }

  #apply(workflowId: string, left: Left): void {
    this.#due.delete(workflowId);
    for (const task of this.#core.workflows.get(workflowId)?.tasks ?? []) {
      if (isMocked(left, task) && !this.#isDelayed(workflowId, left, task)) this.#answer(left, task);
    }
  }

  #isDelayed(workflowId: string, left: Left, task: TaskState): boolean {
    const delayMs = delayOf(task);
    if (!left.keepsDelays || task.status !== 'SCHEDULED' || delayMs <= 0) return false;
    if (task.scheduledTime + delayMs <= this.#core.now) return false;
    if (!this.#delayed.has(task.taskId)) {
      const timer = this.#core.clock.setTimer(task.scheduledTime + delayMs - this.#core.now, () => {
        this.#delayed.delete(task.taskId);
        this.#apply(workflowId, left);
        this.#core.settle();
      });
      this.#delayed.set(task.taskId, timer);
    }
    return true;
  }

  #answer(left: Left, task: TaskState): void {
    const mock = left.results.get(task.referenceTaskName)?.shift();
    if (mock === undefined) return;
    const { status = 'COMPLETED', output = {}, executionTime = 0, queueWaitTime = 0 } = mock;
    // Where delays are kept, an attempt begins when its delay is over, as if a worker had waited for it.
    if (executionTime > 0 || queueWaitTime > 0 || left.keepsDelays) this.#backdate(task, executionTime, queueWaitTime);
    this.#tasks.update({ ...asItIs(task), status, outputData: { ...task.outputData, ...output } });
  }

  /** As if it had taken that long until now. */
  #backdate({ workflowInstanceId, taskId }: TaskState, executionMs: number, queueWaitMs: number): void {
    const { now } = this.#core;
    this.#core.change(workflowInstanceId, (draft) => {
      const found = draft.byId(taskId);
      if (found === undefined) return;
      const task = draft.edit(found);
      task.startTime = now - executionMs;
      if (executionMs > 0 || queueWaitMs > 0) task.scheduledTime = task.startTime - queueWaitMs;
      draft.save(task);
    });
  }
}

function leftOf({ taskRefToMockOutput = {}, subWorkflowTestRequest = {} }: Mocks, keepsDelays: boolean): Left {
  const results = new Map(Object.entries(taskRefToMockOutput).map(([ref, mocks]) => [ref, [...(mocks ?? [])]]));
  const counts = new Map([...results].map(([ref, { length }]) => [ref, length]));
  const children = new Map<string, Left>();
  for (const [ref, mocks] of Object.entries(subWorkflowTestRequest)) children.set(ref, leftOf(mocks, keepsDelays));
  return { results, counts, children, keepsDelays };
}

/** One that was mocked is not left to a worker, and does not start, when its mocks are used up. A WAIT ends at its time. */
function isForMocks({ results }: Left, { referenceTaskName, status, taskType }: TaskState): boolean {
  return !isTerminal(status) && taskType !== 'WAIT' && !isNeverMocked(taskType) && results.has(referenceTaskName);
}

function isMocked({ results }: Left, { referenceTaskName, status, taskType }: TaskState): boolean {
  if (isTerminal(status) || isNeverMocked(taskType)) return false;
  return (results.get(referenceTaskName)?.length ?? 0) > 0;
}

function delayOf({ callbackAfterMs, callbackAfterSeconds }: TaskState): number {
  return callbackAfterMs > 0 ? callbackAfterMs : callbackAfterSeconds * 1000;
}
