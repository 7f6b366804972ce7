import type { TaskDef } from '../../../../generated/index.js';
import { resolveExpressions, type ExpressionScope } from '../expressions/resolve-expressions.js';
import { withoutIteration, type JsonObject, type TaskState, type WorkflowState } from '../model.js';
import type { Draft } from './draft.js';
import { isMissing } from '../metadata/from-wire.js';
import { ownValue, setOwnValue } from '../own-properties.js';

/** The map that `${workflow}` is: these fields and no others. */
function workflowScope(workflow: WorkflowState): JsonObject {
  const { workflowDefinition: definition } = workflow;
  return {
    input: workflow.input,
    output: workflow.output,
    status: workflow.status,
    workflowId: workflow.workflowId,
    parentWorkflowId: workflow.parentWorkflowId ?? null,
    parentWorkflowTaskId: workflow.parentWorkflowTaskId ?? null,
    workflowType: definition.name,
    version: definition.version ?? 1,
    correlationId: workflow.correlationId ?? null,
    reasonForIncompletion: workflow.reasonForIncompletion ?? null,
    schemaVersion: definition.schemaVersion ?? 2,
    variables: workflow.variables,
  };
}

/** The map that `${ref}` is. */
function taskScope(task: TaskState): JsonObject {
  return {
    input: task.inputData,
    output: task.outputData,
    taskType: task.taskType,
    status: task.status,
    referenceTaskName: task.referenceTaskName,
    retryCount: task.retryCount,
    correlationId: task.correlationId ?? null,
    pollCount: task.pollCount,
    taskDefName: task.taskDefName,
    scheduledTime: task.scheduledTime,
    startTime: task.startTime,
    endTime: task.endTime,
    workflowInstanceId: task.workflowInstanceId,
    taskId: task.taskId,
    reasonForIncompletion: task.reasonForIncompletion ?? null,
    callbackAfterSeconds: task.callbackAfterSeconds,
    workerId: task.workerId ?? null,
    iteration: task.iteration,
  };
}

/** A task of a loop is known by its plain name, and is that of the latest iteration. */
function knownAs(task: TaskState): string {
  return task.iteration > 0 ? withoutIteration(task.referenceTaskName) : task.referenceTaskName;
}

class DraftScope implements ExpressionScope {
  #workflow: JsonObject | undefined;

  constructor(
    private readonly draft: Draft,
    readonly taskId: string | undefined,
  ) {}

  get workflow(): JsonObject {
    return (this.#workflow ??= workflowScope(this.draft.workflow));
  }

  task(ref: string): JsonObject | undefined {
    const { tasks } = this.draft;
    for (let at = tasks.length - 1; at >= 0; at--) {
      const task = tasks[at];
      if (task !== undefined && knownAs(task) === ref) return taskScope(task);
    }
    return undefined;
  }

  taskRefs(): Iterable<string> {
    return new Set(this.draft.tasks.map(knownAs));
  }
}

/**
 * Resolves input parameters for a task.
 * @param taskId what `${CPEWF_TASK_ID}` is
 * @param taskDef whose inputTemplate fills what is missing or null
 */
export function taskInput(
  parameters: Readonly<JsonObject> | undefined,
  draft: Draft,
  taskId?: string,
  taskDef?: TaskDef,
): JsonObject {
  const template = taskDef?.inputTemplate;
  const scope = new DraftScope(draft, taskId);
  if (template === undefined || Object.keys(template).length === 0) return resolveMap(parameters ?? {}, scope);
  const filled: JsonObject = { ...parameters };
  for (const [key, value] of Object.entries(template)) {
    if (isMissing(ownValue(filled, key))) setOwnValue(filled, key, value);
  }
  const resolved = { ...resolveMap(filled, scope) };
  // What an expression made null is taken from the template as it is written there.
  for (const [key, value] of Object.entries(resolved)) {
    if (value === null) setOwnValue(resolved, key, ownValue(template, key) ?? null);
  }
  return resolved;
}

function resolveMap(parameters: Readonly<JsonObject>, scope: ExpressionScope): JsonObject {
  const resolved = resolveExpressions(parameters, scope);
  return resolved as JsonObject;
}
