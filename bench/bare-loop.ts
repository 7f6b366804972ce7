import { NoOpHandler, type Subject } from './subject.js';

/** What a bare loop reads of a task. */
export interface BareTask {
  readonly taskId: string;
  readonly workflowInstanceId: string;
}

/** The two requests of a bare loop. */
export interface BareRequests {
  poll(count: number): Promise<readonly BareTask[]>;
  /** @param body JSON of a task result */
  update(body: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The least that works: polls for all free slots once half of them are free, executes, updates. No deadline, no lease, no retry, no
 * event, no context, no check of anything. The yardstick for what a runner adds.
 */
export function startBareLoop(requests: BareRequests, concurrency: number): Subject {
  const handler = new NoOpHandler();
  let free = concurrency;
  let isPolling = false;
  let isStopped = false;
  let onIdle: (() => void) | undefined;

  const fail = (error: unknown): void => {
    if (isStopped) return;
    throw error;
  };
  const run = async ({ taskId, workflowInstanceId }: BareTask): Promise<void> => {
    const outputData = await handler.execute();
    await requests.update(
      JSON.stringify({ workflowInstanceId, taskId, workerId: 'bench', status: 'COMPLETED', outputData }),
    );
    free += 1;
    next();
  };
  const poll = async (): Promise<void> => {
    isPolling = true;
    const tasks = await requests.poll(free);
    isPolling = false;
    free -= tasks.length;
    for (const task of tasks) run(task).catch(fail);
    next();
  };
  const next = (): void => {
    if (isStopped) {
      if (free === concurrency && !isPolling) onIdle?.();
      return;
    }
    if (!isPolling && free * 2 >= concurrency) poll().catch(fail);
  };

  next();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      isStopped = true;
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        next();
      });
      await requests.close();
    },
  };
}
