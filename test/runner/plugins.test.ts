import { expect } from 'chai';
import type { Task } from '../../generated/index.js';
import type { Around } from '../../src/interceptor.js';
import type { Plugin, PollCall, RunnerHost, TaskCall } from '../../src/plugin.js';
import type { TaskOutcome } from '../../src/runner/events.js';
import { completed } from '../../src/worker/results.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import type { HandlerResult } from '../../src/worker/worker.js';
import { loseRequest } from './support/answers.js';
import { Bench, type BenchOptions } from './support/bench.js';

/** A plugin of interceptors. */
function around(
  name: string,
  hooks: {
    readonly poll?: Around<PollCall, readonly Task[]>;
    readonly task?: Around<TaskCall, TaskOutcome>;
    readonly execute?: Around<TaskCall, HandlerResult>;
  },
): Plugin {
  return {
    name,
    setup(host) {
      if (hooks.poll !== undefined) host.aroundPoll(hooks.poll);
      if (hooks.task !== undefined) host.aroundTask(hooks.task);
      if (hooks.execute !== undefined) host.aroundExecute(hooks.execute);
    },
  };
}

async function withTask(
  plugins: readonly Plugin[],
  options: BenchOptions = {},
  changes?: Partial<Task>,
): Promise<Bench> {
  const bench = await new Bench({ ...options, plugins }).start();
  bench.server.queue('charge', changes);
  await bench.pass(0);
  return bench;
}

/** The causes of all error events. */
function causes(bench: Bench): readonly string[] {
  return bench.events.of('error').map(({ cause }) => cause);
}

