import type { TaskExecLog } from '../../../generated/index.js';
import type { Clock } from '../../time/clock.js';
import { refuse, serverError } from '../engine/engine-error.js';
import { isMissing } from '../engine/metadata/from-wire.js';
import { isJsonObject } from '../engine/model.js';
import type { TaskReport } from '../engine/task-report.js';
import { jsonBody } from './arguments.js';
import { readError } from './java-json.js';
import { anyMap, boolean, classOf, listOf, long, oneOf, text, type JavaShape } from './java-shape.js';
import type { Call } from './operation.js';

/*
 * The body of an update, as the server reads it into its TaskResult. One that is typed as it should be, as nearly all are, is taken as it
 * is; any other is bound field by field.
 */

const PACKAGE = 'com.netflix.conductor.common.metadata.tasks';
const TASK_RESULT = `${PACKAGE}.TaskResult`;
/** In the order of the server's class. */
export const TASK_RESULT_STATUSES = [
  'IN_PROGRESS',
  'FAILED',
  'FAILED_WITH_TERMINAL_ERROR',
  'COMPLETED',
  'CANCELED',
] as const;
const KNOWN_STATUSES: ReadonlySet<unknown> = new Set(TASK_RESULT_STATUSES);

/**
 * Reads what a worker reports.
 * @param clock by which a line is dated that is a bare text
 * @throws EngineError 500 for what cannot be read
 */
export function taskReportOf(call: Call, javaMethod: string, clock: Clock): TaskReport {
  const body = jsonBody(call, { javaMethod });
  return isTaskReport(body) ? body : (shapeAt(clock).read(body) as TaskReport);
}

function isTaskReport(body: unknown): body is TaskReport {
  return (
    isJsonObject(body) &&
    KNOWN_STATUSES.has(body.status) &&
    isText(body.taskId) &&
    isText(body.workflowInstanceId) &&
    isTextOrMissing(body.workerId) &&
    isTextOrMissing(body.reasonForIncompletion) &&
    isTextOrMissing(body.subWorkflowId) &&
    isWholeOrMissing(body.callbackAfterSeconds) &&
    isYesNoOrMissing(body.extendLease) &&
    isYesNoOrMissing(body.supportsCancellation) &&
    isTextOrMissing(body.externalOutputPayloadStoragePath) &&
    (body.outputData === undefined || isJsonObject(body.outputData)) &&
    (body.logs === undefined || (Array.isArray(body.logs) && body.logs.every(isExecLog)))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isWholeOrMissing(value: unknown): boolean {
  return value === undefined || Number.isSafeInteger(value);
}

function isYesNoOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function isExecLog(value: unknown): value is TaskExecLog {
  return isJsonObject(value) && isText(value.log) && isWholeOrMissing(value.createdTime);
}

const statusNames = oneOf(`${TASK_RESULT}$Status`, ...TASK_RESULT_STATUSES);

/** A status by its name, or by its place in the class, which may be a text as well. */
const status: JavaShape = {
  java: statusNames.java,
  read(value) {
    if (typeof value !== 'string' || value === '' || KNOWN_STATUSES.has(value.trim())) return statusNames.read(value);
    const byPlace = /^\d+$/.test(value) ? TASK_RESULT_STATUSES[Number(value)] : undefined;
    if (byPlace !== undefined) return byPlace;
    throw readError(
      `Cannot deserialize value of type \`${statusNames.java}\` from String "${value}": not one of the values accepted for ` +
        // In the order of the reader's own table.
        'Enum class: [CANCELED, COMPLETED, FAILED_WITH_TERMINAL_ERROR, FAILED, IN_PROGRESS]',
    );
  },
};

function shapeAt(clock: Clock): JavaShape {
  const line = classOf(`${PACKAGE}.TaskExecLog`, () => ({ log: text, createdTime: long }), {
    fromText: (log) => ({ log, createdTime: clock.epochMs() }),
  });
  return classOf(TASK_RESULT, () => ({
    ...{ taskId: text, workflowInstanceId: text, workerId: text, reasonForIncompletion: text, subWorkflowId: text },
    ...{ externalOutputPayloadStoragePath: text, callbackAfterSeconds: long },
    ...{ extendLease: boolean, supportsCancellation: boolean },
    ...{ status, outputData: anyMap, logs: listOf(line) },
  }));
}

/** The ids that a report needs, and what is said when there are none. */
const IDS = [
  ['workflowInstanceId', 'Workflow Id cannot be null or empty'],
  ['taskId', 'Task ID cannot be null or empty'],
] as const;

/** @throws EngineError 400, as `POST /tasks` refuses a report without its ids */
export function refuseWithoutIds(report: TaskReport): void {
  if (report.taskId && report.workflowInstanceId) return;
  refuse(
    missingIds(report).map(([field, message, value]) => ({
      path: `updateTask.arg0.${field}`,
      message,
      ...(value === '' && { invalidValue: value }),
    })),
  );
}

/** @throws EngineError 500, as update-v2 refuses the same: another part of the server checks it there */
export function refuseWithoutIdsV2(report: TaskReport, javaMethod: string): void {
  if (report.taskId && report.workflowInstanceId) return;
  const faults = missingIds(report).map(([field, message, value]) => fieldFault(field, message, value));
  const count = faults.length > 1 ? ` with ${faults.length} errors` : '';
  throw serverError(`Validation failed for argument [0] in ${javaMethod}${count}: ${faults.join('')}`);
}

function missingIds(report: TaskReport): readonly (readonly [field: string, message: string, value: string | null])[] {
  return IDS.flatMap(([field, message]) => {
    const value = report[field];
    // Either may have come as null or not at all.
    return value ? [] : [[field, message, isMissing(value) ? null : value] as const];
  });
}

function fieldFault(field: string, message: string, value: string | null): string {
  const codes = [`NotEmpty.taskResult.${field}`, `NotEmpty.${field}`, 'NotEmpty.java.lang.String', 'NotEmpty'].join(
    ',',
  );
  const name = `codes [taskResult.${field},${field}]; arguments []; default message [${field}]`;
  return (
    `[Field error in object 'taskResult' on field '${field}': rejected value [${value ?? 'null'}]; codes [${codes}]; ` +
    `arguments [org.springframework.context.support.DefaultMessageSourceResolvable: ${name}]; default message [${message}]] `
  );
}
