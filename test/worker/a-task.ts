import type { Task } from '../../generated/index.js';
import type { TaskContext } from '../../src/worker/task-context.js';

/** A polled task as the server sends it, with what a test wants different. */
export function aTask(changes: Partial<Task> = {}): Task {
  return {
    taskId: 'task-1',
    taskType: 'charge',
    taskDefName: 'charge',
    referenceTaskName: 'charge_ref',
    status: 'IN_PROGRESS',
    workflowInstanceId: 'workflow-1',
    workflowType: 'orders',
    workflowPriority: 0,
    inputData: {},
    outputData: {},
    seq: 1,
    pollCount: 1,
    retryCount: 0,
    retried: false,
    executed: false,
    iteration: 0,
    loopOverTask: false,
    subworkflowChanged: false,
    callbackFromWorker: true,
    callbackAfterSeconds: 0,
    responseTimeoutSeconds: 3600,
    rateLimitPerFrequency: 0,
    rateLimitFrequencyInSeconds: 1,
    startDelayInSeconds: 0,
    queueWaitTime: 0,
    scheduledTime: 1,
    startTime: 2,
    firstStartTime: 2,
    endTime: 0,
    updateTime: 2,
    ...changes,
  };
}

/** A context that collects what is logged. */
export function aContext(): TaskContext & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    signal: new AbortController().signal,
    shutdownSignal: new AbortController().signal,
    workerId: 'tester',
    attempt: 1,
    log: (line) => void lines.push(line),
  };
}
