import { expect } from 'chai';

import { registerTaskDefs, registerWorkflow } from './support/register.js';
import { request } from './support/request.js';
import { isCurrentServer, serverVersion } from './support/server-version.js';
import { uniqueName } from './support/unique-name.js';
import { hasEnded, waitForWorkflow } from './support/wait-for-workflow.js';

describe('the server under test', () => {
  it('is healthy', async () => {
    expect(await request('GET', '/health')).to.include({ healthy: true });
  });

  it('runs a workflow whose task is polled and completed', async () => {
    const name = uniqueName('e2e_server');
    await registerTaskDefs([{ name, retryCount: 0 }]);
    await registerWorkflow({ name, tasks: [{ name, taskReferenceName: 'only', type: 'SIMPLE' }] });
    const workflowId = await request('POST', '/api/workflow', { body: { name, input: {} } });
    if (typeof workflowId !== 'string') throw new Error(`not a workflow id: ${JSON.stringify(workflowId)}`);

    const task = await request('GET', `/api/tasks/poll/${name}`, { query: { timeout: '5000' } });
    expect(task).to.include({ workflowInstanceId: workflowId, status: 'IN_PROGRESS' });
    const { taskId } = task as { taskId: string };
    await request('POST', '/api/tasks', {
      body: { workflowInstanceId: workflowId, taskId, status: 'COMPLETED', outputData: { answer: 42 } },
    });

    const workflow = await waitForWorkflow(workflowId, hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ answer: 42 });
  });

  describe('of the version that the SDK is made for', () => {
    before(function () {
      if (!isCurrentServer()) this.skip();
    });

    it('tells its version', async () => {
      expect(await request('GET', '/api/version')).to.equal(serverVersion());
    });

    it('has every optional feature on', async () => {
      const document = (await request('GET', '/api-docs')) as { paths: Record<string, unknown> };
      expect(document.paths).to.include.keys(
        '/api/scheduler/schedules',
        '/api/workflow/{workflowId}/messages',
        '/api/files/{workflowId}/{fileId}/upload-url',
        '/api/agent/stream/{executionId}',
      );
    });
  });
});
