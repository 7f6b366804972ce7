import { expect } from 'chai';

import type { TaskDef } from '../../../generated/index.js';
import { ConductorConfigError, type AnyWorker } from '../../../src/index.js';
import { registerTaskDefs, registerWorkflow } from '../support/register.js';
import { request } from '../support/request.js';
import { uniqueName } from '../support/unique-name.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { startWorkflow } from '../support/workflows.js';

describe('registering a worker’s task definition', () => {
  const runners = useRunners();
  const taskDef = { retryCount: 7, responseTimeoutSeconds: 33, description: 'from the worker' } as const;
  const worker = (name: string, settings: Partial<AnyWorker>): AnyWorker => ({
    name,
    execute: () => ({}),
    ...settings,
  });
  const stored = async (name: string) => (await request('GET', `/api/metadata/taskdefs/${name}`)) as TaskDef;

  it("'ifMissing': the server gets a definition it has not, before the first poll", async () => {
    const name = uniqueName('e2e_def');
    await registerWorkflow({ name, tasks: [{ name, taskReferenceName: 'only', type: 'SIMPLE' }] });

    await runners.start([worker(name, { registerTaskDef: 'ifMissing', taskDef })]);

    expect(await stored(name)).to.include({ name, ...taskDef });
    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.tasks[0]?.responseTimeoutSeconds).to.equal(33);
  });

  it("'ifMissing': a definition that is there stays as it is", async () => {
    const name = uniqueName('e2e_def');
    await registerTaskDefs([{ name, retryCount: 1, description: 'from elsewhere' }]);

    await runners.start([worker(name, { registerTaskDef: 'ifMissing', taskDef })]);

    expect(await stored(name)).to.include({ retryCount: 1, description: 'from elsewhere' });
  });

  it("'overwrite': the worker's definition takes the place of the one that is there", async () => {
    const name = uniqueName('e2e_def');
    await registerTaskDefs([{ name, retryCount: 1, description: 'from elsewhere' }]);

    await runners.start([worker(name, { registerTaskDef: 'overwrite', taskDef })]);

    expect(await stored(name)).to.include({ name, ...taskDef });
  });

  it('false: nothing is registered', async () => {
    const name = uniqueName('e2e_def');

    await runners.start([worker(name, { taskDef })]);

    const error = await stored(name).catch((cause: unknown) => cause);
    expect(String(error)).to.match(/404/);
  });

  it('a definition that the server refuses keeps the runner from starting, with the reason', async () => {
    const name = uniqueName('e2e_def');
    const { runner } = runners.create([
      worker(name, { registerTaskDef: 'overwrite', taskDef: { retryCount: -1, responseTimeoutSeconds: 0 } }),
    ]);

    const error: unknown = await runner.start().catch((cause: unknown) => cause);

    expect(error).to.be.instanceOf(ConductorConfigError);
    expect((error as Error).message)
      .to.include(name)
      .and.to.match(/retryCount|responseTimeoutSeconds/);
    expect(runner.status().state).to.equal('stopped');
  });
});
