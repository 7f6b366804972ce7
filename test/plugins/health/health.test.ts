import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { expect } from 'chai';

import { health, type HealthOptions, type HealthPlugin, type HealthStatus } from '../../../plugins/health/index.js';
import type { Plugin } from '../../../src/plugin.js';
import { loseRequest, refuse } from '../../runner/support/answers.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';
import { PROJECT } from '../../structure/module-graph.js';

interface Probed {
  readonly status: number;
  readonly lines: readonly string[];
}

/** A handler that ends when the test says so. */
function gate(): { readonly execute: () => Promise<object>; readonly open: () => void } {
  const waiting: ((output: object) => void)[] = [];
  return {
    execute: () => new Promise((resolve) => waiting.push(resolve)),
    open: () => waiting.splice(0).forEach((resolve) => resolve({})),
  };
}

/** Paths and types of all fields: `runners.0.state string`. */
function fieldsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([name, field]) => fieldsOf(field, path === '' ? name : `${path}.${name}`));
}

describe('health', () => {
  const benches: Bench[] = [];
  afterEach(async () => {
    for (const bench of benches.splice(0)) await stop(bench);
  });

  /** Time moves as far as the poll in flight needs, and no further: the port is given back in real time. */
  async function stop({ runner, clock }: Bench): Promise<void> {
    const stopping = runner.stop({ drainMs: 1_000, abortMs: 1_000, flushMs: 60_000 });
    await clock.advanceAsync(3_000);
    await stopping;
  }

  /** A started runner. The port is a real one, so that time is not moved until the runner has started. */
  async function start(plugins: readonly Plugin[], options: BenchOptions = {}): Promise<Bench> {
    const bench = new Bench({ ...options, plugins });
    benches.push(bench);
    await bench.runner.start();
    await bench.pass(0);
    return bench;
  }

  /** The same, with the answer to its first poll. */
  async function ready(plugins: readonly Plugin[], options: BenchOptions = {}): Promise<Bench> {
    const bench = await start(plugins, options);
    await bench.pass(1_000);
    return bench;
  }

  const onAnyPort = (options: HealthOptions = {}): HealthPlugin => health({ port: 0, host: '127.0.0.1', ...options });

  async function probe({ url }: HealthPlugin, path: string): Promise<Probed> {
    if (url === undefined) throw new Error('it does not listen');
    const response = await fetch(`${url}${path}`);
    return { status: response.status, lines: (await response.text()).trimEnd().split('\n') };
  }
  const livez = (plugin: HealthPlugin): Promise<Probed> => probe(plugin, '/livez');
  const readyz = (plugin: HealthPlugin): Promise<Probed> => probe(plugin, '/readyz');
  async function status(plugin: HealthPlugin): Promise<HealthStatus> {
    return (await (await fetch(`${plugin.url ?? ''}/status`)).json()) as HealthStatus;
  }

  const LIVE = { status: 200, lines: ['live'] };
  const READY = { status: 200, lines: ['ready'] };

  describe('/readyz', () => {
    it('is 503 until each worker has had an answer to a poll, then 200', async () => {
      const probes = onAnyPort();
      const bench = await start([probes], {
        workers: [
          { name: 'charge', longPollMs: 1_000, execute: () => ({}) },
          { name: 'charge', domain: 'eu', longPollMs: 3_000, execute: () => ({}) },
        ],
      });
      expect(await readyz(probes)).to.deep.equal({
        status: 503,
        lines: [
          'not ready',
          'charge: no poll has been answered yet',
          'charge in domain eu: no poll has been answered yet',
        ],
      });
      await bench.pass(1_000);
      expect(await readyz(probes)).to.deep.equal({
        status: 503,
        lines: ['not ready', 'charge in domain eu: no poll has been answered yet'],
      });
      await bench.pass(2_000);
      expect(await readyz(probes)).to.deep.equal(READY);
    });

    it('says why no poll has been answered yet', async () => {
      const probes = onAnyPort();
      const bench = new Bench({ plugins: [probes] });
      benches.push(bench);
      bench.server.always('poll', refuse(401, 'who\nare you?'));
      await bench.runner.start();
      await bench.pass(0);
      const { status: code, lines } = await readyz(probes);
      expect(code).to.equal(503);
      expect(lines).to.have.length(2);
      expect(lines[1]).to.match(/^charge: no poll has been answered yet; the last one failed: .*who are you\?/);
    });

    it('is 503 while the runner starts', async () => {
      const probes = onAnyPort();
      let seen: Probed | undefined;
      await start([
        probes,
        {
          name: 'slow to set up',
          setup: async () => {
            seen = await readyz(probes);
          },
        },
      ]);
      expect(seen).to.deep.equal({ status: 503, lines: ['not ready', 'the runner is starting'] });
    });

    it('becomes 503 when polls fail for longer than one can take, and 200 with the next that succeeds', async () => {
      const probes = onAnyPort();
      const bench = await ready([probes]);
      const reachable = bench.server.always('poll', loseRequest);
      await bench.pass(5_000);
      expect(await readyz(probes), 'an outage of moments').to.deep.equal(READY);
      await bench.pass(20_000);
      const { status: code, lines } = await readyz(probes);
      expect(code).to.equal(503);
      expect(lines[1]).to.match(/^charge: no poll has succeeded for \d+ s; the last one failed: .+/);
      reachable();
      await bench.pass(20_000);
      expect(await readyz(probes)).to.deep.equal(READY);
    });

    it('is 200 for a worker that is busy, and for one that is paused and has never polled', async () => {
      const probes = onAnyPort();
      const { execute, open } = gate();
      const bench = await start([probes], {
        workers: [
          { name: 'charge', concurrency: 1, execute },
          { name: 'refund', paused: true, execute: () => ({}) },
        ],
      });
      bench.server.queue('charge');
      await bench.pass(60_000);
      expect(await readyz(probes)).to.deep.equal(READY);
      open();
    });

    it('is 503 from the moment stop() is called, while tasks are still drained; /livez stays 200', async () => {
      const probes = onAnyPort();
      const { execute, open } = gate();
      const bench = await ready([probes], { worker: { execute } });
      bench.server.queue('charge');
      await bench.pass(0);
      expect(await readyz(probes)).to.deep.equal(READY);

      const asked = readyz(probes);
      const stopping = bench.runner.stop();
      expect(await asked).to.deep.equal({ status: 503, lines: ['not ready', 'the runner is stopping'] });
      expect(await livez(probes)).to.deep.equal(LIVE);
      await bench.pass(1_000);
      expect((await readyz(probes)).status).to.equal(503);

      open();
      await bench.pass(0);
      expect(await stopping).to.include({ completed: 1, abandoned: 0 });
      expect(probes.url).to.equal(undefined);
    });

    it('is 503 as long as one of several runners is not ready, and names its workers', async () => {
      const probes = onAnyPort();
      await ready([probes], { workers: [{ name: 'charge', execute: () => ({}) }] });
      expect(await readyz(probes)).to.deep.equal(READY);
      const second = await start([probes], { workers: [{ name: 'refund', execute: () => ({}) }] });
      expect(await readyz(probes)).to.deep.equal({
        status: 503,
        lines: ['not ready', 'refund: no poll has been answered yet'],
      });
      await second.pass(1_000);
      expect(await readyz(probes)).to.deep.equal(READY);
    });

    it('forgets a runner that has stopped; the last one takes the listener with it', async () => {
      const probes = onAnyPort();
      const one = await ready([probes]);
      const two = await ready([probes]);
      const { url } = probes;
      await stop(one);
      expect(await readyz(probes)).to.deep.equal(READY);
      expect(probes.url).to.equal(url);
      await stop(two);
      expect(probes.url).to.equal(undefined);
      const refused: unknown = await fetch(url ?? '').catch((error: unknown) => error);
      expect(refused).to.have.nested.property('cause.code', 'ECONNREFUSED');
    });

    it('forgets a runner that could not start', async () => {
      const probes = onAnyPort();
      await ready([probes]);
      const broken: Plugin = { name: 'broken', setup: () => Promise.reject(new Error('no database')) };
      const failed = new Bench({ plugins: [probes, broken] });
      const error: unknown = await failed.runner.start().catch((reason: unknown) => reason);
      expect(String(error)).to.contain('no database');
      expect(await readyz(probes)).to.deep.equal(READY);
    });

    it('tells at most fifty reasons', async () => {
      const probes = onAnyPort();
      const workers = Array.from({ length: 60 }, (_, index) => ({ name: `work_${index}`, execute: () => ({}) }));
      await start([probes], { workers });
      const { lines } = await readyz(probes);
      expect(lines).to.have.length(52);
      expect(lines.at(-1)).to.equal('and 10 more');
    });
  });

  describe('/livez', () => {
    it('is 200 as soon as the runner starts, and while its server cannot be reached', async () => {
      const probes = onAnyPort();
      const bench = new Bench({ plugins: [probes] });
      benches.push(bench);
      bench.server.always('poll', loseRequest);
      await bench.runner.start();
      expect(await livez(probes)).to.deep.equal(LIVE);
      await bench.pass(3_600_000);
      expect((await readyz(probes)).status).to.equal(503);
      expect(await livez(probes)).to.deep.equal(LIVE);
    });

    it('is 503 while a poll does not end although its deadline is long over', async () => {
      const probes = onAnyPort();
      const bench = await ready([probes]);
      let end: () => void = () => undefined;
      const hung = new Promise<void>((resolve) => (end = resolve));
      bench.server.script('poll', async (perform) => {
        await hung;
        return perform();
      });
      await bench.pass(13_000);
      expect(await livez(probes), 'within its time').to.deep.equal(LIVE);
      await bench.pass(10_000);
      expect(bench.events.of('loopStalled')).to.have.length(1);
      const { status: code, lines } = await livez(probes);
      expect(code).to.equal(503);
      expect(lines[0]).to.equal('not live');
      expect(lines[1]).to.match(/^charge: the poll sent at \d{4}-\d\d-\d\dT[\d:.]+Z has not ended, long after/);
      expect(lines).to.have.length(2);

      bench.runner.pause('charge');
      expect(await livez(probes), 'a restart would end the pause').to.deep.equal(LIVE);
      bench.runner.resume('charge');
      expect((await livez(probes)).status).to.equal(503);

      end();
      await bench.pass(0);
      expect(await livez(probes)).to.deep.equal(LIVE);
      expect((await readyz(probes)).status).to.equal(200);
    });

    it('is 200 again when such a poll fails in the end, and sees the next one that hangs', async () => {
      const probes = onAnyPort();
      const bench = await ready([probes]);
      for (let round = 0; round < 2; round += 1) {
        let fail: (error: Error) => void = () => undefined;
        const hung = new Promise<never>((_resolve, reject) => (fail = reject));
        bench.server.script('poll', () => hung);
        await bench.pass(60_000);
        expect((await livez(probes)).status).to.equal(503);
        fail(new Error('cut'));
        await bench.pass(0);
        expect(await livez(probes)).to.deep.equal(LIVE);
        await bench.pass(5_000);
      }
    });

    it('is 503 when handlers that go on after their timeoutMs hold all slots, 200 when one of them ends', async () => {
      const probes = onAnyPort();
      const ends: ((output: object) => void)[] = [];
      const bench = await ready([probes], {
        worker: { concurrency: 2, timeoutMs: 1_000, execute: () => new Promise<object>((end) => ends.push(end)) },
      });
      bench.server.queue('charge');
      await bench.pass(5_000);
      expect(await livez(probes), 'one of two').to.deep.equal(LIVE);
      bench.server.queue('charge');
      await bench.pass(5_000);
      expect(await livez(probes)).to.deep.equal({
        status: 503,
        lines: ['not live', 'charge: all 2 slots are held by handlers that go on after their timeoutMs'],
      });
      ends[0]?.({});
      await bench.pass(0);
      expect(await livez(probes)).to.deep.equal(LIVE);
      ends[1]?.({});
    });
  });

  describe('/status', () => {
    it('tells of every worker in numbers and words, and nothing of what the tasks are about', async () => {
      const probes = onAnyPort();
      const { execute, open } = gate();
      const bench = await ready([probes], {
        workers: [
          { name: 'charge', workerId: 'me', concurrency: 3, timeoutMs: 10_000, execute },
          { name: 'refund', workerId: 'me', domain: 'eu', execute: () => ({ secret: 'output' }) },
        ],
      });
      bench.server.queue('charge', { inputData: { secret: 'input' }, taskId: 'secret-id' });
      bench.server.queue('charge');
      await bench.pass(9_999);
      bench.server.always('poll', refuse(500, 'the database\nis full'));
      await bench.pass(1_500);

      const seen = await status(probes);
      const [charge, refund] = seen.runners[0]?.workers ?? [];
      expect(seen).to.deep.include({ live: true, ready: true });
      expect(seen.runners[0]).to.deep.include({ state: 'running', healthy: true });
      expect(charge).to.deep.include({
        ...{ taskType: 'charge', workerId: 'me', healthy: true, state: 'backoff', pendingResults: 0 },
        ...{ slots: { total: 3, free: 0, used: 3 } },
        inFlight: { executing: 0, reporting: 0, overdue: 2, oldestMs: 11_499 },
      });
      expect(charge).not.to.have.property('domain');
      expect(charge?.lastPoll).to.deep.include({ requested: 1, received: 0 });
      expect(charge?.lastPoll?.error).to.match(/the database is full/);
      expect(refund).to.deep.include({ taskType: 'refund', domain: 'eu' });
      expect(refund?.inFlight).to.deep.equal({ executing: 0, reporting: 0, overdue: 0 });
      expect(JSON.stringify(seen)).not.to.match(/secret/);
      open();
    });

    it('has the fields that the guide shows, and no others', async () => {
      const [, shown = ''] = /```json\n(.+?)```/s.exec(readFileSync(join(PROJECT, 'docs/health.md'), 'utf8')) ?? [];
      const probes = onAnyPort();
      const { execute, open } = gate();
      const bench = await ready([probes], { worker: { domain: 'gpu', execute } });
      bench.server.queue('charge', { domain: 'gpu' });
      await bench.pass(0);
      bench.server.always('poll', loseRequest);
      await bench.pass(30_000);
      expect(fieldsOf(await status(probes))).to.deep.equal(fieldsOf(JSON.parse(shown)));
      open();
    });

    it('says what /livez and /readyz say', async () => {
      const probes = onAnyPort();
      const bench = await start([probes]);
      expect(await status(probes)).to.deep.include({ live: true, ready: false });
      await bench.pass(1_000);
      expect(await status(probes)).to.deep.include({ live: true, ready: true });
      bench.server.always('poll', loseRequest);
      await bench.pass(30_000);
      const seen = await status(probes);
      expect(seen).to.deep.include({ live: true, ready: false });
      expect(seen.runners[0]?.healthy).to.equal(false);
      expect(seen.runners[0]?.workers[0]?.reason).to.match(/^no poll has succeeded for \d+ s/);
    });
  });

  it('answers HEAD without a body, other methods with 405, other paths with what there is', async () => {
    const probes = onAnyPort();
    await ready([probes]);
    const url = probes.url ?? '';
    const head = await fetch(`${url}/readyz?from=kubelet`, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('content-length')]).to.deep.equal([200, '', '6']);
    const posted = await fetch(`${url}/livez`, { method: 'POST', body: '{}' });
    expect([posted.status, posted.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
    expect(await probe(probes, '/healthz')).to.deep.equal({
      status: 404,
      lines: ['There are /livez, /readyz and /status.'],
    });
    const answer = await fetch(`${url}/status`);
    expect(answer.headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).to.equal('no-store');
  });

  it('tells of a port that is taken by one error event, and the runner goes on', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = taken.address() as AddressInfo;
      const probes = onAnyPort({ port });
      const bench = await ready([probes]);
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
        `plugin "health": cannot listen on 127.0.0.1 port ${port}; this is tried again every 5 s`,
      ]);
      expect(bench.events.of('error')[0]?.error).to.have.property('code', 'EADDRINUSE');
      expect(probes.url).to.equal(undefined);
    } finally {
      taken.close();
    }
  });

  it('made twice shares nothing', async () => {
    const [one, two] = [onAnyPort(), onAnyPort()];
    await ready([one]);
    await start([two]);
    expect(one.url).not.to.equal(two.url);
    expect(await readyz(one)).to.deep.equal(READY);
    expect((await readyz(two)).status).to.equal(503);
  });

  it('costs nothing per task, and per poll only until each worker has had an answer', async () => {
    const probes = onAnyPort();
    const heard: string[] = [];
    /** The same plugin on a host that notes what is listened for. */
    const spied: Plugin = {
      name: 'spied',
      setup: (host) =>
        probes.setup?.({
          ...host,
          on: (event, listener) => {
            heard.push(event);
            const off = host.on(event, listener);
            return () => {
              heard.push(`not ${event}`);
              off();
            };
          },
        }),
    };
    await ready([spied]);
    expect(heard).to.deep.equal(['pollCompleted', 'loopStalled', 'not pollCompleted']);
  });

  describe('takes no option that cannot be meant:', () => {
    for (const [options, type, message] of [
      [{ port: 80.5 }, RangeError, 'health: port must be a whole number from 0 to 65535, got 80.5'],
      [{ port: -1 }, RangeError, 'health: port must be a whole number from 0 to 65535, got -1'],
      [{ port: 65_536 }, RangeError, 'got 65536'],
      [{ port: '8082' }, RangeError, 'got "8082"'],
      [{ port: NaN }, RangeError, 'got NaN'],
      [{ port: null }, RangeError, 'got null'],
      [{ host: '' }, TypeError, 'health: host must be an address to listen on, got ""'],
      [{ host: 7 }, TypeError, 'got 7'],
      [{ prot: 8082 }, TypeError, 'health: there is no option prot; there are port, host'],
      [null, TypeError, 'health: options must be an object, got null'],
      [8082, TypeError, 'health: options must be an object, got 8082'],
    ] as const) {
      it(inspect(options), () => {
        expect(() => health(options as HealthOptions)).to.throw(type, message);
      });
    }
  });
});
