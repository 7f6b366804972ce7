import type { SignalResponse, Task, Workflow } from '../../../generated/index.js';

/** How much of a workflow an answer holds. */
export type ReturnStrategy = NonNullable<SignalResponse['responseType']>;

export interface RunContext {
  readonly strategy: ReturnStrategy;
  readonly requestId: string;
  /** The workflow that was started or signalled. */
  readonly target: Workflow;
  /** Whether it is answered because the time was over. */
  readonly isTimeout: boolean;
}

/** A workflow in the form of an answer that has waited for it. */
export function workflowRun(workflow: Workflow, context: RunContext): object {
  const { workflowId, correlationId, input, output, priority, variables, tasks, createdBy, createTime } = workflow;
  return {
    ...head(context),
    ...{ workflowId, correlationId, input, output, priority, variables, tasks, createdBy, createTime },
    status: workflow.status,
    updateTime: workflow.updateTime,
  };
}

/** A task in the form of an answer that has waited for its workflow. */
export function taskRun(task: Task, context: RunContext): object {
  const { taskType, taskId, referenceTaskName, retryCount, taskDefName, retriedTaskId, workflowType } = task;
  return {
    ...head(context),
    ...{ taskType, taskId, referenceTaskName, retryCount, taskDefName, retriedTaskId, workflowType },
    workflowId: task.workflowInstanceId,
    correlationId: task.correlationId,
    input: task.inputData,
    output: task.outputData,
    reasonForIncompletion: task.reasonForIncompletion,
    priority: task.workflowPriority,
    createdBy: task.workerId,
    createTime: task.startTime,
    updateTime: task.updateTime,
    status: task.status,
  };
}

function head({ strategy, requestId, target, isTimeout }: RunContext): object {
  return {
    responseType: strategy,
    targetWorkflowId: target.workflowId,
    targetWorkflowStatus: target.status,
    requestId,
    signalTimeout: isTimeout,
  };
}
