import { readdirSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { AnyWorker } from '../../src/index.js';
import { PROJECT } from '../structure/module-graph.js';
import { openBrowser } from './support/browser.js';
import { Scene, takes } from './support/scene.js';

const PAGE = join(PROJECT, 'plugins/dashboard/page');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe('the page of the dashboard', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the page must never do: write errors, ask others, break its own policy. */
  let complaints: string[];
  const scenes: Scene[] = [];

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(() => open());
  afterEach(async () => {
    await context.close();
    await Promise.all(scenes.splice(0).map((scene) => scene.stop()));
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
    await (context as BrowserContext | undefined)?.close();
    context = await browser.newContext(options);
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      // What a browser says of a connection that is gone is no fault of the page.
      if (message.type() === 'error' && !/net::ERR_|Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  }

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

  async function visit(scene: Scene): Promise<void> {
    const { origin } = new URL(scene.url);
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !url.startsWith('data:')) complaints.push(`asked ${url}`);
    });
    await page.goto(scene.url);
    await page.waitForSelector('[data-link="live"] .worker');
  }

  const glance = (question: string) => page.locator('.glance', { hasText: question });
  const charge: AnyWorker = { name: 'charge_card', concurrency: 5, execute: takes(5, 10) };

  it('is less than 60 kB, script and style included', () => {
    const bytes = readdirSync(PAGE)
      .filter((name) => name !== 'tsconfig.json')
      .reduce((sum, name) => sum + statSync(join(PAGE, name)).size, 0);
    expect(bytes).to.be.lessThan(60_000);
  });

  it('shows a worker that works: slots, states, times, tasks', async () => {
    const scene = await start([charge], ({ conductor }) => conductor.supply('charge_card', { perSecond: 30 }));
    await visit(scene);
    await glance('Am I connected?').getByText('Connected', { exact: true }).waitFor();
    await glance('Am I getting work?').getByText('Getting work', { exact: true }).waitFor();
    expect(await page.locator('.worker .cell').count()).to.equal(5);
    await page.locator('.times tr', { hasText: 'handler' }).locator('td').first().getByText('ms').waitFor();
    await page.locator('#task-rows tr .completed').first().waitFor();
    expect(await page.title()).to.equal('Conductor worker');
    expect(complaints).to.deep.equal([]);
  });

  it('goes on by itself: what happens is seen without a reload', async () => {
    const scene = await start([charge]);
    await visit(scene);
    await page.getByText('No task has been polled yet.').waitFor();
    scene.conductor.supply('charge_card', { perSecond: 20 });
    await page.locator('#task-rows tr').first().waitFor();
    scene.runner.pause('charge_card');
    await page.locator('.worker .state', { hasText: 'paused' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('says in words what keeps a worker from its server, and says it in the title', async () => {
    const scene = await start([charge], ({ conductor }) => (conductor.isDown = true));
    await visit(scene);
    await glance('Am I connected?').getByText('Not connected', { exact: true }).waitFor();
    await page.locator('.worker .problem', { hasText: 'ECONNREFUSED 10.0.3.7:8080' }).waitFor();
    await page.locator('.worker .state', { hasText: 'backoff' }).waitFor();
    expect(await page.title()).to.match(/^✕ \d bad – Conductor worker$/);
    scene.conductor.isDown = false;
    await glance('Am I connected?').getByText('Connected', { exact: true }).waitFor({ timeout: 30_000 });
    await page.locator('.worker .problem.past', { hasText: 'polls have succeeded since' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('shows handlers that do not end, and a worker with no slot left', async () => {
    const hung: AnyWorker = {
      name: 'hung',
      concurrency: 3,
      timeoutMs: 200,
      execute: () => new Promise(() => undefined),
    };
    const scene = await start([hung], ({ conductor }) => conductor.supply('hung', { perSecond: Infinity }));
    await visit(scene);
    await glance('Is anything stuck?').getByText('Stuck', { exact: true }).waitFor();
    await page.locator('.flag.bad', { hasText: '3 overdue' }).waitFor();
    expect(await page.locator('.cell.overdue').count()).to.be.at.least(3);
  });

  it('finds workers and tasks, and holds still', async () => {
    const other: AnyWorker = { name: 'send_email', domain: 'eu', concurrency: 2, execute: takes(1) };
    const scene = await start([charge, other], ({ conductor }) =>
      conductor.supply('charge_card', { perSecond: 30 }).supply('send_email', { perSecond: 30 }),
    );
    await visit(scene);
    await page.locator('#workers-find').fill('EU');
    await page.getByText('1 of 2', { exact: true }).waitFor();
    expect(await page.locator('.worker').count()).to.equal(1);
    await page.locator('#workers-find').fill('nobody');
    await page.locator('#workers-none', { hasText: 'None is as you ask.' }).waitFor();
    await page.locator('#workers-find').fill('');
    await page.getByLabel('only troubled').check();
    await page.getByText('0 of 2', { exact: true }).waitFor();
    await page.locator('#task-rows tr').first().waitFor();
    await page.locator('#tasks-find').fill('send_email');
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('#task-rows tr')];
      return rows.length > 0 && rows.every((row) => row.textContent.includes('send_email'));
    });
    await page.getByRole('button', { name: 'Hold still' }).click();
    await page.getByText('held still').waitFor();
    const ids = () =>
      page
        .locator('#task-rows tr td:first-child')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
    const before = await ids();
    const at = await page.locator('body').getAttribute('data-at');
    await page.waitForFunction((seen) => document.body.getAttribute('data-at') !== seen, at);
    expect(await ids()).to.deep.equal(before);
  });

  it('can be used by keyboard alone', async () => {
    const scene = await start([charge], ({ conductor }) => conductor.supply('charge_card', { perSecond: 20 }));
    await visit(scene);
    await page.locator('#task-rows tr:nth-child(3)').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal('Skip to the workers');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('workers');
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    const tabTo = async (isThere: () => Promise<boolean>): Promise<void> => {
      for (let presses = 0; !(await isThere()); presses += 1) {
        if (presses > 30) throw new Error('not reached by 30 tabs');
        await page.keyboard.press('Tab');
      }
    };
    await tabTo(async () => (await focused()) === 'head');
    await page.keyboard.press('Enter');
    await page.locator('.head[aria-expanded="false"]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.head[aria-expanded="true"]').waitFor();
    await tabTo(() => page.evaluate(() => document.activeElement?.id === 'tasks-hold'));
    await page.keyboard.press('Enter');
    await tabTo(() => page.evaluate(() => document.activeElement?.closest('#task-rows') !== null));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('#task-detail dt', { hasText: 'task id' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('task-detail-heading');
    await page.keyboard.press('Escape');
    expect(await page.locator('#task-detail').isHidden()).to.equal(true);
    expect(await page.evaluate(() => document.activeElement?.closest('#task-rows') !== null)).to.equal(true);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing for axe to complain about, ${colorScheme}`, async () => {
      await open({ colorScheme, bypassCSP: true });
      const hung: AnyWorker = {
        name: 'hung',
        domain: 'eu',
        concurrency: 2,
        timeoutMs: 200,
        execute: () => new Promise(() => undefined),
      };
      const scene = await start([charge, hung], ({ conductor }) =>
        conductor.supply('charge_card', { perSecond: 20 }).supply('hung', { perSecond: Infinity }),
      );
      await visit(scene);
      scene.runner.on('taskCompleted', () => {
        throw new Error('a listener that fails');
      });
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

  it('takes names and errors for texts, whatever they are', async () => {
    const hostile = '<img src=x onerror=document.title=1>';
    const scene = await start([{ name: hostile, concurrency: 2, execute: takes(1) }], ({ conductor }) =>
      conductor.supply(hostile, { perSecond: 10, workflowType: hostile }),
    );
    await visit(scene);
    scene.runner.on('taskCompleted', () => {
      throw new Error(hostile);
    });
    await page.locator('#error-list li').first().waitFor();
    await page.locator('#task-rows tr').first().waitFor();
    await page.locator('#task-rows button').first().click();
    expect(await page.locator('img').count()).to.equal(0);
    expect(await page.title()).to.match(/Conductor worker$/);
    expect(complaints).to.deep.equal([]);
  });

  it('says when the runner has stopped, and that what it shows is the end', async () => {
    const scene = await start([charge], ({ conductor }) => conductor.supply('charge_card', { perSecond: 20 }));
    await visit(scene);
    await page.locator('#task-rows tr').first().waitFor();
    await scene.stop();
    await page.locator('#banner', { hasText: /The runner stopped at \d\d:\d\d:\d\d/ }).waitFor();
    expect(await page.locator('body').getAttribute('data-link')).to.equal('ended');
    expect(await page.locator('#process').textContent()).to.include('runner stopped');
  });

  it('says when the process does not answer, and is live again when it does', async () => {
    const scene = await start([charge], ({ conductor }) => conductor.supply('charge_card', { perSecond: 20 }));
    const front = await Front.before(scene);
    try {
      await page.goto(front.url);
      await page.waitForSelector('[data-link="live"] .worker');
      front.cut();
      await page.locator('#banner', { hasText: 'The process does not answer; what you see is' }).waitFor();
      expect(await page.locator('#link-text').textContent()).to.equal('Reconnecting …');
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

  it('works in a narrow window', async () => {
    await open({ viewport: { width: 380, height: 800 } });
    const scene = await start([charge], ({ conductor }) => conductor.supply('charge_card', { perSecond: 20 }));
    await visit(scene);
    await page.locator('#task-rows tr').first().waitFor();
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide).to.equal(0);
  });

  it('keeps up with 200 workers and thousands of tasks per second, and holds up neither', async function () {
    this.timeout(120_000);
    const workers = Array.from({ length: 200 }, (_, n): AnyWorker => ({
      name: `worker_${n}`,
      concurrency: 25,
      execute: () => ({}),
    }));
    // As many as the machine can do, 5,000 per second at the most.
    const scene = await start(workers, ({ conductor }) => {
      for (const { name } of workers) conductor.supply(name, { perSecond: 25 });
    });
    const { conductor } = scene;
    const rate = async (ms: number): Promise<number> => {
      const [updates, from] = [conductor.updates, performance.now()];
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ((conductor.updates - updates) / (performance.now() - from)) * 1_000;
    };
    await rate(2_000);
    const unwatched = await rate(4_000);
    await visit(scene);
    await page.waitForFunction(() => document.querySelectorAll('.worker').length === 200);
    await rate(2_000);
    const watched = await rate(6_000);
    // What is on the page is at most two intervals old, and one for the machine.
    const { at, now, nodes } = await page.evaluate(() => ({
      at: Number(document.body.getAttribute('data-at')),
      now: Date.now(),
      nodes: document.querySelectorAll('*').length,
    }));
    expect(now - at).to.be.lessThan(3_000);
    expect(nodes).to.be.lessThan(12_000);
    expect(watched / unwatched).to.be.greaterThan(0.5);
    expect(await page.locator('#task-rows tr').count()).to.be.at.most(200);
    expect(complaints).to.deep.equal([]);
  });
});

/** Stands between the browser and the page's server, and can be in the way. */
class Front {
  readonly url: string;
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  #isCut = false;
  #isHushed = false;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async before(scene: Scene): Promise<Front> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new Front(server);
    server.on('request', (request, response) => void front.#forward(`${scene.url}${request.url ?? ''}`, response));
    return front;
  }

  cut(): void {
    this.#isCut = true;
    for (const response of this.#open) response.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Open connections stay open, and nothing comes through them any more. */
  hush(): void {
    this.#isHushed = true;
  }

  close(): Promise<void> {
    this.#isCut = true;
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #forward(url: string, response: ServerResponse): Promise<void> {
    if (this.#isCut) {
      response.destroy();
      return;
    }
    this.#open.add(response);
    const gone = new AbortController();
    response.once('close', () => {
      this.#open.delete(response);
      gone.abort();
    });
    try {
      const answer = await fetch(url, { signal: gone.signal });
      response.writeHead(
        answer.status,
        Object.fromEntries(
          ['content-type', 'content-security-policy'].map((name) => [name, answer.headers.get(name) ?? '']),
        ),
      );
      if (answer.body !== null) for await (const piece of answer.body) if (!this.#isHushed) response.write(piece);
      response.end();
    } catch {
      // The browser has gone, or the page's server: either way there is nothing more to forward.
      response.destroy();
    }
  }
}
