import type { EngineCore } from '../core.js';
import type { Draft } from '../decider/draft.js';
import { addNew, queue, schedule } from '../decider/schedule.js';
import { taskInput } from '../decider/task-input.js';
import { conflict } from '../engine-error.js';
import { isFailed, shortText, type TaskState, type WorkflowState } from '../model.js';
import { joinedRefs } from '../tasks/join.js';

/** Repeated in place: their tasks are part of the flow and keep their ids. */
const IN_PLACE: ReadonlySet<string> = new Set(['DO_WHILE', 'FORK_JOIN', 'JOIN', 'EXCLUSIVE_JOIN']);

/** Brings a workflow that failed back to life: the last attempts of what failed are repeated. */
export class RetryWorkflow {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** @param resumeSubworkflowTasks whether a child that failed goes on, instead of a new one being started */
  retry(workflowId: string, resumeSubworkflowTasks: boolean): void {
    const target = resumeSubworkflowTasks ? this.#failedChildOf(this.#core.workflow(workflowId)) : workflowId;
    if (target === undefined) return;
    this.#core.change(target, retryDraft);
    this.revealToParents(target);
    this.#core.decide(target);
  }

  /** The workflow, deep in the children, whose own task failed. Undefined when nothing failed. */
  #failedChildOf(state: WorkflowState): string | undefined {
    const failed = state.tasks.find((task) => isFailed(task.status));
    return failed === undefined ? undefined : this.#deepest(failed, state).workflowId;
  }

  #deepest(task: TaskState, state: WorkflowState): WorkflowState {
    if (!isFailed(task.status)) return state;
    if (task.taskType === 'SUB_WORKFLOW') {
      const child = task.subWorkflowId === undefined ? undefined : this.#core.workflows.get(task.subWorkflowId);
      const failed = child?.tasks.find((one) => isFailed(one.status));
      return child !== undefined && failed !== undefined ? this.#deepest(failed, child) : state;
    }
    if (task.taskType === 'DO_WHILE') {
      const child = state.tasks.find((one) => one.taskType === 'SUB_WORKFLOW' && isFailed(one.status));
      return child === undefined ? state : this.#deepest(child, state);
    }
    return state;
  }

  /** After a workflow has come back to life, so do those above it that waited for it. */
  revealToParents(workflowId: string, operation = 'retried'): void {
    let state = this.#core.workflow(workflowId);
    while (state.parentWorkflowId !== undefined) {
      const parent = this.#core.workflows.get(state.parentWorkflowId);
      const taskId = state.parentWorkflowTaskId;
      const task = parent?.tasks.find((one) => one.taskId === taskId);
      if (parent === undefined || task?.workflowTask === undefined) return;
      if (task.workflowTask.optional === true || task.retried) return;
      this.#core.log(task.taskId, `Sub workflow ${shortText(state)} ${operation}.`);
      const siblings: string[] = [];
      this.#core.change(parent.workflowId, (draft) => this.#revive(draft, task, siblings));
      for (const sibling of siblings) {
        this.#core.change(sibling, retryDraft);
        this.#core.later({ do: 'decide', workflowId: sibling });
      }
      this.#core.decide(parent.workflowId);
      state = this.#core.workflow(parent.workflowId);
    }
  }

  #revive(draft: Draft, subWorkflowTask: TaskState, siblings: string[]): void {
    draft.setWorkflow({
      status: 'RUNNING',
      reasonForIncompletion: undefined,
      failedTaskId: undefined,
      failedReferenceTaskNames: [],
      failedTaskNames: [],
      lastRetriedTime: draft.now,
    });
    const reopen = (task: TaskState): void => {
      task.status = 'IN_PROGRESS';
      task.reasonForIncompletion = undefined;
      task.subworkflowChanged = true;
      draft.save(task);
    };
    reopen(draft.edit(draft.byId(subWorkflowTask.taskId) ?? subWorkflowTask));
    for (const found of [...draft.tasks]) {
      if (found.taskType === 'SUB_WORKFLOW' && found.subWorkflowId !== undefined && isFailed(found.status)) {
        const child = this.#core.workflows.get(found.subWorkflowId);
        if (child === undefined) continue;
        if (child.status === 'RUNNING') reopen(draft.edit(found));
        else if (child.tasks.some((one) => isFailed(one.status))) {
          siblings.push(child.workflowId);
          reopen(draft.edit(found));
        }
      } else if (found.status === 'CANCELED') {
        const task = draft.edit(found);
        if (task.taskType === 'JOIN' || task.taskType === 'DO_WHILE') {
          task.status = 'IN_PROGRESS';
          draft.save(task);
        } else this.#repeatInPlace(draft, task);
      }
    }
    draft.saveWorkflow();
  }

  #repeatInPlace(draft: Draft, task: TaskState): void {
    task.retryCount += 1;
    task.reasonForIncompletion = undefined;
    task.pollCount = 0;
    task.workerId = undefined;
    task.scheduledTime = draft.now;
    task.startTime = 0;
    task.endTime = 0;
    task.retried = false;
    task.executed = false;
    task.status = 'SCHEDULED';
    draft.save(task);
    queue(draft, task);
  }
}

