import type { Task, Workflow } from '../../src/index.js';

/** Ids of the workflows that a workflow has started: by its tasks, in their order, and because it failed. */
export function startedBy({ tasks, output }: Workflow): readonly string[] {
  const failure = output['conductor.failure_workflow'];
  return [...tasks.map(startedByTask), failure].filter((id) => typeof id === 'string');
}

function startedByTask({ taskType, subWorkflowId, outputData }: Task): unknown {
  if (taskType === 'SUB_WORKFLOW') return subWorkflowId;
  return taskType === 'START_WORKFLOW' ? outputData.workflowId : undefined;
}
