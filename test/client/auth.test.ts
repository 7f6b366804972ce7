import { inspect } from 'node:util';
import { expect } from 'chai';
import { TaskResourceService } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import type { TransportRequest } from '../../src/client/transport.js';
import { ManualClock } from '../time/manual-clock.js';
import { rejectionOf } from './support/rejection-of.js';
import { answer, connectionLost, ScriptedTransport } from './support/scripted-transport.js';
import type { Answer } from './support/scripted-transport.js';
import { fail, json, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

const path = { taskId: 'task-1' };
const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const };
const keys = { keyId: 'key-id-1', keySecret: 'key-secret-1' };

/** A token as the server makes them: its lifetime is in it, by a clock that is not this machine's. */
function jwt(name: string, lifetimeSeconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ sub: name, iat: 1_000, exp: 1_000 + lifetimeSeconds })}.c2ln`;
}

describe('authentication', () => {
  let clock: ManualClock;
  let transport: ScriptedTransport;

  const connect = (
    decide: (request: TransportRequest) => Answer | Promise<Answer>,
    config: ClientConfig = {},
  ): ConductorClient => {
    clock = new ManualClock();
    transport = new ScriptedTransport(clock, decide);
    return createConductorClient({
      serverUrl: 'http://conductor',
      auth: keys,
      clock,
      transport: () => transport,
      ...config,
    });
  };
  const isTokenRequest = ({ path: at }: TransportRequest): boolean => at === '/api/token';
  const tokenRequests = (): number => transport.requests.filter(isTokenRequest).length;
  const tokensSent = (): (string | undefined)[] =>
    transport.requests.filter((request) => !isTokenRequest(request)).map(({ headers }) => headers['x-authorization']);

  describe('with an access key', () => {
    /** Gives out token-1, token-2, … and takes only those not refused yet. */
    const issuing = (lifetimeSeconds: number): ((request: TransportRequest) => Answer) => {
      let issued = 0;
      return (request) =>
        answer(200, isTokenRequest(request) ? { token: jwt(`token-${++issued}`, lifetimeSeconds) } : {});
    };

    it('fetches a token by the first request, once however many there are, and sends it with each', async () => {
      const client = connect(issuing(3_600));
      await Promise.all(Array.from({ length: 20 }, () => TaskResourceService.getTask({ client, path })));
      expect(tokenRequests()).to.equal(1);
      const [token] = transport.requests;
      expect(token).to.include({ method: 'POST', path: '/api/token', lane: 'other' });
      expect(JSON.parse(String(token!.body))).to.deep.equal(keys);
      expect(token!.headers).not.to.have.property('x-authorization');
      expect(tokensSent()).to.deep.equal(Array.from({ length: 20 }, () => jwt('token-1', 3_600)));
    });

    it('sets no timer, and renews the token ahead of its end by the request that comes then', async () => {
      const client = connect(issuing(3_600));
      await TaskResourceService.getTask({ client, path });
      expect(clock.pendingTimers).to.equal(0);
      clock.advance(3_539_000);
      await TaskResourceService.getTask({ client, path });
      expect(tokenRequests()).to.equal(1);
      clock.advance(2_000);
      await TaskResourceService.getTask({ client, path });
      expect(tokenRequests()).to.equal(2);
      expect(tokensSent().at(-1)).to.equal(jwt('token-2', 3_600));
    });

    it('renews a token that does not say how long it lives after half an hour', async () => {
      const client = connect((request) => answer(200, isTokenRequest(request) ? { token: 'opaque' } : {}));
      await TaskResourceService.getTask({ client, path });
      clock.advance(28 * 60_000);
      await TaskResourceService.getTask({ client, path });
      expect(tokenRequests()).to.equal(1);
      clock.advance(2 * 60_000);
      await TaskResourceService.getTask({ client, path });
      expect(tokenRequests()).to.equal(2);
    });

    for (const [status, error] of [
      [401, 'EXPIRED_TOKEN'],
      [403, 'INVALID_TOKEN'],
    ] as const) {
      it(`renews it once and repeats the request once, even a POST, when the server says ${error}`, async () => {
        let issued = 0;
        const client = connect((request) => {
          if (isTokenRequest(request)) return answer(200, { token: `token-${++issued}` });
          return request.headers['x-authorization'] === 'token-1'
            ? answer(status, { error, message: 'no' })
            : answer(200, 'done');
        });
        const results = await Promise.all(
          Array.from({ length: 5 }, () => TaskResourceService.updateTask({ client, body: update })),
        );
        expect(results.map(({ data }) => data)).to.deep.equal(Array.from({ length: 5 }, () => 'done'));
        expect(tokenRequests()).to.equal(2);
        expect(tokensSent()).to.have.length(10);
      });
    }

    it('gives up when the new token is refused as well', async () => {
      const client = connect((request) =>
        isTokenRequest(request)
          ? answer(200, { token: 'token' })
          : answer(401, { error: 'EXPIRED_TOKEN', message: 'no' }),
      );
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      expect(error.status).to.equal(401);
      expect(tokensSent()).to.have.length(2);
    });

    it('takes a 401 or 403 for other reasons as an error', async () => {
      for (const status of [401, 403]) {
        const client = connect((request) =>
          isTokenRequest(request)
            ? answer(200, { token: 'token' })
            : answer(status, { error: 'UNAUTHORIZED', message: 'no' }),
        );
        await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
        expect(transport.requests).to.have.length(2);
      }
    });

    it('says so when the server gives out no tokens', async () => {
      const client = connect(() =>
        answer(404, { status: 404, message: 'No static resource api/token.', retryable: false }),
      );
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      expect(error).to.include({ status: 404, route: 'POST /token' });
      expect(error.message).to.include('gives out no tokens').and.to.include('leave auth');
      expect(transport.requests).to.have.length(1);
    });

    it('says so when the server does not accept the key', async () => {
      const client = connect(() => answer(401, { message: 'Invalid access key' }));
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      expect(error.message).to.include('does not accept the access key');
    });

    it('says so when the answer has no token', async () => {
      const client = connect(() => answer(200, { accessToken: 'under-another-name' }));
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      expect(error.message).to.include('has no token');
    });

    it('shows nothing of an answer that has the token in another form', async () => {
      const text = { status: 200, headers: new Headers({ 'content-type': 'text/plain' }), body: 'SECRET-token' };
      const client = connect(() => text);
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
      expect(inspect(error, { depth: Infinity })).not.to.include('SECRET');
      expect(error.message).to.include('POST /token: 200, but the answer is no valid JSON');
    });

    it('does not repeat the token request, gives its error to everybody who waits, and tries again with the next call', async () => {
      let isUp = false;
      const client = connect((request) => {
        if (!isTokenRequest(request)) return answer(200, {});
        return isUp ? answer(200, { token: 'token' }) : connectionLost(false);
      });
      const calls = Array.from({ length: 3 }, () =>
        rejectionOf(TaskResourceService.getTask({ client, path, retry: false }), ConductorConnectionError),
      );
      for (const error of await Promise.all(calls)) expect(error.route).to.equal('POST /token');
      expect(tokenRequests()).to.equal(1);
      isUp = true;
      await TaskResourceService.getTask({ client, path });
    });

    it('lets a caller give up waiting for the token without taking it from the others', async () => {
      let give: (token: Answer) => void = () => undefined;
      const client = connect((request) =>
        isTokenRequest(request) ? new Promise<Answer>((resolve) => (give = resolve)) : answer(200, {}),
      );
      const controller = new AbortController();
      const impatient = TaskResourceService.getTask({ client, path, signal: controller.signal });
      const patient = TaskResourceService.getTask({ client, path });
      controller.abort();
      await rejectionOf(impatient, DOMException);
      give(answer(200, { token: 'token' }));
      await patient;
      expect(tokenRequests()).to.equal(1);
    });

    it('ends the wait for a token when the client is closed', async () => {
      const client = connect((request) =>
        isTokenRequest(request) ? new Promise<Answer>(() => undefined) : answer(200, {}),
      );
      const call = rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
      await client.close();
      expect((await call).message).to.include('was closed while');
    });
  });

  it('with a token sends it as it is, and explains when it is refused', async () => {
    const client = connect(() => answer(401, { error: 'EXPIRED_TOKEN', message: 'expired' }), {
      auth: { token: 'fixed-token' },
    });
    const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorApiError);
    expect(error.message).to.include('check auth');
    expect(tokensSent()).to.deep.equal(['fixed-token']);
  });

  describe('with headers from a function', () => {
    it('asks it before each attempt', async () => {
      let asked = 0;
      const client = connect((request) => answer(request.headers.authorization === 'Bearer token-1' ? 503 : 200, {}), {
        auth: { getHeaders: () => Promise.resolve({ Authorization: `Bearer token-${++asked}` }) },
        random: () => 0,
      });
      const call = TaskResourceService.getTask({ client, path });
      await clock.advanceAsync(1_000);
      await call;
      expect(transport.requests.map(({ headers }) => headers.authorization)).to.deep.equal([
        'Bearer token-1',
        'Bearer token-2',
      ]);
    });

    it('says so when it fails or returns something else', async () => {
      const wrong: [() => Promise<never>, string][] = [
        [() => Promise.reject(new Error('vault is sealed')), 'failed'],
        [() => Promise.resolve('Bearer x' as never), 'must return an object'],
        [() => Promise.resolve({ Authorization: 5 } as never), 'number instead of text'],
        [() => Promise.resolve({ Authorization: 'a\nb' } as never), 'cannot carry'],
      ];
      for (const [getHeaders, text] of wrong) {
        const client = connect(() => answer(200, {}), { auth: { getHeaders } });
        const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConfigError);
        expect(error.message).to.include(text);
        expect(transport.requests).to.have.length(0);
      }
    });
  });

  for (const { name, create } of transports) {
    it(`works over ${name}`, async () => {
      const server = await TestServer.start();
      server.handler = (request, response) => {
        if (request.url === '/api/token') json(response, 200, { token: jwt('live', 60) });
        else if (request.headers['x-authorization'] === jwt('live', 60)) json(response, 200, { taskId: 't' });
        else fail(response, 401, 'no token');
      };
      const client = createConductorClient({ serverUrl: server.origin, auth: keys, transport: create() });
      expect((await TaskResourceService.getTask({ client, path })).data).to.deep.equal({ taskId: 't' });
      await client.close();
      await server.close();
    });
  }
});
