import { expect } from 'chai';
import type { Browser, BrowserContextOptions } from 'playwright-core';

import type { Level, OutcomeView, Snapshot } from '../../plugins/dashboard/index.js';
import { openBrowser } from './support/browser.js';
import { ScriptedSite } from './support/scripted-site.js';
import { aSnapshot, aTaskView, aWorker, anUpdate, NOW } from './support/views.js';
import { Visit } from './support/visit.js';

/** Colours of texts and of what they may stand on, and colours that mean something in bars, cells and lines. */
const TEXTS = ['ink', 'soft', 'warn', 'bad', 'good', 'run'];
const SURFACES = ['paper', 'card', 'faint', 'warn-tint', 'bad-tint'];
const TONES = ['good', 'warn', 'bad', 'run', 'report', 'wait'];

describe('the page of the dashboard, told by a script', () => {
  let browser: Browser;
  let site: ScriptedSite;
  let visit: Visit;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    await visit.close();
    await site.close();
  });

  async function show(snapshot: Snapshot, options: BrowserContextOptions = {}): Promise<Visit> {
    site = await ScriptedSite.showing(snapshot);
    visit = await Visit.to(browser, site.url, options);
    await visit.isLive();
    return visit;
  }

  /** Waits until an update is on the page. */
  async function update(
    snapshot: Snapshot,
    laterMs: number,
    given: Parameters<typeof anUpdate>[2] = {},
  ): Promise<void> {
    site.update(anUpdate(snapshot, laterMs, given));
    await visit.page.waitForSelector(`[data-at="${snapshot.at + laterMs}"]`);
  }

  const levels: readonly (readonly [Level, string, RegExp])[] = [
    ['good', '✓', /^Conductor worker 4711$/],
    ['warn', '!', /^! 1 warning – Conductor worker 4711$/],
    ['bad', '✕', /^✕ 1 problem – Conductor worker 4711$/],
    ['unknown', '?', /^Conductor worker 4711$/],
  ];
  for (const [level, icon, title] of levels) {
    it(`tells a glance that is ${level} by its sign, its words and the title`, async () => {
      const { glances } = aSnapshot();
      const { page } = await show(aSnapshot({ glances: { ...glances, stuck: { level, text: 'In these words.' } } }));
      const card = visit.glance('Is anything stuck?');
      expect(await card.locator('.icon').textContent()).to.equal(icon);
      expect(await card.locator('p').textContent()).to.equal('In these words.');
      expect(await card.getAttribute('class')).to.include(level);
      expect(await page.title()).to.match(title);
    });
  }

  it('speaks when an answer changes, not each time that its words do', async () => {
    const snapshot = aSnapshot();
    const { glances } = snapshot;
    const { page } = await show(snapshot);
    const spoken = page.locator('#spoken');
    await update(snapshot, 1_000, { glances: { ...glances, work: { level: 'good', text: 'Other words.' } } });
    expect(await spoken.textContent()).to.equal('The page is live.');
    await update(snapshot, 2_000, { glances: { ...glances, work: { level: 'bad', text: 'Nothing comes.' } } });
    expect(await spoken.textContent()).to.equal('No work: Nothing comes.');
    await update(snapshot, 3_000, { glances: { ...glances, work: { level: 'bad', text: 'Still nothing.' } } });
    expect(await spoken.textContent()).to.equal('No work: Nothing comes.');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has colours that can be read and told apart from what they stand on, ${colorScheme}`, async () => {
      const { page } = await show(aSnapshot(), { colorScheme });
      const names = [...new Set([...TEXTS, ...SURFACES, ...TONES])];
      const colours = await page.evaluate((wanted) => {
        const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const element = document.body.appendChild(document.createElement('p'));
        return wanted.map((name) => {
          element.style.color = `var(--${name})`;
          if (probe === null) throw new Error('no canvas');
          probe.fillStyle = getComputedStyle(element).color;
          probe.fillRect(0, 0, 1, 1);
          return [name, [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)]] as const;
        });
      }, names);
      const lightness = new Map(colours.map(([name, rgb]) => [name, luminance(rgb)]));
      const contrast = (one: string, other: string): number => {
        const [low = 0, high = 0] = [lightness.get(one) ?? 0, lightness.get(other) ?? 0].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const weak = (front: readonly string[], least: number, grounds: readonly string[]): string[] =>
        front.flatMap((one) =>
          grounds
            .filter((ground) => contrast(one, ground) < least)
            .map((ground) => `${one} on ${ground}: ${contrast(one, ground).toFixed(2)}`),
        );
      expect(new Set(colours.map(([, rgb]) => rgb.join())).size).to.be.greaterThan(8);
      expect(weak(['ink', 'soft'], 4.5, SURFACES)).to.deep.equal([]);
      expect(weak(['run', 'good', 'bad'], 4.5, ['card'])).to.deep.equal([]);
      expect(weak(['warn'], 4.5, ['warn-tint'])).to.deep.equal([]);
      expect(weak(['bad'], 4.5, ['bad-tint'])).to.deep.equal([]);
      expect(weak(TONES, 3, ['card', 'faint'])).to.deep.equal([]);
    });
  }

  it('takes every text for a text, whatever is in it', async () => {
    const hostile = '"><img src=x onerror="document.title=1"><script>document.title=2</script>';
    const failed = { text: hostile, at: NOW - 1_000, failures: 3 };
    const reason = { healthy: false, unhealthyReason: `${hostile} too` };
    const worker = aWorker(hostile, {
      domain: hostile,
      workerId: hostile,
      cause: hostile,
      lastError: failed,
      ...reason,
    });
    const names = {
      taskType: hostile,
      referenceName: hostile,
      workflowType: hostile,
      workflowId: hostile,
      domain: hostile,
    };
    const texts = { reason: hostile, input: hostile, output: hostile, link: 'http://ui.example/execution/1' };
    const glance = { level: 'bad', text: hostile } as const;
    const { page } = await show(
      aSnapshot({
        workers: [worker],
        tasks: [aTaskView(hostile, { ...names, ...texts, outcome: 'dropped' })],
        errors: [{ at: NOW, cause: hostile, text: hostile }],
        glances: { connected: glance, work: glance, speed: glance, stuck: glance },
        process: { ...aSnapshot().process, node: hostile },
      }),
    );
    await page.locator('#task-rows button').click();
    await page.locator('#task-detail dd', { hasText: 'onerror' }).first().waitFor();
    expect(await page.locator('img, main script').count()).to.equal(0);
    // Name, domain and workflow of the task, the worker and its error, the glances, the error: all of it is there to read.
    expect((await page.locator('main').innerText()).split('onerror="document.title=1"').length).to.be.greaterThan(12);
    expect(await page.title()).to.equal('✕ 4 problems – Conductor worker 4711');
    expect(visit.complaints).to.deep.equal([]);
  });

  it('draws a task as four bars on the axis that all tasks share', async () => {
    const early = aTaskView('early');
    const late = aTaskView('late', { polledAt: NOW - 500, referenceName: 'late' });
    const {
      startedAt: _1,
      finishedAt: _2,
      answeredAt: _3,
      outcome: _4,
      ...rest
    } = aTaskView('open', { polledAt: NOW - 200 });
    const { page } = await show(aSnapshot({ tasks: [{ ...rest, startedAt: NOW - 150 }, late, early] }));
    const rows = await page.locator('#task-rows tr').evaluateAll((elements) =>
      elements.map((row) => ({
        cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent),
        bars: [...row.querySelectorAll<HTMLElement>('.rail i')].map((bar) =>
          bar.hidden ? null : [parseFloat(bar.style.left), parseFloat(bar.style.width)],
        ),
      })),
    );
    expect(rows.map(({ cells }) => cells.slice(2, 6))).to.deep.equal([
      ['executing', '100 ms', '150 ms …', '–'],
      ['completed', '150 ms', '300 ms', '100 ms'],
      ['completed', '150 ms', '300 ms', '100 ms'],
    ]);
    // The axis begins with the first poll and is one second long: 1 % is 10 ms. The queue was before that.
    expect(await page.locator('#axis').innerText()).to.match(/\d\d:\d\d:59\.000\s*\+500 ms\s*\+1 s/);
    expect(rows.map(({ bars }) => bars)).to.deep.equal([
      [[75, 5], [80, 5], [85, 15], null],
      [
        [45, 5],
        [50, 10],
        [60, 30],
        [90, 10],
      ],
      [
        [0, 0],
        [0, 10],
        [10, 30],
        [40, 10],
      ],
    ]);
  });

  it('lets one slow task run out of the picture, rather than make dots of all others', async () => {
    const quick = Array.from({ length: 9 }, (_, n) => aTaskView(`quick-${n}`, { polledAt: NOW - 1_000 + n }));
    const slow = aTaskView('slow', { polledAt: NOW - 1_001, finishedAt: NOW + 60_000, answeredAt: NOW + 60_001 });
    const { page } = await show(aSnapshot({ tasks: [...quick.reverse(), slow] }));
    await page.locator('#axis', { hasText: '+600 ms' }).waitFor();
    expect(await page.locator('.beyond').count()).to.equal(1);
    expect(await page.locator('tr', { has: page.locator('.beyond') }).innerText()).to.include('1 min');
  });

  const outcomes: readonly (readonly [OutcomeView, string | undefined, string])[] = [
    ['completed', undefined, 'completed'],
    ['failed', undefined, 'failed'],
    ['inProgress', undefined, 'in progress'],
    ['handedBack', undefined, 'handed back'],
    ['dropped', 'gone', 'dropped: gone'],
  ];
  it('tells each outcome in words, and finds tasks by it', async () => {
    const tasks = outcomes.map(([outcome, reason], n) =>
      aTaskView(outcome, { outcome, polledAt: NOW - n, ...(reason !== undefined && { reason }) }),
    );
    const { page } = await show(aSnapshot({ tasks, tasksSkipped: 1_234 }));
    const shown = page.locator('#task-rows .outcome');
    expect(await shown.allTextContents()).to.deep.equal(outcomes.map(([, , words]) => words));
    expect(await page.locator('#tasks-count').textContent()).to.equal('5, 1,234 more not shown');
    for (const [outcome, , words] of outcomes) {
      await page.getByLabel('Outcome').selectOption(outcome);
      // Not only '1 of 5': that stands there from the outcome before.
      await page.locator('#task-rows .outcome', { hasText: new RegExp(`^${words}$`) }).waitFor();
      await page.getByText('1 of 5').waitFor();
      expect(await shown.allTextContents()).to.deep.equal([words]);
    }
    await page.getByLabel('Outcome').selectOption('open');
    await page.getByText('No task is like that.').waitFor();
  });

  it('links a task into the Conductor UI, and tells nobody there where the link was', async () => {
    const link = 'http://ui.example/execution/workflow-1?taskId=1';
    const { page } = await show(
      aSnapshot({ tasks: [aTaskView('1', { link }), aTaskView('2', { polledAt: NOW - 2_000 })] }),
    );
    const links = page.getByRole('link', { name: 'order in the Conductor UI' });
    expect(await links.count()).to.equal(1);
    expect(await links.getAttribute('href')).to.equal(link);
    expect(await links.getAttribute('rel')).to.equal('noreferrer');
  });

  it('keeps the focus on what is moved, and hands it on from what goes', async () => {
    const snapshot = aSnapshot({
      workers: [aWorker('a_worker'), aWorker('z_worker')],
      tasks: Array.from({ length: 200 }, (_, n) => aTaskView(`t${n}`, { polledAt: NOW - n, referenceName: `r${n}` })),
    });
    const { page } = await show(snapshot);
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.closest('li, tr')?.textContent ?? '');
    await page.locator('.head', { hasText: 'z_worker' }).focus();
    const backoff = aWorker('z_worker', { state: 'backoff', healthy: false, unhealthyReason: 'no poll has succeeded' });
    await update(snapshot, 1_000, { workers: [aWorker('a_worker'), backoff] });
    expect(await page.locator('.who').allTextContents()).to.deep.equal(['z_worker', 'a_worker']);
    expect(await focused()).to.include('z_worker');
    await page.locator('#task-rows button').first().focus();
    await page.keyboard.press('End');
    expect(await focused()).to.include('r199');
    // A new one comes, and the last of 200 goes.
    await update(snapshot, 2_000, { tasks: [aTaskView('new', { polledAt: NOW + 500 })] });
    expect(await focused()).to.include('r198');
  });

  it('orders workers and leaves out those without trouble', async () => {
    const slow = { count: 5, p50Ms: 9_000, p99Ms: 9_500 };
    const { latency } = aWorker('x');
    const workers = [
      aWorker('busy', { rates: { polled: 90, completed: 90, failed: 0 } }),
      aWorker('full', { slots: { total: 1, used: 1, free: 0 }, cells: [['executing', 5, null]], state: 'saturated' }),
      aWorker('slow', { latency: { ...latency, execute: slow } }),
      aWorker('hung', { cells: [['overdue', 90_000, 10]], slots: { total: 9, used: 1, free: 8 } }),
    ];
    const { page } = await show(aSnapshot({ workers }));
    const names = async (): Promise<string[]> => page.locator('.who').allTextContents();
    const sorted = async (by: string): Promise<string[]> => {
      await page.getByLabel('Sort').selectOption(by);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return names();
    };
    expect(await names()).to.deep.equal(['hung', 'full', 'busy', 'slow']);
    expect((await sorted('rate'))[0]).to.equal('busy');
    expect((await sorted('slots'))[0]).to.equal('full');
    expect((await sorted('handler'))[0]).to.equal('slow');
    await page.getByLabel('only troubled').check();
    await page.getByText('2 of 4').waitFor();
    expect((await names()).sort()).to.deep.equal(['full', 'hung']);
  });

  it('makes the past of a poll loop from what follows, and tells the last error with its time', async () => {
    const snapshot = aSnapshot();
    const { page } = await show(snapshot);
    const lastError = { text: 'GET /tasks/poll: connect ECONNREFUSED', at: NOW + 500, failures: 2 };
    const cause = `a poll failed: ${lastError.text}`;
    const unhealthyReason = 'no poll has succeeded for a second';
    const state = { state: 'backoff', stateSince: NOW + 500, healthy: false, unhealthyReason } as const;
    const failing = aWorker('charge_card', { ...state, cause, lastError });
    await update(snapshot, 1_000, { workers: [failing] });
    expect(await page.locator('.strip i').count()).to.equal(2);
    expect(await page.locator('.strip').getAttribute('aria-label')).to.include('idle 99 %, backoff < 1 %');
    const problem = page.locator('.problem');
    expect(await problem.textContent()).to.match(
      /^no poll has succeeded for a second – Last error at \d\d:00:00, 2 in a row: GET \/tasks\/poll: connect ECONNREFUSED$/,
    );
    const well = aWorker('charge_card', { stateSince: NOW + 1_500, lastError: { ...lastError, failures: 0 } });
    await update(snapshot, 2_000, { workers: [well] });
    expect(await page.locator('.strip i').count()).to.equal(3);
    expect(await problem.getAttribute('class')).to.include('past');
    expect(await problem.textContent()).to.match(/^Last error at .*polls have succeeded since/);
  });

  it('shades a slot by its age, and marks the leases of which the least is left', async () => {
    const cells = [
      ['executing', 300_000, 4_000],
      ['executing', 12_000, 40_000],
      ['reporting', 2_000, 58_000],
      ['polling', 0, null],
    ] as const;
    const slots = { total: 6, used: 4, free: 2 };
    const { page } = await show(aSnapshot({ workers: [aWorker('charge_card', { cells, slots, leasesAtRisk: 1 })] }));
    const shown = await page
      .locator('.cells .cell')
      .evaluateAll((elements) =>
        elements.map((cell) => ['class', 'data-age', 'title'].map((name) => cell.getAttribute(name))),
      );
    expect(shown).to.deep.equal([
      ['cell executing risk', '3', 'executing for 5 min, lease for 4 s'],
      ['cell executing', '2', 'executing for 12 s, lease for 40 s'],
      ['cell reporting', '1', 'reporting for 2 s, lease for 58 s'],
      ['cell polling', '0', 'polling'],
      ['cell free', '0', 'free'],
      ['cell free', '0', 'free'],
    ]);
  });

  it('shows the process that comes after one that has stopped', async () => {
    const { page } = await show(aSnapshot());
    site.bye();
    await page.locator('#banner', { hasText: /The runner stopped at \d\d:\d\d:\d\d/ }).waitFor();
    expect(await page.title()).to.equal('■ stopped – Conductor worker 4711');
    site.show(aSnapshot({ process: { ...aSnapshot().process, pid: 4712 }, workers: [aWorker('send_email')] }));
    await page.waitForSelector('[data-link="live"]', { timeout: 20_000 });
    await page.locator('.who', { hasText: 'send_email' }).waitFor();
    expect(await page.locator('.who').count()).to.equal(1);
    expect(await page.title()).to.equal('Conductor worker 4712');
  });

  it('goes on asking where it is refused, ever more rarely', async () => {
    site = await ScriptedSite.showing(aSnapshot());
    site.isRefusing = true;
    visit = await Visit.to(browser, site.url);
    await visit.page.locator('#banner', { hasText: 'The process does not answer. Nothing has come yet.' }).waitFor();
    // After half a second, one, two: to be told so of a process that is not there costs it nothing.
    while (site.askedAt.length < 4) await visit.page.waitForTimeout(50);
    const [first = 0, , , fourth = 0] = site.askedAt;
    expect(fourth - first).to.be.greaterThan(3_000);
    expect(await visit.page.title()).to.equal('✕ not live – Conductor worker');
    site.isRefusing = false;
    await visit.isLive();
    expect(visit.complaints).to.deep.equal([]);
  });

  it('tells how old what it shows is, for as long as nothing comes', async () => {
    const { page } = await show(aSnapshot({ intervalMs: 100 }));
    site.isRefusing = true;
    const banner = page.locator('#banner');
    const age = async (): Promise<number> =>
      parseFloat(/is ([\d.]+) s old/.exec((await banner.textContent()) ?? '')?.[1] ?? '0');
    await banner.filter({ hasText: 'What you see is' }).waitFor();
    await page.waitForFunction(() =>
      /is (\d\d|[2-9])(\.\d)? s old/.test(document.querySelector('#banner')?.textContent ?? ''),
    );
    expect(await age()).to.be.at.least(2);
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).filter)).to.equal('grayscale(0.9)');
  });
});

/** As WCAG defines it. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
