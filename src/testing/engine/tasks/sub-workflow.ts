import { isMissing } from '../metadata/from-wire.js';
import type { SubWorkflowParams, WorkflowDef } from '../../../../generated/index.js';
import { addOutput, type Draft } from '../decider/draft.js';
import { taskInput } from '../decider/task-input.js';
import { Termination } from '../decider/termination.js';
import { inHashMapOrder } from '../expressions/java-hash-map.js';
import { javaText } from '../expressions/java-text.js';
import {
  isJsonObject,
  isWorkflowOver,
  shortText,
  type JsonObject,
  type TaskState,
  type WorkflowState,
} from '../model.js';
import type { MappingContext, SystemTaskType, TaskType } from './task-type.js';

/** Another workflow, whose end is the end of the task. */
export const subWorkflow: TaskType = {
  name: 'SUB_WORKFLOW',
  map(context) {
    const { workflowTask } = context;
    const params = workflowTask.subWorkflowParam;
    if (!params) {
      throw new Termination(
        `Task ${workflowTask.name} is defined as sub-workflow and is missing subWorkflowParams. Please check the workflow definition`,
      );
    }
    const resolved = resolvedParams(context, params);
    const name = javaText(resolved.name ?? null);
    const task = context.newTask();
    const { workflowDefinition: subWorkflowDefinition = null, taskToDomain } = resolved;
    task.inputData = inHashMapOrder({
      subWorkflowName: name,
      priority: resolved.priority ?? null,
      subWorkflowVersion: subWorkflowDefinition === null ? versionOf(context, resolved, name) : null,
      subWorkflowTaskToDomain: isJsonObject(taskToDomain) ? taskToDomain : null,
      subWorkflowDefinition,
      idempotencyKey: resolved.idempotencyKey ?? null,
      idempotencyStrategy: resolved.idempotencyStrategy ?? null,
      workflowInput: context.plainInput,
    });
    task.callbackAfterSeconds = workflowTask.startDelay ?? 0;
    if (typeof params.priority === 'number') task.workflowPriority = params.priority;
    return [task];
  },
};

function resolvedParams({ draft }: MappingContext, params: SubWorkflowParams): JsonObject {
  const { workflowDefinition, name, priority, version, taskToDomain, idempotencyKey, idempotencyStrategy } = params;
  const isExpression = typeof workflowDefinition === 'string';
  const given: JsonObject = { name, priority: priority ?? null };
  if (!isMissing(version)) given.version = version;
  if (!isMissing(taskToDomain)) given.taskToDomain = taskToDomain;
  if (!isMissing(idempotencyKey)) given.idempotencyKey = idempotencyKey;
  if (!isMissing(idempotencyStrategy)) given.idempotencyStrategy = idempotencyStrategy;
  if (isExpression) given.workflowDefinition = workflowDefinition;
  const resolved = taskInput(given, draft);
  // Expressions of a definition that is written out are for its own tasks.
  return isExpression || isMissing(workflowDefinition) ? resolved : { ...resolved, workflowDefinition };
}

function versionOf({ draft }: MappingContext, { version }: JsonObject, name: string): number {
  if (version !== undefined && version !== null) return Number(version);
  const latest = draft.context.latestWorkflowDef(name)?.version;
  if (latest !== undefined) return latest;
  throw new Termination(`The Task ${name} defined as a sub-workflow has no workflow definition available `);
}

export const subWorkflowSystemTask: SystemTaskType = {
  name: 'SUB_WORKFLOW',
  isAsync: true,
  isCompletedElsewhere: () => true,
  launch(draft, task, services) {
    const { inputData } = task;
    const definition = isJsonObject(inputData.subWorkflowDefinition)
      ? (inputData.subWorkflowDefinition as unknown as WorkflowDef)
      : undefined;
    const name = definition?.name ?? javaText(inputData.subWorkflowName ?? null);
    const version = inputData.subWorkflowVersion;
    const { workflow } = draft;
    try {
      const start = {
        name,
        version: typeof version === 'number' && version !== 0 ? version : undefined,
        definition,
        input: childInput(inputData, definition !== undefined),
        correlationId: workflow.correlationId,
        priority: typeof inputData.priority === 'number' ? inputData.priority : undefined,
        taskToDomain: isJsonObject(inputData.subWorkflowTaskToDomain)
          ? (inputData.subWorkflowTaskToDomain as Record<string, string>)
          : workflow.taskToDomain,
        parentWorkflowTaskId: task.taskId,
      };
      const child = services.createChild(start, workflow.workflowId);
      task.reasonForIncompletion = undefined;
      task.subWorkflowId = child.workflowId;
      addOutput(task, { subWorkflowId: child.workflowId });
      task.status = 'IN_PROGRESS';
    } catch (error) {
      task.status = 'FAILED';
      task.reasonForIncompletion = error instanceof Error ? error.message : String(error);
    }
  },
  cancel(draft: Draft, task) {
    if (task.subWorkflowId === undefined) return;
    const { reasonForIncompletion: reason, status } = draft.workflow;
    draft.effects.push({
      do: 'terminateChild',
      workflowId: task.subWorkflowId,
      reason:
        reason === undefined || reason === ''
          ? `Parent workflow has been terminated with status ${status}`
          : `Parent workflow has been terminated with reason: ${reason}`,
    });
  },
};

function childInput(inputData: JsonObject, isWrittenOut: boolean): JsonObject {
  const { workflowInput } = inputData;
  const input = isJsonObject(workflowInput) && Object.keys(workflowInput).length > 0 ? workflowInput : inputData;
  if (!isWrittenOut) return input;
  const { _systemMetadata: known } = input;
  return inHashMapOrder({ ...input, _systemMetadata: { ...(isJsonObject(known) ? known : {}), dynamic: true } });
}

/** Gives the task the state of its child. */
export function followChild(task: TaskState, child: WorkflowState): void {
  switch (child.status) {
    case 'RUNNING':
    case 'PAUSED':
      task.status = 'IN_PROGRESS';
      break;
    case 'COMPLETED':
      task.status = 'COMPLETED';
      break;
    case 'FAILED':
      task.status = 'FAILED';
      break;
    case 'TERMINATED':
      task.status = 'CANCELED';
      break;
    case 'TIMED_OUT':
      task.status = 'TIMED_OUT';
      break;
  }
  if (!isWorkflowOver(child.status)) return;
  addOutput(task, child.output);
  if (child.status !== 'COMPLETED') {
    task.reasonForIncompletion = `Sub workflow ${shortText(child)} failure reason: ${child.reasonForIncompletion ?? 'null'}`;
  }
}
