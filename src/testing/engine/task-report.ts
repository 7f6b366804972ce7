import type { TaskResult } from '../../../generated/index.js';
import { badRequest, serverError } from './engine-error.js';
import { isMissing } from './metadata/from-wire.js';
import { isJsonObject, isTerminal, type JsonObject, type TaskState } from './model.js';
import { limitPayloads } from './payload-limits.js';
import { systemTaskType } from './tasks/task-types.js';

/** A line of a report. One without text cannot be stored. */
export interface ReportedLine {
  readonly log?: string | null | undefined;
  /** Milliseconds since 1970. Default 0. */
  readonly createdTime?: number;
}

/** What a worker reports, as it came: without a status it is refused when the status is needed. */
export interface TaskReport extends Pick<
  TaskResult,
  | 'taskId'
  | 'workflowInstanceId'
  | 'workerId'
  | 'outputData'
  | 'reasonForIncompletion'
  | 'callbackAfterSeconds'
  | 'subWorkflowId'
  | 'extendLease'
> {
  readonly status?: TaskResult['status'] | undefined;
  readonly logs?: readonly (ReportedLine | null)[] | undefined;
}

/** What a worker may report. */
const REPORTABLE: ReadonlySet<string> = new Set([
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'FAILED_WITH_TERMINAL_ERROR',
  'CANCELED',
]);
const LONGEST_REASON = 500;
/** The server's own words. */
const NO_STATUS =
  'Cannot invoke "com.netflix.conductor.common.metadata.tasks.TaskResult$Status.name()" because the return value of ' +
  '"com.netflix.conductor.common.metadata.tasks.TaskResult.getStatus()" is null';

/** A report that changes nothing. */
export function asItIs(task: TaskState): Omit<TaskResult, 'status'> {
  const { workflowInstanceId, taskId, workerId, callbackAfterSeconds, subWorkflowId, reasonForIncompletion } = task;
  return {
    workflowInstanceId,
    taskId,
    callbackAfterSeconds,
    outputData: task.outputData,
    ...(workerId !== undefined && { workerId }),
    ...(subWorkflowId !== undefined && { subWorkflowId }),
    ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
  };
}

/** A report that adds to the output of a task. */
export function reportOf(
  task: TaskState,
  status: TaskResult['status'],
  output: JsonObject,
): Pick<TaskResult, 'status' | 'outputData'> {
  return { status, outputData: { ...task.outputData, ...output } };
}

/** The task as a report leaves it. */
export function reported(found: TaskState, result: TaskReport, now: number): TaskState {
  if (!isMissing(result.outputData) && !isJsonObject(result.outputData)) {
    throw badRequest('outputData has to be an object');
  }
  if (isMissing(result.status)) throw serverError(NO_STATUS);
  if (!REPORTABLE.has(result.status)) throw serverError(`Cannot update a task to ${result.status}`);
  const isWorkers = systemTaskType(found.taskType) === undefined;
  const status = isWorkers && result.status === 'IN_PROGRESS' ? 'SCHEDULED' : result.status;
  const isOver = isTerminal(status);
  const task: TaskState = {
    ...found,
    status,
    reasonForIncompletion: result.reasonForIncompletion?.slice(0, LONGEST_REASON),
    workerId: result.workerId ?? undefined,
    callbackAfterSeconds: result.callbackAfterSeconds ?? 0,
    outputData: result.outputData ?? {},
    subWorkflowId: result.subWorkflowId ?? undefined,
    updateTime: !isOver || found.updateTime === 0 ? now : found.updateTime,
    endTime: isOver ? now : found.endTime,
  };
  if (limitPayloads(task) && !isOver) task.endTime = now;
  return task;
}
