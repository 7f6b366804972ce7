import { expect } from 'chai';

import { AgentResourceService } from '../../../../generated/index.js';
import { ConductorApiError, type ConductorClient } from '../../../../src/index.js';
import { uniqueName } from '../../support/unique-name.js';
import { waitForWorkflow } from '../../support/wait-for-workflow.js';

/**
 * An agent of a framework is one task for a worker of that name. No agent with a language model is started: the server would try to reach
 * the model for minutes, in threads that its own tasks (JOIN, SUB_WORKFLOW …) then wait for.
 */
const frameworkAgent = (name: string) => ({
  framework: 'langgraph',
  rawConfig: { name, _worker_name: `${name}_worker` },
});

export function agentCalls(connect: () => ConductorClient, checkEvent: (route: string, event: unknown) => void): void {
  describe('AgentResourceService', () => {
    it('compiles, deploys and reads agents', async () => {
      const client = connect();
      const name = uniqueName('e2e_agent');
      const agentConfig = { name, model: 'ollama/no-such-model', instructions: 'Do nothing.', description: 'idle' };

      const { data: compiled } = await AgentResourceService.compileAgent({ client, body: { agentConfig } });
      expect(compiled.workflowDef).to.include({ name });
      const { data: deployed } = await AgentResourceService.deployAgent({ client, body: { agentConfig } });
      expect(deployed.agentName).to.equal(name);
      expect((await AgentResourceService.getAgentDef({ client, path: { name } })).data).to.include({
        name,
        model: 'ollama/no-such-model',
      });
      const { data: definition } = await AgentResourceService.getAgentWorkflowDef({ client, path: { name } });
      expect(definition.name).to.equal(name);
      const { data: agents } = await AgentResourceService.listAgents({ client });
      expect(agents.map((agent) => agent.name)).to.include(name);
      const { data: plan } = await AgentResourceService.inspectAgentPlan({
        client,
        body: {
          agentConfig: { ...agentConfig, strategy: 'plan_execute', tools: [{ name: 'tool', description: 'none' }] },
          plan: { steps: [{ id: 's1', operations: [{ tool: 'tool', args: {} }] }] },
        },
      });
      expect(plan.workflowDef).to.be.an('object');
      await AgentResourceService.deleteAgent({ client, path: { name }, query: { version: 1 } });
    });

    it('starts, steers and reads executions', async () => {
      const client = connect();
      const name = uniqueName('e2e_agent');
      const { data: started } = await AgentResourceService.startAgent({
        client,
        body: { ...frameworkAgent(name), prompt: 'hello', sessionId: 's-1' },
      });
      expect(started.requiredWorkers).to.deep.equal([`${name}_worker`]);
      const executionId = started.executionId!;
      const path = { executionId };

      const { data: status } = await AgentResourceService.getAgentStatus({ client, path });
      expect(status).to.include({ executionId, isComplete: false });
      expect((await AgentResourceService.getAgentExecution({ client, path })).data.agentName).to.equal(name);
      expect((await AgentResourceService.getAgentExecutionDetail({ client, path })).data.agentName).to.equal(name);
      const { data: full } = await AgentResourceService.getFullAgentExecution({ client, path });
      expect(full.workflowId).to.equal(executionId);
      const { data: tasks } = await AgentResourceService.getAgentExecutionTasks({ client, path, query: { count: 5 } });
      expect(tasks.results).not.to.be.empty;
      const { data: found } = await AgentResourceService.searchAgentExecutions({ client, query: { agentName: name } });
      expect(found).to.include({ totalHits: 1 });
      const { data: raw } = await AgentResourceService.searchAgentExecutionsRaw({ client, query: { size: 3 } });
      expect(raw.results).not.to.be.empty;

      await AgentResourceService.pauseAgent({ client, path });
      await AgentResourceService.resumeAgent({ client, path });
      await AgentResourceService.pauseAgentExecutions({ client, body: [executionId] });
      await AgentResourceService.resumeAgentExecutions({ client, body: [executionId] });
      await AgentResourceService.signalAgent({ client, path, body: { message: 'hello' } });
      await AgentResourceService.stopAgent({ client, path });
      await AgentResourceService.cancelAgent({ client, path, query: { reason: 'cancelled' } });
      await waitForWorkflow(executionId, (workflow) => workflow.status === 'TERMINATED');
      await AgentResourceService.retryAgentExecution({ client, path });
      await AgentResourceService.terminateAgentExecution({ client, path, query: { reason: 'terminated' } });
      await AgentResourceService.restartAgentExecution({ client, path });
      await AgentResourceService.terminateAgentExecutions({ client, body: [executionId] });
      const { data: rerun } = await AgentResourceService.rerunAgentExecution({ client, path, body: {} });
      expect(rerun).to.equal(executionId);
      await AgentResourceService.terminateAgentExecution({ client, path });
      await AgentResourceService.retryAgentExecutions({ client, body: [executionId] });
      await AgentResourceService.terminateAgentExecution({ client, path });
      await AgentResourceService.restartAgentExecutions({ client, body: [executionId] });
      await AgentResourceService.terminateAgentExecution({ client, path });
      await AgentResourceService.deleteAgentExecutionRecord({ client, path });
      await AgentResourceService.pruneAgentExecutions({ client, query: { olderThanDays: 10_000 } });
    });

    it('tracks what runs elsewhere, and streams its events', async () => {
      const client = connect();
      const { data: tracked } = await AgentResourceService.createAgentTrackingExecution({
        client,
        body: { workflowName: uniqueName('e2e_tracked'), input: { n: 1 } },
      });
      const { executionId } = tracked;
      const path = { executionId };
      // A workflow that nobody started by a request lacks what such a one always has.
      await AgentResourceService.getFullAgentExecution({ client, path });
      const { data: injected } = await AgentResourceService.injectAgentTask({
        client,
        path,
        body: {
          taskDefName: 'tool',
          referenceTaskName: 'tool',
          type: 'SIMPLE',
          inputData: { n: 1 },
          status: 'IN_PROGRESS',
        },
      });
      await AgentResourceService.getAgentTaskLogs({ client, path: { taskId: injected.taskId! } });
      await AgentResourceService.updateAgentTaskByRefName({
        client,
        path: { executionId, refTaskName: 'tool', status: 'COMPLETED' },
        body: { done: true },
      });
      await AgentResourceService.pushAgentFrameworkEvent({ client, path, body: { type: 'thinking', content: 'e2e' } });

      const end = new AbortController();
      const { stream } = await AgentResourceService.streamAgent({ client, path, signal: end.signal });
      const types: (string | undefined)[] = [];
      for await (const event of stream) {
        checkEvent('GET /agent/stream/{executionId}', event);
        types.push(event.type);
        if (event.type === 'thinking' && event.content === 'e2e') break;
      }
      end.abort();
      expect(types).to.include('thinking');

      const unasked: unknown = await AgentResourceService.respondToAgent({
        client,
        path,
        body: { approved: true },
      }).catch((cause: unknown) => cause);
      expect(unasked).to.be.instanceOf(ConductorApiError);
      await AgentResourceService.completeAgentTrackingExecution({ client, path, body: { result: 'ok' } });
      expect((await AgentResourceService.getAgentStatus({ client, path })).data).to.include({ isComplete: true });
    });
  });
}
