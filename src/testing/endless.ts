import type { Engine } from './engine/engine.js';
import { isWorkflowOver, type WorkflowState } from './engine/model.js';

/*
 * A loop whose condition always holds goes on for ever, here much faster than on a server. Whoever waits is told after some seconds, if it
 * has gone round often enough by then not to be just slow.
 */

/** Of the machine's clock: below the five seconds that vitest and jest give a test. */
export const ENDLESS_AFTER_MS = 4_000;
/** Default of `mostIterations`. */
export const MOST_ITERATIONS = 1_000;

/** What keeps on. */
export interface Endless {
  readonly workflowId: string;
  /** In words, with the name of the workflow. */
  readonly reason: string;
}

/** Ends the first workflow that is found to go on for ever. @returns why */
export function endEndless(engine: Engine): string | undefined {
  for (const { workflowId, status } of engine.workflows.all()) {
    const endless = status === 'RUNNING' ? findEndless(workflowId, MOST_ITERATIONS, engine) : undefined;
    if (endless === undefined) continue;
    engine.workflows.terminate(endless.workflowId, endless.reason);
    return endless.reason;
  }
  return undefined;
}

/** A loop that has gone round more than so often, in a workflow or in a child of it. */
export function findEndless(workflowId: string, mostIterations: number, engine: Engine): Endless | undefined {
  const state = engine.workflows.stored(workflowId);
  if (isWorkflowOver(state.status)) return undefined;
  for (const { taskType, iteration, referenceTaskName, status, subWorkflowId } of state.tasks) {
    if (status !== 'IN_PROGRESS') continue;
    if (taskType === 'DO_WHILE' && iteration > mostIterations) {
      return { workflowId, reason: reasonOf(state, referenceTaskName, iteration) };
    }
    if (taskType !== 'SUB_WORKFLOW' || subWorkflowId === undefined) continue;
    if (engine.workflows.find(subWorkflowId) === undefined) continue;
    const inChild = findEndless(subWorkflowId, mostIterations, engine);
    if (inChild !== undefined) return inChild;
  }
  return undefined;
}

function reasonOf({ workflowDefinition, tasks }: WorkflowState, loop: string, iteration: number): string {
  const last = tasks.at(-1)?.referenceTaskName ?? 'none';
  return (
    `workflow ${workflowDefinition.name} goes on for ever: its loop ${loop} is in iteration ${iteration}, and its condition still holds; ` +
    `the last task is ${last}. The option mostIterations allows more`
  );
}
