import { isMissing } from '../metadata/from-wire.js';
import { contains, nextInside } from '../decider/definition-walk.js';
import { addOutput, type Draft } from '../decider/draft.js';
import { taskInput } from '../decider/task-input.js';
import { isFailed, isTerminal, withIteration, withoutIteration, type JsonObject, type TaskState } from '../model.js';
import { evaluateScript } from '../scripts/evaluate-script.js';
import { mentioned } from '../scripts/mentioned.js';
import type { SystemTaskSupport, SystemTaskType, TaskType } from './task-type.js';
import { setOwnValue } from '../own-properties.js';

/*
 * A loop. Looked at in every evaluation:
 *
 *     no task of the iteration there      the first iteration is scheduled (an empty list of items: COMPLETED)
 *     a task of it failed for good        FAILED
 *     tasks of it open or to come         nothing
 *     all of them over                    the condition decides between the next iteration and COMPLETED
 */

export const doWhile: TaskType = {
  name: 'DO_WHILE',
  map(context) {
    const { workflowTask, draft } = context;
    const earlier = draft.byRef(workflowTask.taskReferenceName);
    if (earlier !== undefined && isTerminal(earlier.status)) return [];
    const taskDef = context.taskDef ?? draft.context.taskDef(workflowTask.name);
    const task = context.startedTask();
    task.rateLimitPerFrequency = taskDef?.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = taskDef?.rateLimitFrequencyInSeconds ?? 1;
    task.retryCount = context.retryCount;
    task.inputData = context.input(taskDef);
    return [task];
  },
};

export const doWhileSystemTask: SystemTaskType = {
  name: 'DO_WHILE',
  isAsync: false,
  cancel(_draft, task) {
    task.status = 'CANCELED';
  },
  execute(draft, task, support) {
    const current = tasksOfIteration(draft, task);
    if (current.size === 0) return begin(draft, task, support);

    const output: JsonObject = {};
    let failed: TaskState | undefined;
    for (const one of current.values()) {
      setOwnValue(output, withoutIteration(one.referenceTaskName), one.outputData);
      if (isFailed(one.status)) {
        failed = one;
        break;
      }
    }
    addOutput(task, { [task.iteration]: output });
    draft.shareOutputsWith(task);
    keepLastIterations(draft, task);
    if (failed !== undefined) {
      task.status = 'FAILED';
      task.reasonForIncompletion = `${failed.reasonForIncompletion ?? 'null'} `;
      return true;
    }
    if (!isIterationOver(task, current)) return false;

    const goesOn = evaluateCondition(draft, task);
    if (typeof goesOn === 'string') {
      task.status = 'FAILED_WITH_TERMINAL_ERROR';
      task.reasonForIncompletion = `Unable to evaluate condition ${task.workflowTask?.loopCondition ?? 'null'}, exception ${goesOn}`;
      return true;
    }
    if (!goesOn) {
      task.status = 'COMPLETED';
      return true;
    }
    task.iteration += 1;
    return iterate(draft, task, support);
  },
};

function begin(draft: Draft, task: TaskState, support: SystemTaskSupport): true {
  if (isOverItems(task) && itemsOf(draft, task).length === 0) {
    addOutput(task, { iteration: 0 });
    task.status = 'COMPLETED';
    return true;
  }
  task.iteration = 1;
  return iterate(draft, task, support);
}

function iterate(draft: Draft, task: TaskState, support: SystemTaskSupport): true {
  addOutput(task, { iteration: task.iteration });
  if (isOverItems(task)) {
    const items = itemsOf(draft, task);
    const loopIndex = task.iteration - 1;
    addOutput(task, loopIndex < items.length ? { loopIndex, loopItem: items[loopIndex] } : { loopIndex });
  }
  support.scheduleIteration(draft, task);
  return true;
}

function isOfLoop(loop: TaskState, task: TaskState): boolean {
  if (loop.workflowTask === undefined || task.referenceTaskName === loop.referenceTaskName) return false;
  return contains(loop.workflowTask, withoutIteration(task.referenceTaskName));
}

