import { expect } from 'chai';

import {
  ConductorApiError,
  MetadataResourceService,
  TaskResourceService,
  TaskRunner,
  WorkflowResourceService,
  type TaskOutcome,
} from '../../../src/index.js';
import { request } from '../support/request.js';
import { uniqueName } from '../support/unique-name.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';

describe('calling the generated services directly', () => {
  const runners = useRunners();

  it('registers, runs and reads a workflow with nothing but the SDK', async () => {
    const client = runners.client();
    const name = uniqueName('e2e_direct');
    await MetadataResourceService.registerTaskDefs({ client, body: [{ name, retryCount: 0 }] });
    await MetadataResourceService.registerWorkflowDef({
      client,
      body: {
        name,
        tasks: [{ name, taskReferenceName: 'hello', type: 'SIMPLE', inputParameters: { to: '${workflow.input.to}' } }],
        outputParameters: { text: '${hello.output.text}' },
      },
    });
    const runner = new TaskRunner({
      client,
      workers: [{ name, execute: ({ inputData }) => ({ text: `Hello ${String(inputData.to)}` }) }],
    });
    const completed = new Promise<TaskOutcome>((resolve) => runner.on('taskCompleted', resolve));
    await runner.start();

    const { data: workflowId } = await WorkflowResourceService.startWorkflow({
      client,
      body: { name, input: { to: 'you' } },
    });
    const { task, executeMs, taskType } = await completed;
    await runner.stop();

    expect(task.workflowInstanceId).to.equal(workflowId);
    expect(taskType).to.equal(name);
    expect(executeMs).to.be.at.least(0);
    const { data: seen } = await TaskResourceService.getTask({ client, path: { taskId: task.taskId } });
    expect(seen).to.deep.include({ status: 'COMPLETED', outputData: { text: 'Hello you' } });
    const { data: workflow } = await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId } });
    expect(workflow).to.deep.include({ status: 'COMPLETED', output: { text: 'Hello you' }, workflowName: name });
    // The same as without the SDK.
    expect(workflow).to.deep.equal(await request('GET', `/api/workflow/${workflowId}`));
    expect(await waitForWorkflow(workflowId, hasEnded)).to.deep.equal(workflow);
  });

  it('throws what the server says about an error', async () => {
    const body = { name: uniqueName('e2e_nobody_knows') };
    const error: unknown = await WorkflowResourceService.startWorkflow({ client: runners.client(), body }).catch(
      (cause: unknown) => cause,
    );

    expect(error).to.be.instanceOf(ConductorApiError);
    expect(error).to.include({ status: 404, route: 'POST /workflow', retryable: false });
    expect((error as ConductorApiError).message).to.include(body.name);
    expect((error as ConductorApiError).body).to.include({ status: 404, retryable: false });
  });

  it('throws what is wrong with a definition, field by field', async () => {
    const error: unknown = await MetadataResourceService.registerWorkflowDef({
      client: runners.client(),
      body: { name: '', tasks: [] },
    }).catch((cause: unknown) => cause);

    expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 400 });
    const messages = ((error as ConductorApiError).validationErrors ?? []).map(({ message }) => message);
    expect(messages.join('\n')).to.match(/name cannot be null or empty/);
    expect((error as ConductorApiError).message).to.match(/name cannot be null or empty/);
  });

  it('returns the error where it is asked to', async () => {
    const { data, error } = await WorkflowResourceService.getExecutionStatus({
      client: runners.client(),
      path: { workflowId: 'none' },
      throwOnError: false,
    });

    expect(data).to.be.undefined;
    expect(error).to.include({ status: 404, retryable: false });
  });
});
