import type { SchemaDef, SubWorkflowParams, TaskDef, WorkflowDef, WorkflowTask } from '../../../../generated/index.js';
import { type FromWire, isMissing } from './from-wire.js';

/**
 * Definitions as the server stores and answers them: known fields only, each that has a default with a value, none that is null. A number
 * or boolean that is null becomes 0 or false, as in Java, and not its default. What is in maps of free form stays as it is, nulls included.
 *
 * Who did it and when (`createTime`, `createdBy`, …) is up to the store; left out the times are 0.
 */

/** A field that has a default. Primitive ones cannot be null in Java. */
type Defaults = Readonly<Record<string, { readonly value: unknown; readonly isPrimitive?: true }>>;

const primitive = (value: number | boolean): { value: unknown; isPrimitive: true } => ({ value, isPrimitive: true });

const AUDIT: Defaults = { createTime: primitive(0), updateTime: primitive(0) };
const AUDIT_OPTIONAL = ['ownerApp', 'createdBy', 'updatedBy'];

const TASK_DEF: Defaults = {
  ...AUDIT,
  retryCount: primitive(3),
  timeoutSeconds: primitive(0),
  inputKeys: { value: [] },
  outputKeys: { value: [] },
  runtimeMetadata: { value: [] },
  timeoutPolicy: { value: 'TIME_OUT_WF' },
  retryLogic: { value: 'FIXED' },
  retryDelaySeconds: primitive(60),
  responseTimeoutSeconds: primitive(3_600),
  inputTemplate: { value: {} },
  rateLimitPerFrequency: { value: 0 },
  rateLimitFrequencyInSeconds: { value: 1 },
  backoffScaleFactor: { value: 1 },
  maxRetryDelaySeconds: primitive(0),
  backoffJitterMs: primitive(0),
  totalTimeoutSeconds: primitive(0),
  taskStatusListenerEnabled: primitive(true),
  enforceSchema: primitive(false),
};
const TASK_DEF_OPTIONAL = [
  ...AUDIT_OPTIONAL,
  ...['name', 'description', 'concurrentExecLimit', 'isolationGroupId', 'executionNameSpace', 'ownerEmail'],
  ...['pollTimeoutSeconds', 'baseType'],
];

const WORKFLOW_TASK: Defaults = {
  inputParameters: { value: {} },
  type: { value: 'SIMPLE' },
  startDelay: primitive(0),
  joinOn: { value: [] },
  optional: primitive(false),
  defaultExclusiveJoinTask: { value: [] },
  asyncComplete: { value: false },
  onStateChange: { value: {} },
  permissive: primitive(false),
  metadata: { value: {} },
};
const WORKFLOW_TASK_OPTIONAL = [
  ...[
    'name',
    'taskReferenceName',
    'description',
    'dynamicTaskNameParam',
    'caseValueParam',
    'caseExpression',
    'scriptExpression',
  ],
  ...['dynamicForkJoinTasksParam', 'dynamicForkTasksParam', 'dynamicForkTasksInputParamName', 'sink', 'rateLimited'],
  ...['loopCondition', 'items', 'retryCount', 'evaluatorType', 'expression', 'joinStatus', 'joinMode'],
];

const WORKFLOW_DEF: Defaults = {
  ...AUDIT,
  version: primitive(1),
  inputParameters: { value: [] },
  outputParameters: { value: {} },
  schemaVersion: primitive(2),
  restartable: primitive(true),
  workflowStatusListenerEnabled: primitive(false),
  timeoutPolicy: { value: 'ALERT_ONLY' },
  timeoutSeconds: primitive(0),
  variables: { value: {} },
  inputTemplate: { value: {} },
  enforceSchema: primitive(true),
  metadata: { value: {} },
  maskedFields: { value: [] },
};
const WORKFLOW_DEF_OPTIONAL = [
  ...AUDIT_OPTIONAL,
  ...['name', 'description', 'failureWorkflow', 'failureWorkflowVersion', 'ownerEmail', 'workflowStatusListenerSink'],
];

/** A task definition as `GET /metadata/taskdefs/{name}` answers it. */
export function withTaskDefDefaults(def: FromWire<TaskDef>): TaskDef {
  const { inputSchema, outputSchema } = def;
  return {
    ...fields(def, TASK_DEF, TASK_DEF_OPTIONAL),
    ...(inputSchema && { inputSchema: withSchemaDefaults(inputSchema) }),
    ...(outputSchema && { outputSchema: withSchemaDefaults(outputSchema) }),
  };
}

