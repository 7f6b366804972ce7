import { expect } from 'chai';

import { TaskResourceService } from '../../../generated/index.js';
import type { ClientConfig } from '../../../src/client/client-config.js';
import type { ClientHost } from '../../../src/client/client-host.js';
import type { ConductorClient } from '../../../src/client/conductor-client.js';
import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import type { Plugin, RunnerHost } from '../../../src/plugin.js';
import type { RunnerEventName } from '../../../src/runner/events.js';
import { TaskRunner } from '../../../src/runner/task-runner.js';
import { refuse } from '../../runner/support/answers.js';
import { Bench } from '../../runner/support/bench.js';
import { catchProcessWarnings } from '../../runner/support/process-warnings.js';
import { startTask, outputOf } from '../../examples/support/play.js';
import { createTestConductor } from '../../../src/testing/index.js';
import { rejectionOf, thrownBy } from '../../worker/thrown-by.js';
import { catchUnhandledRejections } from './support/unhandled-rejections.js';

const plugin = (name: string, setup: (host: RunnerHost) => void): Plugin => ({ name, setup });

/** What may be thrown although nothing can be made of it. */
const oddities: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['an object without a prototype', Object.create(null)],
  ['a symbol', Symbol('odd')],
  [
    'an error whose message cannot be read',
    Object.defineProperty(new Error('hidden'), 'message', {
      get: () => {
        throw new Error('no');
      },
    }),
  ],
  ['a proxy that was revoked', revoked()],
];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A promise of some other library that rejects at once, and a second time. */
const rejectsTwice = (error: unknown): PromiseLike<void> => ({
  then: (_resolve, reject) => {
    void reject?.(error);
    void reject?.(error);
    return Promise.resolve() as never;
  },
});

