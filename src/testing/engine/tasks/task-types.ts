import { doWhile, doWhileSystemTask } from './do-while.js';
import { dynamic } from './dynamic.js';
import { event, eventSystemTask } from './event.js';
import { exclusiveJoin, exclusiveJoinSystemTask } from './exclusive-join.js';
import { forkJoinDynamic } from './fork-join-dynamic.js';
import { forkJoin, forkSystemTask } from './fork-join.js';
import { http, httpSystemTask } from './http.js';
import { human, humanSystemTask } from './human.js';
import { inline, inlineSystemTask, lambda, lambdaSystemTask } from './inline.js';
import { join, joinSystemTask } from './join.js';
import { jsonJqTransform, jsonJqTransformSystemTask } from './json-jq-transform.js';
import { kafkaPublish, kafkaPublishSystemTask } from './kafka-publish.js';
import { noop, noopSystemTask } from './noop.js';
import { pullWorkflowMessages, pullWorkflowMessagesSystemTask } from './pull-workflow-messages.js';
import { setVariable, setVariableSystemTask } from './set-variable.js';
import { simple } from './simple.js';
import { startWorkflow, startWorkflowSystemTask } from './start-workflow.js';
import { subWorkflow, subWorkflowSystemTask } from './sub-workflow.js';
import { decision, decisionSystemTask, switchSystemTask, switchTask } from './switch.js';
import type { SystemTaskType, TaskType } from './task-type.js';
import { terminate, terminateSystemTask } from './terminate.js';
import { userDefined } from './user-defined.js';
import { wait, waitSystemTask } from './wait.js';

const TYPES: ReadonlyMap<string, TaskType> = new Map(
  [
    ...[simple, dynamic, switchTask, decision, forkJoin, forkJoinDynamic, join, exclusiveJoin, doWhile, subWorkflow],
    ...[startWorkflow, wait, human, event, http, inline, lambda, jsonJqTransform, setVariable, terminate, noop],
    ...[pullWorkflowMessages, kafkaPublish],
  ].map((type) => [type.name, type]),
);

const SYSTEM_TYPES: ReadonlyMap<string, SystemTaskType> = new Map(
  [
    ...[switchSystemTask, decisionSystemTask, forkSystemTask, joinSystemTask, exclusiveJoinSystemTask],
    ...[doWhileSystemTask, subWorkflowSystemTask, startWorkflowSystemTask, waitSystemTask, humanSystemTask],
    ...[eventSystemTask, httpSystemTask, inlineSystemTask, lambdaSystemTask, jsonJqTransformSystemTask],
    ...[setVariableSystemTask, terminateSystemTask, noopSystemTask, pullWorkflowMessagesSystemTask],
    kafkaPublishSystemTask,
  ].map((type) => [type.name, type]),
);

/** How tasks of a definition's type are scheduled. */
export function taskType(type: string): TaskType {
  return TYPES.get(type) ?? userDefined;
}

/** How a scheduled task's type is done without a worker; undefined when it needs one. */
export function systemTaskType(type: string): SystemTaskType | undefined {
  return SYSTEM_TYPES.get(type);
}
