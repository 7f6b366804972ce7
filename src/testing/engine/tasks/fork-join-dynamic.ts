import { isMissing } from '../metadata/from-wire.js';
import type { TaskDef, WorkflowTask } from '../../../../generated/index.js';
import { nextTask } from '../decider/definition-walk.js';
import { newTask, type Draft } from '../decider/draft.js';
import { Termination } from '../decider/termination.js';
import { javaText } from '../expressions/java-text.js';
import { withWorkflowTaskDefaults } from '../metadata/defaults.js';
import { isJsonObject, shortText, type JsonObject, type TaskState } from '../model.js';
import { isSystemTask } from './system-task-names.js';
import type { MappingContext, TaskType } from './task-type.js';
import { ownValue, setOwnValue } from '../own-properties.js';

/** The branches of a dynamic fork, one task each, and the input of each by reference. */
interface Branches {
  readonly tasks: readonly WorkflowTask[];
  readonly inputs: Readonly<JsonObject>;
}

/** Goes on with tasks that its input names, and with the join that follows. */
export const forkJoinDynamic: TaskType = {
  name: 'FORK_JOIN_DYNAMIC',
  map(context) {
    const { workflowTask, draft, now } = context;
    const input = context.plainInput;
    const { tasks, inputs } = branchesOf(context, input);
    const fork = context.newTask();
    fork.taskType = 'FORK';
    fork.taskDefName = 'FORK';
    fork.startTime = now;
    fork.endTime = now;
    fork.executed = true;
    fork.status = 'COMPLETED';
    const merged = tasks.map((task) => withInput(task, ownValue(inputs, task.taskReferenceName)));
    fork.inputData = {
      forkedTasks: tasks.map((task) => task.taskReferenceName),
      forkedTaskDefs: merged,
      ...input,
    };
    const mapped: TaskState[] = [fork];
    const joinOn: string[] = [];
    // When the fork is there already, only its join is to be scheduled.
    const isThere = draft.byRef(workflowTask.taskReferenceName) !== undefined;
    for (const task of isThere ? [] : merged) {
      const branch = context.map(task, context.retryCount);
      const last = branch.at(-1);
      if (last === undefined) throw noBranch(draft, task);
      mapped.push(...branch);
      joinOn.push(last.referenceTaskName);
    }
    mapped.push(joinOf(context, joinOn));
    return mapped;
  },
};

function joinOf({ workflowTask, draft, now }: MappingContext, joinOn: readonly string[]): TaskState {
  const { workflow, context } = draft;
  const join = nextTask(workflow.workflowDefinition, workflowTask.taskReferenceName);
  if (join?.type !== 'JOIN') {
    throw new Termination('Dynamic join definition is not followed by a join task.  Check the workflow definition.');
  }
  const task = newTask(workflow, join, context.newId(), now);
  task.taskDefName = 'JOIN';
  task.startTime = now;
  task.status = 'IN_PROGRESS';
  task.inputData = { ...join.inputParameters, joinOn };
  return task;
}

function withInput(task: WorkflowTask, input: unknown): WorkflowTask {
  return { ...task, inputParameters: { ...task.inputParameters, ...(isJsonObject(input) ? input : {}) } };
}

function noBranch(draft: Draft, { name, taskReferenceName }: WorkflowTask): Termination {
  const message =
    `No dynamic tasks could be created for the Workflow: ${shortText(draft.workflow)}, ` +
    `Dynamic Fork Task: ${name}/${taskReferenceName}`;
  const isDuplicate = draft.tasks.some(
    (task) => task.referenceTaskName === taskReferenceName && task.status !== 'SCHEDULED',
  );
  return new Termination(
    isDuplicate ? `${message} attempted to create a duplicate task reference name: ${taskReferenceName}` : message,
  );
}

function branchesOf(context: MappingContext, input: JsonObject): Branches {
  const alike = alikeBranches(context, input);
  if (alike !== undefined) return alike;
  const { workflowTask } = context;
  return isMissing(workflowTask.dynamicForkTasksParam)
    ? listedBranches(context, input)
    : givenBranches(context, workflowTask.dynamicForkTasksParam, input);
}

