import type { JsonObject, TaskState, WorkflowState } from '../model.js';

/** What has to happen outside of a workflow because of a change of it. Carried out in order, after the new state is stored. */
export type Effect =
  /** The task waits for a worker from `delayMs` on, or to be done by the engine beside the decider. */
  | { readonly do: 'queue'; readonly task: TaskState; readonly delayMs: number }
  /** No worker shall get it any more. */
  | { readonly do: 'unqueue'; readonly task: TaskState }
  /** The workflow is over: its parent's task ends as well. */
  | { readonly do: 'tellParent' }
  /** A child is terminated with its parent. */
  | { readonly do: 'terminateChild'; readonly workflowId: string; readonly reason: string }
  | { readonly do: 'startFailureWorkflow'; readonly name: string; readonly version?: number; readonly reason: string }
  | { readonly do: 'publish'; readonly event: string; readonly messageId: string; readonly payload: JsonObject }
  /** The workflow has ended: messages that were sent to it are dropped. */
  | { readonly do: 'dropMessages' };

export interface Transition {
  readonly state: WorkflowState;
  readonly effects: readonly Effect[];
  /** Ids of the tasks that are new, and of those that are gone. */
  readonly created: readonly string[];
  readonly removed: readonly string[];
}
