import { isSuccessfulWorkflow, isTerminal, isWorkflowOver, type TaskState } from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import { hasType } from './definition-walk.js';
import { setDomains } from './domains.js';
import type { Draft } from './draft.js';
import { cancelOpenTasks, finish, terminateBecause } from './end.js';
import { look } from './look.js';
import { addNew, queue, schedule, scheduleIteration } from './schedule.js';
import { Termination } from './termination.js';

/*
 * The evaluation of a workflow: look at its tasks, schedule what comes next, execute the system tasks that are done at once, and again,
 * until nothing changes any more or the workflow is over.
 */

const SUPPORT = { scheduleIteration };

/** An endless loop of system tasks must not hold the process: after so many rounds somebody else gets a turn. */
const MOST_ROUNDS = 200;

/** Evaluates the workflow. Returns false when it was left before everything was done: to be evaluated again. */
export function decide(draft: Draft): boolean {
  if (isWorkflowOver(draft.workflow.status)) {
    if (!isSuccessfulWorkflow(draft.workflow.status)) cancelOpenTasks(draft);
    return true;
  }
  resetAfterChange(draft);
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) if (!decideOnce(draft)) return true;
    return false;
  } catch (error) {
    if (!(error instanceof Termination)) throw error;
    terminateBecause(draft, error);
    return true;
  }
}

/** Returns whether something changed that may let more happen. */
function decideOnce(draft: Draft): boolean {
  const { toSchedule, toSave, isComplete, terminateTask } = look(draft);
  if (isComplete) {
    finish(draft, terminateTask);
    return false;
  }
  setDomains(draft, toSchedule);
  const fresh = addNew(draft, toSchedule);
  let hasChanged = schedule(draft, fresh);
  for (const one of toSchedule) {
    const task = draft.current(one);
    const type = systemTaskType(task.taskType);
    if (type === undefined || type.isAsync || isTerminal(task.status) || type.execute === undefined) continue;
    const own = draft.edit(task);
    if (!type.execute(draft, own, SUPPORT)) continue;
    toSave.push(own);
    hasChanged = true;
  }
  for (const task of toSave) draft.save(task);
  // The workflow itself is not saved in a round that another one follows.
  if (!hasChanged && (toSave.length > 0 || fresh.length > 0)) draft.saveWorkflow();
  return hasChanged;
}

/** After a child has come back to life, joins that failed because of it wait again. */
function resetAfterChange(draft: Draft): void {
  const { workflowDefinition } = draft.workflow;
  if (!hasType(workflowDefinition, 'SUB_WORKFLOW') && !hasType(workflowDefinition, 'FORK_JOIN_DYNAMIC')) return;
  const changed = draft.tasks.find(
    (task) => task.taskType === 'SUB_WORKFLOW' && task.subworkflowChanged && !task.retried,
  );
  if (changed === undefined) return;
  const own = draft.edit(changed);
  own.subworkflowChanged = false;
  draft.save(own);
  if (!hasType(workflowDefinition, 'JOIN') && !hasType(workflowDefinition, 'FORK_JOIN_DYNAMIC')) return;
  for (const task of draft.tasks.filter(isFailedJoin)) {
    const join = draft.edit(task);
    join.status = 'IN_PROGRESS';
    queue(draft, join);
    draft.save(join);
  }
}

function isFailedJoin({ taskType, status }: TaskState): boolean {
  return (
    taskType === 'JOIN' &&
    (status === 'FAILED' || status === 'FAILED_WITH_TERMINAL_ERROR' || status === 'CANCELED' || status === 'TIMED_OUT')
  );
}
