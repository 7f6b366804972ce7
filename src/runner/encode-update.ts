import type { Task, TaskExecLog, TaskResult } from '../../generated/index.js';
import type { Client } from '../../generated/client/index.js';
import { utf8Bytes } from '../utf8.js';
import { cutText } from '../worker/cut-text.js';
import { MAX_REASON_LENGTH } from '../worker/failure.js';
import type { HandlerResult } from '../worker/worker.js';
import type { PendingResult } from './result-store.js';

/** The server takes an output of this size; above, it fails the task by itself while it answers 200 (10 MiB, measured on 3.32.3). */
export const MAX_OUTPUT_BYTES = 10_485_760;

/** A UTF-16 unit is at most this many bytes in UTF-8: below the limit divided by it nothing needs to be counted. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * The server puts a task back into its queue before it has written what the update says of it: who polls it within moments and
 * completes it may have that result undone by the write (measured on 3.32.3: one in fifty with 0 seconds, none with 1). Two, since
 * databases that count in whole seconds hand it out up to a second earlier (3.21.14: 1 s is nothing there).
 */
export const SHORTEST_CALLBACK_SECONDS = 2;

/** An update and its JSON, which is made once however often it is sent. */
export interface EncodedUpdate {
  readonly body: TaskResult;
  readonly text: string;
  /** For the client: it must not encode again. */
  readonly bodySerializer: (body: unknown) => unknown;
}

/** The update for a result of `task`. An IN_PROGRESS result without an output keeps the one that the task was polled with. */
export function toUpdate(
  task: Task,
  result: HandlerResult,
  workerId: string,
  logs: TaskExecLog[] | undefined,
): TaskResult {
  const { status, outputData, reasonForIncompletion, callbackAfterSeconds } = result;
  const update: TaskResult = { workflowInstanceId: task.workflowInstanceId, taskId: task.taskId, workerId, status };
  if (outputData !== undefined) update.outputData = outputData;
  else if (status === 'IN_PROGRESS') keepOutput(update, task);
  if (reasonForIncompletion !== undefined) update.reasonForIncompletion = reasonForIncompletion;
  if (callbackAfterSeconds !== undefined) {
    update.callbackAfterSeconds = Math.max(SHORTEST_CALLBACK_SECONDS, callbackAfterSeconds);
  }
  if (logs !== undefined && logs.length > 0) update.logs = logs;
  return update;
}

/** Left out, the server would store `{}` in the place of a checkpoint that an earlier worker reported. */
function keepOutput(update: TaskResult, { outputData, externalOutputPayloadStoragePath }: Task): void {
  update.outputData = outputData;
  if (externalOutputPayloadStoragePath !== undefined) {
    update.externalOutputPayloadStoragePath = externalOutputPayloadStoragePath;
  }
}

/** Puts a terminal failure in the place of a result that cannot be reported. What was logged stays. */
export function replaceByFailure(pending: PendingResult, reason: string, workerId: string): void {
  pending.result = { status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion: cutText(reason, MAX_REASON_LENGTH) };
  pending.update = toUpdate(pending.task, pending.result, workerId, pending.update.logs);
}

/**
 * Encodes an update with the client's own encoder. An output that has no JSON, or is larger than the server takes, becomes a terminal
 * failure that says so.
 */
export function encodeUpdate(
  pending: PendingResult,
  client: Pick<Client, 'getConfig'>,
  workerId: string,
  maxOutputBytes: number,
): EncodedUpdate {
  const encode = client.getConfig().bodySerializer ?? JSON.stringify;
  let text: string;
  try {
    text = String(encode(pending.update));
    // What is given back is as the server has it.
    if (!pending.handBack && text.length * MAX_BYTES_PER_UNIT > maxOutputBytes) {
      const bytes = outputBytes(pending.update, text, encode);
      if (bytes > maxOutputBytes)
        throw new RangeError(`it has ${bytes} bytes, the server takes ${maxOutputBytes} at the most`);
    }
  } catch (error) {
    // V8 draws the path of a circular reference over several lines: the first one says enough for a reason.
    const why = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    replaceByFailure(pending, `the output cannot be sent: ${why}`, workerId);
    text = String(encode(pending.update));
  }
  const body = pending.update;
  // An interceptor of the client may have put another body in its place: that one needs its own encoding.
  return { body, text, bodySerializer: (given) => (given === body ? text : encode(given)) };
}

/** The size of an output within its encoded update: without encoding the output, which is large, a second time. */
function outputBytes(update: TaskResult, text: string, encode: (body: unknown) => unknown): number {
  const withEmptyOutput = String(encode({ ...update, outputData: {} }));
  return utf8Bytes(text) - utf8Bytes(withEmptyOutput) + '{}'.length;
}
