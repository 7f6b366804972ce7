import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { openBrowser } from './support/browser.js';
import { Scene } from './support/scene.js';
import { Visit } from './support/visit.js';

const INTERVAL_MS = 1_000;

describe('the page of the dashboard, under load', () => {
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  it('keeps up with 200 workers and 5,000 tasks per second, and the runner with the page', async function () {
    this.timeout(120_000);
    const workers = Array.from({ length: 200 }, (_, n): AnyWorker => ({
      name: `worker_${n}`,
      concurrency: 25,
      execute: () => ({}),
    }));
    const scene = new Scene(workers, { intervalMs: INTERVAL_MS });
    const { conductor, runner } = scene;
    for (const { name } of workers) conductor.supply(name, { perSecond: 25 });
    await runner.start();
    const rateOver = async (ms: number): Promise<number> => {
      const [updates, from] = [conductor.updates, performance.now()];
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ((conductor.updates - updates) / (performance.now() - from)) * 1_000;
    };
    await rateOver(2_000);
    const unwatched = await rateOver(4_000);

    const visit = await Visit.to(browser, scene.url);
    const { page } = visit;
    try {
      await visit.isLive();
      await page.waitForFunction(() => document.querySelectorAll('.worker').length === 200);
      await rateOver(2_000);
      await page.evaluate(() => {
        const { dataset } = document.body;
        new PerformanceObserver((list) => {
          const ms = list.getEntries().reduce((sum, { duration }) => sum + duration, 0);
          dataset.longMs = String(Number(dataset.longMs ?? 0) + ms);
        }).observe({ type: 'longtask' });
      });
      const watchedMs = 8_000;
      const watched = await rateOver(watchedMs);
      const { lagMs, nodes, longMs } = await page.evaluate(() => ({
        lagMs: Date.now() - Number(document.body.dataset.at),
        nodes: document.querySelectorAll('*').length,
        longMs: Number(document.body.dataset.longMs ?? 0),
      }));
      expect(lagMs).to.be.lessThan(2 * INTERVAL_MS);
      expect(nodes).to.be.lessThan(9_000);
      // Of its time the page works for less than half: it could show twice as much.
      expect(longMs / watchedMs).to.be.lessThan(0.5);
      expect(watched / unwatched).to.be.greaterThan(0.6);
      expect(await page.locator('#task-rows tr').count()).to.equal(200);
      expect(visit.complaints).to.deep.equal([]);
    } finally {
      await visit.close();
      await scene.stop();
    }
  });
});
