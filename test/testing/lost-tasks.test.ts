import { expect } from 'chai';

import {
  HealthCheckResourceService,
  MetadataResourceService,
  TaskResourceService,
  TaskRunner,
  type WorkflowDef,
} from '../../src/index.js';
import { createTestConductor, type FaultOptions, type TestConductor } from '../../src/testing/index.js';

const ORDER: WorkflowDef = {
  name: 'order',
  version: 1,
  tasks: [{ name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' }],
};

describe('a task that nobody has although it was handed out', () => {
  let conductor: TestConductor;
  beforeEach(async () => {
    conductor = await createTestConductor();
    await MetadataResourceService.registerTaskDefs({
      client: conductor.client,
      body: [{ name: 'charge', responseTimeoutSeconds: 5, retryCount: 1, retryDelaySeconds: 1 }],
    });
  });
  afterEach(() => conductor.close());

  const attempts = async (): Promise<readonly string[]> => {
    const { tasks } = await conductor.run(ORDER);
    return tasks.map(({ status }) => status);
  };

  for (const fault of [
    { on: 'poll', do: 'loseResponse' },
    { on: 'poll', do: 'duplicate' },
    { on: 'any', do: 'loseResponse' },
  ] satisfies readonly FaultOptions[]) {
    it(`is tried again after its response timeout: ${fault.do} on ${fault.on}`, async () => {
      conductor.fault(fault);
      const startedAt = conductor.now;
      const running = attempts();
      await conductor.startWorkers([{ name: 'charge', longPollMs: 0, execute: () => ({}) }]);
      expect(await running).to.deep.equal(['TIMED_OUT', 'COMPLETED']);
      expect(conductor.now - startedAt).to.equal(6_000);
    });
  }

  it('is tried again after its response timeout: the server has restarted under the poll', async () => {
    await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
    // The worker's poll waits: what it gets is lost.
    const { client } = conductor;
    conductor.fault({ on: 'GET /health', do: 'restart' });
    await HealthCheckResourceService.getHealth({ client, retry: false }).catch(() => undefined);
    expect(await attempts()).to.deep.equal(['TIMED_OUT', 'COMPLETED']);
  });

  it('is tried again after its response timeout: who polled has gone', async () => {
    const { client } = conductor;
    const gone = new AbortController();
    const poll = TaskResourceService.batchPoll({
      ...{ client, path: { tasktype: 'charge' }, query: { timeout: 5_000 } },
      ...{ signal: gone.signal, retry: false },
    }).catch(() => 'gone');
    gone.abort();
    expect(await poll).to.equal('gone');
    const running = attempts();
    await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
    expect(await running).to.deep.equal(['TIMED_OUT', 'COMPLETED']);
  });

  it('is tried again after its response timeout: its runner has stopped without it', async () => {
    let isTaken = (): void => undefined;
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    const stuck = await conductor.startWorkers([
      {
        name: 'charge',
        execute: () => {
          isTaken();
          return new Promise(() => undefined);
        },
      },
    ]);
    const running = attempts();
    await taken;
    const { abandoned } = await stuck.stop({ drainMs: 0, abortMs: 0 });
    expect(abandoned).to.equal(1);
    const other = new TaskRunner({ client: conductor.client, workers: [{ name: 'charge', execute: () => ({}) }] });
    await other.start();
    expect(await running).to.deep.equal(['TIMED_OUT', 'COMPLETED']);
    await other.stop();
  });
});
