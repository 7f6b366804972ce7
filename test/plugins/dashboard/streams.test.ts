import { createServer } from 'node:net';
import { expect } from 'chai';
import { dashboard, type DashboardPlugin } from '../../../plugins/dashboard/index.js';
import type { Snapshot } from '../../../plugins/dashboard/snapshot.js';
import { parsedSnapshot, parsedUpdate } from './support/contract.js';
import { FakeRunner, inHand, newTask } from './support/fake-runner.js';
import { PageClient } from './support/page-client.js';
import { ask } from './support/requests.js';

describe('the event stream of the dashboard', () => {
  const runners: FakeRunner[] = [];
  const clients: PageClient[] = [];

  async function show(page: DashboardPlugin, workers: readonly string[] = ['charge']): Promise<FakeRunner> {
    const runner = new FakeRunner(workers);
    runners.push(runner);
    await page.setup?.(runner.host);
    return runner;
  }
  async function connect(page: DashboardPlugin, options?: { reads: boolean }): Promise<PageClient> {
    const client = await PageClient.open(page.url ?? '', options);
    clients.push(client);
    return client;
  }
  const open = (): DashboardPlugin => dashboard({ port: 0, intervalMs: 100 });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const runner of runners.splice(0)) await runner.stop();
  });

  it('begins with a whole snapshot, and goes on with what is new', async () => {
    const page = open();
    const runner = await show(page);
    const early = newTask();
    runner.start(early);
    const client = await connect(page);
    const snapshot = parsedSnapshot((await client.event('snapshot')).data);
    expect(snapshot.tasks.map(({ taskId }) => taskId)).to.deep.equal([early.taskId]);
    const late = newTask();
    runner.start(late);
    runner.complete(early);
    const { data } = await client.event('update', (text) => text.includes(late.taskId));
    expect(parsedUpdate(data).tasks.map(({ taskId, outcome }) => [taskId, outcome])).to.have.deep.members([
      [late.taskId, undefined],
      [early.taskId, 'completed'],
    ]);
    const from = client.events.length;
    const { data: next } = await client.event('update', undefined, from);
    expect(parsedUpdate(next).tasks).to.deep.equal([]);
    expect(parsedUpdate(next).workers[0]?.totals.completed).to.equal(1);
  });

  it('tells the end with a last update and bye, and leaves nothing open', async () => {
    const page = open();
    const runner = await show(page);
    const client = await connect(page);
    await client.event('snapshot');
    await runner.stop();
    await client.over();
    expect(client.names.slice(-2)).to.deep.equal(['update', 'bye']);
    const last = parsedUpdate(client.events.at(-2)?.data ?? '');
    expect(last.runners).to.deep.equal([{ id: 0, state: 'stopped', healthy: false }]);
    expect(last.glances.connected.text).to.equal('The runner has stopped: no poll is made any more.');
    expect(page.url).to.be.undefined;
  });

  it('tells every open page the same update', async () => {
    const page = open();
    await show(page);
    const [one, other] = [await connect(page), await connect(page)];
    const { data } = await other.event('update');
    expect((await one.event('update', (text) => text === data)).data).to.equal(data);
  });

  it('begins anew for a page that connects again', async () => {
    const page = open();
    const runner = await show(page);
    const first = await connect(page);
    await first.event('snapshot');
    first.close();
    const missed = newTask();
    runner.start(missed);
    runner.complete(missed);
    const again = await connect(page);
    const snapshot = parsedSnapshot((await again.event('snapshot')).data);
    expect(snapshot.tasks[0]).to.include({ taskId: missed.taskId, outcome: 'completed' });
    expect((await again.event('update')).name).to.equal('update');
  });

  it('keeps what has changed for the page that connects next to a page that knows it', async () => {
    const page = open();
    const runner = await show(page);
    const task = newTask();
    runner.start(task);
    expect((await ask(page.url ?? '', '/api/snapshot')).status).to.equal(200);
    const client = await connect(page);
    await client.event('snapshot');
    runner.complete(task);
    expect((await ask(page.url ?? '', '/api/snapshot')).body).to.include('"outcome":"completed"');
    await client.event('update', (text) => text.includes('"outcome":"completed"'));
  });

  it('sends a whole snapshot when a runner was added', async () => {
    const page = open();
    await show(page);
    const client = await connect(page);
    await client.event('update');
    const from = client.events.length;
    const second = await show(page, ['refund', 'mail']);
    second.hub.emit('started', { workers: second.workers });
    const { data } = await client.event('snapshot', undefined, from);
    expect(parsedSnapshot(data).workers.map(({ key }) => key)).to.deep.equal(['0:charge', '1:refund', '1:mail']);
  });

  it('lets nothing pile up for a page that does not read, and sends it a whole snapshot when it reads again', async () => {
    const page = open();
    // Hundreds of kilobytes at each interval: more than sockets hold.
    const runner = await show(
      page,
      Array.from({ length: 200 }, (_, index) => `worker_${index}`),
    );
    runner.workers.forEach((_, index) =>
      runner.set({ inFlight: inHand(150), slots: { total: 150, used: 150, free: 0 } }, index),
    );
    const slow = await connect(page, { reads: false });
    const quick = await connect(page);
    for (let told = 0; told < 20; told++) await quick.event('update', undefined, quick.events.length);
    expect(quick.events.reduce((sum, { data }) => sum + data.length, 0)).to.be.above(10_000_000);
    slow.read();
    const { data } = await slow.event('snapshot', undefined, 1);
    parsedSnapshot(data);
    // What the sockets had taken before it was behind, and no more than one message that waited for them.
    expect(slow.names.lastIndexOf('snapshot'), slow.names.join(' ')).to.be.within(1, 10);
    await slow.event('update', undefined, slow.names.lastIndexOf('snapshot'));
  });

  it('is given to 20 pages, and one more when one of them has gone', async () => {
    const page = open();
    await show(page);
    for (let count = 0; count < 20; count++) await connect(page);
    const refused = await ask(page.url ?? '', '/api/events');
    expect([refused.status, refused.body]).to.deep.equal([503, 'Too many pages are open already.\n']);
    expect(refused.headers['retry-after']).to.equal('30');
    const [first] = clients;
    first?.close();
    await first?.over();
    const isFree = async (): Promise<boolean> => {
      try {
        await connect(page);
        return true;
      } catch {
        return false;
      }
    };
    // The server hears of the end a moment later than this side.
    while (!(await isFree())) await new Promise((resolve) => setImmediate(resolve));
  });

  it('asks no runner for anything while no page is open', async () => {
    const page = open();
    const runner = await show(page);
    let asked = 0;
    const { host } = runner;
    const counting = new FakeRunner();
    runners.push(counting);
    await page.setup?.({
      ...counting.host,
      runner: {
        ...host.runner,
        status: () => {
          asked += 1;
          return host.runner.status();
        },
      },
    });
    const client = await connect(page);
    await client.event('update');
    client.close();
    await client.over();
    const settled = (): Promise<unknown> => ask(page.url ?? '', '/nothing');
    await settled();
    const before = asked;
    // Longer than the interval, by a stream of requests that do not ask the runner.
    const until = performance.now() + 350;
    while (performance.now() < until) await settled();
    expect(asked).to.equal(before);
    expect(before).to.be.above(0);
  });

  it('tells that the event loop was blocked', async () => {
    const page = open();
    await show(page);
    const client = await connect(page);
    const blocking = setInterval(() => {
      const until = performance.now() + 250;
      while (performance.now() < until);
    }, 400);
    const { data } = await client.event('update', (text) => parsedUpdate(text).process.eventLoop.maxMs >= 200);
    clearInterval(blocking);
    expect(parsedUpdate(data).glances.speed.text).to.match(/^This process: its event loop was blocked for up to /);
  });

  it('survives pages that vanish in the middle of a message', async () => {
    const page = open();
    const runner = await show(page);
    for (let count = 0; count < 10; count++) {
      const client = await PageClient.open(page.url ?? '', { reads: false });
      client.close();
    }
    const client = await connect(page);
    await client.event('update');
    expect(runner.reported).to.deep.equal([]);
  });
});