/** The latest attempts of the tasks of the current iteration. */
function tasksOfIteration(draft: Draft, loop: TaskState): ReadonlyMap<string, TaskState> {
  const current = new Map<string, TaskState>();
  for (const task of draft.tasks) {
    if (task.iteration !== loop.iteration || !isOfLoop(loop, task)) continue;
    const known = current.get(task.referenceTaskName);
    if (known === undefined || task.retryCount > known.retryCount) current.set(task.referenceTaskName, task);
  }
  return current;
}

function isIterationOver(loop: TaskState, current: ReadonlyMap<string, TaskState>): boolean {
  const { workflowTask, iteration } = loop;
  for (const task of workflowTask?.loopOver ?? []) {
    const own = current.get(withIteration(task.taskReferenceName, iteration));
    if (own === undefined || !isTerminal(own.status)) return false;
  }
  for (const task of current.values()) {
    if (!isTerminal(task.status)) return false;
    if (workflowTask === undefined) continue;
    // What follows within the loop may be still to be scheduled: by the next evaluation.
    const next = nextInside(workflowTask, withoutIteration(task.referenceTaskName));
    if (next === undefined || next.taskReferenceName === workflowTask.taskReferenceName) continue;
    if (!contains(workflowTask, next.taskReferenceName)) continue;
    if (!current.has(withIteration(next.taskReferenceName, iteration))) return false;
  }
  return true;
}

/** `keepLastN`: older iterations are removed from the output and from the workflow. */
function keepLastIterations(draft: Draft, loop: TaskState): void {
  const { keepLastN } = loop.workflowTask?.inputParameters ?? {};
  if (typeof keepLastN !== 'number' || loop.iteration <= keepLastN) return;
  const oldest = loop.iteration - keepLastN;
  const kept = Object.entries(loop.outputData).filter(([key]) => !(Number(key) >= 1 && Number(key) <= oldest));
  loop.outputData = Object.fromEntries(kept);
  for (const task of draft.tasks) {
    if (isOfLoop(loop, task) && task.iteration <= oldest) draft.removeStored(task);
  }
}

function isOverItems(task: TaskState): boolean {
  const { items, inputParameters } = task.workflowTask ?? {};
  if (typeof items === 'string' && items.trim() !== '') return true;
  const given = inputParameters?._items;
  return Array.isArray(given) || (typeof given === 'string' && given.trim() !== '');
}

function itemsOf(draft: Draft, task: TaskState): readonly unknown[] {
  const { items, inputParameters, taskDefinition } = task.workflowTask ?? {};
  const taskDef = taskDefinition ?? undefined;
  let value: unknown;
  if (typeof items === 'string' && items.trim() !== '') {
    value = taskInput({ items }, draft, task.taskId, taskDef).items;
  }
  value ??= taskInput(inputParameters, draft, task.taskId, taskDef)._items;
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** Whether there is another iteration; a text when that cannot be told. */
function evaluateCondition(draft: Draft, task: TaskState): boolean | string {
  const { inputParameters, taskDefinition, loopCondition } = task.workflowTask ?? {};
  const input: JsonObject = { ...taskInput(inputParameters, draft, task.taskId, taskDefinition ?? undefined) };
  setOwnValue(input, task.referenceTaskName, task.outputData);
  for (const one of draft.tasks) {
    if (isOfLoop(task, one)) setOwnValue(input, withoutIteration(one.referenceTaskName), one.outputData);
  }
  if (!isOverItems(task)) return isMissing(loopCondition) ? false : isTrue(loopCondition, input);
  const items = itemsOf(draft, task);
  const loopIndex = task.iteration - 1;
  input.loopIndex = loopIndex;
  if (loopIndex < items.length) input.loopItem = items[loopIndex];
  const hasMore = loopIndex < items.length - 1;
  if (isMissing(loopCondition) || loopCondition.trim() === '') return hasMore;
  const wanted = isTrue(loopCondition, input);
  return typeof wanted === 'string' ? wanted : wanted && hasMore;
}

function isTrue(condition: string, input: JsonObject): boolean | string {
  if (condition.trim() === 'true') return true;
  const result = evaluateScript(condition, { $: mentioned(condition, input) });
  if ('error' in result) return result.error;
  const { value } = result;
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' && value > 0;
}
