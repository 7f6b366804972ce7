import { expect } from 'chai';

import type { Task } from '../../../../generated/index.js';
import {
  QueueAdminResourceService,
  TaskResourceService,
  WorkflowResourceService,
} from '../../../../generated/index.js';
import { ConductorApiError, type ConductorClient } from '../../../../src/index.js';
import { registerWorkflow } from '../../support/register.js';
import { uniqueName } from '../../support/unique-name.js';
import { hasEnded, waitForWorkflow } from '../../support/wait-for-workflow.js';
import { defineTask, ONLY, startWorkflow } from '../../support/workflows.js';

export function taskCalls(connect: () => ConductorClient): void {
  describe('TaskResourceService', () => {
    it('polls, updates and reads tasks', async () => {
      const client = connect();
      const name = await defineTask({ retryCount: 1, description: 'with all that a definition may say' });
      const ids = await Promise.all([1, 2, 3].map((n) => startWorkflow(name, { n }, { correlationId: `c-${n}` })));

      const { data: first } = await TaskResourceService.poll({
        client,
        path: { tasktype: name },
        query: { workerid: 'w' },
      });
      const { data: rest } = await TaskResourceService.batchPoll({
        client,
        path: { tasktype: name },
        query: { count: 10, timeout: 100, workerid: 'w' },
      });
      const { data: none } = await TaskResourceService.poll({ client, path: { tasktype: name } });
      expect([first, ...rest].map((task) => task?.workflowInstanceId).sort()).to.deep.equal([...ids].sort());
      expect(none).to.be.undefined;

      const [second, third] = rest as [Task, Task];
      const { taskId, workflowInstanceId } = first!;
      await TaskResourceService.updateTask({
        client,
        body: { taskId, workflowInstanceId, workerId: 'w', status: 'IN_PROGRESS', extendLease: true },
      });
      await TaskResourceService.addTaskLog({ client, path: { taskId }, body: 'a line' });
      await TaskResourceService.updateTask({
        client,
        body: {
          ...{ taskId, workflowInstanceId, workerId: 'w', status: 'COMPLETED', outputData: { n: 1 } },
          logs: [{ log: 'another', createdTime: Date.now() }],
        },
      });
      const { data: log } = await TaskResourceService.getTaskLogs({ client, path: { taskId } });
      expect(log).to.have.length(2);
      expect((await TaskResourceService.getTaskLogs({ client, path: { taskId: third.taskId } })).data).to.be.undefined;

      // A failure is followed by the next attempt, which comes with the answer.
      const { data: next } = await TaskResourceService.updateTaskV2({
        client,
        body: {
          ...{ taskId: second.taskId, workflowInstanceId: second.workflowInstanceId, workerId: 'w' },
          ...{ status: 'FAILED', reasonForIncompletion: 'once more' },
        },
      });
      expect(next).to.include({ retriedTaskId: second.taskId, status: 'IN_PROGRESS', retryCount: 1 });
      const { data: nothing } = await TaskResourceService.updateTaskV2({
        client,
        body: { taskId: next!.taskId, workflowInstanceId: second.workflowInstanceId, status: 'COMPLETED' },
      });
      expect(nothing).to.be.undefined;

      const path = { workflowId: third.workflowInstanceId, taskRefName: ONLY, status: 'COMPLETED' } as const;
      const { data: workflow } = await TaskResourceService.updateTaskByRefNameSync({ client, path, body: { n: 3 } });
      expect(workflow).to.include({ status: 'COMPLETED', workflowId: third.workflowInstanceId });
      expect((await TaskResourceService.updateTaskByRefName({ client, path, body: {} })).data).to.be.undefined;
      for (const id of [taskId, second.taskId, next!.taskId, third.taskId])
        await TaskResourceService.getTask({ client, path: { taskId: id } });
      const error: unknown = await TaskResourceService.getTask({ client, path: { taskId: 'none' } }).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(ConductorApiError);
    });

    it('reads queues and poll data', async () => {
      const client = connect();
      const name = await defineTask();
      await startWorkflow(name);
      await startWorkflow(name, {}, { taskToDomain: { [name]: 'red' } });
      await TaskResourceService.batchPoll({
        client,
        path: { tasktype: name },
        query: { domain: 'blue', workerid: 'w' },
      });

      expect((await TaskResourceService.getTaskQueueSize({ client, query: { taskType: name } })).data).to.equal(1);
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it still answers
      const { data: sizes } = await TaskResourceService.getTaskQueueSizes({ client, query: { taskType: [name, 'x'] } });
      expect(sizes).to.deep.equal({ [name]: 1, x: 0 });
      const { data: polls } = await TaskResourceService.getPollData({ client, query: { taskType: name } });
      expect(polls.map(({ domain, workerId }) => ({ domain, workerId }))).to.deep.equal([
        { domain: 'blue', workerId: 'w' },
      ]);
      expect((await TaskResourceService.getAllPollData({ client })).data.length).to.be.above(0);
      expect((await TaskResourceService.getAllTaskQueueSizes({ client })).data).to.include({ [name]: 1 });
      expect((await TaskResourceService.getAllTaskQueueDetails({ client })).data).to.have.property(name);
      await TaskResourceService.requeuePendingTasks({ client, path: { taskType: name } });
    });

    it('searches tasks', async () => {
      const client = connect();
      const name = await defineTask();
      await startWorkflow(name, { text: 'to be found' });
      // The server does not index a task before something has happened to it.
      await TaskResourceService.poll({ client, path: { tasktype: name } });
      const query = { query: `taskType="${name}"`, size: 5 };

      const { data: summaries } = await TaskResourceService.searchTasks({ client, query });
      const { data: tasks } = await TaskResourceService.searchTasksV2({ client, query });

      expect(summaries).to.include({ totalHits: 1 });
      expect(summaries.results).to.have.length(1);
      expect(tasks.results.map(({ taskDefName }) => taskDefName)).to.deep.equal([name]);
    });

    it('signals a waiting task', async () => {
      const client = connect();
      const name = uniqueName('e2e_wait');
      await registerWorkflow({
        name,
        tasks: ['first', 'second'].map((ref) => ({ name: ref, taskReferenceName: ref, type: 'WAIT' })),
      });
      for (const returnStrategy of [
        'TARGET_WORKFLOW',
        'BLOCKING_WORKFLOW',
        'BLOCKING_TASK',
        'BLOCKING_TASK_INPUT',
      ] as const) {
        const workflowId = await startWorkflow(name);
        const { data } = await TaskResourceService.signalWorkflowTaskSync({
          client,
          path: { workflowId, status: 'COMPLETED' },
          query: { returnStrategy, timeoutMillis: 5_000 },
          body: { by: 'signal' },
        });
        expect(data.responseType).to.equal(returnStrategy);
        await TaskResourceService.signalWorkflowTaskAsync({
          client,
          path: { workflowId, status: 'COMPLETED' },
          body: {},
        });
        expect((await waitForWorkflow(workflowId, hasEnded)).status).to.equal('COMPLETED');
      }
    });

    it('tells where large payloads lie', async () => {
      const client = connect();
      const query = { path: 'e2e.json', operation: 'READ', payloadType: 'TASK_OUTPUT' } as const;
      const { data } = await TaskResourceService.getTaskExternalStorageLocation({ client, query });
      expect(data.path).to.be.a('string');
      const { data: ofWorkflow } = await WorkflowResourceService.getWorkflowExternalStorageLocation({
        client,
        query: { ...query, payloadType: 'WORKFLOW_INPUT' },
      });
      expect(ofWorkflow.path).to.be.a('string');
    });
  });

  describe('QueueAdminResourceService', () => {
    it('reads queues, and says that it has none to end waiting tasks with', async () => {
      const client = connect();
      await QueueAdminResourceService.getQueueNames({ client });
      await QueueAdminResourceService.getQueueSizes({ client });
      const path = { workflowId: 'w', status: 'COMPLETED' } as const;
      const updates = [
        QueueAdminResourceService.updateWaitTaskByRefName({ client, path: { ...path, taskRefName: 'r' }, body: {} }),
        QueueAdminResourceService.updateWaitTaskById({ client, path: { ...path, taskId: 't' }, body: {} }),
      ];
      for (const update of updates) {
        const error: unknown = await update.catch((cause: unknown) => cause);
        expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 400 });
      }
    });
  });
}
