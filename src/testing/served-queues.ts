import type { TaskRunner } from '../runner/task-runner.js';
import type { PollHolder } from './api/poll-holder.js';
import { queueKey } from './engine/queues.js';

/** A poller that came so long ago, by the machine's clock, may come again: more than what workers elsewhere wait between two polls. */
const LATELY_MS = 5_000;

/**
 * Whether somebody takes the tasks of a queue: a runner of this conductor that polls it, or anybody whose poll waits or came lately. A worker
 * that is paused takes none.
 */
export function isServed(queue: string, runners: readonly TaskRunner[], polls: PollHolder): boolean {
  const workers = runners.flatMap((runner) => runner.status().workers);
  const own = workers.filter(({ taskType, domain }) => queueKey(taskType, domain) === queue);
  if (own.length > 0) return own.some(({ state }) => state !== 'paused' && state !== 'draining');
  return polls.isPolled(queue, LATELY_MS);
}