/** A workflow definition as `GET /metadata/workflow/{name}` answers it. */
export function withWorkflowDefDefaults(def: FromWire<WorkflowDef>): WorkflowDef {
  const { inputSchema, outputSchema, rateLimitConfig, cacheConfig } = def;
  return {
    ...fields(def, WORKFLOW_DEF, WORKFLOW_DEF_OPTIONAL),
    tasks: tasksWithDefaults(def.tasks),
    ...(rateLimitConfig && { rateLimitConfig: { concurrentExecLimit: 0, policy: 'QUEUE', ...rateLimitConfig } }),
    ...(inputSchema && { inputSchema: withSchemaDefaults(inputSchema) }),
    ...(outputSchema && { outputSchema: withSchemaDefaults(outputSchema) }),
    ...(cacheConfig && { cacheConfig: { ttlInSecond: 0, ...cacheConfig } }),
  };
}

/** One task of a workflow definition, with the tasks in it. */
export function withWorkflowTaskDefaults(task: FromWire<WorkflowTask>): WorkflowTask {
  const { decisionCases, forkTasks, subWorkflowParam, taskDefinition, cacheConfig } = task;
  const cases = Object.entries(decisionCases ?? {}).map(([name, tasks]) => [name, tasksWithDefaults(tasks)]);
  return {
    ...fields(task, WORKFLOW_TASK, WORKFLOW_TASK_OPTIONAL),
    decisionCases: Object.fromEntries(cases) as Record<string, WorkflowTask[]>,
    defaultCase: tasksWithDefaults(task.defaultCase),
    forkTasks: (forkTasks ?? []).map((tasks) => tasksWithDefaults(tasks)),
    loopOver: tasksWithDefaults(task.loopOver),
    ...(taskDefinition && { taskDefinition: withTaskDefDefaults(taskDefinition) }),
    ...(subWorkflowParam && { subWorkflowParam: withSubWorkflowDefaults(subWorkflowParam) }),
    ...(cacheConfig && { cacheConfig: { ttlInSecond: 0, ...cacheConfig } }),
  };
}

/** A null where no check looks, as in the loop of a task that is none, is as good as nothing. */
function tasksWithDefaults(tasks: readonly (FromWire<WorkflowTask> | null)[] | null | undefined): WorkflowTask[] {
  return (tasks ?? []).flatMap((task) => (task === null ? [] : [withWorkflowTaskDefaults(task)]));
}

/** A definition that comes with the parameters has its own name and version, which replace theirs. */
function withSubWorkflowDefaults(params: SubWorkflowParams): SubWorkflowParams {
  const known = [
    'name',
    'version',
    'taskToDomain',
    'workflowDefinition',
    'idempotencyKey',
    'idempotencyStrategy',
    'priority',
  ];
  const given = fields(params, {}, known);
  if (!isWorkflowDef(given.workflowDefinition)) return given;
  const workflowDefinition = withWorkflowDefDefaults(given.workflowDefinition);
  const { name, version = 1 } = workflowDefinition;
  return { ...given, name, version, workflowDefinition };
}

function isWorkflowDef(value: unknown): value is WorkflowDef {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withSchemaDefaults(schema: SchemaDef): SchemaDef {
  return fields(schema, { ...AUDIT, version: primitive(1) }, [
    ...AUDIT_OPTIONAL,
    'name',
    'type',
    'data',
    'externalRef',
  ]);
}

/** The known fields of a definition. */
function fields<T extends object>(given: FromWire<T>, defaults: Defaults, optional: readonly string[]): T {
  const result: Record<string, unknown> = {};
  const values = given as Readonly<Record<string, unknown>>;
  for (const [name, { value, isPrimitive }] of Object.entries(defaults)) {
    const own = values[name];
    result[name] = own === null && isPrimitive ? zero(value) : (own ?? value);
  }
  for (const name of optional) if (!isMissing(values[name])) result[name] = values[name];
  return result as T;
}

function zero(like: unknown): unknown {
  return typeof like === 'boolean' ? false : 0;
}
