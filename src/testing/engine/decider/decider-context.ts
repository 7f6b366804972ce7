import type { TaskDef, WorkflowDef } from '../../../../generated/index.js';

/** All that the decider knows beside the workflow. */
export interface DeciderContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  newId(): string;
  /** From 0 to below 1, for the jitter of retries. */
  random(): number;
  taskDef(name: string): TaskDef | undefined;
  latestWorkflowDef(name: string): WorkflowDef | undefined;
  /** When that domain was last polled for that type; undefined if never. */
  lastPolledAt(taskType: string, domain: string): number | undefined;
}
