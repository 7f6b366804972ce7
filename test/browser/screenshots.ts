/*
 * `npm run screenshots`: makes the pictures of docs/dashboard.md, from real runners. Takes about two minutes: the page shows five minutes
 * of the past, of which there should be some.
 */
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { openBrowser } from './support/browser.js';
import { Scene, takes } from './support/scene.js';

const PAST_MS = 100_000;

const CHARGE: AnyWorker = {
  name: 'charge_card',
  concurrency: 20,
  workerId: 'worker-7-4711-a1b2c3d4',
  execute: takes(60, 320, 0.03),
};
const SEND: AnyWorker = {
  name: 'send_email',
  concurrency: 10,
  workerId: 'worker-7-4711-e5f6a7b8',
  execute: takes(15, 60),
};
const RESIZE: AnyWorker = {
  name: 'resize_image',
  domain: 'gpu',
  concurrency: 6,
  workerId: 'worker-7-4711-c9d0e1f2',
  execute: takes(900, 4_000),
};
const ARCHIVE: AnyWorker = {
  name: 'archive_order',
  concurrency: 5,
  workerId: 'worker-7-4711-a3b4c5d6',
  execute: takes(10),
};

function healthy(): Scene {
  const scene = new Scene([CHARGE, SEND, RESIZE, ARCHIVE], { uiUrl: 'http://localhost:5000' });
  scene.conductor
    .supply('charge_card', { perSecond: 9, referenceName: 'charge' })
    .supply('send_email', { perSecond: 6, workflowType: 'newsletter', referenceName: 'send' })
    .supply('resize_image', { perSecond: 0.6, domain: 'gpu', workflowType: 'upload', referenceName: 'thumbnail' });
  return scene;
}

function overloaded(): Scene {
  let calls = 0;
  const renders = takes(2_500, 6_000);
  const render: AnyWorker = {
    name: 'render_invoice',
    concurrency: 24,
    timeoutMs: 9_000,
    workerId: 'worker-7-4711-0a1b2c3d',
    // Some of them hang for half a minute.
    execute: () => ((calls += 1) % 11 === 0 ? takes(25_000, 40_000)() : renders()),
  };
  const scene = new Scene([render, SEND]);
  scene.conductor.refusesExtensions = true;
  scene.conductor
    .supply('render_invoice', {
      ...{ perSecond: Infinity, waitedMs: 42_000, responseTimeoutSeconds: 10 },
      ...{ workflowType: 'billing', referenceName: 'render' },
    })
    .supply('send_email', { perSecond: 2, workflowType: 'billing', referenceName: 'send' });
  return scene;
}

function disconnected(): Scene {
  const scene = new Scene([CHARGE, SEND]);
  scene.conductor
    .supply('charge_card', { perSecond: 9, referenceName: 'charge' })
    .supply('send_email', { perSecond: 6, workflowType: 'newsletter', referenceName: 'send' });
  return scene;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

interface Shot {
  readonly scene: Scene;
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly height: number;
  readonly opens?: readonly string[];
}

async function shoot(browser: Browser, { scene, name, colorScheme, height, opens = [] }: Shot): Promise<void> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1_280, height }, deviceScaleFactor: 1 });
  await page.goto(scene.url);
  await page.waitForSelector('[data-link="live"] .worker');
  for (const worker of opens) await page.getByRole('button', { name: worker, expanded: false }).click();
  await page.mouse.move(0, 0);
  // The line of the event loop begins with the page.
  await pause(PAST_MS / 3);
  await page.screenshot({ path: join(PROJECT, 'docs/images', `${name}.png`) });
  await page.close();
}

const scenes = [healthy(), overloaded(), disconnected()] as const;
const [well, busy, cut] = scenes;
for (const { conductor } of scenes) conductor.answersWithinMs = [2, 9];
const browser = await openBrowser();
try {
  for (const { runner } of scenes) await runner.start();
  await pause(PAST_MS * 0.75);
  cut.conductor.isDown = true;
  const opens = ['charge_card', 'resize_image'];
  await Promise.all([
    shoot(browser, { scene: well, name: 'dashboard-light', colorScheme: 'light', height: 1_240, opens }),
    shoot(browser, { scene: well, name: 'dashboard-dark', colorScheme: 'dark', height: 1_240, opens }),
    shoot(browser, { scene: busy, name: 'dashboard-overloaded', colorScheme: 'light', height: 1_060 }),
    shoot(browser, { scene: cut, name: 'dashboard-disconnected', colorScheme: 'light', height: 940 }),
  ]);
} finally {
  await browser.close();
  await Promise.all(scenes.map((scene) => scene.stop()));
}