/** A promise that is rejected with something that nobody should reject with. */
const failing = (thrown: unknown): Promise<never> =>
  Promise.resolve().then(() => {
    throw thrown as Error;
  });

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('what goes wrong in a plugin', () => {
  let warned: ReturnType<typeof catchProcessWarnings>;
  let rejections: ReturnType<typeof catchUnhandledRejections>;
  beforeEach(() => {
    warned = catchProcessWarnings();
    rejections = catchUnhandledRejections();
  });
  afterEach(async () => {
    await turns();
    warned.restore();
    rejections.restore();
    expect(rejections.reasons, 'each of these would have ended the process').to.deep.equal([]);
  });

  describe('of a runner: a listener', () => {
    /** Each event that one task brings with it, and those of a runner. */
    const events = [
      ...['started', 'pollStarted', 'pollCompleted', 'loopStateChanged', 'executionStarted', 'taskLogged'],
      ...['executionCompleted', 'updateStarted', 'updateCompleted', 'taskCompleted', 'stopping', 'stopped'],
    ] as readonly RunnerEventName[];
    for (const [how, fail] of [
      [
        'throws',
        (error: Error): never => {
          throw error;
        },
      ],
      ['rejects', (error: Error): Promise<void> => Promise.reject(error)],
      ['rejects by a promise that does so twice', (error: Error): PromiseLike<void> => rejectsTwice(error)],
    ] as const) {
      it(`that ${how} becomes one error event, which names plugin and event, whatever the event`, async () => {
        const bench = new Bench({
          worker: {
            execute: (_task, context) => {
              context.log('a line');
            },
          },
          plugins: events.map((event) =>
            plugin(`fails at ${event}`, (host) => {
              let isFirst = true;
              host.on(event, () => {
                if (!isFirst) return undefined;
                isFirst = false;
                return fail(new Error(event)) as Promise<void>;
              });
            }),
          ),
        });
        await bench.start();
        bench.server.queue('charge');
        await bench.pass(2_000);
        await bench.stop();
        await turns();
        const told = bench.events.of('error').map(({ error, cause }) => [cause, String(error)].join(': '));
        expect(told).to.have.members(
          events.map((event) => `listener for "${event}" of plugin "fails at ${event}" failed: Error: ${event}`),
        );
        expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
        expect(warned.warnings).to.deep.equal([]);
      });
    }

    it('for errors that fails itself is a warning that names the plugin, and is not told of itself', async () => {
      let calls = 0;
      const bench = await new Bench({
        plugins: [
          plugin('fragile', (host) =>
            host.on('error', () => {
              calls += 1;
              throw new Error('cannot even do this');
            }),
          ),
          plugin('broken', (host) =>
            host.on('taskCompleted', () => {
              throw new Error('first');
            }),
          ),
        ],
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(calls).to.equal(1);
      expect(bench.events.of('error')).to.have.length(1);
      expect(warned.warnings).to.deep.equal([
        {
          message: 'listener for "error" of plugin "fragile" failed: Error: cannot even do this',
          code: 'CONDUCTOR_ERROR',
        },
      ]);
    });

    it('for errors that reports an error each time does not go round in circles', async () => {
      let calls = 0;
      const bench = await new Bench({
        plugins: [
          plugin('circular', (host) =>
            host.on('error', () => {
              calls += 1;
              host.reportError(new Error(`after ${calls}`), 'there was an error');
            }),
          ),
        ],
        worker: { execute: () => ({}) },
      }).start();
      bench.runner.on('taskCompleted', () => {
        throw new Error('first');
      });
      bench.server.queue('charge');
      await bench.pass(0);
      expect(calls).to.be.within(1, 10);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(warned.warnings.at(-1)?.message).to.contain('plugin "circular": there was an error');
    });
  });

  describe('of a runner: what it reports itself', () => {
    it('is an error event that names it, in set-up, while tasks run, and after the end', async () => {
      let host: RunnerHost | undefined;
      const failure = new Error('EADDRINUSE');
      const bench = new Bench({
        plugins: [
          plugin('page', (given) => {
            host = given;
            given.reportError(failure, 'cannot listen on port 9090');
            given.on('taskCompleted', () => given.reportError('late', 'the exporter does not answer'));
            given.defer(() => given.reportError(undefined, 'nothing was exported'));
          }),
        ],
      });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(2_000);
      const report = await bench.stop();
      host?.reportError(new Error('over'), 'told after the end');
      expect(bench.events.of('error')).to.deep.equal([
        { error: failure, cause: 'plugin "page": cannot listen on port 9090' },
        { error: 'late', cause: 'plugin "page": the exporter does not answer' },
        { error: undefined, cause: 'plugin "page": nothing was exported' },
        { error: bench.events.of('error')[3]?.error, cause: 'plugin "page": told after the end' },
      ]);
      expect(report.errors, 'what was reported while it stopped').to.deep.equal([undefined]);
    });

    it('is told, once, to plugins that are set up later, when they are set up, and to nobody else', async () => {
      const heard: string[] = [];
      const listening = (name: string): Plugin => ({
        name,
        async setup(host) {
          let isReady = false;
          host.on('error', ({ cause }) => void heard.push(`${name}: ${cause}${isReady ? '' : ', too early'}`));
          host.on('error', () => void heard.push(`${name}: taken back`))();
          await Promise.resolve();
          isReady = true;
          host.reportError(new Error('late'), `told by ${name}`);
        },
      });
      const early = plugin('page', (host) => host.reportError(new Error('EADDRINUSE'), 'no port'));
      const bench = new Bench({ unheard: ['error'], plugins: [early, listening('a'), listening('b')] });
      await bench.start();
      expect(heard).to.deep.equal([
        ...['a: plugin "a": told by a', 'a: plugin "page": no port'],
        ...['a: plugin "b": told by b', 'b: plugin "b": told by b'],
        ...['b: plugin "page": no port', 'b: plugin "a": told by a'],
      ]);
      bench.runner.on('error', ({ cause }) => void heard.push(`later: ${cause}`));
      await bench.pass(0);
      expect(heard).to.have.length(6);
      expect(warned.warnings.map(({ message }) => message)).to.deep.equal([
        'plugin "page": no port: Error: EADDRINUSE',
      ]);
    });

    it('is told once to whoever listens anew each time, while a plugin is set up', async () => {
      const heard: string[] = [];
      const again: Plugin = {
        name: 'again',
        async setup(host) {
          const listen = (): void => {
            const off = host.on('error', ({ cause }) => {
              heard.push(cause);
              off();
              listen();
            });
          };
          listen();
          await Promise.resolve();
        },
      };
      const bench = new Bench({
        plugins: [plugin('page', (host) => host.reportError(new Error('EADDRINUSE'), 'no port')), again],
      });
      const all: string[] = [];
      const onceMore = (): void => {
        bench.runner.once('error', ({ cause }) => {
          all.push(cause);
          onceMore();
        });
      };
      onceMore();
      await bench.start();
      expect([heard, all]).to.deep.equal([['plugin "page": no port'], ['plugin "page": no port']]);
    });

    it('is a warning of the process when nobody listens for errors', async () => {
      const bench = new Bench({
        unheard: ['error'],
        plugins: [plugin('page', (host) => host.reportError(new Error('EADDRINUSE'), 'cannot listen on port 9090'))],
      });
      await bench.start();
      expect(warned.warnings).to.deep.equal([
        { message: 'plugin "page": cannot listen on port 9090: Error: EADDRINUSE', code: 'CONDUCTOR_ERROR' },
      ]);
    });

    for (const [what, thrown] of oddities) {
      it(`may be ${what}: told as it is, and warned of in some words`, async () => {
        const odd = plugin('odd', (host) => host.reportError(thrown, 'something odd'));
        const heard = await new Bench({ plugins: [odd] }).start();
        expect(heard.events.of('error')[0]?.error === thrown).to.equal(true);
        await new Bench({ plugins: [odd], unheard: ['error'] }).start();
        expect(warned.warnings).to.have.length(1);
        expect(warned.warnings[0]?.message).to.contain('plugin "odd": something odd');
      });

      it(`may be ${what}, thrown in a listener, an interceptor and a clean-up: nothing is lost by it`, async () => {
        const bench = await new Bench({
          plugins: [
            plugin('odd', (host) => {
              const fail = (): never => {
                throw thrown as Error;
              };
              host.on('taskCompleted', fail);
              host.aroundTask(fail);
              host.aroundPoll(async (call, next) => ((await next(call)).length > 0 ? fail() : []));
              host.defer(fail);
            }),
          ],
        }).start();
        bench.server.queue('charge');
        await bench.pass(2_000);
        const report = await bench.stop();
        expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
        expect(bench.events.of('error').map(({ cause }) => cause)).to.have.members([
          'an interceptor for polls failed; what was polled is executed',
          'aroundTask of plugin "odd" failed',
          'listener for "taskCompleted" of plugin "odd" failed',
        ]);
        expect(report.errors).to.have.length(1);
        expect(report.errors[0]).to.have.property('message').that.contains('clean-up of plugin "odd" failed');
      });

      it(`may be ${what}, thrown around a handler: the task fails with that, and once`, async () => {
        const bench = await new Bench({
          plugins: [plugin('odd', (host) => host.aroundExecute(() => failing(thrown)))],
        }).start();
        bench.server.queue('charge');
        await bench.pass(2_000);
        expect(bench.events.outcomes).to.deep.equal(['failed task-1']);
        expect(bench.server.updates.map(({ status }) => status)).to.deep.equal(['FAILED']);
        expect(bench.server.updates[0]?.reasonForIncompletion).to.be.a('string').that.is.not.empty;
      });

      it(`may be ${what}, thrown in its set-up: start() rejects with its name`, async () => {
        const bench = new Bench({
          plugins: [
            plugin('odd', () => {
              throw thrown as Error;
            }),
          ],
        });
        const error = await rejectionOf(bench.runner.start());
        expect(error).to.have.property('message').that.contains('plugin "odd" failed to set up');
      });
    }
  });

  describe('of a runner: its clean-ups', () => {
    it('run in reverse order through all plugins, also those that were deferred later, errors collected by name', async () => {
      const log: string[] = [];
      const cleaning = (name: string): Plugin =>
        plugin(name, (host) => {
          host.defer(() => void log.push(`${name} 1`));
          host.defer(() => {
            log.push(`${name} 2`);
            throw new Error(`${name} is stuck`);
          });
          host.on('started', () => {
            host.defer(async () => {
              await Promise.resolve();
              log.push(`${name} 3`);
              throw new Error(`${name} is stuck, too`);
            });
          });
        });
      const bench = await new Bench({ plugins: [cleaning('a'), cleaning('b')] }).start();
      const report = await bench.stop();
      expect(log).to.deep.equal(['b 3', 'a 3', 'b 2', 'b 1', 'a 2', 'a 1']);
      expect(report.errors.map(String)).to.deep.equal([
        'Error: the clean-up of plugin "b" failed: b is stuck, too',
        'Error: the clean-up of plugin "a" failed: a is stuck, too',
        'Error: the clean-up of plugin "b" failed: b is stuck',
        'Error: the clean-up of plugin "a" failed: a is stuck',
      ]);
      expect(report.errors[0]).to.have.nested.property('cause.message', 'b is stuck, too');
    });
  });

  describe('of a client', () => {
    function connect(setupClient: (host: ClientHost) => void, config: ClientConfig = {}): ConductorClient {
      const { server } = new Bench();
      server.queue('charge', { taskId: 't' });
      return createConductorClient({
        ...{ auth: false, proxy: false, transport: () => server.transport },
        plugins: [{ name: 'page', setupClient }],
        ...config,
      });
    }
    const getTask = (client: ConductorClient): Promise<unknown> =>
      TaskResourceService.getTask({ client, path: { taskId: 't' } });

    it('that it reports itself is heard by onPluginError with its name, at any time', async () => {
      const heard: [unknown, string][] = [];
      let host: ClientHost | undefined;
      const client = connect(
        (given) => {
          host = given;
          given.reportError(new Error('in set-up'));
          given.on('requestCompleted', () => given.reportError('in a listener'));
        },
        { onPluginError: (error, name) => heard.push([error, name]) },
      );
      await getTask(client);
      await client.close();
      host?.reportError(7);
      expect(heard.map(([error, name]) => `${name}: ${String(error)}`)).to.deep.equal([
        ...['page: Error: in set-up', 'page: in a listener', 'page: 7'],
      ]);
    });

    it('that it reports itself is said once by the process when nobody hears it', async () => {
      const client = connect((host) => void host.on('requestCompleted', () => host.reportError(new Error('full'))));
      await getTask(client);
      await getTask(client);
      expect(warned.warnings).to.deep.equal([
        {
          message:
            'something of the plugin "page" failed: full. Pass onPluginError to hear of each; this is said once.',
          code: 'CONDUCTOR_PLUGIN_ERROR',
        },
      ]);
    });

    for (const [how, onPluginError] of [
      [
        'throws',
        () => {
          throw new Error('broken as well');
        },
      ],
      ['rejects', () => Promise.reject(new Error('broken as well'))],
    ] satisfies [string, () => unknown][] as readonly [string, () => void][]) {
      it(`does not fail the call when onPluginError ${how}: the process is warned`, async () => {
        const client = connect(
          (host) =>
            void host.on('requestCompleted', () => {
              throw new Error('thrown');
            }),
          { onPluginError: onPluginError },
        );
        await getTask(client);
        await getTask(client);
        await turns();
        expect(warned.warnings).to.deep.equal([
          {
            message:
              'onPluginError failed with broken as well, when it was told of the plugin "page"; this is said once.',
            code: 'CONDUCTOR_PLUGIN_ERROR',
          },
        ]);
      });
    }

    it('is told once, however often the promise of a listener rejects', async () => {
      const heard: unknown[] = [];
      const listener: () => unknown = () => rejectsTwice('twice');
      const client = connect((host) => void host.on('requestCompleted', listener), {
        onPluginError: (error) => heard.push(error),
      });
      await getTask(client);
      await turns();
      expect(heard).to.deep.equal(['twice']);
    });

    for (const [what, thrown] of oddities) {
      it(`may be ${what}: no call fails by it, and what should name the plugin does`, async () => {
        const fail = (): never => {
          throw thrown as Error;
        };
        const client = connect((host) => {
          host.on('requestCompleted', fail);
          host.defer(fail);
        });
        await getTask(client);
        expect(warned.warnings[0]?.message).to.contain('the plugin "page" failed');
        expect(await rejectionOf(client.close()))
          .to.have.property('message')
          .that.contains('the plugin "page" failed');
        expect(thrownBy(() => connect(fail)))
          .to.have.property('message')
          .that.contains('the plugin "page" could not be set up');
      });
    }

    it('is an error event of the runner that made the client', async () => {
      const conductor = await createTestConductor({ clock: 'real' });
      const { url } = await conductor.listen();
      const before = process.env.CONDUCTOR_SERVER_URL;
      process.env.CONDUCTOR_SERVER_URL = `${url}/api`;
      try {
        const causes = new Set<string>();
        const runner = new TaskRunner({
          workers: [{ name: 'double', execute: () => ({}) }],
          plugins: [
            {
              name: 'page',
              setupClient: (host) =>
                void host.on('requestCompleted', () => {
                  throw new Error('full');
                }),
            },
          ],
        });
        runner.on('error', ({ error, cause }) => void causes.add(`${cause}: ${String(error)}`));
        await runner.start();
        await outputOf(conductor, startTask(conductor, 'double', {}));
        await runner.stop();
        expect([...causes]).to.deep.equal(['plugin "page" failed in the client: Error: full']);
        expect(warned.warnings).to.deep.equal([]);
      } finally {
        if (before === undefined) delete process.env.CONDUCTOR_SERVER_URL;
        else process.env.CONDUCTOR_SERVER_URL = before;
        await conductor.close();
      }
    });
  });
});

describe('a plugin that only looks on', () => {
  it('hears errors, and does not keep them from being a warning of the process', async () => {
    const { warnings, restore } = catchProcessWarnings();
    const heard: string[] = [];
    const counter: Plugin = {
      name: 'counter',
      setup(host) {
        host.on('pollFailed', () => void heard.push('pollFailed'), { passive: true });
        host.on('error', ({ cause }) => void heard.push(cause), { passive: true });
        host.reportError(new Error('no disk'), 'cannot write');
      },
    };
    const bench = new Bench({ plugins: [counter], unheard: ['pollFailed', 'error'] });
    bench.server.always('poll', refuse(503, 'busy'));
    await bench.start().finally(restore);
    expect(heard).to.include.members(['pollFailed', 'plugin "counter": cannot write']);
    expect(warnings.map(({ code }) => code)).to.have.members(['CONDUCTOR_ERROR', 'CONDUCTOR_POLL_FAILED']);
    await bench.stop();
  });
});
