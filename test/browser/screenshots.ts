/*
 * `npm run screenshots`: makes the pictures of docs/dashboard.md from real runners.
 */
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { openBrowser } from './support/browser.js';
import { Scene, takes } from './support/scene.js';

const WORKERS: readonly AnyWorker[] = [
  { name: 'charge_card', concurrency: 20, workerId: 'worker-7-4711-a1b2c3d4', execute: takes(60, 320, 0.03) },
  { name: 'send_email', concurrency: 10, workerId: 'worker-7-4711-e5f6a7b8', execute: takes(15, 60) },
  {
    name: 'resize_image',
    domain: 'gpu',
    concurrency: 6,
    workerId: 'worker-7-4711-c9d0e1f2',
    execute: takes(900, 4_000),
  },
  { name: 'archive_order', concurrency: 5, workerId: 'worker-7-4711-a3b4c5d6', execute: takes(10) },
];

async function shoot(
  browser: Browser,
  scene: Scene,
  name: string,
  colorScheme: 'light' | 'dark',
  height: number,
  open: readonly string[] = [],
): Promise<void> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1_280, height } });
  await page.goto(scene.url);
  await page.waitForSelector('[data-link="live"] .worker');
  for (const name of open) await page.getByRole('button', { name, expanded: false }).click();
  // Rates and the sparkline need some seconds of their own.
  await page.waitForTimeout(6_000);
  await page.screenshot({ path: join(PROJECT, 'docs/images', `${name}.png`) });
  await page.close();
}

async function healthy(browser: Browser): Promise<void> {
  const scene = new Scene(WORKERS, { uiUrl: 'http://localhost:5000' });
  scene.conductor
    .supply('charge_card', { perSecond: 35 })
    .supply('send_email', { perSecond: 60, workflowType: 'newsletter' })
    .supply('resize_image', { perSecond: 1.2, workflowType: 'upload', responseTimeoutSeconds: 60 });
  await scene.runner.start();
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  await shoot(browser, scene, 'dashboard-light', 'light', 1_180, ['charge_card', 'resize_image']);
  await shoot(browser, scene, 'dashboard-dark', 'dark', 1_180, ['charge_card', 'resize_image']);
  await scene.stop();
}

async function overloaded(browser: Browser): Promise<void> {
  let calls = 0;
  const hangsSometimes = takes(2_500, 6_000);
  const scene = new Scene([
    {
      ...{ name: 'render_invoice', concurrency: 24, timeoutMs: 9_000, workerId: 'worker-7-4711-0a1b2c3d' },
      execute: () => ((calls += 1) % 9 === 0 ? new Promise(() => undefined) : hangsSometimes()),
    },
    { name: 'send_email', concurrency: 10, workerId: 'worker-7-4711-e5f6a7b8', execute: takes(15, 60) },
  ]);
  scene.conductor.refusesExtensions = true;
  scene.conductor
    .supply('render_invoice', { perSecond: Infinity, waitedMs: 42_000, responseTimeoutSeconds: 10 })
    .supply('send_email', { perSecond: 20, workflowType: 'newsletter' });
  await scene.runner.start();
  await new Promise((resolve) => setTimeout(resolve, 14_000));
  await shoot(browser, scene, 'dashboard-overloaded', 'light', 1_000);
  await scene.stop();
}

async function disconnected(browser: Browser): Promise<void> {
  const scene = new Scene(WORKERS.slice(0, 2));
  scene.conductor.supply('charge_card', { perSecond: 35 }).supply('send_email', { perSecond: 20 });
  await scene.runner.start();
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  scene.conductor.isDown = true;
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  await shoot(browser, scene, 'dashboard-disconnected', 'dark', 1_000);
  await scene.stop();
}

const browser = await openBrowser();
try {
  await healthy(browser);
  await overloaded(browser);
  await disconnected(browser);
} finally {
  await browser.close();
}
