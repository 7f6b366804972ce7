import { isJsonObject } from '../engine/model.js';
import { readError } from './java-json.js';
import {
  anyJson,
  anyMap,
  boolean,
  boxedBoolean,
  boxedInt,
  boxedLong,
  classOf,
  int,
  listOf,
  long,
  mapOf,
  oneOf,
  oneOfListed,
  text,
  type JavaShape,
} from './java-shape.js';

/* The JSON of definitions, field by field as the server's classes have them. */

const METADATA = 'com.netflix.conductor.common.metadata';

/** A shape for each of several fields. */
function each(shape: JavaShape, ...names: readonly string[]): Readonly<Record<string, JavaShape>> {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

const audit = { ...each(text, 'ownerApp', 'createdBy', 'updatedBy'), ...each(boxedLong, 'createTime', 'updateTime') };
const textMap = mapOf(text);
const texts = listOf(text);

const schema = classOf(`${METADATA}.SchemaDef`, () => ({
  ...audit,
  ...each(text, 'name', 'externalRef'),
  version: int,
  type: oneOf(`${METADATA}.SchemaDef$Type`, 'JSON', 'AVRO', 'PROTOBUF'),
  data: anyMap,
}));

const cacheConfig = classOf(`${METADATA}.workflow.CacheConfig`, () => ({ key: text, ttlInSecond: int }));

export const taskDefShape = classOf(
  `${METADATA}.tasks.TaskDef`,
  () => ({
    ...audit,
    ...each(text, 'name', 'description', 'isolationGroupId', 'executionNameSpace', 'ownerEmail', 'baseType'),
    ...each(int, 'retryCount', 'retryDelaySeconds', 'maxRetryDelaySeconds', 'backoffJitterMs'),
    ...each(long, 'timeoutSeconds', 'responseTimeoutSeconds', 'totalTimeoutSeconds'),
    ...each(boxedInt, 'concurrentExecLimit', 'rateLimitPerFrequency', 'rateLimitFrequencyInSeconds'),
    ...each(boxedInt, 'pollTimeoutSeconds', 'backoffScaleFactor'),
    ...each(texts, 'inputKeys', 'outputKeys', 'runtimeMetadata'),
    timeoutPolicy: oneOf(`${METADATA}.tasks.TaskDef$TimeoutPolicy`, 'RETRY', 'TIME_OUT_WF', 'ALERT_ONLY'),
    retryLogic: oneOf(`${METADATA}.tasks.TaskDef$RetryLogic`, 'FIXED', 'EXPONENTIAL_BACKOFF', 'LINEAR_BACKOFF'),
    inputTemplate: anyMap,
    ...each(schema, 'inputSchema', 'outputSchema'),
    ...each(boolean, 'taskStatusListenerEnabled', 'enforceSchema'),
  }),
  { fromText: (name) => ({ name }) },
);

const stateChangeEvent = classOf(`${METADATA}.workflow.StateChangeEvent`, () => ({ type: text, payload: anyMap }));

const idempotencyStrategy = oneOfListed(
  `${METADATA}.workflow.IdempotencyStrategy`,
  ['FAIL', 'RETURN_EXISTING', 'FAIL_ON_RUNNING'],
  ['FAIL_ON_RUNNING', 'RETURN_EXISTING', 'FAIL'],
);

/** A definition inside, or the expression that one comes from. */
const subWorkflowDefinition: JavaShape = {
  java: 'java.lang.Object',
  read(value) {
    if (value === null) return null;
    if (typeof value === 'string') {
      if (value.startsWith('${') && value.endsWith('}')) return value;
      throw readError('workflowDefinition is a string, but not a valid DSL string');
    }
    if (isJsonObject(value)) return workflowDefShape.read(value);
    throw readError('workflowDefinition must be either null, or WorkflowDef, or a valid DSL string');
  },
};

const subWorkflowParam = classOf(`${METADATA}.workflow.SubWorkflowParams`, () => ({
  ...each(text, 'name', 'idempotencyKey'),
  version: boxedInt,
  taskToDomain: textMap,
  workflowDefinition: subWorkflowDefinition,
  idempotencyStrategy,
  priority: anyJson,
}));

const workflowTaskShape: JavaShape = classOf(`${METADATA}.workflow.WorkflowTask`, () => {
  const tasks = listOf(workflowTaskShape);
  return {
    ...each(text, 'name', 'taskReferenceName', 'description', 'type', 'sink', 'joinStatus'),
    ...each(text, 'dynamicTaskNameParam', 'caseValueParam', 'caseExpression', 'scriptExpression'),
    ...each(text, 'dynamicForkJoinTasksParam', 'dynamicForkTasksParam', 'dynamicForkTasksInputParamName'),
    ...each(text, 'loopCondition', 'items', 'evaluatorType', 'expression'),
    ...each(anyMap, 'inputParameters', 'metadata'),
    decisionCases: mapOf(tasks),
    ...each(tasks, 'defaultCase', 'loopOver'),
    forkTasks: listOf(tasks),
    startDelay: int,
    retryCount: boxedInt,
    subWorkflowParam,
    ...each(texts, 'joinOn', 'defaultExclusiveJoinTask'),
    ...each(boolean, 'optional', 'permissive'),
    ...each(boxedBoolean, 'rateLimited', 'asyncComplete'),
    taskDefinition: taskDefShape,
    onStateChange: mapOf(listOf(stateChangeEvent)),
    cacheConfig,
    joinMode: oneOf(`${METADATA}.workflow.WorkflowTask$JoinMode`, 'SYNC', 'ASYNC'),
  };
});

const rateLimitConfig = classOf(`${METADATA}.workflow.RateLimitConfig`, () => ({
  rateLimitKey: text,
  concurrentExecLimit: int,
  policy: oneOf(`${METADATA}.workflow.RateLimitConfig$RateLimitPolicy`, 'QUEUE', 'REJECT'),
}));

export const workflowDefShape: JavaShape = classOf(`${METADATA}.workflow.WorkflowDef`, () => ({
  ...audit,
  ...each(text, 'name', 'description', 'failureWorkflow', 'ownerEmail', 'workflowStatusListenerSink'),
  ...each(int, 'version', 'schemaVersion'),
  timeoutSeconds: long,
  failureWorkflowVersion: boxedInt,
  tasks: listOf(workflowTaskShape),
  ...each(texts, 'inputParameters', 'maskedFields'),
  ...each(anyMap, 'outputParameters', 'variables', 'inputTemplate', 'metadata'),
  ...each(boolean, 'restartable', 'workflowStatusListenerEnabled', 'enforceSchema'),
  timeoutPolicy: oneOf(`${METADATA}.workflow.WorkflowDef$TimeoutPolicy`, 'TIME_OUT_WF', 'ALERT_ONLY'),
  rateLimitConfig,
  ...each(schema, 'inputSchema', 'outputSchema'),
  cacheConfig,
}));

/** The fields of what a workflow is started with. */
export function startRequestFields(): Readonly<Record<string, JavaShape>> {
  return {
    ...each(text, 'name', 'correlationId', 'externalInputPayloadStoragePath', 'createdBy', 'idempotencyKey'),
    ...each(boxedInt, 'version', 'priority'),
    input: anyMap,
    taskToDomain: textMap,
    workflowDef: workflowDefShape,
    idempotencyStrategy,
  };
}

/** What a workflow is started with. */
export const startRequestShape = classOf(`${METADATA}.workflow.StartWorkflowRequest`, startRequestFields);
