import { withIteration, type TaskState } from '../model.js';
import { isTerminal } from '../model.js';
import { limitPayloads } from '../payload-limits.js';
import { systemTaskType } from '../tasks/task-types.js';
import { setDomains } from './domains.js';
import type { Draft } from './draft.js';
import { mapped } from './mapping.js';

/** Leaves out attempts that are there already, and adds the others to the workflow. */
export function addNew(draft: Draft, tasks: readonly TaskState[]): readonly TaskState[] {
  const isThere = ({ referenceTaskName, retryCount }: TaskState): boolean =>
    draft.tasks.some((task) => task.referenceTaskName === referenceTaskName && task.retryCount === retryCount);
  const fresh = tasks.filter((task) => !isThere(task));
  for (const task of fresh) draft.append(task);
  return fresh;
}

/** Schedules new tasks: worker tasks into their queues, system tasks are started. Returns whether one was started within the evaluation. */
export function schedule(draft: Draft, tasks: readonly TaskState[]): boolean {
  const refused = new Set<TaskState>();
  let seq = 0;
  for (const task of draft.tasks) seq = Math.max(seq, task.seq);
  for (const task of tasks) {
    if (task.seq === 0) task.seq = ++seq;
    if (task.firstScheduledTime === 0) task.firstScheduledTime = draft.now;
    task.scheduledTime = draft.now;
    if (limitPayloads(task)) refused.add(task);
    draft.store(task);
  }
  let hasStarted = false;
  for (const task of tasks) {
    if (refused.has(task)) {
      // A server finds out that it has failed when it evaluates the workflow next.
      draft.save(task);
      hasStarted = true;
      continue;
    }
    const type = systemTaskType(task.taskType);
    if (type === undefined) {
      queue(draft, task);
      continue;
    }
    if (!isTerminal(task.status) && task.startTime === 0) task.startTime = draft.now;
    if (type.isAsync) {
      queue(draft, task);
      continue;
    }
    type.start?.(draft, task);
    draft.save(task);
    hasStarted = true;
  }
  return hasStarted;
}

/** Puts a task where it waits for who does it: a worker, or the engine itself. */
export function queue(draft: Draft, task: TaskState): void {
  const delayMs = task.callbackAfterMs > 0 ? task.callbackAfterMs : task.callbackAfterSeconds * 1000;
  // Those that are in progress already are looked at now; what they wait for is found out then.
  const isOpen = task.status === 'SCHEDULED';
  draft.effects.push({ do: 'queue', task: { ...task }, delayMs: isOpen ? delayMs : 0 });
}

/** Schedules the first task of the iteration that a loop has come to. The rest of it follows as the rest of a workflow does. */
export function scheduleIteration(draft: Draft, loop: TaskState): void {
  const first = loop.workflowTask?.loopOver?.[0];
  if (first === undefined) return;
  const tasks = mapped(draft, first, loop.retryCount);
  setDomains(draft, tasks);
  for (const task of tasks) {
    task.referenceTaskName = withIteration(task.referenceTaskName, loop.iteration);
    task.iteration = loop.iteration;
  }
  for (const task of tasks) draft.append(task);
  schedule(draft, tasks);
}
