import { metrics } from '../../../../plugins/metrics/index.js';
import { createConductorClient, TaskRunner } from '../../../../src/index.js';

/*
 * A process of its own that runs two runners and a client with metrics and a listener, is scraped, and ends when no handle is left: it
 * never exits by itself. Prints what the scrape said of the tasks, and where it listens after all that.
 */

const plugin = metrics({ port: 0, host: '127.0.0.1' });
const client = createConductorClient({ plugins: [plugin] });
const runners = ['charge', 'refund'].map(
  (name) => new TaskRunner({ client, plugins: [plugin], workers: [{ name, execute: () => ({}) }] }),
);
const completed = runners.map(
  (runner) => new Promise<void>((resolve) => void runner.once('taskCompleted', () => resolve())),
);
await Promise.all(runners.map((runner) => runner.start()));
await Promise.all(completed);
const scraped = await (await fetch(plugin.url ?? '')).text();
await Promise.all(runners.map((runner) => runner.stop()));
await client.close();
const started = scraped.split('\n').filter((line) => line.startsWith('task_execution_started_total'));
console.log(JSON.stringify({ started, url: plugin.url ?? null }));
