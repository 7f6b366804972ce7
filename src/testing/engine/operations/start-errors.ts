import { isMissing } from '../metadata/from-wire.js';
import type { StartWorkflowRequest, TaskDef, ValidationError } from '../../../../generated/index.js';
import { validateWorkflowDef } from '../metadata/validate-workflow-def.js';

const HIGHEST_PRIORITY = 99;

/** What is wrong with a start, in the server's words. */
export function startErrors(
  { name, priority, workflowDef }: StartWorkflowRequest,
  taskDef: (name: string) => TaskDef | undefined,
): readonly ValidationError[] {
  const errors: ValidationError[] = [];
  const add = (path: string, message: string, invalidValue?: string): void => {
    errors.push({ path: `startWorkflow.arg0.${path}`, message, ...(invalidValue !== undefined && { invalidValue }) });
  };
  if (isMissing(name)) add('name', 'Workflow name cannot be null or empty');
  if (!isMissing(priority) && priority < 0)
    add('priority', `priority: ${priority} should be minimum 0`, String(priority));
  if (!isMissing(priority) && priority > HIGHEST_PRIORITY) {
    add('priority', `priority: ${priority} should be maximum ${HIGHEST_PRIORITY}`, String(priority));
  }
  for (const { path, message, invalidValue } of isMissing(workflowDef)
    ? []
    : validateWorkflowDef(workflowDef, taskDef)) {
    add(`workflowDef.${path}`, message, invalidValue);
  }
  return errors;
}