describe('the dashboard of several runners', () => {
  const text = async (page: DashboardPlugin): Promise<Snapshot> =>
    parsedSnapshot((await ask(page.url ?? '', '/api/snapshot')).body);

  it('shows them all, one that has stopped as it was, until the last has stopped', async () => {
    const page = dashboard({ port: 0 });
    const [first, second] = [new FakeRunner(['charge']), new FakeRunner(['charge'])];
    await page.setup?.(first.host);
    await page.setup?.(second.host);
    const task = newTask();
    first.start(task);
    first.complete(task);
    const { url } = page;
    await first.stop();
    expect(page.url).to.equal(url);
    const snapshot = await text(page);
    expect(snapshot.runners).to.deep.equal([
      { id: 0, state: 'stopped', healthy: false },
      { id: 1, state: 'running', healthy: true },
    ]);
    expect(snapshot.workers.map(({ key, totals }) => [key, totals.completed])).to.deep.equal([
      ['0:charge', 1],
      ['1:charge', 0],
    ]);
    expect(snapshot.glances.connected.text).to.match(/^No poll has been answered yet/);
    await second.stop();
    expect(page.url).to.be.undefined;
  });

  it('counts what is in hand of a runner that stops, and of no other', async () => {
    const page = dashboard({ port: 0 });
    const [first, second] = [new FakeRunner(), new FakeRunner()];
    for (const { host } of [first, second]) await page.setup?.(host);
    first.set({ inFlight: inHand(3) });
    second.set({ inFlight: inHand(2) });
    await first.stop();
    second.state = 'stopping';
    expect((await text(page)).glances.work.text).to.equal(
      'The runner stops: no task is asked for any more, 2 tasks in hand.',
    );
    await second.stop();
  });

  it('tells of what goes wrong to a runner that has not stopped', async () => {
    const page = dashboard({ port: 0 });
    const [first, second] = [new FakeRunner(), new FakeRunner()];
    for (const { host } of [first, second]) await page.setup?.(host);
    await first.stop();
    const broken = new Error('a supplier of slots that throws');
    const { runner } = second.host;
    const third = new FakeRunner();
    await page.setup?.({
      ...third.host,
      runner: {
        ...runner,
        status: () => {
          throw broken;
        },
      },
    });
    expect((await ask(page.url ?? '', '/api/snapshot')).status).to.equal(500);
    expect(second.reported).to.deep.equal([{ error: broken, cause: 'GET /api/snapshot could not be answered' }]);
    expect(first.reported).to.deep.equal([]);
    await second.stop();
    await third.stop();
    expect(third.reported.map(({ cause }) => cause)).to.deep.equal(['the last status of the runner could not be read']);
    expect(page.url).to.be.undefined;
  });

  it('begins anew with a runner that comes after the last has stopped', async () => {
    const page = dashboard({ port: 0 });
    const first = new FakeRunner(['charge']);
    await page.setup?.(first.host);
    await first.stop();
    const second = new FakeRunner(['refund']);
    await page.setup?.(second.host);
    const snapshot = await text(page);
    expect(snapshot.workers.map(({ key }) => key)).to.deep.equal(['0:refund']);
    expect(snapshot.runners).to.have.length(1);
    await second.stop();
  });

  it('shares nothing with another object of the same factory', async () => {
    const [one, other] = [dashboard({ port: 0 }), dashboard({ port: 0 })];
    const [first, second] = [new FakeRunner(['charge']), new FakeRunner(['refund'])];
    await one.setup?.(first.host);
    await other.setup?.(second.host);
    expect(one.url).to.not.equal(other.url);
    expect((await text(one)).workers.map(({ taskType }) => taskType)).to.deep.equal(['charge']);
    expect((await text(other)).workers.map(({ taskType }) => taskType)).to.deep.equal(['refund']);
    await first.stop();
    await second.stop();
  });

  it('reports a port that is taken, and goes on without the page', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const page = dashboard({ port });
    const runner = new FakeRunner();
    await page.setup?.(runner.host);
    expect(page.url).to.be.undefined;
    expect(runner.reported.map(({ cause }) => cause)).to.deep.equal([
      `cannot listen on 127.0.0.1 port ${port}; this is tried again every 5 s`,
    ]);
    runner.complete(runner.start(newTask()));
    await runner.stop();
    await new Promise((resolve) => taken.close(resolve));
  });
});
