import { addOutput, type Draft } from './decider/draft.js';
import { isTerminal, isWorkflowOver, type TaskState } from './model.js';
import type { EngineServices, Outcome, SystemTaskType } from './tasks/task-type.js';
import { systemTaskType } from './tasks/task-types.js';

/** What came of running a system task beside the decider. */
export type Ran =
  | { readonly is: 'unchanged' }
  | { readonly is: 'changed' }
  /** Or handed over to who completes it: the workflow is to be evaluated. */
  | { readonly is: 'over' }
  | { readonly is: 'slow'; readonly outcome: Promise<Outcome> };

/**
 * Starts a system task that is SCHEDULED, looks at one that is IN_PROGRESS. The draft has the change; one that only was looked at is not
 * told from one that was not.
 */
export function runSystemTask(draft: Draft, found: TaskState, services: EngineServices): Ran {
  const type = systemTaskType(found.taskType);
  if (type?.isAsync !== true || isTerminal(found.status)) return { is: 'unchanged' };
  const task = draft.edit(found);
  if (isWorkflowOver(draft.workflow.status)) {
    task.status = 'CANCELED';
    task.reasonForIncompletion = `Workflow is in ${draft.workflow.status} state`;
    draft.save(task);
    return { is: 'changed' };
  }
  if (type.work !== undefined) return startSlow(draft, task, type, services);
  if (task.status === 'SCHEDULED') {
    task.pollCount += 1;
    task.startTime = draft.now;
    type.launch?.(draft, task, services);
    draft.save(task);
    return { is: 'over' };
  }
  // A look that changes nothing is not counted: how often the server looks is up to its clock.
  const isFirst = task.pollCount === 0;
  const hasEnded = type.pull?.(draft, task, services) ?? type.execute?.(draft, task, NO_SUPPORT) ?? false;
  const hasNews = task.outputData !== found.outputData;
  if (!hasEnded && !hasNews && !isFirst) return { is: 'unchanged' };
  task.pollCount += 1;
  draft.save(task);
  return { is: hasEnded ? 'over' : 'changed' };
}

const NO_SUPPORT = {
  scheduleIteration(): void {
    throw new Error('a task beside the decider schedules none');
  },
};

function startSlow(draft: Draft, task: TaskState, type: SystemTaskType, services: EngineServices): Ran {
  // It is under way already.
  if (task.pollCount > 0 || type.work === undefined) return { is: 'unchanged' };
  task.pollCount += 1;
  task.startTime = draft.now;
  draft.save(task);
  return { is: 'slow', outcome: type.work({ ...task }, services) };
}

/** Ends a slow task. */
export function settleSlowTask(draft: Draft, found: TaskState, { status, output, reason, workerId }: Outcome): void {
  const task = draft.edit(found);
  task.status = status;
  if (output !== undefined) addOutput(task, output);
  if (reason !== undefined) task.reasonForIncompletion = reason;
  if (workerId !== undefined) task.workerId = workerId;
  draft.save(task);
}
