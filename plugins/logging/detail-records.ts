import type { RunnerHost, TaskOutcome, Unsubscribe } from '../../src/index.js';
import { cutText } from './cut-text.js';
import { errorRecord } from './error-record.js';
import { outcomeFields, tenths } from './record-fields.js';
import type { RecordWriter } from './record-writer.js';
import type { TaskData } from './task-data.js';

/** Of what moved a poll loop, which may have an error's message in it. */
const LONGEST_CAUSE = 2_000;

/** What became of each task, and what else is written at `debug` alone. */
export function logOutcomes(host: RunnerHost, writer: RecordWriter, data: TaskData): readonly Unsubscribe[] {
  const outcome =
    (name: 'taskCompleted' | 'taskInProgress' | 'taskHandedBack') =>
    (event: TaskOutcome): void =>
      void writer.write('debug', name, event, outcomeFields(event, data));
  return [
    host.on('taskCompleted', outcome('taskCompleted')),
    host.on('taskInProgress', outcome('taskInProgress')),
    host.on('taskHandedBack', outcome('taskHandedBack')),
    host.on('executionFailed', (event) => {
      const { error, result, executeMs } = event;
      const fields = { status: result.status, executeMs: tenths(executeMs), err: errorRecord(error) };
      writer.write('debug', 'executionFailed', event, fields);
    }),
    host.on('updateFailed', (event) => {
      const { error, result, attempts, attemptMs } = event;
      const fields = { status: result.status, updateAttempts: attempts, attemptMs: tenths(attemptMs) };
      writer.write('debug', 'updateFailed', event, { ...fields, err: errorRecord(error) });
    }),
    host.on('leaseExtended', (event) => {
      const { extensions, leaseMs } = event;
      writer.write('debug', 'leaseExtended', event, { extensions, leaseMs });
    }),
  ];
}

/** The steps on the way of polls and tasks. */
export function logSteps(host: RunnerHost, writer: RecordWriter): readonly Unsubscribe[] {
  return [
    host.on('pollStarted', (event) => {
      const { requested, longPollMs } = event;
      writer.write('trace', 'pollStarted', event, { requested, longPollMs });
    }),
    host.on('loopStateChanged', (event) => {
      const { from, to, cause } = event;
      writer.write('trace', 'loopStateChanged', event, { from, to, cause: cutText(cause, LONGEST_CAUSE) });
    }),
    host.on('executionStarted', (event) => {
      const { scheduleToStartMs, polledAgoMs } = event;
      writer.write('trace', 'executionStarted', event, {
        scheduleToStartMs: tenths(scheduleToStartMs),
        polledAgoMs: tenths(polledAgoMs),
      });
    }),
    host.on('executionCompleted', (event) => {
      const { result, executeMs } = event;
      writer.write('trace', 'executionCompleted', event, { status: result.status, executeMs: tenths(executeMs) });
    }),
    host.on('updateStarted', (event) => {
      const { result, attempt } = event;
      writer.write('trace', 'updateStarted', event, { status: result.status, updateAttempts: attempt });
    }),
    host.on('updateCompleted', (event) => {
      const { result, bytes, attempts, attemptMs, updateMs } = event;
      writer.write('trace', 'updateCompleted', event, {
        status: result.status,
        bytes,
        updateAttempts: attempts,
        attemptMs: tenths(attemptMs),
        updateMs: tenths(updateMs),
      });
    }),
  ];
}
