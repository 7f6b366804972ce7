import { expect } from 'chai';

import type { Task } from '../../../generated/index.js';
import { ConductorApiError, inProgress, TaskResourceService } from '../../../src/index.js';
import { request } from '../support/request.js';
import { isCurrentServer } from '../support/server-version.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, getTask, logOf, ONLY, startWorkflow, waitForTask } from '../support/workflows.js';

/** What the guide to workers calls the task management APIs, each through its generated method. */
describe('managing a task outside of its worker', () => {
  const runners = useRunners();

  /** A workflow whose task a worker has put off for an hour. */
  async function waitingTask(): Promise<Task> {
    const name = await defineTask();
    const { runner } = await runners.start([
      { name, execute: () => inProgress({ callbackAfterSeconds: 3_600, outputData: { job: 'j-1' } }) },
    ]);
    const workflowId = await startWorkflow(name, { order: 7 });
    const task = await waitForTask(workflowId, ({ status, pollCount }) => status === 'SCHEDULED' && pollCount === 1);
    await runner.stop();
    return task;
  }

  it('get task details: what the server has of the task', async () => {
    const { taskId, workflowInstanceId } = await waitingTask();

    const { data: task } = await TaskResourceService.getTask({ client: runners.client(), path: { taskId } });

    expect(task).to.deep.equal(await getTask(taskId));
    expect(task).to.deep.include({
      ...{ taskId, workflowInstanceId, status: 'SCHEDULED', pollCount: 1, callbackAfterSeconds: 3_600 },
      ...{ inputData: { given: { order: 7 } }, outputData: { job: 'j-1' }, referenceTaskName: ONLY },
    });
  });

  it(`get task details of a task that does not exist: ${isCurrentServer() ? 'an error that says so' : 'nothing, on older servers'}`, async () => {
    const call = TaskResourceService.getTask({ client: runners.client(), path: { taskId: 'no-such-task' } });

    if (!isCurrentServer()) {
      expect((await call).data).to.be.undefined;
      return;
    }
    const error: unknown = await call.catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(ConductorApiError);
    expect(error).to.include({ status: 404, route: 'GET /tasks/{taskId}', retryable: false });
    expect((error as ConductorApiError).message).to.include('no-such-task');
  });

  it('update a task by its reference name: merges the output and completes it', async () => {
    const { taskId, workflowInstanceId } = await waitingTask();

    const { data } = await TaskResourceService.updateTaskByRefName({
      client: runners.client(),
      path: { workflowId: workflowInstanceId, taskRefName: ONLY, status: 'COMPLETED' },
      query: { workerid: 'somebody-else' },
      body: { result: 5 },
    });

    expect(data).to.equal(taskId);
    const workflow = await waitForWorkflow(workflowInstanceId, hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
    expect(attemptsOf(workflow)[0]).to.deep.include({
      ...{ status: 'COMPLETED', workerId: 'somebody-else' },
      outputData: { job: 'j-1', result: 5 },
    });
  });

  it('update a task by its reference name, when there is none: an empty answer', async () => {
    const { workflowInstanceId } = await waitingTask();

    const { data } = await TaskResourceService.updateTaskByRefName({
      client: runners.client(),
      path: { workflowId: workflowInstanceId, taskRefName: 'another', status: 'COMPLETED' },
      body: {},
    });

    expect(data).to.be.undefined;
  });

  it('update a task by its id: replaces the output and fails it', async () => {
    const { taskId, workflowInstanceId } = await waitingTask();

    const { data } = await TaskResourceService.updateTask({
      client: runners.client(),
      body: {
        ...{ taskId, workflowInstanceId, status: 'FAILED', reasonForIncompletion: 'the job was lost' },
        ...{ outputData: { left: 'nothing' }, logs: [{ log: 'from outside', createdTime: Date.now() }] },
      },
    });

    expect(data).to.equal(taskId);
    const workflow = await waitForWorkflow(workflowInstanceId, hasEnded);
    expect(workflow.status).to.equal('FAILED');
    expect(attemptsOf(workflow)[0]).to.deep.include({
      ...{ status: 'FAILED', reasonForIncompletion: 'the job was lost' },
      outputData: { left: 'nothing' },
    });
    expect(await logOf(taskId)).to.deep.equal(['from outside']);
  });

  it('logs: lines arrive as they are, and come back in order', async () => {
    const { taskId } = await waitingTask();
    const client = runners.client();
    const lines = ['first', 'with "quotes" and \\ and ü 🎉', 'two\nlines', '{"json": true}'];

    const { data: none } = await TaskResourceService.getTaskLogs({ client, path: { taskId } });
    // Older servers send an empty list.
    if (isCurrentServer()) expect(none).to.be.undefined;
    else expect(none).to.deep.equal([]);
    for (const line of lines) await TaskResourceService.addTaskLog({ client, path: { taskId }, body: line });
    const { data } = await TaskResourceService.getTaskLogs({ client, path: { taskId } });

    expect(data?.map(({ log }) => log)).to.deep.equal(lines);
    for (const entry of data ?? []) {
      expect(entry.taskId).to.equal(taskId);
      expect(entry.createdTime).to.be.within(Date.now() - 60_000, Date.now() + 60_000);
    }
    expect(await logOf(taskId)).to.deep.equal(lines);
  });

  it('poll and update without a runner', async () => {
    const client = runners.client();
    const name = await defineTask();
    const workflowId = await startWorkflow(name, { n: 3 });

    const { data: task } = await TaskResourceService.poll({
      client,
      path: { tasktype: name },
      query: { workerid: 'by-hand' },
    });
    if (task === undefined) throw new Error('nothing was polled');
    const { data: none } = await TaskResourceService.poll({ client, path: { tasktype: name } });
    await TaskResourceService.updateTask({
      client,
      body: {
        // Left out, the server would forget who polled.
        ...{ taskId: task.taskId, workflowInstanceId: workflowId, workerId: task.workerId },
        ...{ status: 'COMPLETED', outputData: task.inputData },
      },
    });

    expect(none).to.be.undefined;
    expect(await request('GET', `/api/tasks/${task.taskId}`)).to.deep.include({
      ...{ status: 'COMPLETED', workerId: 'by-hand', outputData: { given: { n: 3 } } },
    });
  });
});
