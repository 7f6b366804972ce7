import type { Task } from '../../generated/index.js';

/** A task as a worker gets it from a poll: everything that the server always sends, with what a test wants different. */
export function sampleTask(taskType: string, parts: Partial<Task> = {}): Task {
  const now = Date.now();
  return {
    ...{ taskType, taskDefName: taskType, referenceTaskName: taskType, status: 'IN_PROGRESS', seq: 1 },
    ...{ taskId: crypto.randomUUID(), workflowInstanceId: crypto.randomUUID(), workflowType: 'test' },
    ...{ inputData: {}, outputData: {}, retryCount: 0, retried: false, executed: false, pollCount: 1, iteration: 0 },
    ...{ scheduledTime: now, startTime: now, updateTime: now, endTime: 0, firstStartTime: now, queueWaitTime: 0 },
    ...{ callbackAfterSeconds: 0, callbackFromWorker: true, responseTimeoutSeconds: 3600, startDelayInSeconds: 0 },
    ...{ rateLimitPerFrequency: 0, rateLimitFrequencyInSeconds: 1, workflowPriority: 0 },
    ...{ loopOverTask: false, subworkflowChanged: false },
    ...parts,
  };
}
