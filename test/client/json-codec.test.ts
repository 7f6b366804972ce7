import { expect } from 'chai';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { TaskResourceService } from '../../generated/index.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { rejectionOf } from './support/rejection-of.js';
import { fail, send, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

const EXACT = '{"taskId":"t","outputData":{"id":12345678901234567890,"rate":0.1}}';

for (const transport of transports) {
  describe(`JSON of a library of the user over ${transport.name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await TestServer.start();
      server.handler = ({ method, body }, response) =>
        method === 'GET' ? send(response, 200, 'application/json', EXACT) : send(response, 200, 'text/plain', body);
    });
    after(() => server.close());

    it('carries integers beyond 2^53 unchanged in both directions, which JSON itself does not', async () => {
      const path = { taskId: 't' };
      const plain = createConductorClient({ serverUrl: server.origin, transport: transport.create() });
      expect((await TaskResourceService.getTask({ client: plain, path })).data.outputData).to.deep.equal({
        id: 12345678901234567000,
        rate: 0.1,
      });
      await plain.close();

      const client = createConductorClient({
        serverUrl: server.origin,
        transport: transport.create(),
        json: { parse, stringify },
      });
      const { data } = await TaskResourceService.getTask({ client, path });
      expect(isLosslessNumber(data.outputData.id)).to.equal(true);
      const sent = await client.post({
        url: '/api/tasks',
        body: data,
        headers: { 'Content-Type': 'application/json' },
      });
      expect(sent.data).to.equal(EXACT);
      const bigint = await client.post({
        url: '/api/tasks',
        body: { n: 2n ** 64n },
        headers: { 'Content-Type': 'application/json' },
      });
      expect(bigint.data).to.equal('{"n":18446744073709551616}');
      expect(client.getConfig().bodySerializer?.(data)).to.equal(EXACT);
      await client.close();
    });

    it('leaves errors readable: their fields are numbers and booleans as typed', async () => {
      const client = createConductorClient({
        serverUrl: server.origin,
        transport: transport.create(),
        json: { parse, stringify },
      });
      const { handler } = server;
      server.handler = (_request, response) => fail(response, 404, 'Task not found');
      const error = await rejectionOf(
        TaskResourceService.getTask({ client, path: { taskId: 't' } }),
        ConductorApiError,
      );
      expect(error.body).to.deep.equal({
        status: 404,
        message: 'Task not found',
        instance: 'test-host',
        retryable: false,
      });
      server.handler = handler;
      await client.close();
    });
  });
}
