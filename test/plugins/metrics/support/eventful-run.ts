import type { Metrics } from '../../../../plugins/metrics/index.js';
import { TaskResourceService, WorkflowResourceService } from '../../../../src/index.js';
import { json, loseAnswer, loseRequest, text } from '../../../runner/support/answers.js';
import { Bench } from '../../../runner/support/bench.js';
import { Scrape } from './scrape.js';

class CardDeclined extends Error {}

/** A worker of one slot that meets everything there is to count, one after the other. */
export async function eventfulRun(plugin: Metrics): Promise<{ bench: Bench; inHandler: Scrape }> {
  const bench: Bench = new Bench({
    plugins: [plugin],
    clientPlugins: [plugin],
    worker: {
      concurrency: 1,
      execute: async ({ inputData }) => {
        if (inputData.declined === true) throw new CardDeclined('no cover');
        await new Promise<void>((resolve) => void bench.clock.setTimer(30, resolve));
        return { paid: true };
      },
    },
  });
  const { client, server } = bench;
  server.script('poll', loseRequest);
  await bench.start();
  server.queue('charge');
  await bench.pass(210);
  const inHandler = await Scrape.from(plugin);
  await bench.pass(30);
  server.script('update', loseAnswer);
  server.queue('charge');
  await bench.pass(250);
  server.queue('charge', { inputData: { declined: true } });
  await bench.pass(0);
  server.queue('charge', { externalInputPayloadStoragePath: 'task/input/1.json' });
  await bench.pass(0);
  bench.runner.pause('charge');
  await bench.pass(1_500);

  const start = { name: 'orders', input: { text: 'ü' } };
  await WorkflowResourceService.startWorkflow({ client, body: start }).catch(() => undefined);
  server.script('update', () => text(200, 'workflow-1'));
  await WorkflowResourceService.startWorkflow({ client, body: { ...start, version: 3 } });
  server.script('get', () => json(200, { uri: 'http://store', path: 'a/b' }));
  await TaskResourceService.getTaskExternalStorageLocation({
    client,
    query: { path: '', operation: 'WRITE', payloadType: 'TASK_OUTPUT' },
  });
  return { bench, inHandler };
}
