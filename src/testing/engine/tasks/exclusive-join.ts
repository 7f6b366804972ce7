import { isSuccessful, isTerminal, type TaskState } from '../model.js';
import type { Draft } from '../decider/draft.js';
import { joinedRefs } from './join.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** Waits for the first of the tasks that it names which was scheduled at all: of the cases of a switch only one is. */
export const exclusiveJoin: TaskType = {
  name: 'EXCLUSIVE_JOIN',
  map(context) {
    const { joinOn, defaultExclusiveJoinTask } = context.workflowTask;
    const task = context.startedTask();
    task.taskDefName = 'EXCLUSIVE_JOIN';
    task.inputData = { joinOn: joinOn ?? [], ...(defaultExclusiveJoinTask && { defaultExclusiveJoinTask }) };
    return [task];
  },
};

export const exclusiveJoinSystemTask: SystemTaskType = {
  name: 'EXCLUSIVE_JOIN',
  isAsync: false,
  execute(draft, task) {
    const refs = joinedRefs(task);
    const found = firstThere(draft, refs);
    if (found !== undefined && isFailedFor(draft, found, refs)) {
      return fail(
        task,
        refs.map((ref) => draft.byRef(ref)).filter((one) => one !== undefined && !isSuccessful(one.status)),
      );
    }
    if (found !== undefined && isTerminal(found.status)) return succeed(task, found);
    const { defaultExclusiveJoinTask } = task.inputData;
    const fallback = firstThere(
      draft,
      Array.isArray(defaultExclusiveJoinTask) ? defaultExclusiveJoinTask.map(String) : [],
    );
    if (fallback === undefined) return false;
    if (!isSuccessful(fallback.status)) return fail(task, [fallback]);
    return isTerminal(fallback.status) && succeed(task, fallback);
  },
};

function firstThere(draft: Draft, refs: readonly string[]): TaskState | undefined {
  for (const ref of refs) {
    const task = draft.byRef(ref);
    if (task !== undefined && task.status !== 'SKIPPED') return task;
  }
  return undefined;
}

function isFailedFor(draft: Draft, found: TaskState, refs: readonly string[]): boolean {
  if (isSuccessful(found.status)) return false;
  if (found.workflowTask?.permissive !== true) return true;
  return refs.every((ref) => {
    const task = draft.byRef(ref);
    return task !== undefined && isTerminal(task.status);
  });
}

function succeed(task: TaskState, of: TaskState): true {
  task.outputData = of.outputData;
  task.status = 'COMPLETED';
  return true;
}

function fail(task: TaskState, because: readonly (TaskState | undefined)[]): true {
  task.reasonForIncompletion = because.map((one) => one?.reasonForIncompletion ?? 'null').join(' ');
  task.status = 'FAILED';
  return true;
}
