import { createConductorClient, TaskRunner, type Plugin } from '../src/index.js';
import { NoOpHandler, TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

/** Of a system that has as much to do as one in a benchmark, a tenth is traced as a rule. */
const USUAL_RATIO = 0.1;

/** Which plugins are on. */
export type PluginSet = 'metrics' | 'all' | 'all, tracing every workflow';

/** The real runner over the real client, with plugins as a deployment has them. */
export async function startWithPlugins(settings: SubjectSettings, set: PluginSet): Promise<Subject> {
  const { serverUrl, concurrency } = settings;
  const handler = new NoOpHandler();
  const plugins: readonly Plugin[] = await (set === 'metrics'
    ? onlyMetrics()
    : (await import('./all-plugins.js')).allPlugins(set === 'all' ? USUAL_RATIO : 1));
  const client = createConductorClient({ serverUrl, auth: false, proxy: false, plugins });
  const runner = new TaskRunner({
    client,
    workers: [{ name: TASK_TYPE, concurrency, execute: () => handler.execute() }],
    plugins,
  });
  const failures: unknown[] = [];
  runner.on('pollFailed', ({ error }) => void failures.push(error));
  runner.on('taskFailed', ({ error }) => void failures.push(error));
  runner.on('taskDropped', ({ error }) => void failures.push(error));
  runner.on('error', ({ error }) => void failures.push(error));
  await runner.start();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      await runner.stop();
      await client.close();
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failures while it was measured`);
    },
  };
}

/** Loads nothing else: what is not used is not measured either. */
async function onlyMetrics(): Promise<readonly Plugin[]> {
  return [(await import('../plugins/metrics/index.js')).metrics()];
}
