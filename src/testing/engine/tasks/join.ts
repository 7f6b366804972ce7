import { isSuccessful, isTerminal, withIteration, type TaskState } from '../model.js';
import { addOutput } from '../decider/draft.js';
import type { SystemTaskType, TaskType } from './task-type.js';
import { ownValue } from '../own-properties.js';

/** Waits for the tasks that it names. */
export const join: TaskType = {
  name: 'JOIN',
  map(context) {
    const task = context.startedTask();
    task.taskDefName = 'JOIN';
    task.inputData = { joinOn: context.workflowTask.joinOn ?? [] };
    return [task];
  },
};

/** The references that a join waits for; in a loop, those of the same iteration. */
export function joinedRefs(task: TaskState): readonly string[] {
  const { joinOn } = task.inputData;
  const refs = Array.isArray(joinOn) ? joinOn.map(String) : [];
  return task.iteration > 0 ? refs.map((ref) => withIteration(ref, task.iteration)) : refs;
}

export const joinSystemTask: SystemTaskType = {
  name: 'JOIN',
  isAsync: true,
  execute(draft, task) {
    const refs = joinedRefs(task);
    const joined = refs.map((ref) => draft.byRef(ref));
    const there = joined.filter((one) => one !== undefined);
    const areAllOver = there.length === joined.length && there.every((one) => isTerminal(one.status));
    for (const one of there) {
      addOutputOf(task, one);
      if (!failsJoin(one, areAllOver)) continue;
      const failed = there.filter((other) => !isSuccessful(other.status));
      task.reasonForIncompletion = failed
        .map((other) => other.reasonForIncompletion)
        .filter((reason) => reason !== undefined)
        .join(' ');
      // Cancelled tasks alone cancel the join, and so terminate the workflow instead of failing it.
      const isFailed = failed.some((other) => other.workflowTask?.optional !== true && other.status !== 'CANCELED');
      task.status = isFailed ? 'FAILED' : 'CANCELED';
      return true;
    }
    if (!areAllOver) return false;
    const withErrors = there.filter(
      ({ workflowTask, status }) => workflowTask?.optional === true && status === 'COMPLETED_WITH_ERRORS',
    );
    task.status = withErrors.length > 0 ? 'COMPLETED_WITH_ERRORS' : 'COMPLETED';
    if (withErrors.length > 0) {
      const names = withErrors.map(({ taskDefName, taskId }) => `${taskDefName}/${taskId} `);
      task.reasonForIncompletion = `${names.join('')}completed with errors`;
    }
    return true;
  },
};

/** Also what an open task has so far; an output that is empty in the end does not take its place. */
function addOutputOf(join: TaskState, { referenceTaskName: ref, outputData }: TaskState): void {
  if (ownValue(join.outputData, ref) === outputData || Object.keys(outputData).length === 0) return;
  addOutput(join, { [ref]: outputData });
}

/** A permissive task that failed makes the join fail as well, but not before all others are over. */
function failsJoin({ status, workflowTask }: TaskState, areAllOver: boolean): boolean {
  if (isSuccessful(status) || workflowTask?.optional === true) return false;
  return workflowTask?.permissive !== true || areAllOver;
}
