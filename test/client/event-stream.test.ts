import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { AgentResourceService } from '../../generated/index.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import { rejectionOf } from './support/rejection-of.js';
import { fail, json, send, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

const path = { executionId: 'e-1' };

for (const transport of transports) {
  describe(`a client over ${transport.name}: event streams`, () => {
    let server: TestServer;
    let client: ConductorClient;
    const open = (response: ServerResponse): ServerResponse =>
      response.writeHead(200, { 'content-type': 'text/event-stream' });
    const collect = async (stream: AsyncIterable<unknown>): Promise<unknown[]> => {
      const values: unknown[] = [];
      for await (const value of stream) values.push(value);
      return values;
    };

    beforeEach(async () => {
      server = await TestServer.start();
      client = createConductorClient({ serverUrl: server.origin, transport: transport.create(), timeoutMs: 200 });
    });
    afterEach(async () => {
      await client.close();
      await server.close();
    });

    it('yields JSON where it is JSON and text where it is not, until the server ends the stream', async () => {
      server.handler = (_request, response) =>
        open(response).end('event: a\ndata: {"n":1}\n\n: still here\n\ndata: plain text\n\ndata: [2]\n\n');
      const seen: unknown[] = [];
      const { stream } = await AgentResourceService.streamAgent({
        client,
        path,
        onSseEvent: ({ event }) => seen.push(event),
      });
      expect(await collect(stream)).to.deep.equal([{ n: 1 }, 'plain text', [2]]);
      expect(seen).to.deep.equal(['a', undefined, undefined]);
      expect(server.requests).to.have.length(1);
      expect(server.requests[0]).to.include({ method: 'GET', url: '/api/agent/stream/e-1' });
      expect(server.requests[0]!.headers.accept).to.equal('text/event-stream');
    });

    it('sends nothing before the first event is asked for', async () => {
      await AgentResourceService.streamAgent({ client, path });
      expect(server.requests).to.have.length(0);
    });

    it('has no limit of time', async () => {
      server.handler = (_request, response) => {
        open(response).write('data: 1\n\n');
        setTimeout(() => response.end('data: 2\n\n'), 500);
      };
      const { stream } = await AgentResourceService.streamAgent({ client, path });
      expect(await collect(stream)).to.deep.equal([1, 2]);
    });

    it('ends without an error when the signal aborts, before, between and while waiting for events', async () => {
      server.handler = (_request, response) => void open(response).write('data: 1\n\n');
      const controller = new AbortController();
      const { stream } = await AgentResourceService.streamAgent({ client, path, signal: controller.signal });
      expect((await stream.next()).value).to.equal(1);
      const waiting = stream.next();
      controller.abort();
      expect(await waiting).to.deep.equal({ done: true, value: undefined });
      await until(() => server.openResponses === 0);
      const aborted = await AgentResourceService.streamAgent({ client, path, signal: controller.signal });
      expect(await collect(aborted.stream)).to.deep.equal([]);
      expect(server.requests).to.have.length(1);
    });

    it('gives the connection up when the reader stops', async () => {
      server.handler = (_request, response) => void open(response).write('data: 1\n\ndata: 2\n\n');
      const { stream } = await AgentResourceService.streamAgent({ client, path });
      for await (const value of stream) {
        expect(value).to.equal(1);
        break;
      }
      await until(() => server.openResponses === 0);
    });

    it('connects again after a lost connection, from the last event it has seen', async () => {
      server.answers(
        (_request, response) => {
          open(response).write('retry: 1\nid: 41\ndata: 1\n\n');
          setTimeout(() => response.destroy(), 50);
        },
        (_request, response) => fail(response, 503, 'restarting'),
        (_request, response) => open(response).end('data: 2\n\n'),
      );
      const errors: unknown[] = [];
      const { stream } = await AgentResourceService.streamAgent({
        client,
        path,
        onSseError: (error) => errors.push(error),
      });
      expect(await collect(stream)).to.deep.equal([1, 2]);
      expect(server.requests.map(({ headers }) => headers['last-event-id'])).to.deep.equal([undefined, '41', '41']);
      expect(errors[0]).to.be.instanceOf(ConductorConnectionError);
      expect(errors[1]).to.be.instanceOf(ConductorApiError);
    });

    it('gives up after the failures in a row it is allowed', async () => {
      server.handler = (_request, response) => fail(response, 503, 'down');
      const { stream } = await AgentResourceService.streamAgent({
        client,
        path,
        sseMaxRetryAttempts: 3,
        sseDefaultRetryDelay: 1,
      });
      const error = await rejectionOf(collect(stream), ConductorApiError);
      expect(error.status).to.equal(503);
      expect(server.requests).to.have.length(3);
    });

    it('throws what the server answers in place of a stream', async () => {
      server.handler = (_request, response) => fail(response, 404, 'No such execution');
      const missing = await AgentResourceService.streamAgent({ client, path });
      expect((await rejectionOf(collect(missing.stream), ConductorApiError)).message).to.include('No such execution');
      server.handler = (_request, response) => json(response, 200, {});
      const other = await AgentResourceService.streamAgent({ client, path });
      expect((await rejectionOf(collect(other.stream), ConductorApiError)).message).to.include(
        'instead of an event stream',
      );
      const wrong = await AgentResourceService.streamAgent({ client, path: { executionId: '' } });
      await rejectionOf(collect(wrong.stream), ConductorConfigError);
    });

    it('lets errors of the reader through unchanged', async () => {
      server.handler = (_request, response) => open(response).end('data: 1\n\n');
      const { stream } = await AgentResourceService.streamAgent({
        client,
        path,
        onSseEvent: () => {
          throw new RangeError('mine');
        },
      });
      expect((await rejectionOf(collect(stream), RangeError)).message).to.equal('mine');
    });

    it('ends with an error when the client is closed', async () => {
      server.handler = (_request, response) => void open(response).write('data: 1\n\n');
      const { stream } = await AgentResourceService.streamAgent({ client, path });
      await stream.next();
      const waiting = rejectionOf(stream.next(), ConductorConnectionError);
      await client.close();
      await waiting;
    });

    it('renews a refused token once', async () => {
      const { origin } = server;
      const own = createConductorClient({
        serverUrl: origin,
        transport: transport.create(),
        auth: { keyId: 'kkkk', keySecret: 'ssss' },
      });
      let issued = 0;
      server.handler = (request, response) => {
        if (request.url === '/api/token') json(response, 200, { token: `token-${++issued}` });
        else if (request.headers['x-authorization'] === 'token-2') open(response).end('data: 1\n\n');
        else send(response, 401, 'application/json', '{"error":"EXPIRED_TOKEN"}');
      };
      const { stream } = await AgentResourceService.streamAgent({ client: own, path });
      expect(await collect(stream)).to.deep.equal([1]);
      await own.close();
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