describe('a plugin', () => {
  describe('in its set-up', () => {
    it('sees which workers there are, before the first poll', async () => {
      const seen: unknown[] = [];
      const bench = new Bench({
        workers: [
          { name: 'charge', workerId: 'one', execute: () => ({}) },
          { name: 'refund', workerId: 'two', domain: 'eu', execute: () => ({}) },
        ],
        plugins: [{ name: 'looks', setup: ({ runner }) => void seen.push(runner.workers, runner.status().state) }],
      });
      await bench.start();
      expect(seen).to.deep.equal([
        [
          { taskType: 'charge', workerId: 'one' },
          { taskType: 'refund', workerId: 'two', domain: 'eu' },
        ],
        'starting',
      ]);
    });

    it('is waited for, one after the other, in order', async () => {
      const log: string[] = [];
      const bench = new Bench({
        plugins: [
          {
            name: 'slow',
            setup: async () => {
              await Promise.resolve();
              log.push('slow');
            },
          },
          { name: 'quick', setup: () => void log.push('quick') },
        ],
      });
      bench.runner.on('pollStarted', () => void log.push('poll'));
      await bench.start();
      expect(log).to.deep.equal(['slow', 'quick', 'poll']);
    });

    for (const [how, setup] of [
      [
        'throws',
        () => {
          throw new Error('no database');
        },
      ],
      ['rejects', () => Promise.reject(new Error('no database'))],
    ] as const) {
      it(`that ${how} makes start() reject with its name, and cleans up what was set up before, in reverse order`, async () => {
        const log: string[] = [];
        const before = (name: string): Plugin => ({
          name,
          setup: (host) => host.defer(() => void log.push(`${name} cleaned up`)),
        });
        const bench = new Bench({
          plugins: [
            before('a'),
            before('b'),
            {
              name: 'broken',
              setup: (host) => {
                host.defer(() => void log.push('broken cleaned up'));
                return setup();
              },
            },
            { name: 'never', setup: () => void log.push('never set up') },
          ],
        });
        const error = await bench.until(bench.runner.start().catch((reason: unknown) => reason));
        expect(error).to.include({ name: 'ConductorConfigError', field: 'plugins' });
        expect(error).to.have.property('message', 'plugin "broken" failed to set up: no database');
        expect(error).to.have.nested.property('cause.message', 'no database');
        expect(log).to.deep.equal(['broken cleaned up', 'b cleaned up', 'a cleaned up']);
        expect(bench.runner.status().state).to.equal('stopped');
        expect(bench.server.requests).to.deep.equal([]);
        expect(bench.clock.pendingTimers).to.equal(0);
      });
    }

    it('that fails tells errors of the clean-up as events, and waits 5 s for one that hangs', async () => {
      const bench = new Bench({
        plugins: [
          {
            name: 'broken',
            setup: (host) => {
              host.defer(() => Promise.reject(new Error('cannot close')));
              host.defer(() => new Promise(() => undefined));
              throw new Error('no database');
            },
          },
        ],
      });
      const error = await bench.until(bench.runner.start().catch((reason: unknown) => reason));
      expect(String(error)).to.contain('no database');
      expect(bench.clock.now()).to.equal(5_000);
      expect(bench.events.of('error').map((event) => String(event.error))).to.deep.equal([
        'Error: the clean-up of plugin "broken" failed: it has not ended within 5000 ms',
        'Error: the clean-up of plugin "broken" failed: cannot close',
      ]);
    });

    it('hears events from then on, until it takes its listener back', async () => {
      const heard: string[] = [];
      let host: RunnerHost | undefined;
      let unsubscribe = (): void => undefined;
      const bench = await withTask([
        {
          name: 'hears',
          setup: (given) => {
            host = given;
            unsubscribe = given.on('taskCompleted', ({ task }) => void heard.push(task.taskId));
          },
        },
      ]);
      unsubscribe();
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(heard).to.deep.equal(['task-1']);
      host?.on('taskCompleted', ({ task }) => void heard.push(task.taskId));
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(heard).to.deep.equal(['task-1', 'task-3']);
    });

    it('is not necessary', async () => {
      const bench = await withTask([{ name: 'empty' }]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });
  });

  it('can look at the runner and control it', async () => {
    let host: RunnerHost | undefined;
    const bench = await withTask([{ name: 'controls', setup: (given) => void (host = given) }]);
    expect(host?.runner.status().workers[0]?.state).to.equal('idle');
    expect(host?.runner.health().healthy).to.be.true;
    host?.control.pause('charge');
    expect(bench.status.state).to.equal('paused');
    host?.control.resume({ name: 'charge' });
    expect(bench.status.state).to.equal('idle');
    expect(bench.events.names('workerPaused', 'workerResumed')).to.deep.equal(['workerPaused', 'workerResumed']);
  });

  for (const [hook, register] of [
    ['aroundPoll', (host: RunnerHost) => host.aroundPoll((call, next) => next(call))],
    ['aroundTask', (host: RunnerHost) => host.aroundTask((call, next) => next(call))],
    ['aroundExecute', (host: RunnerHost) => host.aroundExecute((call, next) => next(call))],
  ] as const) {
    it(`cannot register ${hook} after its set-up, and the error names it`, async () => {
      const hosts: RunnerHost[] = [];
      await new Bench({ plugins: [{ name: 'late', setup: (host) => void hosts.push(host) }] }).start();
      expect(hosts).to.have.length(1);
      for (const host of hosts)
        expect(() => register(host)).to.throw('plugin "late" registered an interceptor after its setup');
    });
  }

  it('made by one factory for several runners shares nothing', async () => {
    const counter = (): Plugin & { readonly count: () => number } => {
      let count = 0;
      return {
        name: 'counter',
        count: () => count,
        setup: (host) => void host.on('taskCompleted', () => void (count += 1)),
      };
    };
    const [one, two] = [counter(), counter()];
    await withTask([one]);
    await withTask([two]);
    await withTask([two]);
    expect([one.count(), two.count()]).to.deep.equal([1, 2]);
  });

  it('as one object in several runners is set up in each, and hears all of them', async () => {
    let setUps = 0;
    const heard: string[] = [];
    const plugin: Plugin = {
      name: 'shared',
      setup: (host) => {
        setUps += 1;
        host.on('taskCompleted', ({ task }) => void heard.push(task.taskId));
      },
    };
    const one = await withTask([plugin]);
    const two = await withTask([plugin], {}, { taskId: 'other' });
    expect([setUps, heard]).to.deep.equal([2, ['task-1', 'other']]);
    await one.stop();
    two.server.queue('charge', { taskId: 'after' });
    await two.pass(0);
    expect(heard).to.deep.equal(['task-1', 'other', 'after']);
  });

  describe('list', () => {
    const bad: readonly (readonly [string, unknown, string])[] = [
      ['with one name twice', [{ name: 'a' }, { name: 'b' }, { name: 'a' }], 'plugin "a" is given twice'],
      ['with no name', [{}], 'a plugin needs a name'],
      ['with an empty name', [{ name: '' }], 'a plugin needs a name'],
      ['with nothing, as a condition leaves it', [undefined], 'a plugin needs a name'],
      ['with null', [null], 'a plugin needs a name'],
      ['with false', [false], 'a plugin needs a name'],
      ['with a factory that was not called', [() => ({ name: 'a' })], 'a plugin needs a name'],
      ['that is none', { name: 'a' }, 'plugins must be a list'],
    ];
    for (const [name, plugins, message] of bad) {
      it(`${name} makes start() reject`, async () => {
        const bench = new Bench({ plugins: plugins as Plugin[] });
        const error = await bench.runner.start().catch((reason: unknown) => reason);
        expect(error).to.include({ name: 'ConductorConfigError', field: 'plugins' });
        expect(error).to.have.property('message').that.contains(message);
      });
    }

    it('with something that is no function for setup names it', async () => {
      const bench = new Bench({ plugins: [{ name: 'odd', setup: 'yes' } as unknown as Plugin] });
      const error = await bench.runner.start().catch((reason: unknown) => reason);
      expect(String(error)).to.contain('plugin "odd" failed to set up');
    });
  });

  describe('around execution', () => {
    it('is called in order, the first registered outermost, with task, context and worker', async () => {
      const log: string[] = [];
      const marking = (name: string): Plugin =>
        around(name, {
          execute: async (call, next) => {
            log.push(
              `${name} before ${call.task.taskId} of ${call.taskType} by ${call.workerId}, ${call.context.attempt}`,
            );
            const result = await next(call);
            log.push(`${name} after ${result.status}`);
            return result;
          },
        });
      await withTask([marking('a'), marking('b')], { worker: { execute: () => void log.push('handler') } });
      expect(log).to.deep.equal([
        'a before task-1 of charge by me, 1',
        'b before task-1 of charge by me, 1',
        'handler',
        'b after COMPLETED',
        'a after COMPLETED',
      ]);
    });

    it('may give the handler another task', async () => {
      const bench = await withTask(
        [
          around('decrypt', {
            execute: (call, next) => next({ ...call, task: { ...call.task, inputData: { secret: 'plain' } } }),
          }),
        ],
        { worker: { execute: ({ inputData }) => inputData } },
      );
      expect(bench.server.updates[0]?.outputData).to.deep.equal({ secret: 'plain' });
    });

    it('may return another result', async () => {
      const bench = await withTask([
        around('adds', {
          execute: async (call, next) => {
            const { outputData, ...result } = await next(call);
            return { ...result, outputData: { ...outputData, added: 1 } };
          },
        }),
      ]);
      expect(bench.server.updates[0]?.outputData).to.deep.equal({ paid: true, added: 1 });
    });

    it('may answer without the handler', async () => {
      let executed = 0;
      const bench = await withTask([around('cache', { execute: () => Promise.resolve(completed({ cached: true })) })], {
        worker: { execute: () => void (executed += 1) },
      });
      expect(executed).to.equal(0);
      expect(bench.server.updates[0]).to.deep.include({ status: 'COMPLETED', outputData: { cached: true } });
    });

    it('gets what the handler threw, or returned as an Error, and may make a result of it', async () => {
      for (const execute of [
        () => {
          throw new Error('no card');
        },
        () => new Error('no card'),
        () => Promise.reject(new Error('no card')),
      ]) {
        const bench = await withTask(
          [
            around('rescue', {
              execute: (call, next) =>
                next(call).catch((error: unknown) => completed({ rescued: (error as Error).message })),
            }),
          ],
          { worker: { execute } },
        );
        expect(bench.server.updates[0]).to.deep.include({ status: 'COMPLETED', outputData: { rescued: 'no card' } });
      }
    });

    it('that throws fails the task with that error', async () => {
      const bench = await withTask([
        around('strict', { execute: () => Promise.reject(new TerminalError('not on Sundays')) }),
      ]);
      expect(bench.server.updates[0]).to.deep.include({
        status: 'FAILED_WITH_TERMINAL_ERROR',
        reasonForIncompletion: 'not on Sundays',
      });
    });

    it('that calls next twice fails the task, naming the plugin, and the handler runs once', async () => {
      let executed = 0;
      const bench = await withTask(
        [
          around('greedy', {
            execute: async (call, next) => {
              await next(call);
              return next(call);
            },
          }),
        ],
        { worker: { execute: () => void (executed += 1) } },
      );
      expect(executed).to.equal(1);
      expect(bench.server.updates[0]?.status).to.equal('FAILED');
      expect(bench.server.updates[0]?.reasonForIncompletion).to.contain('plugin "greedy" called next() twice');
    });

    it('that forgets to return does not lose the result of the handler', async () => {
      const bench = await withTask([
        around('forgetful', {
          execute: (async (call: TaskCall, next: (call: TaskCall) => Promise<HandlerResult>) => {
            await next(call);
          }) as unknown as Around<TaskCall, HandlerResult>,
        }),
      ]);
      expect(bench.server.updates[0]?.outputData).to.deep.equal({ paid: true });
      expect(causes(bench)).to.deep.equal([
        'aroundExecute of plugin "forgetful" returned nothing; the handler\'s own result counts',
      ]);
    });

    it('that returns nothing, and never called the handler, fails the task and is named', async () => {
      const bench = await withTask([
        around('silent', { execute: (() => Promise.resolve()) as unknown as Around<TaskCall, HandlerResult> }),
      ]);
      expect(bench.server.updates[0]?.status).to.equal('FAILED');
      expect(bench.server.updates[0]?.reasonForIncompletion).to.contain('aroundExecute of plugin "silent"');
    });

    for (const [name, result] of [
      ['an unknown status', { status: 'DONE' }],
      ['a negative callbackAfterSeconds', { status: 'IN_PROGRESS', callbackAfterSeconds: -5 }],
      ['an array as output', { status: 'COMPLETED', outputData: [1] }],
    ] as const) {
      it(`that returns ${name} never sends it to the server`, async () => {
        const bench = await withTask([
          around('wrong', { execute: () => Promise.resolve(result as unknown as HandlerResult) }),
        ]);
        const [update] = bench.server.updates;
        if (name === 'an unknown status') expect(update?.outputData).to.deep.equal(result);
        else expect(update?.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
      });
    }
  });

  describe('around a task', () => {
    it('spans handler and report, and gets the outcome', async () => {
      const log: string[] = [];
      const outcomes: TaskOutcome[] = [];
      const bench = new Bench({
        plugins: [
          around('span', {
            task: async (call, next) => {
              log.push('span begins');
              const outcome = await next(call);
              outcomes.push(outcome);
              log.push('span ends');
              return outcome;
            },
            execute: (call, next) => {
              log.push('execution');
              return next(call);
            },
          }),
        ],
      });
      bench.runner.on('updateCompleted', () => void log.push('updated'));
      bench.runner.on('taskCompleted', () => void log.push('told'));
      await bench.start();
      bench.server.script('update', loseRequest);
      bench.server.queue('charge');
      await bench.pass(100);
      expect(log).to.deep.equal(['span begins', 'execution']);
      await bench.pass(200);
      expect(log).to.deep.equal(['span begins', 'execution', 'updated', 'told', 'span ends']);
      expect(outcomes).to.deep.equal(bench.events.of('taskCompleted'));
      expect(outcomes[0]).to.deep.include({ outcome: 'completed', executeMs: 0, updateMs: 200, late: false });
    });

    it('gets the outcome also when nobody else listens for it', async () => {
      let outcome: string | undefined;
      const bench = new Bench({
        unheard: ['taskCompleted'],
        plugins: [
          around('span', {
            task: async (call, next) => next(call).then((result) => ((outcome = result.outcome), result)),
          }),
        ],
      });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(outcome).to.equal('completed');
    });

    const mistakes: readonly (readonly [string, Around<TaskCall, TaskOutcome>, string])[] = [
      [
        'throws before next',
        () => {
          throw new Error('oops');
        },
        'aroundTask of plugin "p" failed',
      ],
      ['rejects before next', () => Promise.reject(new Error('oops')), 'aroundTask of plugin "p" failed'],
      [
        'rejects after next',
        async (call, next) => {
          await next(call);
          throw new Error('oops');
        },
        'aroundTask of plugin "p" failed',
      ],
      [
        'answers without next',
        () => Promise.resolve({} as TaskOutcome),
        'aroundTask of plugin "p" answered without calling next',
      ],
      [
        'calls next twice',
        async (call, next) => {
          await next(call);
          return next(call);
        },
        'aroundTask of plugin "p" failed',
      ],
    ];
    for (const [name, task, cause] of mistakes) {
      it(`that ${name} is told as an error, and the task goes its way once`, async () => {
        let executed = 0;
        const bench = await withTask(
          [around('p', { task }), around('innocent', { task: (call, next) => next(call) })],
          {
            worker: { execute: () => void (executed += 1) },
          },
        );
        expect(executed).to.equal(1);
        expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
        expect(causes(bench)).to.deep.equal([cause]);
        await bench.pass(2_000);
        expect(bench.status.slots.used).to.equal(1);
      });
    }

    it('that waits before next keeps the slot, and the lease is extended meanwhile', async () => {
      let release: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      const bench = await withTask(
        [around('gate', { task: (call, next) => gate.then(() => next(call)) })],
        { worker: { concurrency: 1 } },
        { responseTimeoutSeconds: 6 },
      );
      await bench.pass(10_000);
      expect(bench.status.inFlight.map(({ phase }) => phase)).to.deep.equal(['executing']);
      expect(bench.status.slots.used).to.equal(1);
      expect(bench.server.of('extend').length).to.be.above(2);
      release();
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('that waits for longer than timeoutMs: the task is failed, and its handler never runs', async () => {
      let executed = 0;
      let release: () => void = () => undefined;
      let seen: string | undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      const bench = await withTask(
        [
          around('gate', {
            task: async (call, next) => {
              await gate;
              const outcome = await next(call);
              seen = outcome.outcome;
              return outcome;
            },
          }),
        ],
        { worker: { timeoutMs: 1_000, execute: () => void (executed += 1) } },
      );
      await bench.pass(2_000);
      expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
      release();
      await bench.pass(0);
      expect([executed, seen]).to.deep.equal([0, 'failed']);
      expect(bench.server.updates).to.have.length(1);
      expect(bench.status.slots.used).to.equal(1);
    });
  });

  describe('around a poll', () => {
    it('sees count and time, and may change both', async () => {
      const calls: PollCall[] = [];
      await withTask(
        [
          around('modest', {
            poll: (call, next) => {
              calls.push(call);
              return next({ ...call, longPollMs: Math.min(call.longPollMs, 300), count: Math.min(call.count, 2) });
            },
          }),
        ],
        { worker: { concurrency: 5 } },
      ).then((bench) => {
        expect(calls.slice(0, 2)).to.deep.equal([
          { taskType: 'charge', workerId: 'me', count: 1, longPollMs: 1_000 },
          { taskType: 'charge', workerId: 'me', count: 4, longPollMs: 0 },
        ]);
        expect(
          bench.server
            .of('poll')
            .slice(0, 2)
            .map(({ query }) => [query.count, query.timeout]),
        ).to.deep.equal([
          ['1', '300'],
          ['2', '0'],
        ]);
      });
    });

    it('may keep a poll from being made; it is asked again a little later', async () => {
      let asked = 0;
      const bench = await new Bench({
        plugins: [around('night', { poll: () => Promise.resolve(((asked += 1), [])) })],
      }).start();
      await bench.pass(1_000);
      expect(bench.server.of('poll')).to.deep.equal([]);
      expect(asked).to.equal(11);
      expect(bench.status.slots.used).to.equal(0);
    });

    it('that fails without a poll is a failed poll', async () => {
      const bench = await new Bench({
        plugins: [around('broken', { poll: () => Promise.reject(new Error('oops')) })],
      }).start();
      expect(bench.status.state).to.equal('backoff');
      expect(String(bench.events.of('pollFailed')[0]?.error)).to.equal('Error: oops');
    });

    it('may swallow the failure of a poll', async () => {
      const bench = new Bench({ plugins: [around('calm', { poll: (call, next) => next(call).catch(() => []) })] });
      bench.server.always('poll', loseRequest);
      await bench.start();
      expect(bench.events.of('pollFailed')).to.deep.equal([]);
      expect(bench.status.state).to.equal('idle');
    });

    it('that fails after a poll does not lose what was polled', async () => {
      const bench = await withTask([
        around('broken', {
          poll: async (call, next) => {
            const tasks = await next(call);
            if (tasks.length > 0) throw new Error('oops');
            return tasks;
          },
        }),
      ]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(causes(bench)).to.deep.equal(['an interceptor for polls failed; what was polled is executed']);
      expect(bench.events.of('pollFailed')).to.deep.equal([]);
    });

    it('that forgets to return does not lose what was polled', async () => {
      const bench = await withTask([
        around('forgetful', {
          poll: (async (call: PollCall, next: (call: PollCall) => Promise<readonly Task[]>) => {
            await next(call);
          }) as unknown as Around<PollCall, readonly Task[]>,
        }),
      ]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(causes(bench)).to.deep.equal(['an interceptor for polls failed; what was polled is executed']);
    });

    it('that calls next twice polls once, is named, and loses nothing', async () => {
      const bench = await withTask([
        around('greedy', {
          poll: async (call, next) => [...(await next(call)), ...(await next(call))],
        }),
      ]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(String(bench.events.of('error')[0]?.error)).to.contain('"greedy" called next() twice');
    });

    it('that leaves a task out has it handed back', async () => {
      let executed = 0;
      const bench = await withTask(
        [
          around('filter', {
            poll: async (call, next) => (await next(call)).filter(({ taskId }) => taskId !== 'task-1'),
          }),
        ],
        { worker: { execute: () => void (executed += 1) } },
      );
      expect(executed).to.equal(0);
      expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
      expect(causes(bench)).to.deep.equal(['an interceptor for polls left tasks out; they are handed back']);
      await bench.pass(2_000);
      expect(bench.status.slots.used).to.equal(1);
    });

    it('that adds a task, or a copy of one, has it ignored', async () => {
      const bench = await withTask([
        around('inventive', { poll: async (call, next) => [...(await next(call)), { taskId: 'mine' } as Task] }),
      ]);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(causes(bench)[0]).to.equal('an interceptor for polls added tasks; they are ignored');
    });

    it('that answers before the poll has ended does not lose what that brings: it is handed back', async () => {
      const bench = await new Bench({
        plugins: [
          around('hasty', {
            poll: (call, next) => {
              void next(call);
              return Promise.resolve([]);
            },
          }),
        ],
      }).start();
      await bench.pass(500);
      bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
      expect(bench.server.of('poll')).to.have.length(2);
    });

    it('that throws before the poll has ended does not lose what that brings: it is executed', async () => {
      const bench = await new Bench({
        plugins: [
          around('hasty', {
            poll: (call, next) => {
              void next(call);
              throw new Error('oops');
            },
          }),
        ],
      }).start();
      await bench.pass(500);
      bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });

    it('that does not wait for a poll that fails does no harm', async () => {
      const bench = new Bench({
        plugins: [
          around('hasty', {
            poll: (call, next) => {
              void next(call);
              return Promise.resolve([]);
            },
          }),
        ],
      });
      bench.server.always('poll', loseRequest);
      await bench.start();
      await bench.pass(1_000);
      expect(bench.events.of('pollCompleted').length).to.be.above(5);
    });
  });
});
