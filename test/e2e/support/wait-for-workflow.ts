import type { Workflow } from '../../../generated/index.js';
import { request } from './request.js';
import { until } from './until.js';

/**
 * Waits until `isReached` says yes of the workflow as the server has it, tasks included.
 *
 * @throws after `timeoutMs` (default 20,000), with the workflow's last state task by task
 */
export function waitForWorkflow(
  workflowId: string,
  isReached: (workflow: Workflow) => boolean,
  timeoutMs = 20_000,
): Promise<Workflow> {
  return until(`workflow ${workflowId}`, () => getWorkflow(workflowId), isReached, timeoutMs, describeWorkflow);
}

/** Whether the workflow has come to an end of any kind; for `waitForWorkflow`. */
export function hasEnded(workflow: Workflow): boolean {
  return workflow.status !== 'RUNNING' && workflow.status !== 'PAUSED';
}

async function getWorkflow(workflowId: string): Promise<Workflow> {
  // The shape is what the tests are about; here the server is believed.
  return (await request('GET', `/api/workflow/${encodeURIComponent(workflowId)}`)) as Workflow;
}

function describeWorkflow({ status, reasonForIncompletion, tasks }: Workflow): string {
  const steps = tasks.map((task) => {
    const reason = task.reasonForIncompletion === undefined ? '' : ` (${task.reasonForIncompletion})`;
    return `  ${task.referenceTaskName} ${task.taskType} ${task.status}, attempt ${task.retryCount + 1}, polled ${task.pollCount}×${reason}`;
  });
  return [`${status}${reasonForIncompletion === undefined ? '' : ` (${reasonForIncompletion})`}`, ...steps].join('\n');
}
