import { isMissing } from '../metadata/from-wire.js';
import type { RerunWorkflowRequest } from '../../../../generated/index.js';
import type { EngineCore } from '../core.js';
import type { Draft } from '../decider/draft.js';
import { mapped } from '../decider/mapping.js';
import { addNew, queue, schedule } from '../decider/schedule.js';
import { conflict } from '../engine-error.js';
import { isFailed, isWorkflowOver, shortText, type TaskState } from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import { RetryWorkflow } from './retry-workflow.js';

type RerunValues = Pick<RerunWorkflowRequest, 'taskInput' | 'workflowInput' | 'correlationId'>;

/** Runs a workflow again: all of it, or from a task on. */
export class Rerun {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** @returns false when there is no such task in the workflow and its children */
  rerun(workflowId: string, taskId: string | undefined, values: RerunValues): boolean {
    const state = this.#core.workflow(workflowId);
    if (!isWorkflowOver(state.status)) {
      throw conflict(`Workflow: ${shortText(state)}.${state.status} is not in terminal state, unable to rerun.`);
    }
    if (isMissing(taskId)) {
      this.#core.change(workflowId, (draft) => {
        draft.removeAll();
        reopen(draft, values);
      });
      this.#core.decide(workflowId);
      this.#reveal(workflowId);
      return true;
    }
    const own = state.tasks.find((task) => task.taskId === taskId);
    if (own !== undefined) {
      this.#fromTask(workflowId, own, values);
      return true;
    }
    for (const task of state.tasks) {
      if (task.taskType !== 'SUB_WORKFLOW' || task.subWorkflowId === undefined) continue;
      if (this.#core.workflows.get(task.subWorkflowId) === undefined) continue;
      if (!this.rerun(task.subWorkflowId, taskId, { taskInput: values.taskInput })) continue;
      this.#afterChild(workflowId, task, values);
      return true;
    }
    return false;
  }

  #reveal(workflowId: string): void {
    new RetryWorkflow(this.#core).revealToParents(workflowId, 'reran');
  }

  /** The task was one of a child, which runs again: so does the task that waits for it. */
  #afterChild(workflowId: string, found: TaskState, values: RerunValues): void {
    this.#core.change(workflowId, (draft) => {
      reopen(draft, values);
      const task = draft.edit(draft.byId(found.taskId) ?? found);
      task.scheduledTime = draft.now;
      task.startTime = draft.now;
      task.endTime = 0;
      task.retried = false;
      task.executed = false;
      task.pollCount = 0;
      task.status = 'IN_PROGRESS';
      task.reasonForIncompletion = undefined;
      draft.save(task);
    });
    this.#core.decide(workflowId);
  }

  #fromTask(workflowId: string, found: TaskState, values: RerunValues): void {
    this.#core.change(workflowId, (draft) => {
      reopen(draft, values);
      const task = draft.edit(draft.byId(found.taskId) ?? found);
      if (task.taskType === 'SUB_WORKFLOW') againWithNewChild(draft, task);
      else again(draft, task, values.taskInput);
      if (task.taskType === 'FORK' && task.workflowTask?.type === 'FORK_JOIN_DYNAMIC') {
        draft.remove(task);
        schedule(draft, addNew(draft, mapped(draft, task.workflowTask, 0)));
        return;
      }
      reopenOthers(draft, task);
    });
    this.#core.decide(workflowId);
    this.#reveal(workflowId);
  }
}

function reopen(draft: Draft, { workflowInput, correlationId }: RerunValues): void {
  draft.setWorkflow({
    status: 'RUNNING',
    reasonForIncompletion: undefined,
    failedTaskId: undefined,
    failedReferenceTaskNames: [],
    failedTaskNames: [],
    ...(!isMissing(correlationId) && { correlationId }),
    ...(!isMissing(workflowInput) && { input: workflowInput }),
  });
  draft.saveWorkflow();
}

/** The task is scheduled again as it was, and what was scheduled after it is dropped. */
function again(draft: Draft, task: TaskState, taskInput: RerunValues['taskInput']): void {
  for (const later of draft.tasks.filter(({ seq }) => seq > task.seq)) draft.remove(later);
  task.scheduledTime = draft.now;
  task.startTime = 0;
  task.updateTime = 0;
  task.endTime = 0;
  task.outputData = {};
  task.retried = false;
  task.executed = false;
  task.pollCount = 0;
  if (!isMissing(taskInput)) task.inputData = taskInput;
  const type = systemTaskType(task.taskType);
  if (type?.isAsync === false) {
    if (type.start === undefined) task.status = task.status === 'SCHEDULED' ? 'IN_PROGRESS' : task.status;
    type.start?.(draft, task);
  } else task.status = 'SCHEDULED';
  draft.save(task);
  if (task.status === 'SCHEDULED') queue(draft, task);
}

function againWithNewChild(draft: Draft, task: TaskState): void {
  task.scheduledTime = draft.now;
  task.startTime = 0;
  task.updateTime = 0;
  task.endTime = 0;
  task.outputData = {};
  task.retried = false;
  task.executed = false;
  task.pollCount = 0;
  task.subWorkflowId = undefined;
  task.status = 'SCHEDULED';
  task.reasonForIncompletion = undefined;
  draft.save(task);
  queue(draft, task);
}

/** Whatever else has failed or was cancelled is done again as well. */
function reopenOthers(draft: Draft, from: TaskState): void {
  for (const found of [...draft.tasks]) {
    if (!isFailed(found.status) || found.referenceTaskName === from.referenceTaskName) continue;
    const task = draft.edit(found);
    const isFlow = task.taskType === 'JOIN' || task.taskType === 'DO_WHILE';
    if (task.taskType === 'SUB_WORKFLOW') {
      task.subWorkflowId = undefined;
      const { subWorkflowId: _former, ...output } = task.outputData;
      task.outputData = output;
    }
    task.status = isFlow || systemTaskType(task.taskType)?.isAsync === false ? 'IN_PROGRESS' : 'SCHEDULED';
    task.executed = false;
    task.startTime = draft.now;
    task.endTime = 0;
    task.reasonForIncompletion = undefined;
    draft.save(task);
    if (task.status === 'SCHEDULED') queue(draft, task);
  }
}
