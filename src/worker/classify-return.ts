import { TaskResultStatus, type TaskResult } from '../../generated/index.js';
import { cutText } from './cut-text.js';
import { MAX_REASON_LENGTH } from './failure.js';
import { isError } from './is-error.js';
import { isObject, outputDataOf } from './output-data.js';
import { explicitResult } from './results.js';
import { shown } from './shown.js';
import { TerminalError } from './terminal-error.js';
import { typeName } from './type-name.js';
import type { HandlerResult, OutputData } from './worker.js';

/*
 * What a handler returned → what it means.
 *
 *   undefined                                    COMPLETED, output {}
 *   an Error                                     thrown
 *   made by completed(), failed() …              that result
 *   an array                                     [status, output?], status in any letter case
 *   an object, status one of the five as spelt   with an output schema: an output
 *                                                only keys of a result: that result
 *                                                other keys of the server's task result among them: refused, it may mean either
 *                                                any foreign key: an output
 *   any other object                             COMPLETED with that output, if JSON makes an object of it
 *   anything else                                refused
 *
 * Refused: a TerminalError, since a further attempt would return the same. The message says what to return instead.
 */

/** What is known about the worker whose handler returned. */
export interface ClassifyOptions {
  /** Whether the output goes through a schema: then a plain object is always an output, and it is left as it is for the schema. */
  readonly hasOutputSchema: boolean;
}

/** The server's 0 hands the task out again within milliseconds: nobody who leaves the time out wants that. */
const DEFAULT_CALLBACK_AFTER_SECONDS = 60;
/** The server reads it as a Java int. */
const MAX_CALLBACK_AFTER_SECONDS = 2_147_483_647;

const STATUSES: ReadonlySet<unknown> = new Set(Object.values(TaskResultStatus));
const STATUS_LIST = Object.values(TaskResultStatus).join(', ');

const RESULT_KEYS: ReadonlySet<string> = new Set<keyof HandlerResult>([
  'status',
  'outputData',
  'reasonForIncompletion',
  'callbackAfterSeconds',
  'logs',
]);
/** Keys of the server's own task result that a handler has no say in. */
const FOREIGN_RESULT_KEYS: ReadonlySet<string> = new Set<Exclude<keyof TaskResult, keyof HandlerResult>>([
  'workflowInstanceId',
  'taskId',
  'workerId',
  'executionMetadata',
  'extendLease',
  'externalOutputPayloadStoragePath',
  'subWorkflowId',
]);

/**
 * Says what the value that a handler returned means for its task. Promises have to be awaited before.
 *
 * @throws the returned value itself if it is an `Error`, a {@link TerminalError} if it means nothing
 */
export function classifyReturn(returned: unknown, options: ClassifyOptions): HandlerResult {
  if (returned === undefined) return { status: 'COMPLETED', outputData: {} };
  if (Array.isArray(returned)) return resultOfTuple(returned, options);
  if (!isObject(returned)) throw notAReturn(returned);
  if (explicitResult in returned) return checkedResult(returned, options);
  if (isError(returned)) throw returned;
  if (!options.hasOutputSchema && STATUSES.has(returned.status) && looksLikeResult(returned))
    return checkedResult(returned, options);
  return { status: 'COMPLETED', outputData: outputOf(returned, options) };
}

function resultOfTuple(tuple: readonly unknown[], options: ClassifyOptions): HandlerResult {
  const [word, outputData] = tuple;
  if (typeof word !== 'string') throw notAReturn(tuple);
  const status = word.toUpperCase();
  if (!isStatus(status))
    throw new TerminalError(
      `the handler returned an array that begins with ${shown(word)}: an array is read as [status, outputData], with a status out of ${STATUS_LIST}`,
    );
  if (tuple.length > 2)
    throw new TerminalError(
      `the handler returned ['${word}', …] with ${tuple.length} elements; [status, outputData] has two. Use completed(), failed(), inProgress() … to say more`,
    );
  return checkedResult({ status, outputData }, options);
}

