import { isDeepStrictEqual } from 'node:util';

import type { WorkflowDef, WorkflowTask } from '../../../../generated/index.js';

/*
 * Where in a definition a task is, and what comes after it. Follows the server to the letter, with what is odd about it: it decides which
 * task is scheduled next in nested forks, switches and loops.
 */

/** The lists of tasks that a task contains. */
function childrenOf(task: WorkflowTask): readonly (readonly WorkflowTask[])[] {
  switch (task.type) {
    case 'DECISION':
    case 'SWITCH':
      return [...Object.values(task.decisionCases ?? {}), task.defaultCase ?? []];
    case 'FORK_JOIN':
      return task.forkTasks ?? [];
    case 'DO_WHILE':
      return [task.loopOver ?? []];
    default:
      return [];
  }
}

/** A task and all those in it. */
function collect(task: WorkflowTask, into: WorkflowTask[]): void {
  into.push(task);
  for (const list of childrenOf(task)) for (const child of list) collect(child, into);
}

/** Every task of a definition, at any depth, in order. */
function allTasks(definition: Pick<WorkflowDef, 'tasks'>): readonly WorkflowTask[] {
  const tasks: WorkflowTask[] = [];
  for (const task of definition.tasks) collect(task, tasks);
  return tasks;
}

const refsInside = new WeakMap<WorkflowTask, ReadonlySet<string>>();

/** Whether the reference is the task's own or that of one inside it. */
export function contains(task: WorkflowTask, ref: string): boolean {
  let refs = refsInside.get(task);
  if (refs === undefined) {
    const inside: WorkflowTask[] = [];
    collect(task, inside);
    refs = new Set(inside.map((one) => one.taskReferenceName));
    refsInside.set(task, refs);
  }
  return refs.has(ref);
}

/** What follows `ref` inside `task`: its right neighbour, the loop for the last one of a loop, undefined where `task` has no say. */
export function nextInside(task: WorkflowTask, ref: string, parent?: WorkflowTask): WorkflowTask | undefined {
  const isLoop = task.type === 'DO_WHILE';
  const isFork = task.type === 'FORK_JOIN';
  if (!isLoop && !isFork && task.type !== 'DECISION' && task.type !== 'SWITCH') return undefined;
  let isFound = false;
  for (const list of childrenOf(task)) {
    let at = 0;
    for (; at < list.length; at++) {
      const child = list[at];
      if (child === undefined) continue;
      if (child.taskReferenceName === ref) {
        isFound = true;
        break;
      }
      const next = nextInside(child, ref, task);
      if (next !== undefined) return next;
      if (contains(child, ref)) break;
    }
    if (at < list.length - 1) return list[at + 1];
    // The last one of a branch is followed by the join, which is the fork's neighbour.
    if (isFork && isFound && parent !== undefined) return nextInside(parent, task.taskReferenceName, parent);
  }
  return isLoop && contains(task, ref) ? task : undefined;
}

/** Looked up once per definition: definitions are immutable. */
interface Walk {
  readonly byRef: ReadonlyMap<string, WorkflowTask>;
  readonly types: ReadonlySet<string>;
  readonly next: Map<string, WorkflowTask | undefined>;
}

const walks = new WeakMap<WorkflowDef, Walk>();

function walkOf(definition: WorkflowDef): Walk {
  let walk = walks.get(definition);
  if (walk === undefined) {
    const byRef = new Map<string, WorkflowTask>();
    const types = new Set<string>();
    for (const task of allTasks(definition)) {
      if (!byRef.has(task.taskReferenceName)) byRef.set(task.taskReferenceName, task);
      types.add(task.type ?? 'SIMPLE');
    }
    walk = { byRef, types, next: new Map() };
    walks.set(definition, walk);
  }
  return walk;
}

export function taskByRef(definition: WorkflowDef, ref: string): WorkflowTask | undefined {
  return walkOf(definition).byRef.get(ref);
}

export function hasType(definition: WorkflowDef, type: string): boolean {
  return walkOf(definition).types.has(type);
}

/** What comes after a task, by the definition; undefined after the last one, and after a TERMINATE. */
export function nextTask(definition: WorkflowDef, ref: string): WorkflowTask | undefined {
  const { next, byRef } = walkOf(definition);
  if (!byRef.has(ref)) return undefined;
  if (next.has(ref)) return next.get(ref);
  const found = findNext(definition, ref, byRef.get(ref));
  next.set(ref, found);
  return found;
}

function findNext(definition: WorkflowDef, ref: string, own: WorkflowTask | undefined): WorkflowTask | undefined {
  if (own?.type === 'TERMINATE') return undefined;
  const { tasks } = definition;
  for (let at = 0; at < tasks.length; at++) {
    const task = tasks[at];
    if (task === undefined) continue;
    if (task.taskReferenceName === ref) return tasks[at + 1];
    const next = nextInside(task, ref);
    if (next !== undefined) return next;
    if (contains(task, ref)) return task.type === 'DO_WHILE' ? undefined : tasks[at + 1];
  }
  return undefined;
}

/** Whether the task is one of a branch of a fork of the definition. */
export function isInFork(definition: WorkflowDef, ref: string): boolean {
  for (const task of walkOf(definition).byRef.values()) {
    if (task.type === 'FORK_JOIN' && contains(task, ref)) return true;
  }
  return false;
}

/** Whether a join of the definition waits for the task. */
export function isJoined(definition: WorkflowDef, ref: string): boolean {
  for (const task of walkOf(definition).byRef.values()) {
    if (task.type === 'JOIN' && task.joinOn?.includes(ref) === true) return true;
  }
  return false;
}

/** The definition with another task in the place of the one of its reference; the same if there is none, or it is alike. */
export function withTask(definition: WorkflowDef, task: WorkflowTask): WorkflowDef {
  const known = taskByRef(definition, task.taskReferenceName);
  if (known === undefined || isDeepStrictEqual(known, task)) return definition;
  return { ...definition, tasks: replaced(definition.tasks, task) };
}

/** A task with another one in the place of the one of its reference, if that is inside it. */
export function withTaskInside(task: WorkflowTask, by: WorkflowTask): WorkflowTask {
  const { taskReferenceName: ref } = by;
  if (task.taskReferenceName === ref || !contains(task, ref)) return task;
  const { decisionCases, defaultCase, forkTasks, loopOver } = task;
  const cases = Object.entries(decisionCases ?? {}).map(([value, list]) => [value, replaced(list, by)]);
  return {
    ...task,
    ...(decisionCases && { decisionCases: Object.fromEntries(cases) as Record<string, WorkflowTask[]> }),
    ...(defaultCase && { defaultCase: replaced(defaultCase, by) }),
    ...(forkTasks && { forkTasks: forkTasks.map((branch) => replaced(branch, by)) }),
    ...(loopOver && { loopOver: replaced(loopOver, by) }),
  };
}

function replaced(tasks: readonly WorkflowTask[], by: WorkflowTask): WorkflowTask[] {
  return tasks.map((task) => (task.taskReferenceName === by.taskReferenceName ? by : withTaskInside(task, by)));
}
