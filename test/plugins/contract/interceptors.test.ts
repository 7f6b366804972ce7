import { expect } from 'chai';

import { TaskResourceService, type Task } from '../../../generated/index.js';
import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import { composeInterceptors, type Around, type NamedInterceptor } from '../../../src/interceptor.js';
import type { Plugin, PollCall, RunnerHost, TaskCall } from '../../../src/plugin.js';
import type { HandlerResult } from '../../../src/worker/worker.js';
import { completed } from '../../../src/worker/results.js';
import { Bench } from '../../runner/support/bench.js';
import { rejectionOf } from '../../worker/thrown-by.js';
import { catchUnhandledRejections } from './support/unhandled-rejections.js';

const plugin = (name: string, setup: (host: RunnerHost) => void): Plugin => ({ name, setup });

/** Lets everything happen that waits for nothing but its turn, unhandled rejections included. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('interceptors of several plugins', () => {
  it('are nested in the order of the list, at every hook, in one runner', async () => {
    const log: string[] = [];
    const marking = (name: string): Plugin =>
      plugin(name, (host) => {
        const mark =
          <Call, Result>(hook: string): Around<Call, Result> =>
          async (call, next) => {
            log.push(`${hook} (${name}`);
            const result = await next(call);
            log.push(`${hook} ${name})`);
            return result;
          };
        host.aroundExecute(mark('execute'));
        host.aroundTask(mark('task'));
        host.aroundPoll(mark('poll'));
      });
    const bench = await new Bench({
      plugins: [marking('a'), marking('b'), marking('c')],
      worker: { execute: () => void log.push('handler') },
    }).start();
    log.splice(0);
    bench.server.queue('charge');
    await bench.pass(0);
    const inner = log.filter((entry) => /^(task|execute|handler)/.test(entry));
    expect(inner).to.deep.equal([
      ...['task (a', 'task (b', 'task (c', 'execute (a', 'execute (b', 'execute (c', 'handler'],
      ...['execute c)', 'execute b)', 'execute a)', 'task c)', 'task b)', 'task a)'],
    ]);
    const polls = log.filter((entry) => entry.startsWith('poll'));
    expect(polls.slice(0, 6)).to.deep.equal(['poll c)', 'poll b)', 'poll a)', 'poll (a', 'poll (b', 'poll (c']);
  });

  it('of one plugin that registers several are nested in the order of registration', async () => {
    const log: string[] = [];
    const noting =
      (name: string): Around<TaskCall, HandlerResult> =>
      (call, next) => {
        log.push(name);
        return next(call);
      };
    const bench = await new Bench({
      plugins: [
        plugin('two', (host) => {
          host.aroundExecute(noting('first'));
          host.aroundExecute(noting('second'));
        }),
        plugin('three', (host) => host.aroundExecute(noting('third'))),
      ],
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(log).to.deep.equal(['first', 'second', 'third']);
  });

  it('are not asked when an outer one has answered; what that answers passes through the outer ones', async () => {
    const asked: string[] = [];
    const bench = await new Bench({
      plugins: [
        plugin('outer', (host) => {
          host.aroundExecute(async (call, next) => {
            const result = await next(call);
            return completed({ ...result.outputData, seen: true });
          });
          host.aroundPoll((call, next) => (call.count > 1 ? Promise.resolve([]) : next(call)));
        }),
        plugin('cache', (host) => host.aroundExecute(() => Promise.resolve(completed({ cached: true })))),
        plugin('inner', (host) => {
          host.aroundExecute((call, next) => next((asked.push('execute'), call)));
          host.aroundPoll((call, next) => next((asked.push(`poll ${call.count}`), call)));
        }),
      ],
      worker: { execute: () => void asked.push('handler') },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.server.updates[0]?.outputData).to.deep.equal({ cached: true, seen: true });
    expect(new Set(asked)).to.deep.equal(new Set(['poll 1']));
  });
});

describe('next', () => {
  let rejections: ReturnType<typeof catchUnhandledRejections>;
  beforeEach(() => (rejections = catchUnhandledRejections()));
  afterEach(() => rejections.restore());

  type Text = Around<string, string>;
  const named = (around: Text): readonly NamedInterceptor<string, string>[] => [{ plugin: 'greedy', around }];

  it('called twice at once does the call once, and names the plugin', async () => {
    let calls = 0;
    const composed = composeInterceptors(
      named(async (call, next) => (await Promise.all([next(call), next(call)])).join()),
      (call) => Promise.resolve(`${call} ${(calls += 1)}`),
    );
    expect(String(await rejectionOf(composed('call')))).to.contain('plugin "greedy" called next() twice');
    expect(calls).to.equal(1);
    await turns();
    expect(rejections.reasons).to.deep.equal([]);
  });

  it('called a second time by somebody who does not look what comes of it harms nobody', async () => {
    const composed = composeInterceptors(
      named(async (call, next) => {
        const result = await next(call);
        void next(call);
        return result;
      }),
      (call) => Promise.resolve(call),
    );
    expect(await composed('call')).to.equal('call');
    await turns();
    expect(rejections.reasons).to.deep.equal([]);
  });

  it('fails for somebody who does not wait for it without ending the process', async () => {
    const composed = composeInterceptors(
      named((call, next) => {
        void next(call);
        return Promise.resolve('answered in place');
      }),
      () => Promise.reject(new Error('too late to matter')),
    );
    expect(await composed('call')).to.equal('answered in place');
    await turns();
    expect(rejections.reasons).to.deep.equal([]);
  });

  it('called after the interceptor has answered, or failed, does not do the call, and names the plugin', async () => {
    let calls = 0;
    const core = (call: string): Promise<string> => Promise.resolve(`${call} ${(calls += 1)}`);
    let late: (call: string) => Promise<string> = core;
    const composed = composeInterceptors(
      named((call, next) => {
        late = next;
        return call === 'fail' ? Promise.reject(new Error('failed')) : Promise.resolve('answered in place');
      }),
      core,
    );
    await composed('answer');
    expect(String(await rejectionOf(late('answer')))).to.contain('plugin "greedy" called next() after it had answered');
    await rejectionOf(composed('fail'));
    expect(String(await rejectionOf(late('fail')))).to.contain('plugin "greedy"');
    expect(calls).to.equal(0);
  });

  describe('called too late by a plugin of a runner', () => {
    it('around a poll: nothing is polled that nobody would execute', async () => {
      const kept: (() => Promise<unknown>)[] = [];
      const bench = await new Bench({
        plugins: [
          plugin('late', (host) =>
            host.aroundPoll((call: PollCall, next) => {
              if (kept.length > 0) return next(call);
              kept.push(() => next(call));
              return Promise.resolve([]);
            }),
          ),
        ],
      }).start();
      bench.server.queue('charge');
      expect(String(await rejectionOf(kept[0]?.()))).to.contain('plugin "late" called next() after it had answered');
      expect(bench.server.of('poll')).to.have.length(0);
      await bench.pass(1_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('around a handler: it does not run when the server has the result already', async () => {
      let executed = 0;
      let late: () => Promise<unknown> = () => Promise.resolve();
      const bench = await new Bench({
        plugins: [
          plugin('late', (host) =>
            host.aroundExecute((call, next) => {
              late = () => next(call);
              return Promise.resolve(completed({ cached: true }));
            }),
          ),
        ],
        worker: { execute: () => void (executed += 1) },
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(String(await rejectionOf(late()))).to.contain('plugin "late"');
      expect(executed).to.equal(0);
    });

    it('around a task: it was executed once, and is not again', async () => {
      let executed = 0;
      let late: () => Promise<unknown> = () => Promise.resolve();
      const bench = await new Bench({
        plugins: [
          plugin('late', (host) =>
            host.aroundTask((call, next) => {
              late = () => next(call);
              return Promise.reject(new Error('failed'));
            }),
          ),
        ],
        worker: { execute: () => void (executed += 1) },
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(String(await rejectionOf(late()))).to.contain('plugin "late"');
      expect([executed, ...bench.events.outcomes]).to.deep.equal([1, 'completed task-1']);
    });
  });

  it('of a handler that fails, ignored by a plugin that answers in its place, does not end the process', async () => {
    const bench = await new Bench({
      plugins: [
        plugin('hasty', (host) =>
          host.aroundExecute((call, next) => {
            void next(call);
            return Promise.resolve(completed({ hasty: true }));
          }),
        ),
      ],
      worker: { execute: () => Promise.reject(new Error('no card')) },
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    await turns();
    expect(rejections.reasons).to.deep.equal([]);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    await bench.pass(2_000);
    expect(bench.status.slots.used).to.equal(1);
  });

  it('of an operation that fails, ignored by a plugin of a client, does not end the process', async () => {
    const bench = new Bench();
    const client = createConductorClient({
      ...{ auth: false, proxy: false, transport: () => bench.server.transport },
      plugins: [
        {
          name: 'stale',
          setupClient: (host) =>
            host.aroundOperation((operation, next) => {
              void next(operation);
              return Promise.resolve({ taskId: 'from before' });
            }),
        },
      ],
    });
    const { data } = await TaskResourceService.getTask({ client, path: { taskId: 'unknown' } });
    expect(data).to.deep.equal({ taskId: 'from before' });
    await turns();
    expect(rejections.reasons).to.deep.equal([]);
  });

  for (const [hook, register] of [
    ['aroundExecute', (host) => host.aroundExecute((_call, next) => next(undefined as unknown as TaskCall))],
    ['aroundTask', (host) => host.aroundTask((_call, next) => next(undefined as unknown as TaskCall))],
    ['aroundPoll', (host) => host.aroundPoll((_call, next) => next(undefined as unknown as PollCall))],
  ] satisfies [string, (host: RunnerHost) => void][]) {
    it(`of ${hook} called without a call loses no task and no slot`, async () => {
      const bench = await new Bench({ plugins: [plugin('careless', register)] }).start();
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(bench.events.of('started')).to.have.length(1);
      if (hook === 'aroundPoll') {
        expect(bench.status.state).to.equal('backoff');
        expect(bench.events.of('pollFailed')[0]?.error).to.be.instanceOf(Error);
        expect(bench.server.of('poll')).to.deep.equal([]);
      } else {
        expect(bench.events.outcomes).to.deep.equal([hook === 'aroundTask' ? 'completed task-1' : 'failed task-1']);
        expect(bench.status.slots).to.include({ used: 1 });
      }
      expect(rejections.reasons).to.deep.equal([]);
    });
  }

  it('asked for more tasks than there are slots: all are seen to, and no slot is lost', async () => {
    const bench = await new Bench({
      plugins: [
        plugin('immodest', (host) => host.aroundPoll((call, next) => next({ ...call, count: 50, longPollMs: 0 }))),
      ],
      worker: { concurrency: 2 },
    }).start();
    for (let count = 0; count < 10; count += 1) bench.server.queue('charge');
    await bench.pass(1_000);
    const ended = bench.events.outcomes.map((outcome) => outcome.split(' ')[1] ?? '');
    expect(ended.sort()).to.deep.equal(Array.from({ length: 10 }, (_, index) => `task-${index + 1}`).sort());
    const { total, free, used } = bench.status.slots;
    expect(total).to.equal(2);
    expect(free + used).to.equal(2);
  });

  it('of a poll, answered with the same task twice, with tasks of another poll, or with none of a list', async () => {
    let earlier: readonly Task[] = [];
    const bench = await new Bench({
      plugins: [
        plugin('forging', (host) =>
          host.aroundPoll(async (call, next) => {
            const tasks = await next(call);
            const answer = [...tasks, ...tasks, ...earlier];
            if (tasks.length > 0) earlier = tasks;
            return answer;
          }),
        ),
      ],
    }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    bench.server.queue('charge');
    await bench.pass(3_000);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1', 'completed task-2']);
    expect(new Set(bench.events.of('error').map(({ cause }) => cause))).to.deep.equal(
      new Set(['an interceptor for polls added tasks; they are ignored']),
    );
    expect(bench.status.slots.used).to.equal(1);
  });
});

describe('what is no function', () => {
  for (const hook of ['aroundPoll', 'aroundTask', 'aroundExecute', 'on', 'defer'] as const) {
    it(`is refused by ${hook} of a runner, naming the plugin`, async () => {
      const bench = new Bench({
        plugins: [
          plugin('odd', (host) => {
            const register = Reflect.get(host, hook) as (...given: readonly unknown[]) => void;
            if (hook === 'on') register('taskCompleted', 'no function');
            else register('no function');
          }),
        ],
      });
      const error = String(await rejectionOf(bench.runner.start()));
      expect(error).to.contain('plugin "odd" failed to set up').and.to.contain(`${hook} needs a function`);
    });
  }

  for (const hook of ['aroundOperation', 'on', 'defer'] as const) {
    it(`is refused by ${hook} of a client, naming the plugin`, () => {
      const setupClient: Plugin['setupClient'] = (host) => {
        const register = Reflect.get(host, hook) as (...given: readonly unknown[]) => void;
        if (hook === 'on') register('requestCompleted', undefined);
        else register(undefined);
      };
      expect(() => createConductorClient({ auth: false, plugins: [{ name: 'odd', setupClient }] })).to.throw(
        `the plugin "odd" could not be set up: ${hook} needs a function`,
      );
    });
  }
});
