import type { WorkflowDef } from '../../../../generated/index.js';
import type { Draft } from '../decider/draft.js';

/** The workflow as it was when it started. */
export function restartDraft(draft: Draft, workflowDefinition: WorkflowDef): void {
  draft.removeAll();
  draft.setWorkflow({
    workflowDefinition,
    status: 'RUNNING',
    createTime: draft.now,
    endTime: 0,
    lastRetriedTime: 0,
    output: {},
    reasonForIncompletion: undefined,
    failedTaskId: undefined,
  });
  draft.saveWorkflow();
}
