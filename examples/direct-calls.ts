/**
 * Everything the server can do, called directly: registers a workflow, starts it, completes its task from outside of any worker, and
 * reads what became of it.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/direct-calls.ts
 */
import {
  ConductorApiError,
  createConductorClient,
  MetadataResourceService,
  TaskResourceService,
  WorkflowResourceService,
} from 'conductor-typescript';

const client = createConductorClient();
try {
  await MetadataResourceService.updateWorkflowDefs({
    client,
    body: [{ name: 'approval', tasks: [{ name: 'approve', taskReferenceName: 'approval', type: 'SIMPLE' }] }],
  });
  const { data: workflowId } = await WorkflowResourceService.startWorkflow({
    client,
    body: { name: 'approval', input: { amount: 120 } },
  });

  const { data: before } = await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId } });
  console.log(`${before.status}, waiting for ${before.tasks.map((task) => task.referenceTaskName).join()}`);

  await TaskResourceService.updateTaskByRefName({
    client,
    path: { workflowId, taskRefName: 'approval', status: 'COMPLETED' },
    body: { approvedBy: 'Ada' },
  });

  const { data: after } = await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId } });
  console.log(after.status, after.output);

  await TaskResourceService.getTask({ client, path: { taskId: 'no-such-task' } });
} catch (error) {
  if (!(error instanceof ConductorApiError)) throw error;
  console.log(`${error.route} answered ${error.status}`);
} finally {
  await client.close();
}
