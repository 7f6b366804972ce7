/** Where a task's id goes in {@link polledTaskText}: as long as a real one, so that it can be written over. */
export const ID_PLACEHOLDER = '00000000-0000-4000-8000-000000000000';
/** Where the id of its workflow goes. */
export const WORKFLOW_PLACEHOLDER = '00000000-0000-4000-9000-000000000000';

/**
 * A task as a server answers it to a poll, with its definition and its place in the workflow: about 2.4 KB, as measured on a real server
 * for a small task.
 */
export function polledTaskText(taskType: string): string {
  const now = Date.now();
  return JSON.stringify({
    taskType,
    status: 'IN_PROGRESS',
    inputData: {
      orderId: 'order-4711',
      customer: { id: 'c-1024', name: 'Ada Example', segment: 'retail', country: 'NL' },
      items: [
        { sku: 'SKU-1001', quantity: 2, price: 19.9, description: 'A ream of paper, 500 sheets' },
        { sku: 'SKU-1002', quantity: 1, price: 249, description: 'A desk lamp with a brass foot' },
      ],
      attempt: 1,
      priority: 'normal',
    },
    referenceTaskName: `${taskType}_ref`,
    retryCount: 0,
    seq: 1,
    correlationId: 'corr-2048',
    pollCount: 1,
    taskDefName: taskType,
    scheduledTime: now - 40,
    startTime: now,
    endTime: 0,
    updateTime: now,
    startDelayInSeconds: 0,
    retried: false,
    executed: false,
    callbackFromWorker: true,
    responseTimeoutSeconds: 3600,
    workflowInstanceId: WORKFLOW_PLACEHOLDER,
    workflowType: 'bench_workflow',
    taskId: ID_PLACEHOLDER,
    callbackAfterSeconds: 0,
    workerId: 'bench',
    outputData: {},
    workflowTask: {
      name: taskType,
      taskReferenceName: `${taskType}_ref`,
      description: 'Checks the order and reserves what it is about',
      inputParameters: {
        orderId: '${workflow.input.orderId}',
        customer: '${workflow.input.customer}',
        items: '${workflow.input.items}',
        attempt: 1,
        priority: '${workflow.input.priority}',
      },
      type: 'SIMPLE',
      decisionCases: {},
      defaultCase: [],
      forkTasks: [],
      startDelay: 0,
      joinOn: [],
      optional: false,
      taskDefinition: definition(taskType, now),
      defaultExclusiveJoinTask: [],
      asyncComplete: false,
      loopOver: [],
      onStateChange: {},
      permissive: false,
    },
    rateLimitPerFrequency: 0,
    rateLimitFrequencyInSeconds: 1,
    workflowPriority: 0,
    iteration: 0,
    subworkflowChanged: false,
    firstStartTime: now,
    taskDefinition: definition(taskType, now),
    queueWaitTime: 40,
    loopOverTask: false,
  });
}

function definition(name: string, now: number): Readonly<Record<string, unknown>> {
  return {
    createTime: now,
    updateTime: now,
    name,
    retryCount: 3,
    timeoutSeconds: 7200,
    timeoutPolicy: 'TIME_OUT_WF',
    retryLogic: 'FIXED',
    retryDelaySeconds: 60,
    responseTimeoutSeconds: 3600,
    inputTemplate: {},
    rateLimitPerFrequency: 0,
    rateLimitFrequencyInSeconds: 1,
    ownerEmail: 'bench@example.com',
    backoffScaleFactor: 1,
    totalTimeoutSeconds: 0,
    enforceSchema: false,
  };
}
