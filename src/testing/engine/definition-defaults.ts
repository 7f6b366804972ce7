import type { TaskDef, WorkflowDef, WorkflowTask } from '../../../generated/index.js';

export function withTaskDefDefaults(def: TaskDef): TaskDef {
  return {
    createTime: 0,
    updateTime: 0,
    retryCount: 3,
    timeoutSeconds: 0,
    inputKeys: [],
    outputKeys: [],
    runtimeMetadata: [],
    timeoutPolicy: 'TIME_OUT_WF',
    retryLogic: 'FIXED',
    retryDelaySeconds: 60,
    responseTimeoutSeconds: 3600,
    inputTemplate: {},
    rateLimitPerFrequency: 0,
    rateLimitFrequencyInSeconds: 1,
    backoffScaleFactor: 1,
    maxRetryDelaySeconds: 0,
    backoffJitterMs: 0,
    totalTimeoutSeconds: 0,
    enforceSchema: false,
    ...def,
    ...({ taskStatusListenerEnabled: true } as object),
  };
}

export function withWorkflowTaskDefaults(task: WorkflowTask): WorkflowTask {
  return {
    inputParameters: {},
    type: 'SIMPLE',
    startDelay: 0,
    joinOn: [],
    optional: false,
    defaultExclusiveJoinTask: [],
    asyncComplete: false,
    onStateChange: {},
    permissive: false,
    metadata: {},
    ...task,
    decisionCases: Object.fromEntries(
      Object.entries(task.decisionCases ?? {}).map(([key, tasks]) => [key, tasks.map(withWorkflowTaskDefaults)]),
    ),
    defaultCase: (task.defaultCase ?? []).map(withWorkflowTaskDefaults),
    forkTasks: (task.forkTasks ?? []).map((branch) => branch.map(withWorkflowTaskDefaults)),
    loopOver: (task.loopOver ?? []).map(withWorkflowTaskDefaults),
  };
}

export function withWorkflowDefDefaults(def: WorkflowDef): WorkflowDef {
  return {
    createTime: 0,
    updateTime: 0,
    version: 1,
    inputParameters: [],
    outputParameters: {},
    schemaVersion: 2,
    restartable: true,
    workflowStatusListenerEnabled: false,
    timeoutPolicy: 'ALERT_ONLY',
    timeoutSeconds: 0,
    variables: {},
    inputTemplate: {},
    enforceSchema: true,
    metadata: {},
    maskedFields: [],
    ...def,
    tasks: def.tasks.map(withWorkflowTaskDefaults),
  };
}
