import type { TaskDef, WorkflowDef, WorkflowTask } from '../../../src/index.js';
import type { Report } from '../case.js';

/** What a workflow task needs at least, and what a case adds. */
export type TaskParts = Partial<WorkflowTask>;

/** A worker task. Its type is `#ref` unless `name` says otherwise. */
export function simple(ref: string, parts: TaskParts = {}): WorkflowTask {
  return { name: `#${ref}`, taskReferenceName: ref, type: 'SIMPLE', ...parts };
}

/** A task of a system type. Its name is one that nobody has registered a task definition for. */
export function system(type: string, ref: string, parts: TaskParts = {}): WorkflowTask {
  return { name: `#${ref}`, taskReferenceName: ref, type, ...parts };
}

export function inline(
  ref: string,
  expression: string,
  inputParameters: TaskParts['inputParameters'] = {},
): WorkflowTask {
  return system('INLINE', ref, { inputParameters: { evaluatorType: 'javascript', expression, ...inputParameters } });
}

/** The workflow of a case. */
export function workflow(tasks: readonly WorkflowTask[], parts: Partial<WorkflowDef> = {}): WorkflowDef {
  return { name: '#main', version: 1, tasks: [...tasks], ...parts };
}

/** A task definition without retries unless a case wants some. */
export function taskDef(name: string, parts: Partial<TaskDef> = {}): TaskDef {
  return { name: `#${name}`, retryCount: 0, retryDelaySeconds: 0, ...parts };
}

export function completed(outputData: Report['outputData'] = {}): Report {
  return { status: 'COMPLETED', outputData };
}

export function failed(reasonForIncompletion?: string, outputData?: Report['outputData']): Report {
  return {
    status: 'FAILED',
    ...(reasonForIncompletion !== undefined && { reasonForIncompletion }),
    ...(outputData !== undefined && { outputData }),
  };
}

export function failedTerminally(reasonForIncompletion: string): Report {
  return { status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion };
}
