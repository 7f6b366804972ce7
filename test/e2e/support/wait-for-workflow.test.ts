import { expect } from 'chai';

import { registerTaskDefs, registerWorkflow } from './register.js';
import { request } from './request.js';
import { uniqueName } from './unique-name.js';
import { hasEnded, waitForWorkflow } from './wait-for-workflow.js';

describe('waiting for a workflow', () => {
  it('tells the last state, task by task, when the wait is in vain', async () => {
    const name = uniqueName('e2e_wait');
    await registerTaskDefs([{ name }]);
    await registerWorkflow({ name, tasks: [{ name, taskReferenceName: 'nobody_polls', type: 'SIMPLE' }] });
    const workflowId = String(await request('POST', `/api/workflow/${name}`, { body: {} }));

    const outcome = await waitForWorkflow(workflowId, hasEnded, 200).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(Error).with.property('message');
    expect(String(outcome))
      .to.include(workflowId)
      .and.to.include('RUNNING')
      .and.to.match(/nobody_polls .* SCHEDULED/);
  });
});
