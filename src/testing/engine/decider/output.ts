import { isSuccessful, isTerminal, type TaskState } from '../model.js';
import type { Draft } from './draft.js';
import { refuseLarge } from '../payload-limits.js';
import { taskInput } from './task-input.js';

/**
 * Sets the output of the workflow: that of its TERMINATE task, or else its outputParameters, or else the output of a task.
 * @param task the task that ended the workflow; without one, the last
 */
export function setOutput(draft: Draft, task?: TaskState): void {
  const last = task ?? draft.tasks.at(-1);
  if (last === undefined || draft.tasks.length === 0) return;
  const terminate = draft.tasks.find(
    ({ taskType, status }) => taskType === 'TERMINATE' && isTerminal(status) && isSuccessful(status),
  );
  const { outputParameters = {} } = draft.workflow.workflowDefinition;
  let output = last.outputData;
  if (terminate !== undefined) output = terminate.outputData;
  else if (Object.keys(outputParameters).length > 0) output = taskInput(outputParameters, draft);
  refuseLarge(draft.workflow, output);
  draft.setWorkflow({ output });
}
