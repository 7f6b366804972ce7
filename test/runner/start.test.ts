import { expect } from 'chai';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import type { TaskRunnerOptions } from '../../src/runner/runner-options.js';
import { TaskRunner } from '../../src/runner/task-runner.js';
import type { AnyWorker } from '../../src/worker/worker.js';
import { later, loseRequest, refuse } from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';
import { HttpFront } from './support/http-front.js';
import { catchProcessWarnings } from './support/process-warnings.js';

const charge: AnyWorker = { name: 'charge', execute: () => ({}) };

async function startError(options: TaskRunnerOptions): Promise<unknown> {
  return new TaskRunner(options).start().then(
    () => 'it started',
    (error: unknown) => error,
  );
}

describe('start', () => {
  it('begins to poll, and is running then', async () => {
    const bench = new Bench();
    expect(bench.runner.status()).to.deep.equal({ state: 'created', workers: [] });
    const starting = bench.runner.start();
    expect(bench.runner.status().state).to.equal('starting');
    await bench.until(starting);
    expect(bench.runner.status().state).to.equal('running');
    await bench.pass(0);
    expect(bench.server.of('poll')).to.have.length(1);
    expect(bench.server.of('poll')[0]).to.deep.include({
      ...{ method: 'GET', path: '/api/tasks/poll/batch/charge', lane: 'poll', timeoutMs: 11_000 },
      query: { count: '1', timeout: '1000', workerid: 'me' },
    });
  });

  it('asked for twice gives the same promise and starts once', async () => {
    const bench = new Bench();
    const first = bench.runner.start();
    expect(bench.runner.start()).to.equal(first);
    await bench.until(first);
    expect(bench.runner.start()).to.equal(first);
    expect(bench.events.of('started')).to.have.length(1);
    await bench.pass(0);
    expect(bench.server.of('poll')).to.have.length(1);
  });

  it('asked for by a plugin that is being set up gives the same promise', async () => {
    let inner: unknown;
    const runner: TaskRunner[] = [];
    const bench = new Bench({ plugins: [{ name: 'eager', setup: () => void (inner = runner[0]?.start()) }] });
    runner.push(bench.runner);
    const outer = bench.runner.start();
    await bench.until(outer);
    expect(inner).to.equal(outer);
  });

  it('polls each worker on its own, by name and domain', async () => {
    const bench = await new Bench({
      workers: [
        { ...charge, workerId: 'a' },
        { ...charge, workerId: 'b', domain: 'eu' },
        { ...charge, workerId: 'c', domain: 'a b&c' },
        { name: 'refund with ünïcode', workerId: 'd', execute: () => ({}) },
      ],
    }).start();
    expect(bench.server.of('poll').map(({ path, query }) => [path, query.domain, query.workerid])).to.deep.equal([
      ['/api/tasks/poll/batch/charge', undefined, 'a'],
      ['/api/tasks/poll/batch/charge', 'eu', 'b'],
      ['/api/tasks/poll/batch/charge', 'a b&c', 'c'],
      ['/api/tasks/poll/batch/refund%20with%20%C3%BCn%C3%AFcode', undefined, 'd'],
    ]);
    bench.server.queue('charge', { domain: 'eu' });
    await bench.pass(0);
    expect(bench.server.updates.map(({ workerId }) => workerId)).to.deep.equal(['b']);
  });

  it('keeps to the settings of each worker: concurrency, maxBatch, longPollMs, paused', async () => {
    const bench = await new Bench({
      worker: { concurrency: 7, maxBatch: 3, longPollMs: 2_500, execute: () => new Promise<never>(() => undefined) },
    }).start();
    for (let count = 0; count < 10; count++) bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.server.of('poll').map(({ query }) => [query.count, query.timeout])).to.deep.equal([
      ['1', '2500'],
      ['3', '0'],
      ['3', '0'],
    ]);
    expect(bench.status.slots).to.deep.equal({ total: 7, free: 0, used: 7 });

    const paused = await new Bench({ worker: { paused: true } }).start();
    await paused.pass(10_000);
    expect(paused.server.requests).to.deep.equal([]);
    expect(paused.status.state).to.equal('paused');
  });

  describe('rejects', () => {
    const wrong: readonly (readonly [string, Partial<Record<keyof TaskRunnerOptions, unknown>>, string, string])[] = [
      ['no workers', { workers: [] }, 'workers', 'at least one worker'],
      ['a worker in place of a list', { workers: charge }, 'workers', 'must be a list'],
      ['workers that are missing', { workers: undefined }, 'workers', 'must be a list'],
      ['a worker with a bad setting', { workers: [{ ...charge, concurrency: 0 }] }, 'concurrency', '"charge"'],
      ['a worker with an unknown setting', { workers: [{ ...charge, concurency: 1 }] }, 'concurency', 'is no setting'],
      ['the same worker twice', { workers: [charge, charge] }, 'workers', 'two workers'],
      ['a giveUpAfterMs of 0', { giveUpAfterMs: 0 }, 'giveUpAfterMs', 'above 0'],
      ['a giveUpAfterMs that is NaN', { giveUpAfterMs: NaN }, 'giveUpAfterMs', 'above 0, got NaN'],
      ['a giveUpAfterMs that is a text', { giveUpAfterMs: '5' }, 'giveUpAfterMs', 'above 0'],
      ['a maxOutputBytes below 0', { maxOutputBytes: -1 }, 'maxOutputBytes', 'above 0, got -1'],
      ['a client that is none', { client: { serverUrl: 'http://x' } }, 'client', 'createConductorClient'],
      ['a client that is null', { client: null }, 'client', 'createConductorClient'],
    ];
    for (const [name, options, field, message] of wrong) {
      it(`${name}, naming the field, and is stopped then`, async () => {
        const runner = new TaskRunner({ workers: [charge], ...options } as TaskRunnerOptions);
        const error = await runner.start().catch((reason: unknown) => reason);
        expect(error).to.include({ name: 'ConductorConfigError', field });
        expect(error).to.have.property('message').that.contains(message);
        expect(runner.status().state).to.equal('stopped');
        expect(await runner.start().catch((reason: unknown) => reason)).to.equal(error);
      });
    }

    it('a wrong environment, naming the variable', async () => {
      process.env.CONDUCTOR_WORKER_CHARGE_CONCURRENCY = 'many';
      try {
        expect(await startError({ workers: [charge] })).to.include({ field: 'CONDUCTOR_WORKER_CHARGE_CONCURRENCY' });
      } finally {
        delete process.env.CONDUCTOR_WORKER_CHARGE_CONCURRENCY;
      }
    });
  });

  describe('of a server that cannot be reached', () => {
    it('resolves, and polling goes on until it can', async () => {
      const bench = new Bench();
      const restore = bench.server.always('poll', loseRequest);
      await bench.start();
      expect(bench.runner.status().state).to.equal('running');
      await bench.pass(60_000);
      restore();
      bench.server.queue('charge');
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('rejects with requireServer, and polls nothing', async () => {
      const bench = new Bench({ requireServer: true });
      bench.server.always('health', loseRequest);
      const error = await bench.until(bench.runner.start().catch((reason: unknown) => reason));
      expect(error).to.have.property('name', 'ConductorConnectionError');
      expect(bench.runner.status().state).to.equal('stopped');
      expect(bench.server.of('poll')).to.deep.equal([]);
    });

    it('resolves with requireServer when it answers, which is asked before plugins are set up', async () => {
      const log: string[] = [];
      const bench = new Bench({
        requireServer: true,
        plugins: [{ name: 'p', setup: () => void log.push(`after ${bench.server.of('health').length} looks`) }],
      });
      await bench.start();
      expect(log).to.deep.equal(['after 1 looks']);
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['health', 'poll']);
    });
  });

  describe('with registerTaskDef', () => {
    const registering = (when: 'ifMissing' | 'overwrite' | false, options: BenchOptions = {}): Bench =>
      new Bench({ worker: { registerTaskDef: when, taskDef: { retryCount: 7, timeoutSeconds: 0 } }, ...options });
    const definitions = (bench: Bench): unknown[] =>
      bench.server.of('registerTaskDefs').map(({ body }) => JSON.parse(body) as unknown);

    it('false asks and registers nothing', async () => {
      const bench = await registering(false).start();
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['poll']);
    });

    it('overwrite registers the definition under the name of the worker, before the first poll', async () => {
      const bench = await registering('overwrite').start();
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['registerTaskDefs', 'poll']);
      expect(definitions(bench)).to.deep.equal([[{ name: 'charge', retryCount: 7, timeoutSeconds: 0 }]]);
    });

    it('ifMissing registers a definition that the server does not have', async () => {
      const bench = await registering('ifMissing').start();
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['getTaskDef', 'registerTaskDefs', 'poll']);
    });

    it('ifMissing leaves one alone that it has', async () => {
      const bench = registering('ifMissing');
      bench.server.engine.metadata.registerTaskDefs([{ name: 'charge', retryCount: 1 }]);
      await bench.start();
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['getTaskDef', 'poll']);
    });

    it('ifMissing registers nothing when an unknown path answers 404, which says nothing of the definition', async () => {
      const bench = registering('ifMissing');
      bench.server.script('getTaskDef', refuse(404, 'No static resource api/metadata/taskdefs/charge.'));
      await bench.start();
      expect(bench.server.of('registerTaskDefs')).to.deep.equal([]);
      expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
        'task definition "charge" could not be registered yet; this is repeated',
      ]);
      await bench.pass(500);
      expect(bench.server.of('registerTaskDefs')).to.have.length(1);
    });

    it('rejects when the server refuses the definition, naming the worker', async () => {
      const bench = registering('overwrite');
      bench.server.script('registerTaskDefs', refuse(400, 'Validation failed, check below errors for detail.'));
      const error = await bench.until(bench.runner.start().catch((reason: unknown) => reason));
      expect(error).to.include({ name: 'ConductorConfigError', field: 'taskDef' });
      expect(String(error)).to.contain('worker "charge"').and.contain('Validation failed');
      expect(bench.server.of('poll')).to.deep.equal([]);
    });

    it('waits with polling until the definition could be registered, and tells of each failure', async () => {
      const bench = registering('overwrite');
      bench.server.script('registerTaskDefs', loseRequest, refuse(503, 'not now'));
      await bench.start();
      expect(bench.runner.status().state).to.equal('running');
      await bench.pass(499);
      expect(bench.server.requests.map(({ route }) => route)).to.deep.equal(['registerTaskDefs']);
      await bench.pass(1);
      expect(bench.server.of('registerTaskDefs')).to.have.length(2);
      expect(bench.events.of('error')).to.have.length(2);
      await bench.pass(1_000);
      expect(bench.server.of('registerTaskDefs')).to.have.length(3);
      expect(bench.server.of('poll').length).to.be.at.least(1);
    });

    it('polls all the same when the server refuses it later, and tells that the worker is misconfigured', async () => {
      const bench = registering('overwrite');
      bench.server.script('registerTaskDefs', loseRequest, refuse(400, 'bad definition'));
      await bench.start();
      await bench.pass(500);
      expect(bench.events.of('workerMisconfigured')[0]).to.include({ taskType: 'charge' });
      expect(String(bench.events.of('workerMisconfigured')[0]?.error)).to.contain('bad definition');
      expect(bench.server.of('poll')).to.have.length(1);
    });

    it('warns the process of that when nobody listens', async () => {
      const caught = catchProcessWarnings();
      try {
        const bench = registering('overwrite', { unheard: ['error', 'workerMisconfigured'] });
        bench.server.script('registerTaskDefs', loseRequest, refuse(400, 'bad definition'));
        await bench.start();
        await bench.pass(500);
        expect(caught.warnings.map(({ code }) => code)).to.deep.equal([
          'CONDUCTOR_ERROR',
          'CONDUCTOR_WORKER_MISCONFIGURED',
        ]);
      } finally {
        caught.restore();
      }
    });

    it('is not repeated any more once the runner stops, between two attempts and during one', async () => {
      const between = registering('overwrite');
      between.server.always('registerTaskDefs', loseRequest);
      await between.start();
      await between.stop();
      expect(between.clock.pendingTimers).to.equal(0);

      const during = registering('overwrite');
      const { answer, release } = later();
      during.server.script('registerTaskDefs', loseRequest, (perform) =>
        Promise.resolve(answer(perform)).then(() => loseRequest(perform)),
      );
      await during.start();
      await during.pass(500);
      expect(during.server.of('registerTaskDefs')).to.have.length(2);
      await during.stop();
      release();
      await during.pass(120_000);
      expect(during.server.of('registerTaskDefs')).to.have.length(2);
      expect(during.server.of('poll')).to.have.length(0);
      expect(during.clock.pendingTimers).to.equal(0);
    });

    it('holds up only the worker that it is about', async () => {
      const bench = new Bench({
        workers: [
          { ...charge, registerTaskDef: 'overwrite' },
          { name: 'refund', execute: () => ({}) },
        ],
      });
      bench.server.always('registerTaskDefs', loseRequest);
      await bench.start();
      await bench.pass(5_000);
      expect(new Set(bench.server.of('poll').map(({ path }) => path))).to.deep.equal(
        new Set(['/api/tasks/poll/batch/refund']),
      );
    });
  });

  describe('without a client', () => {
    let front: HttpFront;
    const before = { url: process.env.CONDUCTOR_SERVER_URL };

    beforeEach(async () => {
      front = new HttpFront();
      process.env.CONDUCTOR_SERVER_URL = await front.listen();
    });
    afterEach(async () => {
      if (before.url === undefined) delete process.env.CONDUCTOR_SERVER_URL;
      else process.env.CONDUCTOR_SERVER_URL = before.url;
      await front.close();
    });

    it('makes one from the environment, with the plugins, and closes it when it stops', async () => {
      const log: string[] = [];
      const runner = new TaskRunner({
        workers: [{ ...charge, longPollMs: 5 }],
        plugins: [
          {
            name: 'both',
            setupClient: (host) => {
              log.push('client set up');
              host.defer(() => void log.push('client closed'));
            },
            setup: (host) => {
              log.push('runner set up');
              host.defer(() => void log.push('runner stopped'));
            },
          },
        ],
      });
      const polled = new Promise<void>((resolve) => void runner.once('pollCompleted', () => resolve()));
      await runner.start();
      await polled;
      expect(front.server.of('poll')).not.to.be.empty;
      await runner.stop();
      expect(log).to.deep.equal(['client set up', 'runner set up', 'runner stopped', 'client closed']);
      await front.noConnections();
    });

    it('closes it when the start fails', async () => {
      const log: string[] = [];
      const error = await startError({
        workers: [charge],
        plugins: [
          { name: 'client', setupClient: (host) => host.defer(() => void log.push('client closed')) },
          {
            name: 'broken',
            setup: () => {
              throw new Error('no');
            },
          },
        ],
      });
      expect(String(error)).to.contain('plugin "broken"');
      expect(log).to.deep.equal(['client closed']);
    });

    it('rejects when a plugin cannot set the client up, with its name', async () => {
      const error = await startError({
        workers: [charge],
        plugins: [
          {
            name: 'broken',
            setupClient: () => {
              throw new Error('no certificates');
            },
          },
        ],
      });
      expect(String(error)).to.contain('broken').and.contain('no certificates');
    });

    it('rejects when the environment is wrong, naming the variable', async () => {
      process.env.CONDUCTOR_SERVER_URL = 'not a url';
      expect(await startError({ workers: [charge] })).to.include({ name: 'ConductorConfigError' });
    });

    it('leaves a client alone that was given, also when the start fails', async () => {
      const client = createConductorClient();
      await startError({ workers: [], client });
      const runner = new TaskRunner({ workers: [{ ...charge, longPollMs: 5 }], client });
      const polled = new Promise<void>((resolve) => void runner.once('pollCompleted', () => resolve()));
      await runner.start();
      await polled;
      await runner.stop();
      await client.get({ url: '/api/tasks/poll/batch/x', throwOnError: true });
      await client.close();
      expect(front.server.of('poll')).to.have.length.above(1);
    });
  });
});
