import { createConductorClient, TaskRunner, type Plugin, type Task } from '../src/index.js';
import { NoOpHandler, TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

/** What is added to a plain runner. */
export interface Additions {
  /** Of the client and of the runner. */
  readonly plugins?: readonly Plugin[];
  /** Called with each task, before the handler that does nothing. */
  readonly beforeHandler?: (task: Task) => void;
  /** Called before the runner starts. */
  readonly prepare?: (runner: TaskRunner) => void;
  /** Called when it has stopped. */
  readonly cleanUp?: (tasksDone: number) => void | Promise<void>;
}

/** The real runner over the real client. Fails in the end if anything failed while it was measured. */
export async function startMeasuredRunner(
  { serverUrl, concurrency }: SubjectSettings,
  { plugins = [], beforeHandler, prepare, cleanUp }: Additions = {},
): Promise<Subject> {
  const handler = new NoOpHandler();
  const execute =
    beforeHandler === undefined
      ? () => handler.execute()
      : (task: Task) => {
          beforeHandler(task);
          return handler.execute();
        };
  const client = createConductorClient({ serverUrl, auth: false, proxy: false, plugins });
  const runner = new TaskRunner({ client, workers: [{ name: TASK_TYPE, concurrency, execute }], plugins });
  prepare?.(runner);
  const failures: unknown[] = [];
  for (const event of ['pollFailed', 'taskFailed', 'taskDropped', 'error'] as const) {
    runner.on(event, ({ error }) => void failures.push(error));
  }
  await runner.start();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      await runner.stop();
      await client.close();
      await cleanUp?.(handler.calls);
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failures while it was measured`);
    },
  };
}
