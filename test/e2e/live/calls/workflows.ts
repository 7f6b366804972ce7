import { expect } from 'chai';

import {
  TaskResourceService,
  WorkflowBulkResourceService,
  WorkflowMessageQueueResourceService,
  WorkflowResourceService,
} from '../../../../generated/index.js';
import { ConductorApiError, type ConductorClient } from '../../../../src/index.js';
import { registerWorkflow } from '../../support/register.js';
import { request } from '../../support/request.js';
import { uniqueName } from '../../support/unique-name.js';
import { waitForWorkflow } from '../../support/wait-for-workflow.js';
import { defineTask, ONLY, startWorkflow } from '../../support/workflows.js';

/** Registers a workflow of every kind of task that the server itself executes at once. */
async function defineVaried(): Promise<string> {
  const name = uniqueName('e2e_varied');
  await registerWorkflow({
    ...{ name, description: 'varied', ownerEmail: 'owner@example.com', inputParameters: ['n'], variables: { v: 1 } },
    ...{ timeoutSeconds: 3_600, timeoutPolicy: 'ALERT_ONLY', outputParameters: { n: '${inline.output.result}' } },
    tasks: [
      {
        ...{ name: 'inline', taskReferenceName: 'inline', type: 'INLINE' },
        inputParameters: { evaluatorType: 'javascript', expression: '$.n + 1', n: '${workflow.input.n}' },
      },
      {
        ...{ name: 'fork', taskReferenceName: 'fork', type: 'FORK_JOIN' },
        forkTasks: [
          [{ name: 'noop', taskReferenceName: 'left', type: 'NOOP' }],
          [{ name: 'set', taskReferenceName: 'right', type: 'SET_VARIABLE', inputParameters: { v: 2 } }],
        ],
      },
      { name: 'join', taskReferenceName: 'join', type: 'JOIN', joinOn: ['left', 'right'] },
      {
        ...{ name: 'switch', taskReferenceName: 'switch', type: 'SWITCH', evaluatorType: 'value-param' },
        ...{ expression: 'which', inputParameters: { which: 'a' } },
        decisionCases: { a: [{ name: 'noop', taskReferenceName: 'case_a', type: 'NOOP' }] },
      },
      {
        ...{ name: 'loop', taskReferenceName: 'loop', type: 'DO_WHILE', loopCondition: '$.loop.iteration < 2' },
        inputParameters: {},
        loopOver: [{ name: 'noop', taskReferenceName: 'in_loop', type: 'NOOP' }],
      },
      {
        ...{ name: 'sub', taskReferenceName: 'sub', type: 'SUB_WORKFLOW' },
        subWorkflowParam: {
          name: `${name}_sub`,
          version: 1,
          workflowDefinition: {
            name: `${name}_sub`,
            tasks: [{ name: 'noop', taskReferenceName: 'in_sub', type: 'NOOP' }],
          },
        },
      },
    ],
  });
  return name;
}

