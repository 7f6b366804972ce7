import { expect } from 'chai';
import { TaskResourceService, WorkflowResourceService } from '../../generated/index.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorTimeoutError } from '../../src/client/errors/conductor-timeout-error.js';
import { rejectionOf } from './support/rejection-of.js';
import { fail, json, TestServer } from './support/test-server.js';

const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const };

describe('the connections of the pool transport', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.close());

  it('polls that wait and calls that hang never hold up a result', async () => {
    const client = createConductorClient({ serverUrl: server.origin, connections: { poll: 1, results: 1, other: 1 } });
    server.handler = ({ method, url }, response) => {
      if (method === 'POST' && url === '/api/tasks') json(response, 200, 'id');
    };
    const waiting = [
      TaskResourceService.batchPoll({ client, path: { tasktype: 'x' } }),
      TaskResourceService.batchPoll({ client, path: { tasktype: 'x' } }),
      WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'w' } }),
      WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'w' } }),
    ].map((call) => call.catch(() => undefined));
    for (let sent = 0; sent < 5; sent++) await TaskResourceService.updateTask({ client, body: update });
    expect(server.sockets.size).to.equal(3);
    await client.close();
    await Promise.all(waiting);
  });

  it('are as many as allowed, and reused', async () => {
    const client = createConductorClient({ serverUrl: server.origin, connections: { results: 3 } });
    const used = new Set<unknown>();
    server.handler = (_request, response, raw) => {
      used.add(raw.socket);
      setTimeout(() => json(response, 200, 'id'), 2);
    };
    await Promise.all(Array.from({ length: 40 }, () => TaskResourceService.updateTask({ client, body: update })));
    expect(used.size).to.equal(3);
    await client.close();
  });

  it('a request that finds none free in time says so, and was not sent', async () => {
    const client = createConductorClient({ serverUrl: server.origin, connections: { other: 1 } });
    server.handler = () => undefined;
    const first = WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'w' } }).catch(
      () => undefined,
    );
    const error = await rejectionOf(
      WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'v' }, timeoutMs: 100 }),
      ConductorTimeoutError,
    );
    expect(error.message).to.include('waiting for a free connection');
    expect(error.mayHaveArrived).to.equal(false);
    expect(server.requests).to.have.length(1);
    await client.close();
    await first;
  });

  it('that the server closes after errors and after a number of requests are replaced without a failure', async () => {
    const client = createConductorClient({ serverUrl: server.origin, retry: false, connections: { other: 2 } });
    const perSocket = new Map<unknown, number>();
    server.handler = ({ url }, response, raw) => {
      const count = (perSocket.get(raw.socket) ?? 0) + 1;
      perSocket.set(raw.socket, count);
      if (count === 10 || url.includes('bad')) response.shouldKeepAlive = false;
      if (url.includes('bad')) fail(response, 500, 'broken');
      else json(response, 200, {});
    };
    for (let round = 0; round < 60; round++) {
      const good = () => WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'good' } });
      const bad = WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'bad' } }).catch(
        (error: unknown) => error,
      );
      await Promise.all([good(), good(), bad]);
    }
    expect(Math.max(...perSocket.values())).to.be.at.most(10);
    await client.close();
  });

  it('that were reset while idle are repeated for what is idempotent', async () => {
    const client = createConductorClient({ serverUrl: server.origin, random: () => 0 });
    let resets = 0;
    server.handler = (_request, response, raw) => {
      if (resets++ % 2 === 0) raw.socket.resetAndDestroy();
      else json(response, 200, {});
    };
    for (let call = 0; call < 5; call++)
      await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'w' } });
    expect(resets).to.equal(10);
    await client.close();
  });
});
