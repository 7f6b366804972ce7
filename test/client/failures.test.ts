import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { expect } from 'chai';
import {
  MetadataResourceService,
  TaskResourceService,
  WorkflowMessageQueueResourceService,
  WorkflowResourceService,
} from '../../generated/index.js';
import type { ErrorResponse } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import { ConductorError } from '../../src/client/errors/conductor-error.js';
import { ConductorTimeoutError } from '../../src/client/errors/conductor-timeout-error.js';
import { notFoundKind } from '../../src/client/errors/server-answers.js';
import { rejectionOf } from './support/rejection-of.js';
import { closedPort, fail, json, send, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

const path = { taskId: 'task-1' };

for (const transport of transports) {
  describe(`a client over ${transport.name}: failures`, () => {
    let server: TestServer;
    let client: ConductorClient;
    const others: ConductorClient[] = [];
    const rawServers: Server[] = [];
    const rawSockets: Socket[] = [];

    const connect = (config: ClientConfig = {}): ConductorClient => {
      const made = createConductorClient({
        serverUrl: server.origin,
        transport: transport.create(),
        retry: false,
        ...config,
      });
      others.push(made);
      return made;
    };
    /** A server below HTTP: it writes what a test gives it and then does what the test says. */
    const rawServer = async (onConnection: (socket: Socket) => void): Promise<string> => {
      const raw = createServer((socket) => {
        rawSockets.push(socket);
        onConnection(socket);
      });
      rawServers.push(raw);
      await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(raw.address() as AddressInfo).port}`;
    };

    before(async () => {
      server = await TestServer.start();
    });
    after(() => server.close());
    beforeEach(() => {
      server.requests.length = 0;
      server.handler = (_request, response) => json(response, 200, {});
      client = connect();
    });
    afterEach(async () => {
      await Promise.all(others.splice(0).map((one) => one.close()));
      for (const raw of rawServers.splice(0)) raw.close();
      // One that nobody reads from does not notice that its client has gone, and keeps the process running.
      for (const socket of rawSockets.splice(0)) socket.destroy();
    });

    describe('answers that are errors', () => {
      it('carries what the server says', async () => {
        server.handler = (_request, response) =>
          json(response.setHeader('x-request-id', 'req-7'), 400, {
            status: 400,
            message: 'Validation failed, check below errors for detail.',
            retryable: false,
            validationErrors: [{ path: 'startWorkflow.arg0.name', message: 'Workflow name cannot be null or empty' }],
          });
        const error = await rejectionOf(
          WorkflowResourceService.startWorkflow({ client, body: { name: '' } }),
          ConductorApiError,
        );
        expect(error).to.include({ status: 400, route: 'POST /workflow', retryable: false, requestId: 'req-7' });
        expect(error.name).to.equal('ConductorApiError');
        expect(error.validationErrors).to.have.length(1);
        expect(error.body).to.have.property('message', 'Validation failed, check below errors for detail.');
        expect(error.message).to.equal(
          'POST /workflow: 400: Validation failed, check below errors for detail. startWorkflow.arg0.name Workflow name cannot be null or empty',
        );
      });

      it('is returned as the typed error with throwOnError: false, whatever went wrong', async () => {
        server.handler = (_request, response) => fail(response, 404, 'Task not found for taskId: task-1');
        const { data, error, response } = await TaskResourceService.getTask({ client, path, throwOnError: false });
        expect(data).to.equal(undefined);
        const typed: ErrorResponse | undefined = error;
        expect(typed).to.include({ status: 404, retryable: false, instance: 'test-host' });
        expect(response?.status).to.equal(404);

        const gone = connect({ serverUrl: `http://127.0.0.1:${await closedPort()}` });
        const unreachable = await TaskResourceService.getTask({ client: gone, path, throwOnError: false });
        expect(unreachable.error).to.be.instanceOf(ConductorConnectionError);
        expect(unreachable.error).to.include({ status: 0, retryable: true });
        expect(unreachable.response).to.equal(undefined);

        const wrong = await TaskResourceService.getTask({ client, path: { taskId: '' }, throwOnError: false });
        expect(wrong.error).to.be.instanceOf(ConductorConfigError);
        expect(wrong.request).to.equal(undefined);

        const bare = await client.get({ url: '/api/tasks/{taskId}', path, throwOnError: false, responseStyle: 'data' });
        expect(bare).to.equal(undefined);
      });

      it('tells a path the server does not have from a thing it does not have, and both from another server', async () => {
        const kinds: unknown[] = [];
        const note = async (call: Promise<unknown>): Promise<string> => {
          const error = await rejectionOf(call, ConductorApiError);
          kinds.push(notFoundKind(error));
          return error.message;
        };
        server.handler = (_request, response) => fail(response, 404, 'No static resource api/secrets.');
        expect(await note(TaskResourceService.getTask({ client, path }))).to.include(
          'older version, or the feature is switched off',
        );
        server.handler = (_request, response) => fail(response, 404, 'No such workflow found by id: w');
        await note(TaskResourceService.getTask({ client, path }));
        server.handler = (_request, response) => send(response, 404, 'text/plain', '404 page not found');
        await note(TaskResourceService.getTask({ client, path }));
        server.handler = (_request, response) =>
          json(response, 404, { timestamp: 1, status: 404, error: 'Not Found', path: '/x' });
        await note(TaskResourceService.getTask({ client, path }));
        server.handler = (_request, response) => send(response, 404, undefined, '');
        await note(TaskResourceService.getTask({ client, path }));
        server.handler = (_request, response) => send(response, 404, 'text/plain', 'Workflow w not found');
        await note(WorkflowMessageQueueResourceService.pushMessage({ client, path: { workflowId: 'w' }, body: {} }));
        expect(kinds).to.deep.equal(['path', 'resource', 'foreign', 'foreign', 'foreign', 'resource']);
      });

      it('says what to do about a slash in a path parameter', async () => {
        server.handler = (_request, response) =>
          send(response, 400, 'text/html', '<!doctype html><html><head><title>HTTP Status 400</title></head></html>');
        const error = await rejectionOf(
          MetadataResourceService.getTaskDef({ client, path: { tasktype: 'a/b' } }),
          ConductorApiError,
        );
        expect(error.message).to.include('"tasktype" contains a slash').and.to.include('use a name without one');
      });

      it('points to the credentials at 401, and to the permission at 403', async () => {
        server.handler = (_request, response) => fail(response, 401, 'Unauthorized');
        expect(
          (await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError)).message,
        ).to.include('CONDUCTOR_AUTH_KEY');
        server.handler = (_request, response) => send(response, 403, undefined, '');
        expect(
          (await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError)).message,
        ).to.include('do not permit');
      });

      it('does not follow a redirect, and says where it leads without its query', async () => {
        server.handler = (_request, response) =>
          response.writeHead(302, { location: 'https://login.example.com/sign-in?state=do-not-show' }).end();
        const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
        expect(error.message).to.include('https://login.example.com/sign-in').and.to.include('set serverUrl');
        expect(error.message).not.to.include('do-not-show');
        expect(server.requests).to.have.length(1);
      });

      it('takes over what a server asks for in Retry-After, in seconds or as a date', async () => {
        server.handler = (_request, response) => fail(response.setHeader('retry-after', '7'), 429, 'slow down');
        const seconds = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
        expect(seconds).to.include({ retryAfterMs: 7_000, retryable: true });
        const at = new Date(Date.now() + 30_000).toUTCString();
        server.handler = (_request, response) => fail(response.setHeader('retry-after', at), 503, 'later');
        const date = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
        expect(date.retryAfterMs).to.be.within(27_000, 31_000);
      });
    });

    describe('answers that are not what the operation answers', () => {
      const unexpected: [string, string | undefined, string, string][] = [
        ['a web page in place of JSON', 'text/html', '<html><title>Log in</title></html>', 'the answer is a web page'],
        ['JSON that is cut off', 'application/json', '{"taskId":"task-', 'no valid JSON'],
        ['another content type', 'application/xml', '<task/>', 'application/xml'],
        ['an event stream', 'text/event-stream', 'data: 1\n\n', 'client.sse'],
      ];
      for (const [what, type, body, text] of unexpected) {
        it(`${what}: an API error that asks whether the address is right`, async () => {
          server.handler = (_request, response) => send(response, 200, type, body);
          const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
          expect(error).to.include({ status: 200, retryable: false, route: 'GET /tasks/{taskId}' });
          expect(error.message)
            .to.include(text)
            .and.to.include(`is ${server.origin}/api the address of a Conductor server`);
        });
      }

      it('a web page as error: an API error with its title', async () => {
        server.handler = (_request, response) =>
          send(response, 502, 'text/html', '<html><head><title>502 Bad Gateway</title></head></html>');
        const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
        expect(error).to.include({ status: 502, retryable: true });
        expect(error.message).to.include('"502 Bad Gateway"').and.to.include('is a web page, not Conductor');
      });
    });

    describe('no answer', () => {
      it('nothing listens: a connection error that says so, and that nothing was sent', async () => {
        const gone = connect({ serverUrl: `http://127.0.0.1:${await closedPort()}/api` });
        const error = await rejectionOf(
          TaskResourceService.updateTask({ client: gone, body: update }),
          ConductorConnectionError,
        );
        expect(error).to.include({ route: 'POST /tasks', mayHaveArrived: false, retryable: true, status: 0 });
        expect(error.message)
          .to.include('ECONNREFUSED')
          .and.to.include('is the server running')
          .and.to.include('not sent');
        expect(error.cause).to.be.instanceOf(Error);
      });

      it('an unknown host: a connection error that names the setting', async () => {
        const error = await rejectionOf(
          TaskResourceService.getTask({ client: connect({ serverUrl: 'http://conductor.invalid' }), path }),
          ConductorConnectionError,
        );
        expect(error.mayHaveArrived).to.equal(false);
        expect(error.message).to.include('http://conductor.invalid').and.to.include('serverUrl');
      });

      it('the connection is closed before the answer: a connection error, the request may have arrived', async () => {
        server.handler = (_request, _response, raw) => raw.socket.destroy();
        const error = await rejectionOf(
          TaskResourceService.updateTask({ client, body: update }),
          ConductorConnectionError,
        );
        expect(error.mayHaveArrived).to.equal(true);
        expect(error.message).to.include('may have carried the request out');
        expect(server.requests).to.have.length(1);
      });

      it('the connection is closed in the middle of the answer: a connection error', async () => {
        const origin = await rawServer((socket) => {
          socket.once('data', () =>
            socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":'),
          );
        });
        const error = await rejectionOf(
          TaskResourceService.getTask({ client: connect({ serverUrl: origin }), path }),
          ConductorConnectionError,
        );
        expect(error.mayHaveArrived).to.equal(true);
      });

      it('what answers does not speak HTTP: a connection error', async () => {
        const origin = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
        const error = await rejectionOf(
          TaskResourceService.getTask({ client: connect({ serverUrl: origin }), path }),
          ConductorConnectionError,
        );
        expect(error.message).to.include('does not speak HTTP/1.1');
      });

      it('no answer in time: a timeout error with the time it had', async () => {
        server.handler = () => undefined;
        const startedMs = performance.now();
        const error = await rejectionOf(
          TaskResourceService.getTask({ client, path, timeoutMs: 150 }),
          ConductorTimeoutError,
        );
        expect(performance.now() - startedMs).to.be.within(145, 1_500);
        expect(error).to.include({
          timeoutMs: 150,
          route: 'GET /tasks/{taskId}',
          mayHaveArrived: true,
          retryable: true,
        });
        expect(error.message).to.include('150 ms').and.to.include('timeoutMs');
      });

      it('an answer that trickles for ever: the time is total', async () => {
        let trickle: NodeJS.Timeout | undefined;
        server.handler = (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          trickle = setInterval(() => response.write(' '), 20);
        };
        const error = await rejectionOf(
          TaskResourceService.getTask({ client, path, timeoutMs: 200 }),
          ConductorTimeoutError,
        );
        clearInterval(trickle);
        expect(error.timeoutMs).to.equal(200);
      });

      it('no limit on demand', async () => {
        const quick = connect({ timeoutMs: 100 });
        server.handler = (_request, response) => void setTimeout(() => json(response, 200, {}), 400);
        await rejectionOf(TaskResourceService.getTask({ client: quick, path }), ConductorTimeoutError);
        await TaskResourceService.getTask({ client: quick, path, timeoutMs: 0 });
      });

      it('a poll has its own timeout and ten seconds more, not the time of the client', async () => {
        const quick = connect({ timeoutMs: 50 });
        server.handler = (_request, response) => void setTimeout(() => json(response, 200, []), 300);
        await TaskResourceService.batchPoll({ client: quick, path: { tasktype: 'x' }, query: { timeout: 100 } });
      });
    });

    describe('a signal of the caller', () => {
      it('ends the call with its reason', async () => {
        server.handler = () => controller.abort(reason);
        const controller = new AbortController();
        const reason = new Error('no longer needed');
        const call = TaskResourceService.getTask({ client, path, signal: controller.signal });
        expect(await rejectionOf(call, Error)).to.equal(reason);
      });

      it('that has aborted keeps the request from being sent', async () => {
        const signal = AbortSignal.abort();
        const error = await rejectionOf(TaskResourceService.getTask({ client, path, signal }), DOMException);
        expect(error.name).to.equal('AbortError');
        expect(server.requests).to.have.length(0);
      });

      it('may be shared by any number of calls without a warning of a leak, and keeps no listener', async () => {
        const warnings: string[] = [];
        const onWarning = (warning: Error): void => void warnings.push(warning.name);
        process.on('warning', onWarning);
        const controller = new AbortController();
        await Promise.all(
          Array.from({ length: 30 }, () =>
            TaskResourceService.getTask({ client, path, signal: controller.signal }).catch(() => undefined),
          ),
        );
        server.handler = () => undefined;
        const calls = Array.from({ length: 30 }, () =>
          rejectionOf(TaskResourceService.getTask({ client, path, signal: controller.signal }), DOMException),
        );
        await until(() => server.requests.length > 30);
        controller.abort();
        await Promise.all(calls);
        await new Promise((resolve) => setImmediate(resolve));
        process.off('warning', onWarning);
        expect(warnings).to.deep.equal([]);
      });

      it('ends a wait between attempts', async () => {
        server.handler = (_request, response) => fail(response.setHeader('retry-after', '30'), 503, 'later');
        const patient = connect({ retry: { attempts: 5 } });
        const controller = new AbortController();
        const call = TaskResourceService.getTask({ client: patient, path, signal: controller.signal });
        await until(() => server.requests.length === 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.abort();
        await rejectionOf(call, DOMException);
      });
    });

    describe('closing', () => {
      it('ends what is under way, and refuses what comes later', async () => {
        server.handler = () => undefined;
        const call = rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
        await until(() => server.requests.length === 1);
        await client.close();
        const ended = await call;
        expect(ended.message).to.include('was closed while the request was under way');
        expect(ended).to.include({ retryable: false, mayHaveArrived: true });
        const refused = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
        expect(refused.message).to.include('the client is closed');
        expect(refused.mayHaveArrived).to.equal(false);
        expect(server.requests).to.have.length(1);
      });

      it('ends a wait between attempts', async () => {
        server.handler = (_request, response) => fail(response.setHeader('retry-after', '30'), 503, 'later');
        const patient = connect({ retry: { attempts: 5 } });
        const call = rejectionOf(TaskResourceService.getTask({ client: patient, path }), ConductorConnectionError);
        await until(() => server.requests.length === 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await patient.close();
        expect((await call).message).to.include('was closed while');
      });

      it('may be done twice, before anything was sent, and by await using', async () => {
        await client.close();
        await client.close();
        await client[Symbol.asyncDispose]();
      });

      it('leaves no connection behind', async () => {
        server.handler = (_request, response) => json(response, 200, {});
        const own = connect();
        await Promise.all(Array.from({ length: 5 }, () => TaskResourceService.getTask({ client: own, path })));
        await own.close();
        if (transport.name === 'pool') await until(() => server.sockets.size === 0);
      });
    });

    describe('arguments that cannot be right', () => {
      const wrong = async (call: Promise<unknown>, field: string, text: string): Promise<void> => {
        const error = await rejectionOf(call, ConductorConfigError);
        expect(error.field).to.equal(field);
        expect(error.message).to.include(text);
        expect(server.requests).to.have.length(0);
      };

      it('are refused by name before anything is sent', async () => {
        await wrong(TaskResourceService.getTask({ client, path: {} as never }), 'path.taskId', '"taskId" is missing');
        await wrong(
          TaskResourceService.getTask({ client, path: undefined as never }),
          'path.taskId',
          'GET /tasks/{taskId}',
        );
        await wrong(TaskResourceService.getTask({ client, path: { taskId: '' } }), 'path.taskId', 'is empty');
        await wrong(
          TaskResourceService.getTask({ client, path: { taskId: '..' } }),
          'path.taskId',
          'no path can carry',
        );
        await wrong(
          TaskResourceService.getTask({ client, path: { taskId: {} as never } }),
          'path.taskId',
          'of type object',
        );
        await wrong(TaskResourceService.getTask({ client, path: { taskId: 'a\ud800' } }), 'path.taskId', 'surrogate');
        await wrong(client.get({ url: '/api/x', query: { n: NaN } }), 'query.n', 'is NaN');
        await wrong(client.get({ url: '/api/x', query: { q: { a: { b: 1 } } } }), 'query.q[a]', 'nested');
        await wrong(client.get({ url: 'api/x' }), 'url', 'begins with "/"');
        await wrong(client.get({} as never), 'url', 'undefined');
        await wrong(
          TaskResourceService.getTask({ client, path, headers: { 'x-a': 'b\r\nc: d' } }),
          'headers.x-a',
          'line break',
        );
        await wrong(
          TaskResourceService.getTask({ client, path, headers: { 'x a': 'b' } }),
          'headers.x a',
          'no valid name',
        );
        await wrong(
          TaskResourceService.getTask({ client, path, headers: { Connection: 'close' } }),
          'headers.Connection',
          'transport',
        );
        await wrong(TaskResourceService.getTask({ client, path, timeoutMs: -1 }), 'timeoutMs', '-1');
        await wrong(TaskResourceService.getTask({ client, path, retry: { attempts: 0 } }), 'retry.attempts', '0');
        await wrong(
          TaskResourceService.getTask({ client, path, baseUrl: 'http://x' }),
          'baseUrl',
          'createConductorClient({ serverUrl })',
        );
        await wrong(TaskResourceService.getTask({ client, path, redirect: 'follow' }), 'redirect', 'fetchTransport');
        await wrong(TaskResourceService.getTask({ client, path, parseAs: 'formData' }), 'parseAs', 'formData');
      });

      it('a body without JSON is refused by name, with the reason', async () => {
        const circular: Record<string, unknown> = {};
        circular.self = circular;
        await wrong(
          TaskResourceService.updateTask({ client, body: { ...update, outputData: circular } }),
          'body',
          'circular',
        );
        await wrong(
          TaskResourceService.updateTask({ client, body: { ...update, outputData: { n: 1n } } }),
          'body',
          'BigInt',
        );
        await wrong(client.post({ url: '/api/x', body: () => 1 }), 'body', 'function');
        await wrong(client.post({ url: '/api/x', body: 5, bodySerializer: null }), 'body', 'number');
      });

      it('a repetition of what must not be repeated is refused', async () => {
        await wrong(
          TaskResourceService.updateTask({ client, body: update, retry: { attempts: 2 } }),
          'retry',
          'never repeated',
        );
        await wrong(
          TaskResourceService.poll({ client, path: { tasktype: 'x' }, retry: {} }),
          'retry',
          'never repeated',
        );
      });
    });

    it('all errors are errors of this library, with a cause where there is one', async () => {
      const error = await rejectionOf(TaskResourceService.getTask({ client, path: { taskId: '' } }), ConductorError);
      expect(error).to.be.instanceOf(Error);
      expect(error.stack).to.include('ConductorConfigError');
    });
  });
}

const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