export function workflowCalls(connect: () => ConductorClient): void {
  describe('WorkflowResourceService', () => {
    it('runs and reads a workflow of many kinds of tasks', async () => {
      const client = connect();
      const name = await defineVaried();
      const query = { version: 1, correlationId: `${name}/1 ü`, priority: 3 };
      const { data: workflowId } = await WorkflowResourceService.startWorkflowByName({
        client,
        path: { name },
        query,
        body: { n: 1 },
      });
      await WorkflowResourceService.decideWorkflow({ client, path: { workflowId } });
      await waitForWorkflow(workflowId, ({ status }) => status === 'COMPLETED');

      const { data: workflow } = await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId } });
      expect(workflow).to.deep.include({ status: 'COMPLETED', output: { n: 2 }, priority: 3, variables: { v: 2 } });
      const { data: bare } = await WorkflowResourceService.getExecutionStatus({
        client,
        path: { workflowId },
        query: { includeTasks: false },
      });
      expect(bare.tasks).to.deep.equal([]);
      const { data: summary } = await WorkflowResourceService.getWorkflowStatusSummary({
        client,
        path: { workflowId },
        query: { includeOutput: true, includeVariables: true },
      });
      expect(summary).to.deep.include({ workflowId, status: 'COMPLETED', output: { n: 2 } });
      const { data: tasks } = await WorkflowResourceService.getExecutionStatusTaskList({
        client,
        path: { workflowId },
        query: { start: 0, count: 3, status: ['COMPLETED'] },
      });
      expect(tasks.results).to.have.length(3);
      const { data: correlated } = await WorkflowResourceService.getWorkflowsByCorrelationIds({
        client,
        path: { name },
        query: { includeClosed: true, includeTasks: true },
        body: [query.correlationId],
      });
      expect(correlated[query.correlationId]?.map((found) => found.workflowId)).to.deep.equal([workflowId]);
    });

    it('finds workflows', async () => {
      const client = connect();
      const name = await defineTask();
      const workflowId = await startWorkflow(name, { text: 'to be found' }, { correlationId: name });

      expect((await WorkflowResourceService.getRunningWorkflowIds({ client, path: { name } })).data).to.deep.equal([
        workflowId,
      ]);
      const { data: correlated } = await WorkflowResourceService.getWorkflowsByCorrelationId({
        client,
        path: { name, correlationId: name },
        query: { includeTasks: true },
      });
      expect(correlated).to.have.length(1);
      const query = { query: `workflowType="${name}"`, size: 5, sort: 'startTime:DESC' };
      const { data: summaries } = await WorkflowResourceService.searchWorkflows({ client, query });
      expect(summaries.results.map((found) => found.workflowId)).to.deep.equal([workflowId]);
      const { data: workflows } = await WorkflowResourceService.searchWorkflowsV2({ client, query });
      expect(workflows.results.map((found) => found.workflowId)).to.deep.equal([workflowId]);
      // The server does not index a task before something has happened to it.
      await TaskResourceService.poll({ client, path: { tasktype: name } });
      const byTask = { query: `taskType="${name}"`, size: 5 };
      const { data: byTasks } = await WorkflowResourceService.searchWorkflowsByTasks({ client, query: byTask });
      expect(byTasks.results).to.have.length(1);
      const { data: byTasksV2 } = await WorkflowResourceService.searchWorkflowsByTasksV2({ client, query: byTask });
      expect(byTasksV2.results).to.have.length(1);
    });

    it('executes a workflow and waits for it, in every way to answer', async () => {
      const client = connect();
      const name = uniqueName('e2e_execute');
      await registerWorkflow({
        name,
        tasks: [{ name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { text: 'hello' } }],
      });
      for (const returnStrategy of [
        'TARGET_WORKFLOW',
        'BLOCKING_WORKFLOW',
        'BLOCKING_TASK',
        'BLOCKING_TASK_INPUT',
      ] as const) {
        const { data } = await WorkflowResourceService.executeWorkflow({
          client,
          path: { name, version: 1 },
          query: { returnStrategy, waitForSeconds: 5, requestId: 'e2e' },
          body: { name, input: { n: 1 } },
        });
        expect(data.responseType).to.equal(returnStrategy);
        expect(data.targetWorkflowId).to.be.a('string');
      }
    });

    it('steers a workflow', async () => {
      const client = connect();
      const name = await defineTask();
      const { data: workflowId } = await WorkflowResourceService.startWorkflow({
        client,
        body: { name, version: 1, input: { n: 1 }, correlationId: 'steered', priority: 1, taskToDomain: {} },
      });
      const path = { workflowId };

      await WorkflowResourceService.pauseWorkflow({ client, path });
      await WorkflowResourceService.resumeWorkflow({ client, path });
      await WorkflowResourceService.resetWorkflowCallbacks({ client, path });
      await WorkflowResourceService.terminateWorkflow({ client, path, query: { reason: 'for a moment' } });
      await WorkflowResourceService.retryWorkflow({ client, path, query: { resumeSubworkflowTasks: true } });
      await WorkflowResourceService.terminateWorkflow({ client, path });
      await WorkflowResourceService.restartWorkflow({ client, path, query: { useLatestDefinitions: true } });
      await WorkflowResourceService.terminateWorkflow({ client, path });
      const { data: rerun } = await WorkflowResourceService.rerunWorkflow({
        client,
        path,
        body: { workflowInput: { n: 2 } },
      });
      expect(rerun).to.equal(workflowId);
      await WorkflowResourceService.terminateAndDeleteWorkflow({ client, path, query: { reason: 'over' } });
      const error: unknown = await WorkflowResourceService.getExecutionStatus({ client, path }).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 404 });
    });

    it('skips a task, and removes a workflow', async () => {
      const client = connect();
      const name = uniqueName('e2e_skip');
      await registerWorkflow({
        name,
        tasks: ['first', 'second'].map((ref) => ({ name: ref, taskReferenceName: ref, type: 'WAIT' })),
      });
      const workflowId = await startWorkflow(name);
      await WorkflowResourceService.skipTaskFromWorkflow({
        client,
        path: { workflowId, taskReferenceName: 'second' },
        query: { taskInput: { a: '1' }, taskOutput: { b: '2' } },
      });
      const skipped = await waitForWorkflow(workflowId, ({ tasks }) =>
        tasks.some(({ status }) => status === 'SKIPPED'),
      );
      expect(skipped.tasks.map(({ referenceTaskName }) => referenceTaskName)).to.include('second');
      await request('POST', `/api/tasks/${workflowId}/first/COMPLETED`, { body: {} });
      await waitForWorkflow(workflowId, ({ status }) => status === 'COMPLETED');
      await WorkflowResourceService.deleteWorkflow({ client, path: { workflowId }, query: { archiveWorkflow: false } });
    });

    it('tests a workflow', async () => {
      const name = await defineTask();
      const { data: workflow } = await WorkflowResourceService.testWorkflow({
        client: connect(),
        body: {
          name,
          version: 1,
          input: {},
          taskRefToMockOutput: { [ONLY]: [{ status: 'COMPLETED', output: { mocked: true } }] },
        },
      });
      expect(workflow).to.deep.include({ status: 'COMPLETED', output: { mocked: true } });
    });

    it('tells what is wrong with a request', async () => {
      const client = connect();
      const body = { name: '', priority: 100 };
      const error: unknown = await WorkflowResourceService.startWorkflow({ client, body }).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 400 });
    });
  });

  describe('WorkflowBulkResourceService', () => {
    it('steers several workflows at once', async () => {
      const client = connect();
      const name = await defineTask();
      const ids = await Promise.all([1, 2].map((n) => startWorkflow(name, { n })));
      const body = [...ids, 'no-such-workflow'];
      const expected = (answer: {
        bulkSuccessfulResults: unknown[];
        bulkErrorResults: Record<string, unknown>;
      }): void => {
        expect(new Set(answer.bulkSuccessfulResults)).to.deep.equal(new Set(ids));
        expect(answer.bulkErrorResults).to.have.property('no-such-workflow');
      };

      expected((await WorkflowBulkResourceService.pauseWorkflows({ client, body })).data);
      expected((await WorkflowBulkResourceService.resumeWorkflows({ client, body })).data);
      expected((await WorkflowBulkResourceService.terminateWorkflows({ client, body, query: { reason: 'r' } })).data);
      expected((await WorkflowBulkResourceService.retryWorkflows({ client, body })).data);
      await WorkflowBulkResourceService.terminateWorkflows({ client, body });
      expected((await WorkflowBulkResourceService.restartWorkflows({ client, body })).data);
      const { data: models } = await WorkflowBulkResourceService.getWorkflowModels({
        client,
        body,
        query: { includeTasks: true },
      });
      expect(models.bulkSuccessfulResults).to.have.length(2);
      expected((await WorkflowBulkResourceService.terminateAndDeleteWorkflows({ client, body })).data);
    });

    it('removes several workflows at once', async () => {
      const client = connect();
      const name = uniqueName('e2e_bulk');
      await registerWorkflow({ name, tasks: [{ name: 'noop', taskReferenceName: 'noop', type: 'NOOP' }] });
      const ids = await Promise.all([1, 2].map(() => startWorkflow(name)));
      for (const id of ids) await waitForWorkflow(id, ({ status }) => status === 'COMPLETED');
      const { data } = await WorkflowBulkResourceService.deleteWorkflows({ client, body: ids });
      expect(new Set(data.bulkSuccessfulResults)).to.deep.equal(new Set(ids));
    });
  });

  describe('WorkflowMessageQueueResourceService', () => {
    it('sends a message to a workflow', async () => {
      const client = connect();
      const name = uniqueName('e2e_messages');
      await registerWorkflow({
        name,
        tasks: [
          {
            name: 'pull',
            taskReferenceName: 'pull',
            type: 'PULL_WORKFLOW_MESSAGES',
            inputParameters: { batchSize: 1 },
          },
        ],
      });
      const workflowId = await startWorkflow(name);
      const { data: messageId } = await WorkflowMessageQueueResourceService.pushMessage({
        client,
        path: { workflowId },
        body: { hello: 'there' },
      });
      const workflow = await waitForWorkflow(workflowId, ({ status }) => status === 'COMPLETED');
      expect(JSON.stringify(workflow.output)).to.include(messageId);
      for (const id of [workflowId, 'no-such-workflow']) {
        const error: unknown = await WorkflowMessageQueueResourceService.pushMessage({
          client,
          path: { workflowId: id },
          body: {},
        }).catch((cause: unknown) => cause);
        expect(error).to.be.instanceOf(ConductorApiError);
        expect((error as ConductorApiError).status).to.equal(id === workflowId ? 409 : 404);
      }
    });
  });
}
