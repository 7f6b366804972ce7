import { expect } from 'chai';

import {
  MetadataResourceService,
  TaskRunner,
  WorkflowResourceService,
  type ConductorClient,
  type Workflow,
} from '../../../src/index.js';
import { createTestConductor } from '../../../src/testing/index.js';
import { differences } from '../../differential/differences.js';
import { normalised } from '../../differential/normalise.js';
import { uniqueName } from '../support/unique-name.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { twentyTasks, type TwentyTasks } from '../../../bench/twenty-tasks.js';

async function start(client: ConductorClient, { workflow, taskDefs }: TwentyTasks): Promise<string> {
  await MetadataResourceService.registerTaskDefs({ client, body: [...taskDefs] });
  await MetadataResourceService.updateWorkflowDefs({ client, body: [workflow] });
  const { data } = await WorkflowResourceService.startWorkflow({
    client,
    body: { name: workflow.name, version: 1, input: { orderId: 17 }, correlationId: 'order-17' },
  });
  return data;
}

describe('a workflow of twenty tasks with retries and a wait', function () {
  this.timeout(60_000);
  const runners = useRunners();

  it('leaves the same record on the in-process Conductor as on the server, with the same due times', async () => {
    const prefix = uniqueName('twenty');
    const given = twentyTasks(prefix, { wait: '2 seconds', retryDelaySeconds: 1 });

    await runners.start(given.workers);
    const onServer = await waitForWorkflow(await start(runners.client(), given), hasEnded, 40_000);

    const conductor = await createTestConductor();
    let inProcess: Workflow;
    try {
      const runner = new TaskRunner({ client: conductor.client, workers: given.workers });
      await runner.start();
      inProcess = await conductor.waitFor(await start(conductor.client, given));
      await runner.stop();
    } finally {
      await conductor.close();
    }

    expect([onServer.status, inProcess.status]).to.deep.equal(['COMPLETED', 'COMPLETED']);
    expect(inProcess.tasks).to.have.length(24);
    const record = (workflow: Workflow): unknown =>
      normalised({ workflow, children: [], refusals: [], answers: [] }, prefix).workflow;
    expect(differences(record(inProcess), record(onServer))).to.deep.equal([]);
  });
});
