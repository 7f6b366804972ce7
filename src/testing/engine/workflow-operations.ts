import type { RerunWorkflowRequest, StartWorkflowRequest, Task, Workflow } from '../../../generated/index.js';
import type { EngineCore } from './core.js';
import { taskByRef } from './decider/definition-walk.js';
import { newTask } from './decider/draft.js';
import { terminate } from './decider/end.js';
import { badRequest, conflict, notFound, refuse, serverError } from './engine-error.js';
import { isMissing } from './metadata/from-wire.js';
import { isWorkflowOver, shortText, type JsonObject, type WorkflowState } from './model.js';
import { blockingTasks } from './operations/blocking-tasks.js';
import { taskRecord, workflowRecord } from './records.js';
import { restartDraft } from './operations/restart.js';
import { Rerun } from './operations/rerun.js';
import { startErrors } from './operations/start-errors.js';
import { RetryWorkflow } from './operations/retry-workflow.js';
import { systemTaskType } from './tasks/task-types.js';

/** What can be done with whole workflows. */
export class WorkflowOperations {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /**
   * Starts a workflow. When its first tasks cannot be mapped there is none.
   * @param workflowId for it; a new one unless it is given
   * @returns its id
   */
  start(request: StartWorkflowRequest, { event, workflowId: wanted }: StartDetails = {}): string {
    const core = this.#core;
    refuse(startErrors(request, (name) => core.definitions.taskDef(name)));
    if (isMissing(request.workflowDef) && request.name.trim() === '') {
      throw badRequest('Workflow name must be specified when searching for a definition');
    }
    const isDefined =
      !isMissing(request.workflowDef) || core.definitions.workflowDef(request.name, request.version ?? undefined);
    const input: unknown = request.input;
    if (input === null && isDefined) throw badRequest('NULL input passed when starting workflow');
    const { workflowId } = core.startNow({
      name: request.name,
      version: request.version ?? undefined,
      definition: request.workflowDef ?? undefined,
      input: request.input ?? {},
      correlationId: request.correlationId ?? undefined,
      priority: request.priority ?? undefined,
      taskToDomain: request.taskToDomain ?? undefined,
      event,
      workflowId: wanted,
    });
    core.settle();
    return workflowId;
  }

