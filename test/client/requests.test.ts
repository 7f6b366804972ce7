import { expect } from 'chai';
import {
  AgentResourceService,
  FileResourceService,
  HealthCheckResourceService,
  MetadataResourceService,
  SecretResourceService,
  TaskResourceService,
  WorkflowResourceService,
} from '../../generated/index.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { rejectionOf } from './support/rejection-of.js';
import { json, send, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

for (const transport of transports) {
  describe(`a client over ${transport.name}: requests and answers`, () => {
    let server: TestServer;
    let client: ConductorClient;

    before(async () => {
      server = await TestServer.start();
    });
    after(() => server.close());
    beforeEach(() => {
      server.requests.length = 0;
      server.handler = (_request, response) => json(response, 200, {});
      client = createConductorClient({ serverUrl: `${server.origin}/api`, transport: transport.create() });
    });
    afterEach(() => client.close());

    const sent = () => server.requests[0]!;

    it('fills path parameters in and escapes them', async () => {
      await TaskResourceService.getTask({ client, path: { taskId: 'a b?c#d%e/ü&;=' } });
      expect(sent().method).to.equal('GET');
      expect(sent().url).to.equal('/api/tasks/a%20b%3Fc%23d%25e%2F%C3%BC%26%3B%3D');
    });

    it('encodes the query: lists repeat, maps get escaped brackets, what is not given stays out', async () => {
      await client.get({ url: '/api/tasks/queue/sizes', query: { taskType: ['a b', 'c&d'] } });
      await WorkflowResourceService.skipTaskFromWorkflow({
        client,
        path: { workflowId: 'w', taskReferenceName: 't' },
        query: { taskInput: { x: '1' }, taskOutput: { 'y z': '[2]' } },
      });
      await TaskResourceService.batchPoll({
        client,
        path: { tasktype: 'x' },
        query: { count: 3, timeout: 0, domain: undefined },
      });
      expect(server.requests.map(({ url }) => url)).to.deep.equal([
        '/api/tasks/queue/sizes?taskType=a%20b&taskType=c%26d',
        '/api/workflow/w/skiptask/t?taskInput%5Bx%5D=1&taskOutput%5By%20z%5D=%5B2%5D',
        '/api/tasks/poll/batch/x?count=3&timeout=0',
      ]);
    });

    it('takes a query serializer of the caller and escapes the brackets of the generated one', async () => {
      await client.get({ url: '/api/x', query: { a: { b: 1 } }, querySerializer: { object: { style: 'deepObject' } } });
      await client.get({ url: '/api/x', query: { a: 1 }, querySerializer: () => '?raw=1' });
      await client.get({ url: '/api/x', query: { a: 1 }, querySerializer: () => '' });
      expect(server.requests.map(({ url }) => url)).to.deep.equal(['/api/x?a%5Bb%5D=1', '/api/x?raw=1', '/api/x']);
      const error = await rejectionOf(
        client.get({ url: '/api/x', query: { a: 1 }, querySerializer: () => 'a=ü' }) as Promise<unknown>,
        ConductorConfigError,
      );
      expect(error.field).to.equal('querySerializer');
    });

    it('sends a JSON body with its type, length and nothing else of its own but the user agent', async () => {
      server.handler = (_request, response) => send(response, 200, 'text/plain', 'task-1');
      const { data } = await TaskResourceService.updateTask({
        client,
        body: { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED', outputData: { text: 'Grüße' } },
      });
      expect(data).to.equal('task-1');
      expect(JSON.parse(sent().body.toString())).to.deep.equal({
        workflowInstanceId: 'w',
        taskId: 't',
        status: 'COMPLETED',
        outputData: { text: 'Grüße' },
      });
      expect(sent().headers['content-type']).to.equal('application/json');
      expect(sent().headers['content-length']).to.equal(String(sent().body.length));
      expect(sent().headers['user-agent']).to.match(/^conductor-typescript\/\d/);
    });

    it('sends no content type without a body', async () => {
      await TaskResourceService.requeuePendingTasks({ client, path: { taskType: 'x' } });
      expect(sent().headers).not.to.have.property('content-type');
      expect(sent().body).to.have.length(0);
    });

    it('gives a body the type it has when the caller gives none', async () => {
      await client.post({ url: '/api/x', body: { a: 1 } });
      await client.post({ url: '/api/x', body: 'text', bodySerializer: null });
      await client.post({ url: '/api/x', body: new Uint8Array([1]), bodySerializer: null });
      await client.post({ url: '/api/x', body: { a: 1 }, bodySerializer: () => '{"encoded":"by the caller"}' });
      expect(server.requests.map(({ headers, body }) => [headers['content-type'], body.toString()])).to.deep.equal([
        ['application/json', '{"a":1}'],
        ['text/plain', 'text'],
        ['application/octet-stream', '\u0001'],
        ['application/json', '{"encoded":"by the caller"}'],
      ]);
    });

    it('sends text as it is where the operation takes text', async () => {
      await TaskResourceService.addTaskLog({ client, path: { taskId: 't' }, body: 'a "quoted" line' });
      expect(sent().headers['content-type']).to.equal('text/plain');
      expect(sent().body.toString()).to.equal('a "quoted" line');
    });

    it('sends bytes and Blobs as they are, and brings files back as Blobs whatever they contain', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      server.handler = ({ method }, response) =>
        method === 'GET' ? send(response, 200, 'application/json', Buffer.from(bytes)) : response.writeHead(204).end();
      const path = { workflowId: 'w', fileId: 'f' };
      await FileResourceService.uploadFileContent({ client, path, body: new Blob([bytes]) });
      expect(sent().headers['content-type']).to.equal('application/octet-stream');
      expect([...sent().body]).to.deep.equal([...bytes]);
      const { data } = await FileResourceService.downloadFileContent({ client, path });
      expect(data).to.be.instanceOf(Blob);
      expect([...new Uint8Array(await data.arrayBuffer())]).to.deep.equal([...bytes]);
      expect(data.type).to.equal('application/json');
    });

    it('decodes by content type: JSON, text, and nothing at all as undefined', async () => {
      const answers: [string | undefined, string, unknown][] = [
        ['application/json', '{"a":[1,null]}', { a: [1, null] }],
        ['application/json;charset=UTF-8', '"text"', 'text'],
        ['application/problem+json', '{"a":1}', { a: 1 }],
        ['text/plain;charset=UTF-8', '123', '123'],
        [undefined, '{"a":1}', { a: 1 }],
        [undefined, 'plain', 'plain'],
        ['application/json', '', undefined],
        ['text/plain', '', undefined],
        ['application/json', '\uFEFF{"bom":true}', { bom: true }],
      ];
      for (const [type, body, expected] of answers) {
        server.handler = (_request, response) => send(response, 200, type, body);
        const { data } = await client.get({ url: '/api/x' });
        expect(data, `${type ?? 'no type'} ${body}`).to.deep.equal(expected);
      }
      server.handler = (_request, response) => response.writeHead(204).end();
      expect((await TaskResourceService.poll({ client, path: { tasktype: 'x' } })).data).to.equal(undefined);
    });

    it('takes text for text where the server calls it JSON', async () => {
      server.handler = (_request, response) => send(response, 200, 'application/json', '1e5-an-id');
      const path = { executionId: 'e' };
      const { data } = await AgentResourceService.rerunAgentExecution({ client, path, body: {} });
      expect(data).to.equal('1e5-an-id');
    });

    it('decodes as the caller says', async () => {
      server.handler = (_request, response) => send(response, 200, 'application/json', '{"a":1}');
      expect((await client.get({ url: '/api/x', parseAs: 'text' })).data).to.equal('{"a":1}');
      const { data: buffer } = await client.get({ url: '/api/x', parseAs: 'arrayBuffer' });
      expect(Buffer.from(buffer as ArrayBuffer).toString()).to.equal('{"a":1}');
      const { data: blob } = await client.get({ url: '/api/x', parseAs: 'blob' });
      expect(await (blob as Blob).text()).to.equal('{"a":1}');
      const { data: stream, response } = await client.get({ url: '/api/x', parseAs: 'stream' });
      expect(await new Response(stream as ReadableStream).text()).to.equal('{"a":1}');
      expect(response?.status).to.equal(200);
      server.handler = (_request, answer) => send(answer, 200, 'text/plain', '{"a":1}');
      expect((await client.get({ url: '/api/x', parseAs: 'json' })).data).to.deep.equal({ a: 1 });
    });

    it('reassembles answers that come in many chunks', async () => {
      const value = { text: 'ü€😀'.repeat(40_000) };
      server.handler = (_request, response) => {
        const bytes = Buffer.from(JSON.stringify(value));
        response.writeHead(200, { 'content-type': 'application/json' });
        for (let at = 0; at < bytes.length; at += 1_001) response.write(bytes.subarray(at, at + 1_001));
        response.end();
      };
      expect((await client.get({ url: '/api/x' })).data).to.deep.equal(value);
    });

    it('shows request and response on demand, without credentials', async () => {
      server.handler = (_request, response) => json(response.setHeader('x-answer', 'yes'), 200, {});
      const { request, response } = await MetadataResourceService.getTaskDefs({
        client,
        headers: { 'X-Trace': '7', Authorization: 'Bearer do-not-show' },
      });
      expect(request.url).to.equal(`${server.origin}/api/metadata/taskdefs`);
      expect(request.method).to.equal('GET');
      expect(request.headers.get('x-trace')).to.equal('7');
      expect(request.headers.get('authorization')).to.equal(null);
      expect(sent().headers.authorization).to.equal('Bearer do-not-show');
      expect(response.status).to.equal(200);
      expect(response.headers.get('X-Answer')).to.equal('yes');
    });

    it('answers with the data alone on demand', async () => {
      server.handler = (_request, response) => json(response, 200, { healthy: true });
      expect(
        await client.get<{ healthy: boolean }, unknown, true, 'data'>({ url: '/health', responseStyle: 'data' }),
      ).to.deep.equal({
        healthy: true,
      });
    });

    it('lets the headers of a call beat those of the client', async () => {
      const own = createConductorClient({
        serverUrl: server.origin,
        transport: transport.create(),
        headers: { 'X-Team': 'a', 'X-Other': 'b' },
        userAgent: 'mine/1',
      });
      await client.close();
      client = own;
      await HealthCheckResourceService.getHealth({
        client: own,
        headers: { 'x-team': 'c', 'X-Number': 5, 'X-None': null },
      });
      const { headers, url } = sent();
      expect(url).to.equal('/health');
      expect(headers).to.include({ 'x-team': 'c', 'x-other': 'b', 'x-number': '5', 'user-agent': 'mine/1' });
      expect(headers).not.to.have.property('x-none');
    });

    it('keeps a prefix and moves the API where the gateway has it', async () => {
      const gateway = createConductorClient({
        serverUrl: `${server.origin}/conductor/`,
        apiPath: '/v1',
        transport: transport.create(),
      });
      expect(gateway.serverUrl).to.equal(`${server.origin}/conductor/v1`);
      await TaskResourceService.getTask({ client: gateway, path: { taskId: 't' } });
      await HealthCheckResourceService.getHealth({ client: gateway });
      expect(server.requests.map(({ url }) => url)).to.deep.equal(['/conductor/v1/tasks/t', '/conductor/health']);
      await gateway.close();
    });

    it('validates and transforms on demand', async () => {
      server.handler = (_request, response) => json(response, 200, { n: 1 });
      const seen: unknown[] = [];
      const { data } = await client.post({
        url: '/api/x',
        body: { a: 1 },
        requestValidator: (options) => Promise.resolve(seen.push((options as { body: unknown }).body)),
        responseValidator: (value) => Promise.resolve(seen.push(value)),
        responseTransformer: (value) => Promise.resolve({ ...(value as object), transformed: true }),
      });
      expect(seen).to.deep.equal([{ a: 1 }, { n: 1 }]);
      expect(data).to.deep.equal({ n: 1, transformed: true });
      const refusal = new Error('not this');
      const error = await rejectionOf(
        client.get({ url: '/api/x', requestValidator: () => Promise.reject(refusal) }) as Promise<unknown>,
        Error,
      );
      expect(error).to.equal(refusal);
      expect(server.requests).to.have.length(1);
    });

    it('takes text values of secrets unchanged in both directions', async () => {
      server.handler = (_request, response) => send(response, 200, 'text/plain', '{"not":"parsed"}');
      expect((await SecretResourceService.getSecret({ client, path: { key: 'k' } })).data).to.equal('{"not":"parsed"}');
      await SecretResourceService.putSecret({ client, path: { key: 'k' }, body: '"quoted"' });
      expect(server.requests[1]!.body.toString()).to.equal('"quoted"');
    });
  });
}
