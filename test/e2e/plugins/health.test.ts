import { expect } from 'chai';

import { health, type HealthPlugin, type HealthStatus } from '../../../plugins/health/index.js';
import { openEnded } from '../support/open-ended.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { waitForWorkflow, hasEnded } from '../support/wait-for-workflow.js';
import { defineTask, startWorkflow } from '../support/workflows.js';

describe('the health plugin', () => {
  const runners = useRunners();

  async function ask({ url }: HealthPlugin, path: string): Promise<string> {
    if (url === undefined) return 'does not listen';
    const response = await fetch(`${url}${path}`);
    return `${response.status} ${(await response.text()).trimEnd()}`;
  }

  it('is ready once the server has answered, and is not from the moment stop() is called, while a task is drained', async () => {
    const name = await defineTask();
    const handler = openEnded<{ ended: boolean }>();
    const probes = health({ port: 0, host: '127.0.0.1' });
    const { runner, told } = await runners.start([{ name, execute: () => handler.result }], { plugins: [probes] });
    expect(await ask(probes, '/livez')).to.equal('200 live');
    await until(
      'ready',
      () => ask(probes, '/readyz'),
      (answer) => answer === '200 ready',
      10_000,
    );

    const executing = new Promise<void>((resolve) => void runner.once('executionStarted', () => resolve()));
    const workflowId = await startWorkflow(name);
    await executing;
    const { url = '' } = probes;
    const status = (await (await fetch(`${url}/status`)).json()) as HealthStatus;
    expect(status.runners[0]?.workers[0]).to.deep.include({ taskType: name, healthy: true });
    expect(status.runners[0]?.workers[0]?.inFlight).to.include({ executing: 1, reporting: 0, overdue: 0 });

    const stopping = runner.stop();
    expect(await ask(probes, '/readyz')).to.equal('503 not ready\nthe runner is stopping');
    expect(await ask(probes, '/livez')).to.equal('200 live');
    handler.end({ ended: true });
    expect(await stopping).to.include({ completed: 1, abandoned: 0, unsent: 0 });

    expect((await told(1)).map(({ outcome }) => outcome)).to.deep.equal(['completed']);
    expect((await waitForWorkflow(workflowId, hasEnded)).status).to.equal('COMPLETED');
    expect(await ask(probes, '/readyz')).to.equal('does not listen');
  });

  it('is alive but not ready when there is no server', async () => {
    const probes = health({ port: 0, host: '127.0.0.1' });
    const client = runners.anotherClient({ serverUrl: 'http://127.0.0.1:9/api' });
    const { runner } = runners.create([{ name: 'unreachable', execute: () => ({}) }], { client, plugins: [probes] });
    const failed = new Promise<void>((resolve) => void runner.once('pollFailed', () => resolve()));
    await runner.start();
    await failed;
    expect(await ask(probes, '/readyz')).to.match(
      /^503 not ready\nunreachable: no poll has been answered yet; the last one failed: .*(ECONNREFUSED|refused|connect)/,
    );
    expect(await ask(probes, '/livez')).to.equal('200 live');
  });
});
