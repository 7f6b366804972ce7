import { expect } from 'chai';
import { TaskResourceService } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ClientHost, Operation, RequestCompleted } from '../../src/client/client-host.js';
import type { ClientPlugin } from '../../src/client/client-plugin.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import { ManualClock } from '../time/manual-clock.js';
import { rejectionOf, throwOf } from './support/rejection-of.js';
import { answer, connectionLost, ScriptedTransport } from './support/scripted-transport.js';
import type { Answer } from './support/scripted-transport.js';

const path = { taskId: 'task-1' };
const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const, outputData: { text: 'ü' } };

describe('plugins of a client', () => {
  let clock: ManualClock;
  let transport: ScriptedTransport;
  const connect = (
    setups: readonly ((host: ClientHost) => void)[],
    answers: readonly (Answer | ((at: ManualClock) => Answer))[] = [answer(200, { taskId: 't' })],
    config: ClientConfig = {},
  ): ConductorClient => {
    clock = new ManualClock();
    transport = new ScriptedTransport(clock, (_request, index) => {
      const one = answers[Math.min(index, answers.length - 1)]!;
      return typeof one === 'function' ? one(clock) : one;
    });
    const plugins = setups.map((setupClient, index): ClientPlugin => ({ name: `plugin-${index}`, setupClient }));
    return createConductorClient({
      serverUrl: 'http://conductor',
      auth: false,
      clock,
      random: () => 0,
      transport: () => transport,
      plugins,
      ...config,
    });
  };

  describe('around operations', () => {
    it('see the call before encoding, once however many attempts it takes, the first plugin outermost', async () => {
      const log: string[] = [];
      const seen: Operation[] = [];
      const client = connect(
        [0, 1].map((n) => (host: ClientHost) => {
          host.aroundOperation(async (operation, next) => {
            log.push(`in ${n}`);
            seen.push(operation);
            const result = await next(operation);
            log.push(`out ${n}`);
            return result;
          });
        }),
        [connectionLost(), answer(200, { taskId: 't' })],
      );
      const call = TaskResourceService.getTask({ client, path, headers: { 'X-Trace': '1' } });
      await clock.advanceAsync(1_000);
      const { data, response } = await call;
      expect(data).to.deep.equal({ taskId: 't' });
      expect(response.status).to.equal(200);
      expect(log).to.deep.equal(['in 0', 'in 1', 'out 1', 'out 0']);
      expect(transport.requests).to.have.length(2);
      expect(seen[0]).to.deep.equal({
        route: 'GET /tasks/{taskId}',
        method: 'GET',
        path,
        query: {},
        body: undefined,
        headers: { 'x-trace': '1' },
      });
    });

    it('see only the routes that they name, however the client was used before', async () => {
      const seen: string[] = [];
      const client = connect([
        (host) => {
          const note = (operation: Operation, next: (call: Operation) => Promise<unknown>) => {
            seen.push(operation.route);
            return next(operation);
          };
          host.aroundOperation(note, { routes: ['POST /tasks', 'GET /nothing'] });
          host.aroundOperation(note, { routes: [] });
        },
      ]);
      await TaskResourceService.getTask({ client, path });
      await TaskResourceService.updateTask({ client, body: update });
      await TaskResourceService.getTask({ client, path });
      await TaskResourceService.updateTask({ client, body: update });
      expect(seen).to.deep.equal(['POST /tasks', 'POST /tasks']);
    });

    it('may change path, query, headers and body, and the result', async () => {
      const client = connect(
        [
          (host) =>
            host.aroundOperation(async (operation, next) => {
              const result = await next({
                ...operation,
                headers: { ...operation.headers, traceparent: '00-1' },
                body: { ...(operation.body as object), workerId: 'me' },
                query: { added: 'a b' },
              });
              return `${String(result)}!`;
            }),
        ],
        [answer(200, 'id')],
      );
      const { data } = await TaskResourceService.updateTask({ client, body: update });
      expect(data).to.equal('id!');
      const [sent] = transport.requests;
      expect(sent!.path).to.equal('/api/tasks?added=a%20b');
      expect(sent!.headers).to.include({ traceparent: '00-1', 'content-type': 'application/json' });
      expect(JSON.parse(String(sent!.body))).to.include({ workerId: 'me', taskId: 't' });
    });

    it('may answer in its place, or fail', async () => {
      const client = connect([
        (host) =>
          host.aroundOperation((operation) =>
            operation.method === 'GET'
              ? Promise.resolve({ taskId: 'from-cache' })
              : Promise.reject(new RangeError('not today')),
          ),
      ]);
      expect((await TaskResourceService.getTask({ client, path })).data).to.deep.equal({ taskId: 'from-cache' });
      await rejectionOf(TaskResourceService.updateTask({ client, body: update }), RangeError);
      const { error } = await TaskResourceService.updateTask({ client, body: update, throwOnError: false });
      expect(error).to.be.instanceOf(RangeError);
      expect(transport.requests).to.have.length(0);
    });

    it('that call next twice get an error that names the plugin', async () => {
      const client = connect([
        (host) =>
          host.aroundOperation(async (operation, next) => {
            await next(operation);
            return next(operation);
          }),
      ]);
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), Error);
      expect(error.message).to.include('"plugin-0"');
      expect(transport.requests).to.have.length(1);
    });

    it('see the error of the operation, encoding included', async () => {
      const errors: unknown[] = [];
      const client = connect(
        [
          (host) =>
            host.aroundOperation((operation, next) =>
              next(operation).catch((error: unknown) => {
                errors.push(error);
                throw error;
              }),
            ),
        ],
        [answer(404, { status: 404, message: 'x', retryable: false })],
      );
      await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      await rejectionOf(TaskResourceService.getTask({ client, path: { taskId: '' } }), ConductorConfigError);
      expect(errors).to.have.length(2);
    });
  });

  describe('listeners', () => {
    it('hear of each attempt, with its duration, sizes and error', async () => {
      const events: RequestCompleted[] = [];
      const client = connect(
        [(host) => void host.on('requestCompleted', (event) => events.push(event))],
        [
          (at) => {
            at.advance(40);
            return connectionLost();
          },
          (at) => {
            at.advance(5);
            return answer(200, { taskId: 'ü' });
          },
        ],
      );
      const call = TaskResourceService.getTask({ client, path });
      await clock.advanceAsync(1_000);
      await call;
      await TaskResourceService.updateTask({ client, body: update });
      expect(events).to.have.length(3);
      const [failed, done, updated] = events;
      expect(failed).to.deep.include({
        route: 'GET /tasks/{taskId}',
        method: 'GET',
        status: 0,
        durationMs: 40,
        attempt: 1,
        responseBytes: 0,
      });
      expect(failed!.error).to.be.instanceOf(ConductorConnectionError);
      expect(done).to.deep.equal({
        route: 'GET /tasks/{taskId}',
        method: 'GET',
        status: 200,
        durationMs: 5,
        requestBytes: 0,
        responseBytes: Buffer.byteLength('{"taskId":"ü"}'),
        attempt: 2,
      });
      expect(updated!.requestBytes).to.equal(Buffer.byteLength(JSON.stringify(update)));
    });

    it('can be taken back, and break nothing when they throw or reject', async () => {
      const failures: [string, string][] = [];
      let heard = 0;
      let off: () => void = () => undefined;
      const client = connect(
        [
          (host) => {
            host.on('requestCompleted', () => {
              throw new Error('thrown');
            });
            const rejecting: () => unknown = () => Promise.reject(new Error('rejected'));
            host.on('requestCompleted', rejecting);
          },
          (host) => (off = host.on('requestCompleted', () => void (heard += 1))),
        ],
        undefined,
        { onPluginError: (error, plugin) => failures.push([(error as Error).message, plugin]) },
      );
      await TaskResourceService.getTask({ client, path });
      await Promise.resolve();
      expect(heard).to.equal(1);
      expect(failures).to.deep.equal([
        ['thrown', 'plugin-0'],
        ['rejected', 'plugin-0'],
      ]);
      off();
      await TaskResourceService.getTask({ client, path });
      expect(heard).to.equal(1);
    });

    it('that fail unheard warn once', async () => {
      const warnings: { code?: string; message: string }[] = [];
      const onWarning = (warning: Error): void => void warnings.push(warning);
      process.on('warning', onWarning);
      const client = connect([
        (host) =>
          void host.on('requestCompleted', () => {
            throw new Error('thrown');
          }),
      ]);
      await TaskResourceService.getTask({ client, path });
      await TaskResourceService.getTask({ client, path });
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', onWarning);
      expect(warnings.filter(({ code }) => code === 'CONDUCTOR_PLUGIN_ERROR')).to.have.length(1);
      expect(warnings[0]!.message).to.include('"plugin-0"').and.to.include('thrown');
    });
  });

  describe('set-up and clean-up', () => {
    it('clean up when the client is closed, the last first, whatever the others do', async () => {
      const log: string[] = [];
      const client = connect([
        (host) => host.defer(() => void log.push('first')),
        (host) =>
          host.defer(() => {
            throw new Error('stuck');
          }),
        (host) => host.defer(async () => void (await Promise.resolve(), log.push('last'))),
      ]);
      const error = await rejectionOf(client.close(), Error);
      expect(error.message).to.include('"plugin-1"').and.to.include('stuck');
      expect(log).to.deep.equal(['last', 'first']);
      expect(transport.isClosed).to.equal(true);
    });

    it('that throw in set-up make the client fail by name, and those before clean up', () => {
      const log: string[] = [];
      const error = throwOf(
        () =>
          connect([
            (host) => host.defer(() => void log.push('cleaned')),
            () => {
              throw new Error('no such file');
            },
          ]),
        ConductorConfigError,
      );
      expect(error.message).to.include('"plugin-1" could not be set up: no such file');
      expect(log).to.deep.equal(['cleaned']);
    });

    it('must not be asynchronous, and ask for events that exist', () => {
      expect(throwOf(() => connect([() => Promise.resolve()]), ConductorConfigError).message).to.include(
        'asynchronous',
      );
      expect(
        throwOf(
          () => connect([(host) => void host.on('taskCompleted' as never, () => undefined)]),
          ConductorConfigError,
        ).message,
      ).to.include('no event "taskCompleted"');
    });

    it('without setupClient are passed over', async () => {
      const client = connect([], undefined, { plugins: [{ name: 'for-runners' }] });
      await TaskResourceService.getTask({ client, path });
    });
  });
});