  get(workflowId: string, { includeTasks = true }: { readonly includeTasks?: boolean } = {}): Workflow {
    return workflowRecord(this.#core.workflow(workflowId), this.#core.now, includeTasks);
  }

  /** Undefined when there is none. */
  find(workflowId: string): Workflow | undefined {
    const state = this.#core.workflows.get(workflowId);
    return state && workflowRecord(state, this.#core.now);
  }

  /** As it is stored, to be read only. @throws EngineError 404 */
  stored(workflowId: string): WorkflowState {
    return this.#core.workflow(workflowId);
  }

  /** Every workflow that is kept, without tasks: for search. */
  *all(): Generator<Workflow> {
    for (const state of this.#core.workflows.all()) yield workflowRecord(state, this.#core.now, false);
  }

  /** The same, and those that were removed: they stay in the server's index. */
  *indexed(): Generator<Workflow> {
    yield* this.#core.workflows.removed();
    yield* this.all();
  }

  /** Called after each change of a workflow with its id and status. Returns how to stop that. */
  onChange(listener: (workflowId: string, status: Workflow['status']) => void): () => void {
    return this.#core.onChange(({ workflowId, status }) => listener(workflowId, status));
  }

  /** For a workflow that is to be started, see {@link StartDetails}. */
  newId(): string {
    return this.#core.newId();
  }

  /** Keeps a workflow from being forgotten when it is over, whatever `keepFinished` is, until the function that it returns is called. */
  keep(workflowId: string): () => void {
    return this.#core.workflows.keep(workflowId);
  }

  /** Ids of those that are not over. */
  running(name: string): readonly string[] {
    const ids: string[] = [];
    for (const { workflowDefinition, status, workflowId } of this.#core.workflows.all()) {
      if (workflowDefinition.name === name && !isWorkflowOver(status)) ids.push(workflowId);
    }
    return ids;
  }

  /** Ids of those of a version that were started between two times, over or not. */
  startedBetween(name: string, version: number, fromEpochMs: number, toEpochMs: number): readonly string[] {
    const ids: string[] = [];
    for (const { workflowDefinition, createTime, workflowId } of this.#core.workflows.all()) {
      if (workflowDefinition.name !== name || (workflowDefinition.version ?? 1) !== version) continue;
      if (createTime >= fromEpochMs && createTime <= toEpochMs) ids.push(workflowId);
    }
    return ids;
  }

  correlated(
    name: string,
    correlationId: string,
    { includeClosed = false, includeTasks = false }: { includeClosed?: boolean; includeTasks?: boolean } = {},
  ): readonly Workflow[] {
    const found: Workflow[] = [];
    for (const state of this.#core.workflows.all()) {
      if (state.workflowDefinition.name !== name || state.correlationId !== correlationId) continue;
      if (includeClosed || !isWorkflowOver(state.status))
        found.push(workflowRecord(state, this.#core.now, includeTasks));
    }
    return found;
  }

  /**
   * What holds a workflow up: open WAIT tasks without a time, and tasks of the given references that are over, its children's as well.
   */
  blocking(workflowId: string, refs: ReadonlySet<string>): BlockedWorkflow {
    const { workflows, now } = this.#core;
    const state = this.#core.workflow(workflowId);
    const { tasks, workflow, looked } = blockingTasks(state, refs, workflows);
    return {
      tasks: tasks.map((task) => taskRecord(task, now)),
      workflowId: workflow?.workflowId,
      looked,
      isOver: isWorkflowOver(state.status),
    };
  }

  /** Evaluates a workflow now: timeouts are noticed. */
  decide(workflowId: string): void {
    this.#core.workflow(workflowId);
    this.#core.decide(workflowId);
    this.#core.lookAtJoins(workflowId);
    this.#core.settle();
  }

  terminate(workflowId: string, reason?: string): void {
    const { status } = this.#core.workflow(workflowId);
    if (status === 'COMPLETED') throw conflict('Cannot terminate a COMPLETED workflow.');
    if (status === 'TERMINATED') return;
    this.#core.change(workflowId, (draft) => {
      draft.setWorkflow({ status: 'TERMINATED' });
      terminate(draft, reason);
    });
    this.#core.settle();
  }

  pause(workflowId: string): void {
    const state = this.#core.workflow(workflowId);
    if (isWorkflowOver(state.status)) {
      throw conflict(`Workflow ${shortText(state)} has ended, status cannot be updated.`);
    }
    if (state.status === 'PAUSED') return;
    this.#core.change(workflowId, (draft) => {
      draft.setWorkflow({ status: 'PAUSED' });
      draft.saveWorkflow();
    });
  }

  resume(workflowId: string): void {
    const { status } = this.#core.workflow(workflowId);
    if (status !== 'PAUSED') {
      throw serverError(`The workflow ${workflowId} is not PAUSED so cannot resume. Current status is ${status}`);
    }
    this.#core.change(workflowId, (draft) => {
      draft.setWorkflow({ status: 'RUNNING', lastRetriedTime: draft.now });
      draft.saveWorkflow();
    });
    this.decide(workflowId);
  }

  retry(workflowId: string, resumeSubworkflowTasks = false): void {
    const { status, tasks } = this.#core.workflow(workflowId);
    if (!isWorkflowOver(status)) throw notFound(`Workflow is still running.  status=${status}`);
    if (tasks.length === 0) throw conflict('Workflow has not started yet');
    new RetryWorkflow(this.#core).retry(workflowId, resumeSubworkflowTasks);
    this.#core.settle();
  }

  restart(workflowId: string, useLatestDefinitions = false): void {
    const core = this.#core;
    const state = core.workflow(workflowId);
    if (!isWorkflowOver(state.status)) {
      throw conflict(`Workflow: ${longName(state)} is not in terminal state, unable to restart.`);
    }
    const latest = useLatestDefinitions ? core.definitions.workflowDef(state.workflowDefinition.name) : undefined;
    if (useLatestDefinitions && latest === undefined)
      throw notFound(`Unable to find latest definition for ${workflowId}`);
    const definition = latest === undefined ? state.workflowDefinition : core.runnable(latest);
    if (definition.restartable === false && state.status === 'COMPLETED') {
      throw notFound(`Workflow: ${longName(state)} is non-restartable`);
    }
    core.change(workflowId, (draft) => restartDraft(draft, definition));
    core.decide(workflowId);
    new RetryWorkflow(core).revealToParents(workflowId);
    core.settle();
  }

  /** @returns the id that was given */
  rerun(request: RerunWorkflowRequest): string {
    const { reRunFromWorkflowId: workflowId, reRunFromTaskId: taskId } = request;
    if (workflowId === undefined) throw serverError('reRunFromWorkflowId is missing');
    if (!new Rerun(this.#core).rerun(workflowId, taskId, request))
      throw badRequest(`Task ${taskId ?? 'null'} not found`);
    this.#core.settle();
    return workflowId;
  }

  /** Marks a task that has not been scheduled yet as skipped: the flow goes past it. */
  skipTask(workflowId: string, ref: string, { taskInput = {}, taskOutput = {} }: SkippedTask = {}): void {
    const core = this.#core;
    const state = core.workflow(workflowId);
    if (state.status !== 'RUNNING') {
      throw serverError(`The workflow ${workflowId} is not running so the task referenced by ${ref} cannot be skipped`);
    }
    const workflowTask = taskByRef(state.workflowDefinition, ref);
    if (workflowTask === undefined) {
      throw serverError(
        `The task referenced by ${ref} does not exist in the WorkflowDefinition ${state.workflowDefinition.name}`,
      );
    }
    if (state.tasks.some((task) => task.referenceTaskName === ref)) {
      throw serverError(`The task referenced ${ref} has already been processed, cannot be skipped`);
    }
    core.change(workflowId, (draft) => {
      const task = newTask(draft.workflow, workflowTask, core.newId(), draft.now);
      task.taskType = workflowTask.name;
      task.status = 'SKIPPED';
      task.endTime = draft.now;
      task.workflowTask = undefined;
      task.inputData = taskInput;
      task.outputData = taskOutput;
      draft.append(task);
      draft.store(task);
    });
    this.decide(workflowId);
  }

  /** Tasks that wait to be polled again can be polled now. */
  resetCallbacks(workflowId: string): void {
    const core = this.#core;
    const { status } = core.workflow(workflowId);
    if (isWorkflowOver(status)) throw conflict(`Workflow is in terminal state. Status = ${status}`);
    core.change(workflowId, (draft) => {
      for (const waiting of draft.tasks) {
        const isWorkers = systemTaskType(waiting.taskType) === undefined;
        if (!isWorkers || waiting.status !== 'SCHEDULED' || waiting.callbackAfterSeconds <= 0) continue;
        const task = draft.edit(waiting);
        task.callbackAfterSeconds = 0;
        draft.save(task);
        draft.effects.push({ do: 'queue', task: { ...task, callbackAfterMs: 0 }, delayMs: 0 });
      }
    });
  }

  /** Forgets a workflow that is over. Searches find it still. */
  remove(workflowId: string): void {
    const state = this.#core.workflow(workflowId);
    if (!isWorkflowOver(state.status)) {
      throw badRequest(`Cannot archive workflow: ${workflowId} with status: ${state.status}`);
    }
    this.#core.workflows.archive(workflowRecord(state, this.#core.now, false));
  }

  /** Sets variables of a running workflow. */
  setVariables(workflowId: string, variables: JsonObject): void {
    this.#core.change(workflowId, (draft) => {
      draft.setWorkflow({ variables: { ...draft.workflow.variables, ...variables } });
      draft.saveWorkflow();
    });
  }
}

/** What is not part of the request. */
export interface StartDetails {
  /** That made it start. */
  readonly event?: string | undefined;
  readonly workflowId?: string | undefined;
}

export interface BlockedWorkflow {
  /** In the order in which they came. Empty where nothing blocks. */
  readonly tasks: readonly Task[];
  /** Of whichever workflow the first of them is. */
  readonly workflowId: string | undefined;
  /** The workflow and the children that it waits for: what changes one of them may change this. */
  readonly looked: readonly string[];
  readonly isOver: boolean;
}

export interface SkippedTask {
  readonly taskInput?: JsonObject;
  readonly taskOutput?: JsonObject;
}

function longName({ workflowDefinition: { name, version }, workflowId, status }: WorkflowState): string {
  return `${name}.${version ?? 1}/${workflowId}.${status}`;
}
