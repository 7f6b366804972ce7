import type { TaskDef, WorkflowDef, WorkflowTask } from '../../../../generated/index.js';
import { type FromWire } from './from-wire.js';
import { referenceErrors } from './validate-references.js';
import { taskTypeErrors } from './validate-task-type.js';
import { emptyTextError, minimumError, ValidationBroken, type ValidationError } from './validation-error.js';

/**
 * What the server finds wrong with a workflow definition, in its words. It looks into the branches of switches and forks, not into loops
 * and inline sub-workflows, and accepts everything else: any names, unknown task types, a missing JOIN, negative versions.
 *
 * @param taskDef - finds a registered task definition: its inputTemplate may have the parameter that a task lacks.
 * @throws ValidationBroken for a null that makes the server answer 500.
 */
export function validateWorkflowDef(
  def: FromWire<WorkflowDef>,
  taskDef: (name: string) => TaskDef | undefined = () => undefined,
): readonly ValidationError[] {
  if (def.tasks === null || collectTasks(def.tasks).some(isBroken)) throw new ValidationBroken();
  const schemaVersion = def.schemaVersion === undefined ? 2 : (def.schemaVersion ?? 0);
  const tasks = def.tasks ?? [];
  const errors = [
    ...emptyTextError('name', def.name, 'WorkflowDef name cannot be null or empty'),
    ...(tasks.length === 0 ? [{ path: 'tasks', message: 'WorkflowTask list cannot be empty' }] : []),
    ...(schemaVersion === 2 ? [] : [schemaVersionError(schemaVersion)]),
    ...tasks.flatMap((task, at) => taskErrors(task, `tasks[${at}]`, taskDef)),
    ...uniqueReferenceErrors(def, tasks),
    ...referenceErrors(tasks, new Set(collectTasks(tasks).map((task) => task.taskReferenceName))),
  ];
  return withoutDuplicates(errors);
}

type Given = FromWire<WorkflowTask>;
type Tasks = readonly Given[] | null | undefined;

/**
 * All tasks of a definition, also those in branches and loops.
 * @throws ValidationBroken for one that is null
 */
function collectTasks(tasks: Tasks): readonly Given[] {
  return (tasks ?? []).flatMap((task: Given | null) => {
    if (task === null) throw new ValidationBroken();
    return tasksOf(task);
  });
}

function collectBranch(tasks: Tasks): readonly Given[] {
  if (tasks === null) throw new ValidationBroken();
  return collectTasks(tasks);
}

function tasksOf(task: Given): readonly Given[] {
  return [
    task,
    // Of each type only the tasks that belong to it.
    ...(task.type === 'SWITCH' || task.type === 'DECISION'
      ? [
          ...Object.values(task.decisionCases ?? {}).flatMap((tasks) => collectBranch(tasks)),
          ...collectTasks(task.defaultCase),
        ]
      : []),
    ...(task.type === 'FORK_JOIN' ? (task.forkTasks ?? []).flatMap((tasks) => collectBranch(tasks)) : []),
    ...(task.type === 'DO_WHILE' ? collectTasks(task.loopOver) : []),
  ];
}

function isBroken(task: Given): boolean {
  const { type, decisionCases, forkTasks, inputParameters } = task;
  switch (type) {
    case null:
      return true;
    case 'SWITCH':
    case 'DECISION':
      return decisionCases === null;
    case 'FORK_JOIN':
      return forkTasks === null;
    case 'WAIT':
    case 'TERMINATE':
      return inputParameters === null;
    default:
      return false;
  }
}

function schemaVersionError(version: number): ValidationError {
  return {
    path: 'schemaVersion',
    message: 'workflowDef schemaVersion: 2 is only supported',
    invalidValue: String(version),
  };
}

function taskErrors(
  task: Given,
  path: string,
  taskDef: (name: string) => TaskDef | undefined,
): readonly ValidationError[] {
  const inside = (tasks: Tasks, below: string): readonly ValidationError[] =>
    (tasks ?? []).flatMap((each: Given | null, at) =>
      each === null ? [] : taskErrors(each, `${below}[${at}]`, taskDef),
    );
  return [
    ...emptyTextError(`${path}.name`, task.name, 'WorkflowTask name cannot be empty or null'),
    ...emptyTextError(
      `${path}.taskReferenceName`,
      task.taskReferenceName,
      'WorkflowTask taskReferenceName name cannot be empty or null',
    ),
    ...minimumError(`${path}.startDelay`, task.startDelay, 0, 'must be greater than or equal to 0'),
    ...taskTypeErrors(task, taskDef).map((message) => ({ path, message })),
    ...Object.entries(task.decisionCases ?? {}).flatMap(([name, tasks]) =>
      inside(tasks, `${path}.decisionCases[${name}].<map value>`),
    ),
    ...inside(task.defaultCase, `${path}.defaultCase`),
    ...(task.forkTasks ?? []).flatMap((tasks, at) => inside(tasks, `${path}.forkTasks[${at}].<list element>`)),
  ];
}

function uniqueReferenceErrors(def: FromWire<WorkflowDef>, tasks: Tasks): readonly ValidationError[] {
  const seen = new Set<unknown>();
  return collectTasks(tasks).flatMap(({ taskReferenceName }) => {
    if (!seen.has(taskReferenceName)) {
      seen.add(taskReferenceName);
      return [];
    }
    const message = `taskReferenceName: ${taskReferenceName ?? 'null'} should be unique across tasks for a given workflowDefinition: ${def.name ?? 'null'}`;
    return [{ path: '', message }];
  });
}

/** The server keeps them in a set, without an order. */
function withoutDuplicates(errors: readonly ValidationError[]): readonly ValidationError[] {
  return [...new Map(errors.map((error) => [`${error.path}\n${error.message}`, error])).values()];
}