function looksLikeResult(value: OutputData): boolean {
  let ambiguousKey: string | undefined;
  for (const key of Object.keys(value)) {
    // JSON leaves it out, so it is not there.
    if (RESULT_KEYS.has(key) || value[key] === undefined) continue;
    if (!FOREIGN_RESULT_KEYS.has(key)) return false;
    ambiguousKey ??= key;
  }
  if (ambiguousKey !== undefined)
    throw new TerminalError(
      `the handler returned an object with status ${String(value.status)} and ${ambiguousKey}, which may be a task result or an output. ` +
        `For an output return completed({ … }); a result of a handler has no ${ambiguousKey}`,
    );
  return true;
}

function checkedResult(given: OutputData, options: ClassifyOptions): HandlerResult {
  const { status, outputData, reasonForIncompletion, callbackAfterSeconds, logs } = given;
  if (!isStatus(status))
    throw new TerminalError(`the handler returned the status ${shown(status)}; a status is one of ${STATUS_LIST}`);
  // Null, as in JSON, is the same as left out.
  const output = outputData === null ? undefined : outputData;
  const result: { -readonly [Key in keyof HandlerResult]: HandlerResult[Key] } = { status };
  if (output !== undefined) result.outputData = outputOf(output, status === 'COMPLETED' ? options : ANY_OUTPUT);
  else if (status === 'COMPLETED') result.outputData = {};
  const reason = checkedReason(reasonForIncompletion);
  if (reason !== undefined) result.reasonForIncompletion = reason;
  const seconds = checkedSeconds(callbackAfterSeconds, status);
  if (seconds !== undefined) result.callbackAfterSeconds = seconds;
  const lines = checkedLogs(logs);
  if (lines !== undefined) result.logs = lines;
  return result;
}

const ANY_OUTPUT: ClassifyOptions = { hasOutputSchema: false };

/** The schema has to see what the handler returned, not what JSON makes of it; what comes out of the schema is looked at again. */
function outputOf(value: unknown, { hasOutputSchema }: ClassifyOptions): OutputData {
  return hasOutputSchema && isObject(value) ? value : outputDataOf(value);
}

function checkedReason(reason: unknown): string | undefined {
  if (reason === undefined || reason === null) return undefined;
  if (typeof reason !== 'string')
    throw new TerminalError(`the handler returned ${typeName(reason)} as reasonForIncompletion; it must be a string`);
  return cutText(reason, MAX_REASON_LENGTH);
}

function checkedSeconds(seconds: unknown, status: TaskResultStatus): number | undefined {
  if (seconds === undefined || seconds === null)
    return status === 'IN_PROGRESS' ? DEFAULT_CALLBACK_AFTER_SECONDS : undefined;
  if (status !== 'IN_PROGRESS')
    throw new TerminalError(
      `the handler returned ${status} with callbackAfterSeconds ${shown(seconds)}; only an IN_PROGRESS task is handed out again`,
    );
  // A negative one makes the task vanish from its queue; the server refuses a fraction.
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0 || seconds > MAX_CALLBACK_AFTER_SECONDS)
    throw new TerminalError(
      `the handler returned callbackAfterSeconds ${shown(seconds)}; it must be a whole number of seconds from 0 to ${MAX_CALLBACK_AFTER_SECONDS}`,
    );
  return seconds;
}

function checkedLogs(logs: unknown): HandlerResult['logs'] {
  if (logs === undefined || logs === null) return undefined;
  if (!Array.isArray(logs))
    throw new TerminalError(`the handler returned ${typeName(logs)} as logs; it must be an array of strings`);
  return logs.map((line: unknown, index) => {
    if (typeof line === 'string') return line;
    if (isObject(line) && typeof line.log === 'string') {
      const { log, createdTime } = line;
      return typeof createdTime === 'number' ? { log, createdTime } : { log };
    }
    throw new TerminalError(
      `the handler returned ${typeName(line)} as logs[${index}]; it must be a string or { log: string, createdTime?: number }`,
    );
  });
}

function isStatus(value: unknown): value is TaskResultStatus {
  return STATUSES.has(value);
}

function notAReturn(value: unknown): TerminalError {
  return new TerminalError(
    `the handler returned ${typeName(value)}; it may return an output object, undefined, [status, outputData], or what completed(), failed(), failedTerminally(), inProgress() or canceled() make`,
  );
}
