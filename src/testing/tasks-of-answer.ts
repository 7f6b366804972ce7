import type { ApiAnswer } from './api/answer.js';
import type { ApiRequest } from './api/request.js';
import { isJsonObject } from './engine/model.js';

/** The ids of the tasks that an answer hands out: to a poll, or to a report that asks for the next task. */
export function handedOutBy({ method, path }: ApiRequest, { status, body }: ApiAnswer): readonly string[] {
  const isPoll = method === 'GET' && path.startsWith('/api/tasks/poll/');
  const isReport = method === 'POST' && path === '/api/tasks/update-v2';
  if (status !== 200 || (!isPoll && !isReport)) return [];
  const given: unknown = JSON.parse(body);
  const tasks: readonly unknown[] = Array.isArray(given) ? given : [given];
  return tasks.flatMap((task) => (isJsonObject(task) && typeof task.taskId === 'string' ? [task.taskId] : []));
}
