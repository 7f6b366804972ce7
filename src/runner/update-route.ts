import type { Client } from '../../generated/client/index.js';
import { TaskResourceService, type Task } from '../../generated/index.js';
import type { EncodedUpdate } from './encode-update.js';

/** How a result reaches the server the first time. Repeats always go to `POST /tasks`. */
export interface UpdateRoute {
  /**
   * Sends a result. Resolves once the server has taken it, with the tasks that it handed out in the same answer: they are ours then,
   * to be executed or handed back.
   */
  send(client: Client, update: EncodedUpdate): Promise<readonly Task[]>;
}

const NO_TASKS: readonly Task[] = [];

/** `POST /tasks`: takes a result, hands out nothing, and drops a second terminal result for the same task. */
export const updateTaskRoute: UpdateRoute = {
  send: (client, { body, bodySerializer }) =>
    TaskResourceService.updateTask({ client, body, bodySerializer, throwOnError: true, retry: false }).then(noTasks),
};

function noTasks(): readonly Task[] {
  return NO_TASKS;
}
