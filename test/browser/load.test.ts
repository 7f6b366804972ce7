import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { openBrowser } from './support/browser.js';
import { Scene } from './support/scene.js';
import { TaskSource } from './support/task-source.js';
import { Visit } from './support/visit.js';

const INTERVAL_MS = 1_000;
const ROUNDS = 3;

describe('the page of the dashboard, under load', () => {
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  it('keeps up with 200 workers and 5,000 tasks per second, and the runner with the page', async function () {
    this.timeout(180_000);
    const workers = Array.from({ length: 200 }, (_, n): AnyWorker => ({
      name: `worker_${n}`,
      concurrency: 25,
      execute: () => ({}),
    }));
    const source = new TaskSource(25);
    const scene = new Scene(workers, { intervalMs: INTERVAL_MS }, source);
    await scene.runner.start();
    /** Microseconds of this process for each task, over a time: what else the machine does is not in it. */
    const cpuPerTask = async (ms: number): Promise<number> => {
      const [updates, before] = [source.updates, process.cpuUsage()];
      await new Promise((resolve) => setTimeout(resolve, ms));
      const { user, system } = process.cpuUsage(before);
      return (user + system) / (source.updates - updates);
    };
    const visit = await Visit.to(browser, scene.url);
    const { page } = visit;
    try {
      const cpu = await page.context().newCDPSession(page);
      await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
      const busySeconds = async (): Promise<number> => {
        const { metrics } = await cpu.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
      };
      const rounds: { readonly cost: number; readonly busy: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await page.goto('about:blank');
        await cpuPerTask(1_000);
        const unwatched = await cpuPerTask(3_000);
        await page.goto(scene.url);
        await page.waitForFunction(() => document.querySelectorAll('.worker').length === 200);
        await cpuPerTask(1_000);
        const [busy, from] = [await busySeconds(), performance.now()];
        const watched = await cpuPerTask(5_000);
        rounds.push({
          cost: watched / unwatched,
          busy: (((await busySeconds()) - busy) / (performance.now() - from)) * 1_000,
        });
      }
      // A page that falls behind never gets there. What the machine does beside it may hold it up for a moment.
      await page.waitForFunction((mostMs) => Date.now() - Number(document.body.dataset.at) < mostMs, 2 * INTERVAL_MS, {
        polling: 20,
      });
      expect(await page.evaluate(() => document.querySelectorAll('*').length)).to.be.lessThan(9_000);
      expect(await page.locator('#task-rows tr').count()).to.equal(200);
      // The best of the rounds: in the others the machine may have had more to do.
      expect(Math.min(...rounds.map(({ cost }) => cost))).to.be.lessThan(1.4);
      // So much of a processor does the page need: it could show four times as much.
      expect(Math.min(...rounds.map(({ busy }) => busy))).to.be.lessThan(0.25);
      expect(visit.complaints).to.deep.equal([]);
    } finally {
      await visit.close();
      await scene.stop();
    }
  });
});
