import { createConductorClient, TaskRunner, type Plugin, type RunnerEventName } from '../src/index.js';
import { NoOpHandler, TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

/** What is added to a plain runner. */
export type RunnerExtra = 'none' | 'listeners' | 'interceptors';

/** What a metrics plugin listens to: the events of each poll and each task. */
const EVENTS = [
  'pollStarted',
  'pollCompleted',
  'executionStarted',
  'executionCompleted',
  'updateCompleted',
  'taskCompleted',
  'loopStateChanged',
] as const satisfies readonly RunnerEventName[];

/** The real runner over the real client. */
export async function startRunner(settings: SubjectSettings, extra: RunnerExtra): Promise<Subject> {
  const { serverUrl, concurrency } = settings;
  const handler = new NoOpHandler();
  const client = createConductorClient({ serverUrl, auth: false, proxy: false });
  const runner = new TaskRunner({
    client,
    workers: [{ name: TASK_TYPE, concurrency, execute: () => handler.execute() }],
    plugins: extra === 'interceptors' ? [passingThrough('outer'), passingThrough('inner')] : [],
  });
  let heard = 0;
  if (extra === 'listeners') {
    for (const event of EVENTS) {
      runner.on(event, () => {
        heard += 1;
      });
    }
  }
  const failures: unknown[] = [];
  runner.on('pollFailed', ({ error }) => void failures.push(error));
  runner.on('taskFailed', ({ error }) => void failures.push(error));
  runner.on('taskDropped', ({ error }) => void failures.push(error));
  await runner.start();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      await runner.stop();
      await client.close();
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failures while it was measured`);
      if (extra === 'listeners' && heard < handler.calls) throw new Error('the listeners were not called');
    },
  };
}

/** Around each handler and each task: what tracing does, without what it does it for. */
function passingThrough(name: string): Plugin {
  return {
    name,
    setup(host) {
      host.aroundTask((call, next) => next(call));
      host.aroundExecute((call, next) => next(call));
    },
  };
}
