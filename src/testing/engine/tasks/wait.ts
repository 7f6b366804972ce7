import { badRequest } from '../engine-error.js';
import { parseDuration } from './parse-duration.js';
import { parseWaitDate } from './parse-wait-date.js';
import type { TaskState } from '../model.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** Without a time: for ever, as far as the server's integers go. */
const FOR_EVER_SECONDS = 2_147_483_647;

/** Waits for a time, or until it is updated. */
export const wait: TaskType = {
  name: 'WAIT',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.input();
    setTime(task, context.now);
    return [task];
  },
};

function setTime(task: TaskState, now: number): void {
  const duration = textOf(task.inputData.duration);
  const until = textOf(task.inputData.until);
  if (duration.trim() !== '' && until.trim() !== '') {
    task.reasonForIncompletion = "Both 'duration' and 'until' specified. Please provide only one input";
    task.status = 'FAILED_WITH_TERMINAL_ERROR';
    return;
  }
  if (duration.trim() !== '') {
    const seconds = parseDuration(duration);
    if (seconds === undefined) throw badRequest(`Not valid duration: ${duration}`);
    task.waitUntil = now + seconds * 1000;
    task.callbackAfterSeconds = seconds;
    return;
  }
  if (until.trim() === '') {
    task.callbackAfterSeconds = FOR_EVER_SECONDS;
    return;
  }
  const at = parseWaitDate(until);
  if (at === undefined) {
    task.reasonForIncompletion = `Invalid/Unsupported Wait Until format.  Provided: ${until}`;
    task.status = 'FAILED_WITH_TERMINAL_ERROR';
    return;
  }
  task.waitUntil = at;
  task.callbackAfterSeconds = Math.max(0, Math.trunc((at - now) / 1000));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export const waitSystemTask: SystemTaskType = {
  name: 'WAIT',
  isAsync: true,
  execute(draft, task) {
    if (task.waitUntil === 0 || draft.now < task.waitUntil) return false;
    task.status = 'COMPLETED';
    return true;
  },
  cancel(_draft, task) {
    task.status = 'CANCELED';
  },
};
