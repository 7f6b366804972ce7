import { dashboard } from '../../../../plugins/dashboard/index.js';
import { createConductorClient } from '../../../../src/client/create-conductor-client.js';
import { TaskRunner } from '../../../../src/runner/task-runner.js';
import { PageClient } from './page-client.js';

/*
 * A process of its own that runs two runners with one dashboard and an open page, stops them, and ends when no handle is left: it never
 * exits by itself. Prints what the page was told, and what is left of the page.
 */

const page = dashboard({ port: 0, intervalMs: 100 });
const client = createConductorClient();
const runners = ['charge', 'refund'].map(
  (name) => new TaskRunner({ client, workers: [{ name, execute: () => ({}) }], plugins: [page] }),
);
for (const runner of runners) await runner.start();
// The page in another process would be a fairer test of this one, if its end of the connection did not end by itself, too.
const open = await PageClient.open(page.url ?? '');
await open.event('update');
for (const runner of runners) await runner.stop({ drainMs: 5_000 });
await open.over();
await client.close();
console.log(JSON.stringify({ events: [...new Set(open.names)], url: page.url ?? null }));
