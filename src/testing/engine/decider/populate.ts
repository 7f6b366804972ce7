import { isMissing } from '../metadata/from-wire.js';
import type { TaskDef, WorkflowDef, WorkflowTask } from '../../../../generated/index.js';
import { withTaskDefDefaults } from '../metadata/defaults.js';
import type { DeciderContext } from './decider-context.js';
import { Termination } from './termination.js';

/**
 * The definition of a workflow as it is run: each task with its task definition, each sub-workflow with its version. What is registered
 * later does not change a workflow that runs.
 *
 * @throws Termination when a sub-workflow without version has no definition
 */
export function populated(definition: WorkflowDef, context: DefinitionLookup): WorkflowDef {
  return { ...definition, tasks: definition.tasks.map((task) => populatedTask(task, context)) };
}

type DefinitionLookup = Pick<DeciderContext, 'taskDef' | 'latestWorkflowDef'>;

function populatedTask(task: WorkflowTask, context: DefinitionLookup): WorkflowTask {
  const inside = (tasks: readonly WorkflowTask[] = []): WorkflowTask[] =>
    tasks.map((one) => populatedTask(one, context));
  const result: WorkflowTask = { ...task };
  if (!result.taskDefinition && task.name.trim() !== '') result.taskDefinition = taskDefFor(task, context);
  if (task.type === 'SUB_WORKFLOW' && task.subWorkflowParam && isMissing(task.subWorkflowParam.version)) {
    const { name = 'null' } = task.subWorkflowParam;
    const version = context.latestWorkflowDef(name)?.version;
    if (version === undefined) {
      throw new Termination(`The Task ${name} defined as a sub-workflow has no workflow definition available `);
    }
    result.subWorkflowParam = { ...task.subWorkflowParam, version };
  }
  if (task.decisionCases) {
    result.decisionCases = Object.fromEntries(
      Object.entries(task.decisionCases).map(([value, tasks]) => [value, inside(tasks)]),
    );
  }
  if (task.defaultCase) result.defaultCase = inside(task.defaultCase);
  if (task.forkTasks) result.forkTasks = task.forkTasks.map(inside);
  if (task.loopOver) result.loopOver = inside(task.loopOver);
  return result;
}

/** That of the name, or one made up: with the defaults for a worker task, without retries and timeout for all others. */
function taskDefFor({ name, type }: WorkflowTask, context: DefinitionLookup): TaskDef {
  const registered = context.taskDef(name);
  if (registered !== undefined) return registered;
  return withTaskDefDefaults(type === 'SIMPLE' ? { name } : { name, retryCount: 0, responseTimeoutSeconds: 0 });
}
