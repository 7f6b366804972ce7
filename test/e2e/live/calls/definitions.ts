import { expect } from 'chai';

import {
  EventResourceService,
  MetadataResourceService,
  SchedulerBulkResourceService,
  SchedulerResourceService,
  type TaskDef,
  type WorkflowDef,
} from '../../../../generated/index.js';
import { ConductorApiError, type ConductorClient } from '../../../../src/index.js';
import { registerWorkflow } from '../../support/register.js';
import { uniqueName } from '../../support/unique-name.js';
import { until } from '../../support/until.js';

export function definitionCalls(connect: () => ConductorClient): void {
  describe('MetadataResourceService', () => {
    it('stores and reads task definitions', async () => {
      const client = connect();
      const name = uniqueName('e2e_def');
      const definition: TaskDef = {
        ...{ name, description: 'all of it', ownerEmail: 'owner@example.com', retryCount: 2, retryDelaySeconds: 5 },
        ...{ retryLogic: 'EXPONENTIAL_BACKOFF', backoffScaleFactor: 2, timeoutSeconds: 60, timeoutPolicy: 'RETRY' },
        ...{ responseTimeoutSeconds: 30, pollTimeoutSeconds: 30, concurrentExecLimit: 4, rateLimitPerFrequency: 1 },
        ...{ rateLimitFrequencyInSeconds: 1, inputKeys: ['a'], outputKeys: ['b'], inputTemplate: { a: [1] } },
      };
      await MetadataResourceService.registerTaskDefs({ client, body: [definition] });
      await MetadataResourceService.updateTaskDef({ client, body: { ...definition, retryCount: 3 } });
      const { data: stored } = await MetadataResourceService.getTaskDef({ client, path: { tasktype: name } });
      expect(stored).to.deep.include({ ...definition, retryCount: 3 });
      const { data: all } = await MetadataResourceService.getTaskDefs({ client });
      expect(all.map((one) => one.name)).to.include(name);
      await MetadataResourceService.unregisterTaskDef({ client, path: { tasktype: name } });
      const error: unknown = await MetadataResourceService.getTaskDef({ client, path: { tasktype: name } }).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 404 });
    });

    it('stores and reads workflow definitions', async () => {
      const client = connect();
      const name = uniqueName('e2e_def');
      const definition: WorkflowDef = {
        ...{ name, version: 1, description: 'first', inputParameters: ['n'], inputTemplate: { n: 1 } },
        ...{
          variables: { v: [1] },
          outputParameters: { o: '${noop.output}' },
          failureWorkflow: 'none',
          restartable: true,
        },
        tasks: [{ name: 'noop', taskReferenceName: 'noop', type: 'NOOP', inputParameters: { n: 1 } }],
      };
      await MetadataResourceService.validateWorkflowDef({ client, body: definition });
      await MetadataResourceService.registerWorkflowDef({ client, body: definition });
      await MetadataResourceService.registerWorkflowDef({ client, body: definition, query: { overwrite: true } });
      const { data: put } = await MetadataResourceService.updateWorkflowDefs({
        client,
        body: [{ ...definition, version: 2 }],
      });
      expect(put.bulkSuccessfulResults).to.deep.equal([name]);

      const { data: latest } = await MetadataResourceService.getWorkflowDef({ client, path: { name } });
      expect(latest).to.deep.include({ name, version: 2, variables: { v: [1] } });
      await MetadataResourceService.getWorkflowDef({ client, path: { name }, query: { version: 1 } });
      const { data: versions } = await MetadataResourceService.getWorkflowVersions({ client, path: { name } });
      expect(versions.map(({ version }) => version).sort()).to.deep.equal([1, 2]);
      const { data: all } = await MetadataResourceService.getWorkflowDefs({ client });
      expect(all.filter((one) => one.name === name)).to.have.length(2);
      const { data: newest } = await MetadataResourceService.getLatestWorkflowDefs({ client });
      expect(newest.filter((one) => one.name === name)).to.have.length(1);
      expect((await MetadataResourceService.getWorkflowNames({ client })).data).to.include(name);
      const { data: byName } = await MetadataResourceService.getWorkflowNamesAndVersions({ client });
      expect(byName[name]?.map(({ version }) => version).sort()).to.deep.equal([1, 2]);
      await MetadataResourceService.unregisterWorkflowDef({ client, path: { name, version: 1 } });

      const error: unknown = await MetadataResourceService.registerWorkflowDef({
        client,
        body: { ...definition, version: 2 },
      }).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 409 });
    });
  });

  describe('EventResourceService', () => {
    it('stores and reads event handlers', async () => {
      const client = connect();
      const name = uniqueName('e2e_handler');
      const event = `conductor:${name}:ref`;
      const handler = {
        ...{ name, event, active: true, condition: '$.p > 1' },
        actions: [
          {
            action: 'start_workflow',
            start_workflow: {
              name: 'none',
              version: 1,
              input: { p: '${p}' },
              correlationId: 'c',
              taskToDomain: { a: 'b' },
            },
          },
          {
            action: 'complete_task',
            complete_task: { workflowId: '${w}', taskRefName: 'r', output: { o: 1 } },
            expandInlineJSON: true,
          },
          { action: 'terminate_workflow', terminate_workflow: { workflowId: '${w}', terminationReason: 'r' } },
          {
            action: 'update_workflow_variables',
            update_workflow_variables: { workflowId: '${w}', variables: { v: 1 }, appendArray: true },
          },
        ],
      } as const;
      const body = { ...handler, actions: handler.actions.map((action) => ({ ...action })) };
      await EventResourceService.addEventHandler({ client, body });
      await EventResourceService.updateEventHandler({ client, body: { ...body, active: false } });
      const { data: all } = await EventResourceService.getEventHandlers({ client });
      expect(all.find((one) => one.name === name)).to.deep.include({ event, active: false });
      const { data: ofEvent } = await EventResourceService.getEventHandlersForEvent({
        client,
        path: { event },
        query: { activeOnly: false },
      });
      expect(ofEvent.map((one) => one.name)).to.deep.equal([name]);
      await EventResourceService.removeEventHandler({ client, path: { name } });
    });
  });

  describe('SchedulerResourceService and SchedulerBulkResourceService', () => {
    it('store, read, pause and run schedules', async function () {
      this.timeout(60_000);
      const client = connect();
      const name = uniqueName('e2e_schedule');
      await registerWorkflow({ name, tasks: [{ name: 'noop', taskReferenceName: 'noop', type: 'NOOP' }] });
      const { data: saved } = await SchedulerResourceService.saveSchedule({
        client,
        body: {
          ...{ name, cronExpression: '* * * * * *', zoneId: 'UTC', description: 'each second' },
          ...{ paused: false, runCatchupScheduleInstances: false },
          startWorkflowRequest: { name, version: 1, input: { n: 1 }, correlationId: 'scheduled' },
        },
      });
      expect(saved.name).to.equal(name);
      const { data: next } = await SchedulerResourceService.getNextFewSchedules({
        client,
        query: { cronExpression: '0 0 * * * *', limit: 3 },
      });
      expect(next).to.have.length(3);
      const { data: executions } = await until(
        'the schedule has run',
        () => SchedulerResourceService.searchScheduledExecutions({ client, query: { freeText: '*', size: 5 } }),
        ({ data }) => data.results.some(({ scheduleName }) => scheduleName === name),
        20_000,
      );
      expect(executions.totalHits).to.be.above(0);

      await SchedulerResourceService.pauseSchedule({ client, path: { name }, query: { reason: 'enough' } });
      const { data: paused } = await SchedulerResourceService.getSchedule({ client, path: { name } });
      expect(paused).to.include({ name, paused: true, pausedReason: 'enough' });
      await SchedulerResourceService.resumeSchedule({ client, path: { name } });
      const { data: bulkPaused } = await SchedulerBulkResourceService.pauseSchedules({ client, body: [name, 'none'] });
      expect(bulkPaused.bulkSuccessfulResults).to.include(name);
      await SchedulerBulkResourceService.resumeSchedules({ client, body: [name] });
      const { data: all } = await SchedulerResourceService.getAllSchedules({ client, query: { workflowName: name } });
      expect(all.map((one) => one.name)).to.deep.equal([name]);
      const { data: found } = await SchedulerResourceService.searchSchedules({
        client,
        query: { workflowName: name, size: 5 },
      });
      expect(found.results.map((one) => one.name)).to.deep.equal([name]);
      await SchedulerResourceService.pauseAllSchedules({ client });
      await SchedulerResourceService.resumeAllSchedules({ client });
      await SchedulerResourceService.requeueAllExecutionRecords({ client });
      await SchedulerResourceService.deleteSchedule({ client, path: { name } });
    });
  });
}
