import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TaskResourceService } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import { createAuthority } from './support/certificates.js';
import type { TestAuthority } from './support/certificates.js';
import { rejectionOf, throwOf } from './support/rejection-of.js';
import { json, TestServer } from './support/test-server.js';
import { TestProxy } from './support/test-proxy.js';

const path = { taskId: 'task-1' };

describe('TLS and proxies', () => {
  let authority: TestAuthority;
  let secure: TestServer;
  let mutual: TestServer;
  let plain: TestServer;
  const clients: ConductorClient[] = [];

  const connect = (config: ClientConfig): ConductorClient => {
    const client = createConductorClient({ retry: false, ...config });
    clients.push(client);
    return client;
  };

  before(async function () {
    this.timeout(30_000);
    authority = await createAuthority();
    secure = await TestServer.start({ ...authority.server });
    mutual = await TestServer.start({
      ...authority.server,
      ca: authority.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    plain = await TestServer.start();
    for (const server of [secure, mutual, plain]) {
      server.handler = (_request, response) => json(response, 200, { taskId: 'task-1' });
    }
  });
  after(() => Promise.all([secure, mutual, plain].map((server) => server.close())));
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  describe('a server whose authority is not known to the system', () => {
    it('is reached with that authority, as text or as a file', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'conductor-tls-'));
      const file = join(folder, 'ca.pem');
      writeFileSync(file, authority.ca);
      for (const ca of [authority.ca, file]) {
        const client = connect({ serverUrl: secure.origin, tls: { ca } });
        expect((await TaskResourceService.getTask({ client, path })).data).to.deep.equal({ taskId: 'task-1' });
      }
      rmSync(folder, { recursive: true });
    });

    it('is not trusted without, and the error says what to give', async () => {
      const client = connect({ serverUrl: secure.origin });
      const error = await rejectionOf(
        TaskResourceService.updateTask({ client, body: update }),
        ConductorConnectionError,
      );
      expect(error.message).to.include('not trusted').and.to.include('tls.ca');
      expect(error).to.include({ mayHaveArrived: false, retryable: false });
      expect(secure.requests.filter(({ method }) => method === 'POST')).to.have.length(0);
    });

    it('is not trusted under another name', async () => {
      const client = connect({ serverUrl: `https://localhost:${secure.port}`, tls: { ca: authority.ca } });
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
      expect(error.message).to.include('another host name');
    });
  });

  it('a server that speaks no TLS gives an error that points to the scheme', async () => {
    const client = connect({ serverUrl: `https://127.0.0.1:${plain.port}` });
    const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
    expect(error.message).to.include('check the scheme of serverUrl');
  });

  describe('a server that wants a client certificate', () => {
    it('gets it', async () => {
      const client = connect({ serverUrl: mutual.origin, tls: { ca: authority.ca, ...authority.client } });
      expect((await TaskResourceService.getTask({ client, path })).data).to.deep.equal({ taskId: 'task-1' });
    });

    it('refuses a client without one, and the error says what to give', async () => {
      const client = connect({ serverUrl: mutual.origin, tls: { ca: authority.ca } });
      const error = await rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
      expect(error.message).to.include('tls.cert and tls.key');
    });

    it('is not asked with a key that belongs to another certificate', () => {
      const tls = { cert: authority.client.cert, key: authority.server.key };
      const error = throwOf(() => connect({ serverUrl: mutual.origin, tls }), ConductorConfigError);
      expect(error.message).to.include('tls.key does not belong to tls.cert');
    });
  });

  for (const scheme of ['http', 'https']) {
    describe(`a proxy before a server of ${scheme}`, () => {
      const target = (): TestServer => (scheme === 'http' ? plain : secure);
      const config = (proxy: string): ClientConfig => ({
        serverUrl: `${scheme}://conductor.test:${target().port}`,
        proxy,
        ...(scheme === 'https' && { tls: { ca: authority.ca } }),
      });

      it('is gone through, for polls and results as well', async () => {
        const proxy = await TestProxy.start(target().port);
        const client = connect(config(`http://${proxy.host}`));
        await TaskResourceService.getTask({ client, path });
        await TaskResourceService.batchPoll({ client, path: { tasktype: 'x' } });
        await TaskResourceService.updateTask({ client, body: update });
        expect(proxy.targets).to.deep.equal(Array.from({ length: 3 }, () => `conductor.test:${target().port}`));
        await client.close();
        await proxy.close();
      });

      it('gets the credentials of its URL, which appear nowhere else', async () => {
        const proxy = await TestProxy.start(target().port, 'user:pass-word');
        const client = connect(config(`http://user:pass-word@${proxy.host}`));
        await TaskResourceService.getTask({ client, path });
        await client.close();

        const refused = connect(config(`http://user:wrong-word@${proxy.host}`));
        const error = await rejectionOf(
          TaskResourceService.getTask({ client: refused, path }),
          ConductorConnectionError,
        );
        expect(error.message).to.include(`through the proxy http://${proxy.host} (proxy)`).and.to.include('407');
        expect(error.mayHaveArrived).to.equal(false);
        await proxy.close();
      });

      it('that is not there gives an error that names it and where it was set', async () => {
        const proxy = await TestProxy.start(target().port);
        const { host } = proxy;
        await proxy.close();
        const error = await rejectionOf(
          TaskResourceService.getTask({ client: connect(config(`http://${host}`)), path }),
          ConductorConnectionError,
        );
        expect(error.message).to.include(`through the proxy http://${host} (proxy)`).and.to.include('ECONNREFUSED');
      });

      it('lets the client be closed in the middle of a request', async () => {
        const proxy = await TestProxy.start(target().port);
        const client = connect(config(`http://${proxy.host}`));
        const { handler } = target();
        const arrived = new Promise<void>((resolve) => (target().handler = () => resolve()));
        const call = rejectionOf(TaskResourceService.getTask({ client, path }), ConductorConnectionError);
        await arrived;
        await client.close();
        expect((await call).message).to.include('was closed');
        target().handler = handler;
        await proxy.close();
      });
    });
  }
});

const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const };
