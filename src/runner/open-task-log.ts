import { TaskResourceService } from '../../generated/index.js';
import { TaskLog } from '../worker/task-log.js';
import type { ExecutionParts } from './task-execution.js';
import type { LeaseHolder } from './task-lease.js';

/** The log of a task on the server. Lines are sent in the async context of the task; a failure to send them is an `error` event. */
export function openTaskLog(
  { clock, wheel, client, hub }: ExecutionParts,
  owner: Pick<LeaseHolder, 'task' | 'enterContext'>,
): TaskLog {
  const path = { taskId: owner.task.taskId };
  return new TaskLog({
    clock,
    wheel,
    send: (line) =>
      owner.enterContext(async () => {
        await TaskResourceService.addTaskLog({ client, path, body: line, retry: false, throwOnError: true });
      }),
    onSendFailed: (error) => hub.reportError(error, `log lines of task ${path.taskId} could not be sent`),
  });
}
