import { metrics, type Metrics } from '../../../plugins/metrics/index.js';
import {
  TaskResourceService,
  WorkflowResourceService,
  type RunnerEventName,
  type TaskRunner,
} from '../../../src/index.js';
import { Scrape } from '../../plugins/metrics/support/scrape.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { serverUrl } from '../support/server-url.js';
import type { Runners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { defineTask } from '../support/workflows.js';

/** A run on the real server in which everything happens that the catalogue counts, as Prometheus would have seen it. */
export interface MetricsRun {
  readonly taskType: string;
  /** A workflow that the server does not know. */
  readonly unknown: string;
  /** While a handler was running. */
  readonly inHandler: Scrape;
  /** When all was over, with the runner still running. */
  readonly atTheEnd: Scrape;
}

class CardDeclined extends Error {}

/**
 * What the server itself does: hand tasks out, take results, refuse to start what it does not know, keep a large input aside, extend a
 * lease. What it cannot be made to do, a proxy does in front of it: break the connections of a poll and of an update before they arrive.
 */
export async function metricsRun(runners: Runners): Promise<MetricsRun> {
  const taskType = await defineTask({ responseTimeoutSeconds: 3 });
  const unknown = `${taskType}_unknown`;
  const plugin = metrics({ port: 0, host: '127.0.0.1' });
  const breaks = { now: false };
  const proxy = await startCuttingProxy(serverUrl(), { request: 1, afterRequest: 0, answer: 0 }, () =>
    breaks.now ? 0 : 1,
  );
  try {
    const client = runners.anotherClient({ serverUrl: proxy.url, plugins: [plugin] });
    const start = async (input: Record<string, unknown>): Promise<string> => {
      const { data } = await WorkflowResourceService.startWorkflow({
        client,
        body: { name: taskType, version: 1, input },
      });
      return data;
    };
    let release: () => void = () => undefined;
    const { runner } = await runners.start(
      [
        {
          name: taskType,
          concurrency: 1,
          execute: async ({ inputData }) => {
            const given = inputData.given as Record<string, unknown>;
            if (given.wait === true) await new Promise<void>((resolve) => (release = resolve));
            if (given.declined === true) throw new CardDeclined('no cover');
            if (given.broken === true) breaks.now = true;
            return { paid: true };
          },
        },
      ],
      { client, plugins: [plugin] },
    );

    // One task that takes long enough for its lease to be extended.
    const extended = heard(runner, 'leaseExtended');
    const begun = heard(runner, 'executionStarted');
    const waiting = await start({ wait: true });
    await begun;
    const inHandler = await scraped(plugin);
    await extended;
    release();
    await waitForWorkflow(waiting, hasEnded);

    await waitForWorkflow(await start({ declined: true }), hasEnded);
    await waitForWorkflow(await start({ text: 'x'.repeat(3_500_000) }), hasEnded);

    // The connection of its update breaks, and of a poll after it.
    const retried = heard(runner, 'updateRetried');
    const broken = await start({ broken: true });
    await retried;
    breaks.now = false;
    await waitForWorkflow(broken, hasEnded);
    const failed = heard(runner, 'pollFailed');
    breaks.now = true;
    await failed;
    breaks.now = false;

    await WorkflowResourceService.startWorkflow({ client, body: { name: unknown } }).catch(() => undefined);
    await TaskResourceService.getTaskExternalStorageLocation({
      ...{ client, query: { path: '', operation: 'WRITE', payloadType: 'TASK_OUTPUT' } },
    }).catch(() => undefined);
    runner.pause(taskType);
    return { taskType, unknown, inHandler, atTheEnd: await scraped(plugin) };
  } finally {
    await proxy.close();
  }
}

/** What Prometheus gets. */
async function scraped({ url }: Metrics): Promise<Scrape> {
  if (url === undefined) throw new Error('metrics() does not listen');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return new Scrape(await response.text());
}

/** The next such event. */
function heard(runner: TaskRunner, event: RunnerEventName): Promise<void> {
  return new Promise((resolve) => void runner.once(event, () => resolve()));
}