/** `forkTaskInputs`: the same task, or the same workflow, for each item of a list. */
function alikeBranches(context: MappingContext, input: JsonObject): Branches | undefined {
  const { workflowTask, draft } = context;
  const { forkTaskInputs: items, forkTaskWorkflow, forkTaskWorkflowVersion } = input;
  if (!Array.isArray(items)) return undefined;
  const type = textOf(input.forkTaskType);
  const name =
    textOf(input.forkTaskName) ?? (type !== undefined && isSystemTask(type) ? type : workflowTask.taskReferenceName);
  // A fork that is not the first dynamic one of the workflow has its reference in those of its branches.
  const isNotFirst = draft.tasks.some((task) => task.workflowTask?.type === 'FORK_JOIN_DYNAMIC');
  const prefix = isNotFirst ? `_${workflowTask.taskReferenceName}_${name}_` : `_${name}_`;
  const inputs: JsonObject = {};
  const tasks = items.map((item: unknown, index): WorkflowTask => {
    const own = isJsonObject(item) ? item : { input: item };
    const inputParameters = { ...own, __index: index };
    const taskReferenceName = `${prefix}${index}`;
    inputs[taskReferenceName] = inputParameters;
    const parts: WorkflowTask = { name, taskReferenceName, type: type ?? 'SIMPLE', inputParameters };
    if (workflowTask.optional === true) parts.optional = true;
    if (typeof forkTaskWorkflow === 'string') {
      parts.name = forkTaskWorkflow;
      parts.type = 'SUB_WORKFLOW';
      const version = /^[+-]?\d+$/.test(String(forkTaskWorkflowVersion)) ? Number(forkTaskWorkflowVersion) : undefined;
      const { taskToDomain } = own as { taskToDomain?: Record<string, string> };
      parts.subWorkflowParam = {
        name: forkTaskWorkflow,
        ...(version !== undefined && { version }),
        ...(taskToDomain && { taskToDomain }),
      };
    } else {
      const taskDefinition = draft.context.taskDef(name);
      if (taskDefinition !== undefined) parts.taskDefinition = taskDefinition;
    }
    return withWorkflowTaskDefaults(parts);
  });
  return { tasks, inputs };
}

/** `dynamicForkTasksParam`: tasks as in a definition, and their inputs by reference. */
function givenBranches({ workflowTask, draft }: MappingContext, parameter: string, input: JsonObject): Branches {
  const given = ownValue(input, parameter);
  if (given !== undefined && given !== null && !isListOfTasks(given)) {
    throw new Termination(
      `Input '${parameter}' is invalid. Cannot deserialize a list of Workflow Tasks from '${javaText(given)}'`,
    );
  }
  if (given === undefined || given === null) {
    throw new Termination(`Input '${parameter}' is invalid. Cannot deserialize a list of Workflow Tasks from 'null'`);
  }
  const inputs = ownValue(input, workflowTask.dynamicForkTasksInputParamName ?? '');
  if (!isJsonObject(inputs)) {
    throw new Termination(
      'Input to the dynamically forked tasks is not a map -> expecting a map of K,V  but found ' +
        javaText(inputs ?? null),
    );
  }
  return {
    tasks: given.map((task) => withTaskDef(withWorkflowTaskDefaults(task), draft.context.taskDef(task.name))),
    inputs,
  };
}

/** `dynamicForkJoinTasksParam`: the first form that the server had. */
function listedBranches({ workflowTask, draft }: MappingContext, input: JsonObject): Branches {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- definitions may have it still
  const parameter = workflowTask.dynamicForkJoinTasksParam ?? 'null';
  const list = ownValue(input, parameter);
  if (!isJsonObject(list) || !Array.isArray(list.dynamicTasks)) {
    throw new Termination(
      `Dynamic tasks could not be created. The value of ${parameter} from task's input ${javaText(input)} has no dynamic tasks to be scheduled`,
    );
  }
  const inputs: JsonObject = {};
  const tasks = list.dynamicTasks.filter(isJsonObject).map((one): WorkflowTask => {
    const taskReferenceName = textOf(one.referenceName) ?? '';
    const name = textOf(one.taskName) ?? '';
    setOwnValue(inputs, taskReferenceName, one.input);
    const task = withWorkflowTaskDefaults({ name, taskReferenceName, type: textOf(one.type) ?? 'SIMPLE' });
    return withTaskDef(task, draft.context.taskDef(name));
  });
  return { tasks, inputs };
}

function withTaskDef(task: WorkflowTask, taskDefinition: TaskDef | undefined): WorkflowTask {
  return task.taskDefinition || taskDefinition === undefined ? task : { ...task, taskDefinition };
}

function isListOfTasks(value: unknown): value is WorkflowTask[] {
  return (
    Array.isArray(value) && value.every((task) => isJsonObject(task) && typeof task.taskReferenceName === 'string')
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