/** @throws EngineError 409 when there is nothing to repeat */
function retryDraft(draft: Draft): void {
  const { workflow } = draft;
  const toRepeat = new Map<string, TaskState>();
  const reopen = (found: TaskState): void => {
    const task = draft.edit(found);
    task.status = 'IN_PROGRESS';
    queue(draft, task);
    draft.save(task);
  };
  for (const task of [...draft.tasks]) {
    const { status, taskType, referenceTaskName: ref } = task;
    const isJoin = taskType === 'JOIN' || taskType === 'EXCLUSIVE_JOIN';
    if (status === 'FAILED' && isJoin && isPermissiveFailure(draft, task)) reopen(task);
    if (status === 'FAILED' || status === 'FAILED_WITH_TERMINAL_ERROR' || status === 'TIMED_OUT') {
      if (!(status === 'FAILED' && isJoin && isPermissiveFailure(draft, task))) toRepeat.set(ref, task);
    } else if (status === 'CANCELED') {
      if (taskType === 'JOIN' || taskType === 'DO_WHILE') reopen(task);
      else toRepeat.set(ref, task);
    } else toRepeat.delete(ref);
  }
  if (toRepeat.size === 0 && workflow.status !== 'TIMED_OUT') {
    throw conflict('There are no retryable tasks! Use restart if you want to attempt entire workflow execution again.');
  }
  draft.setWorkflow({ status: 'RUNNING', lastRetriedTime: draft.now, reasonForIncompletion: undefined });
  draft.saveWorkflow();
  const inOrder = [...toRepeat.values()].sort((one, other) => one.seq - other.seq);
  const repeated = inOrder.map((task) => repeat(draft, task));
  addNew(
    draft,
    repeated.filter((task) => task.seq === 0),
  );
  for (const task of draft.tasks) if (task.seq !== 0) draft.save(draft.edit(task));
  schedule(
    draft,
    repeated.map((task) => draft.current(task)),
  );
}

function isPermissiveFailure(draft: Draft, join: TaskState): boolean {
  return joinedRefs(join).some((ref) => {
    const task = draft.byRef(ref);
    const { permissive, optional } = task?.workflowTask ?? {};
    return permissive === true && optional !== true && task?.status === 'FAILED';
  });
}

/** The next attempt of a task, or the task itself where it is repeated in place. */
function repeat(draft: Draft, found: TaskState): TaskState {
  const task = draft.edit(found);
  if (IN_PLACE.has(task.taskType)) {
    task.retried = false;
    task.retryCount += 1;
    task.status = 'IN_PROGRESS';
    return task;
  }
  const taskId = draft.context.newId();
  const { subWorkflowId: _former, ...inputData } = task.inputData;
  const resolved =
    task.workflowTask === undefined
      ? {}
      : taskInput(task.workflowTask.inputParameters, draft, taskId, task.workflowTask.taskDefinition ?? undefined);
  const next: TaskState = {
    ...task,
    taskId,
    retriedTaskId: task.taskId,
    status: 'SCHEDULED',
    retryCount: task.retryCount + 1,
    retried: false,
    executed: false,
    pollCount: 0,
    callbackAfterSeconds: 0,
    callbackAfterMs: 0,
    subWorkflowId: undefined,
    scheduledTime: 0,
    startTime: 0,
    endTime: 0,
    updateTime: 0,
    workerId: undefined,
    reasonForIncompletion: undefined,
    seq: 0,
    inputData: { ...inputData, ...resolved },
    outputData: {},
  };
  task.retried = true;
  task.executed = true;
  return next;
}
