import { createHook } from 'node:async_hooks';

import { expect } from 'chai';

import type { Task } from '../../../generated/index.js';
import type { Plugin, PollCall, RunnerControl, RunnerInfo, TaskCall } from '../../../src/plugin.js';
import { EventHub } from '../../../src/runner/event-hub.js';
import { PluginHost } from '../../../src/runner/plugin-host.js';
import { completed } from '../../../src/worker/results.js';
import type { HandlerResult } from '../../../src/worker/worker.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';

const runner: RunnerInfo = {
  workers: [],
  status: () => ({ state: 'starting', workers: [] }),
  health: () => ({ healthy: false, workers: [] }),
};
const control: RunnerControl = { pause: () => undefined, resume: () => undefined };

async function hostOf(plugins: readonly Plugin[]): Promise<PluginHost> {
  const host = new PluginHost(new EventHub());
  await host.setUp(plugins, runner, control, () => true);
  return host;
}

const poll = (_call: PollCall): Promise<readonly Task[]> => Promise.resolve([]);
const execute = (_call: TaskCall): HandlerResult => completed({});

describe('what no plugin asks for costs nothing', () => {
  for (const [which, plugins] of [
    ['no plugin', []],
    ['a plugin that does nothing', [{ name: 'idle' }]],
    [
      'a plugin that only listens',
      [{ name: 'listens', setup: (host) => void host.on('taskCompleted', () => undefined) }],
    ],
  ] satisfies [string, Plugin[]][]) {
    it(`with ${which} there is nothing around polls, tasks and handlers: they are called themselves`, async () => {
      const host = await hostOf(plugins);
      expect(host.poll(poll, () => undefined)).to.equal(poll);
      expect(host.execute(execute)).to.equal(execute);
      expect(host.aroundTask()).to.equal(undefined);
    });
  }

  it('with an interceptor at one hook there is nothing around the others', async () => {
    const host = await hostOf([{ name: 'one', setup: (given) => given.aroundPoll((call, next) => next(call)) }]);
    expect(host.poll(poll, () => undefined)).not.to.equal(poll);
    expect(host.execute(execute)).to.equal(execute);
    expect(host.aroundTask()).to.equal(undefined);
  });

  describe('counted in promises that are made for a hundred tasks:', () => {
    /** The least of three runs: what else goes on in this process can only add to it. */
    async function promises(options: BenchOptions): Promise<number> {
      const counts = [
        await promisesOfOneRun(options),
        await promisesOfOneRun(options),
        await promisesOfOneRun(options),
      ];
      return Math.min(...counts);
    }

    /** Runs tasks one at a time, and counts the promises that come of it. */
    async function promisesOfOneRun(options: BenchOptions): Promise<number> {
      const bench = new Bench({ ...options, worker: { concurrency: 1 }, unheard: ['taskCompleted'] });
      await bench.start();
      for (let count = 0; count < 100; count += 1) bench.server.queue('charge');
      let made = 0;
      const init = (_id: number, type: string): void => {
        if (type === 'PROMISE') made += 1;
      };
      const hook = createHook({ init }).enable();
      await bench.pass(0);
      hook.disable();
      expect(bench.server.updates).to.have.length(100);
      return made;
    }

    it('none by a plugin without hooks, by listeners, and by interceptors that were not registered', async () => {
      const plain = await promises({});
      expect(plain).to.be.greaterThan(100);
      expect(await promises({ plugins: [] })).to.equal(plain);
      expect(await promises({ plugins: [{ name: 'idle' }], clientPlugins: [{ name: 'idle' }] })).to.equal(plain);
      let heard = 0;
      const listening: Plugin = {
        name: 'listening',
        setup: (host) => void host.on('taskCompleted', () => void (heard += 1)),
        setupClient: (host) => void host.on('requestCompleted', () => void (heard += 1)),
      };
      expect(await promises({ plugins: [listening], clientPlugins: [listening] })).to.equal(plain);
      expect(heard).to.be.at.least(200);
      const wrapping: Plugin = { name: 'wraps', setup: (host) => host.aroundExecute((call, next) => next(call)) };
      expect(await promises({ plugins: [wrapping] }), 'the count sees them').to.be.greaterThan(plain + 100);
    });
  });
});
