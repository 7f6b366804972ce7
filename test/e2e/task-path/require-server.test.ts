import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect } from 'chai';

import { ConductorConnectionError } from '../../../src/index.js';
import { serverUrl } from '../support/server-url.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { defineTask, startWorkflow } from '../support/workflows.js';

const UNBROKEN = { request: 0, afterRequest: 0, answer: 0 };

describe('starting a runner', () => {
  const runners = useRunners();

  it('with requireServer, when the server is there', async () => {
    const name = await defineTask();
    await runners.start([{ name, execute: () => ({}) }], { requireServer: true });

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
  });

  it('with requireServer, when it is not there, rejects and says where it looked', async () => {
    const port = await freePort();
    const client = runners.anotherClient({ serverUrl: `http://127.0.0.1:${port}`, retry: false });
    const { runner } = runners.create([{ name: 'any', execute: () => ({}) }], { client, requireServer: true });

    const error: unknown = await runner.start().catch((cause: unknown) => cause);

    expect(error).to.be.instanceOf(ConductorConnectionError);
    expect((error as Error).message).to.include(`127.0.0.1:${port}`);
    expect(runner.status().state).to.equal('stopped');
  });

  it('without requireServer waits for it, and works once it is there', async function () {
    this.timeout(60_000);
    const name = await defineTask();
    const workflowId = await startWorkflow(name);
    const port = await freePort();
    const client = runners.anotherClient({ serverUrl: `http://127.0.0.1:${port}` });
    const { runner } = runners.create([{ name, execute: () => ({ here: true }) }], { client });
    let failures = 0;
    runner.on('pollFailed', () => void (failures += 1));
    await runner.start();
    await until(
      'polls fail',
      () => Promise.resolve(failures),
      (count) => count >= 2,
      20_000,
    );

    const proxy = await startCuttingProxy(serverUrl(), UNBROKEN, Math.random, port);
    try {
      const workflow = await waitForWorkflow(workflowId, hasEnded, 40_000);
      expect(workflow.output).to.deep.equal({ here: true });
      await runner.stop();
    } finally {
      await proxy.close();
    }
  });
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
