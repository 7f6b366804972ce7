import type { Task, TaskExecLog } from '../../generated/index.js';
import { SHORTEST_CALLBACK_SECONDS, toUpdate } from './encode-update.js';
import type { PendingResult } from './result-store.js';

/**
 * The result that gives a task back unfinished: IN_PROGRESS puts it into its queue, to be handed out again as soon as
 * that is safe, and no attempt is used up. It keeps the output that the task was polled with.
 * @param logs what the handler has logged, if it ran
 */
export function handBackOf(task: Task, workerId: string, logs?: TaskExecLog[]): PendingResult {
  const result = { status: 'IN_PROGRESS', callbackAfterSeconds: SHORTEST_CALLBACK_SECONDS } as const;
  const update = toUpdate(task, result, workerId, logs);
  return { task, result, update, handBack: true, attempts: 0, attemptMs: 0, since: 0 };
}
