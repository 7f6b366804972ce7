import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { openBrowser } from './support/browser.js';
import { Front } from './support/front.js';
import { Scene, takes } from './support/scene.js';
import { Visit } from './support/visit.js';

const PAGE = join(PROJECT, 'plugins/dashboard/page');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe('the page of the dashboard, with runners', () => {
  let browser: Browser;
  const visits: Visit[] = [];
  const scenes: Scene[] = [];

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    await Promise.all(visits.splice(0).map((visit) => visit.close()));
    await Promise.all(scenes.splice(0).map((scene) => scene.stop()));
  });

  async function start(
    workers: readonly AnyWorker[],
    prepare: (scene: Scene) => void = () => undefined,
  ): Promise<Scene> {
    const scene = new Scene(workers);
    scenes.push(scene);
    prepare(scene);
    await scene.runner.start();
    return scene;
  }

  async function visitTo(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await Visit.to(browser, url, options);
    visits.push(visit);
    await visit.isLive();
    return visit;
  }

  const charge: AnyWorker = { name: 'charge_card', concurrency: 5, execute: takes(5, 10) };
  const hung: AnyWorker = {
    name: 'hung',
    domain: 'eu',
    concurrency: 3,
    timeoutMs: 200,
    execute: () => new Promise(() => undefined),
  };
  const charges =
    (perSecond: number) =>
    ({ conductor }: Scene): void =>
      void conductor.supply('charge_card', { perSecond });

  it('is less than 60 kB, script and style included', () => {
    const bytes = readdirSync(PAGE)
      .filter((name) => name !== 'tsconfig.json')
      .reduce((sum, name) => sum + statSync(join(PAGE, name)).size, 0);
    expect(bytes).to.be.lessThan(60_000);
  });

  it('shows a worker that works: slots, states, times, tasks', async () => {
    const scene = await start([charge], charges(30));
    const visit = await visitTo(scene.url);
    const { page } = visit;
    await visit.glance('Am I connected?').getByText('Connected', { exact: true }).waitFor();
    await visit.glance('Am I getting work?').getByText('tasks/s over the last 10 s').waitFor();
    expect(await page.locator('.cells .cell').count()).to.equal(5);
    await page.locator('.times tr', { hasText: 'handler' }).locator('td').first().getByText('ms').waitFor();
    await page.locator('#task-rows .completed').first().waitFor();
    expect(await page.title()).to.match(new RegExp(`Conductor worker ${process.pid}$`));
    expect(await page.locator('#process').textContent())
      .to.include(`Runnerrunning`)
      .and.to.include(process.version);
    expect(visit.complaints).to.deep.equal([]);
  });

  it('goes on by itself: what happens is seen without a reload', async () => {
    const scene = await start([charge]);
    const visit = await visitTo(scene.url);
    const { page } = visit;
    await page.getByText('No task has been polled yet.').waitFor();
    scene.conductor.supply('charge_card', { perSecond: 20 });
    await page.locator('#task-rows tr').first().waitFor();
    scene.runner.pause('charge_card');
    await page.locator('.worker .state', { hasText: 'paused' }).waitFor();
    expect(visit.complaints).to.deep.equal([]);
  });

  it('says in words what keeps a worker from its server, and in the title that something does', async function () {
    this.timeout(120_000);
    const scene = await start([charge], ({ conductor }) => (conductor.isDown = true));
    const visit = await visitTo(scene.url);
    const { page } = visit;
    await visit.glance('Am I connected?').getByText('Not connected', { exact: true }).waitFor();
    await page.locator('.problem', { hasText: 'ECONNREFUSED 10.0.3.7:8080' }).waitFor();
    await page.locator('.state', { hasText: 'backoff' }).waitFor();
    await page.locator('.flag.bad', { hasText: 'polls fail' }).waitFor();
    expect(await page.title()).to.match(/^✕ \d problems? – Conductor worker \d+$/);
    scene.conductor.isDown = false;
    await visit.glance('Am I connected?').getByText('Connected', { exact: true }).waitFor({ timeout: 60_000 });
    await page.locator('.problem.past', { hasText: 'polls have succeeded since' }).waitFor();
    expect(visit.complaints).to.deep.equal([]);
  });

  it('shows handlers that do not end, and a worker with no slot left', async () => {
    const scene = await start([hung], ({ conductor }) =>
      conductor.supply('hung', { perSecond: Infinity, domain: 'eu' }),
    );
    const visit = await visitTo(scene.url);
    await visit.glance('Is anything stuck?').getByText('Stuck', { exact: true }).waitFor();
    await visit.page.locator('.flag.bad', { hasText: '3 overdue' }).waitFor();
    expect(await visit.page.locator('.cells .overdue').count()).to.equal(3);
  });

  it('finds workers and tasks, and holds still', async () => {
    const other: AnyWorker = { name: 'send_email', domain: 'eu', concurrency: 2, execute: takes(1) };
    const scene = await start([charge, other], ({ conductor }) =>
      conductor.supply('charge_card', { perSecond: 30 }).supply('send_email', { perSecond: 30, domain: 'eu' }),
    );
    const { page } = await visitTo(scene.url);
    await page.locator('#workers-find').fill('EU');
    await page.locator('#workers-count', { hasText: '1 of 2' }).waitFor();
    expect(await page.locator('.worker').count()).to.equal(1);
    await page.locator('#workers-find').fill('nobody');
    await page.getByText('No worker is like that.').waitFor();
    await page.locator('#workers-find').fill('');
    await page.locator('#task-rows tr').first().waitFor();
    await page.locator('#tasks-find').fill('send_email');
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('#task-rows tr')];
      return rows.length > 0 && rows.every((row) => row.textContent.includes('send_email'));
    });
    await page.getByRole('button', { name: 'Hold still' }).click();
    await page.getByText('held still').waitFor();
    const ids = (): Promise<(string | null)[]> =>
      page.locator('#task-rows td:first-child').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
    const before = await ids();
    const updates = scene.conductor.updates;
    const at = await page.locator('body').getAttribute('data-at');
    await page.waitForFunction((seen) => document.body.getAttribute('data-at') !== seen, at);
    expect(scene.conductor.updates).to.be.greaterThan(updates);
    expect(await ids()).to.deep.equal(before);
    await page.getByRole('button', { name: 'Hold still' }).click();
    await page.waitForFunction(
      (first) => document.querySelector('#task-rows td')?.getAttribute('title') !== first,
      before[0],
    );
  });

  it('can be used by keyboard alone', async () => {
    const scene = await start([charge], charges(20));
    const { page } = await visitTo(scene.url);
    await page.locator('#task-rows tr:nth-child(3)').waitFor();
    const isFocused = (selector: string): Promise<boolean> =>
      page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).to.equal('Skip to the workers');
    await page.keyboard.press('Enter');
    expect(await isFocused('#workers')).to.equal(true);
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; !(await isFocused(selector)); presses += 1) {
        if (presses > 30) throw new Error(`${selector} is not reached by 30 tabs`);
        await page.keyboard.press('Tab');
      }
    };
    await tabTo('.head');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).to.equal('solid');
    await page.keyboard.press('Enter');
    await page.locator('.head[aria-expanded="false"]').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.head[aria-expanded="true"]').waitFor();
    await tabTo('#tasks-hold');
    await page.keyboard.press('Enter');
    await tabTo('#task-rows button');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await isFocused('#task-rows tr:nth-child(3) button')).to.equal(true);
    await page.keyboard.press('Enter');
    await page.locator('#task-detail dt', { hasText: 'Task id' }).waitFor();
    expect(await isFocused('#task-detail-heading')).to.equal(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#task-detail').isHidden()).to.equal(true);
    expect(await isFocused('#task-rows tr:nth-child(3) button')).to.equal(true);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing for axe to complain about, ${colorScheme}`, async () => {
      const scene = await start([charge, hung], ({ conductor }) =>
        conductor.supply('charge_card', { perSecond: 20 }).supply('hung', { perSecond: Infinity, domain: 'eu' }),
      );
      failAfterTasks(scene, 'a listener that fails');
      // The page's own policy forbids scripts of others, so also axe's.
      const { page } = await visitTo(scene.url, { colorScheme, bypassCSP: true });
      await page.locator('.flag.bad').first().waitFor();
      await page.locator('#error-list li').first().waitFor();
      await page.getByRole('button', { name: 'Hold still' }).click();
      await page.locator('#task-rows button').first().click();
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).to.deep.equal([]);
    });
  }

  it('takes names that a runner really has for texts', async () => {
    const hostile = '<img src=x onerror=document.title=1>';
    const scene = await start([{ name: hostile, concurrency: 2, execute: takes(1) }], ({ conductor }) =>
      conductor.supply(hostile, { perSecond: 10, workflowType: hostile }),
    );
    const visit = await visitTo(scene.url);
    const { page } = visit;
    await page.locator('#task-rows button').first().click();
    expect(await page.locator('.who').textContent()).to.equal(hostile);
    expect(await page.locator('img').count()).to.equal(0);
    expect(visit.complaints).to.deep.equal([]);
  });

  it('says when the runner has stopped, and that what it shows is the end', async () => {
    const scene = await start([charge], charges(20));
    const { page } = await visitTo(scene.url);
    await page.locator('#task-rows tr').first().waitFor();
    await scene.stop();
    await page.locator('#banner', { hasText: /The runner stopped at \d\d:\d\d:\d\d/ }).waitFor();
    expect(await page.locator('body').getAttribute('data-link')).to.equal('ended');
    expect(await page.locator('#process').textContent()).to.include('Runnerstopped');
  });

  it('says when the process does not answer, and is live again when it does', async () => {
    const scene = await start([charge], charges(20));
    const front = await Front.before(scene.url);
    try {
      const { page } = await visitTo(front.url);
      front.cut();
      await page.locator('#banner', { hasText: 'The process does not answer. What you see is' }).waitFor();
      expect(await page.locator('#link-text').textContent()).to.equal('Reconnecting …');
      expect(await page.title()).to.match(/^✕ not live – /);
      front.mend();
      await page.waitForSelector('[data-link="live"]', { timeout: 30_000 });
      expect(await page.locator('#banner').isHidden()).to.equal(true);
      // Silence on an open connection is no news either.
      front.hush();
      await page.locator('#banner', { hasText: 'The process does not answer' }).waitFor();
    } finally {
      await front.close();
    }
  });

  for (const width of [380, 1_600]) {
    it(`fits a window of ${width} pixels`, async () => {
      const scene = await start([charge, hung], ({ conductor }) =>
        conductor.supply('charge_card', { perSecond: 20 }).supply('hung', { perSecond: Infinity, domain: 'eu' }),
      );
      const { page } = await visitTo(scene.url, { viewport: { width, height: 800 } });
      await page.locator('#task-rows tr').first().waitFor();
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide).to.equal(0);
    });
  }
});

async function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Makes `error` events. */
function failAfterTasks({ runner }: Scene, text: string): void {
  runner.on('error', () => undefined);
  runner.on('taskCompleted', () => {
    throw new Error(text);
  });
}
