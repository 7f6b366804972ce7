import { badRequest } from '../engine/engine-error.js';
import { json, NO_CONTENT, type ApiAnswer } from './answer.js';
import { intQuery, pathOf } from './arguments.js';
import type { ApiParts, OperationTable } from './operation.js';
import type { PollRequest } from '../engine/task-operations.js';

/** So long a poll for one task is held, and the one in update-v2. */
const ONE_TASK_MS = 100;
const LONGEST_POLL_MS = 5_000;

/** How workers get tasks, and what becomes of one. */
export const taskPollOperations: OperationTable = {
  'GET /api/tasks/poll/{tasktype}': (parts, call) =>
    pollOne(parts, {
      taskType: pathOf(call, 'tasktype'),
      workerId: call.query.get('workerid'),
      domain: call.query.get('domain'),
    }),

  'GET /api/tasks/poll/batch/{tasktype}': ({ polls }, call) => {
    const { query } = call;
    const count = intQuery(call, 'count', 1);
    const timeoutMs = intQuery(call, 'timeout', ONE_TASK_MS);
    if (timeoutMs > LONGEST_POLL_MS) throw badRequest('Long Poll Timeout value cannot be more than 5 seconds');
    const taskType = pathOf(call, 'tasktype');
    const request = { taskType, workerId: query.get('workerid'), domain: query.get('domain'), count };
    const tasks = polls.poll(request, timeoutMs);
    return tasks instanceof Promise ? tasks.then((found) => json(found)) : json(tasks);
  },

  'GET /api/tasks/{taskId}': ({ engine }, call) => json(engine.tasks.get(pathOf(call, 'taskId'))),
};

/** The next task, or 204. */
export function pollOne({ polls }: ApiParts, request: PollRequest): ApiAnswer | Promise<ApiAnswer> {
  const tasks = polls.poll(request, ONE_TASK_MS);
  return tasks instanceof Promise ? tasks.then(firstOf) : firstOf(tasks);
}

function firstOf([task]: readonly unknown[]): ApiAnswer {
  return task === undefined ? NO_CONTENT : json(task);
}
