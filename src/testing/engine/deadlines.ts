import type { Clock, Timer } from '../../time/clock.js';
import { nextDeadline } from './decider/timeouts.js';
import type { TaskState, WorkflowState } from './model.js';
import type { WorkflowStore } from './workflow-store.js';

/** A timer for each workflow that something comes up for by itself: the end of a WAIT, a timeout. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #workflows: WorkflowStore;
  readonly #onReached: (workflowId: string) => void;
  readonly #set = new Map<string, { readonly at: number; readonly timer: Timer }>();

  constructor(clock: Clock, workflows: WorkflowStore, onReached: (workflowId: string) => void) {
    this.#clock = clock;
    this.#workflows = workflows;
    this.#onReached = onReached;
  }

  /** Sets the timer of a workflow to what comes up next. */
  set(state: WorkflowState): void {
    const { workflowId } = state;
    const at = nextDeadline(state);
    const known = this.#set.get(workflowId);
    if ((known?.at ?? Number.POSITIVE_INFINITY) === at) return;
    known?.timer.cancel();
    if (at === Number.POSITIVE_INFINITY) {
      this.#set.delete(workflowId);
      return;
    }
    const timer = this.#clock.setTimer(at - this.#clock.epochMs(), () => this.#reached(workflowId));
    this.#set.set(workflowId, { at, timer });
  }

  #reached(workflowId: string): void {
    this.#set.delete(workflowId);
    if (this.#workflows.get(workflowId) === undefined) return;
    this.#onReached(workflowId);
    // A clock that cuts long timers has fired too early.
    const after = this.#workflows.get(workflowId);
    if (after !== undefined) this.set(after);
  }

  /**
   * Whether nothing but the end of somebody's patience comes at that time: a timeout of a workflow that waits for a person or a signal,
   * who may still come.
   */
  onlyPatienceEndsAt(epochMs: number): boolean {
    let found = false;
    for (const [workflowId, { at }] of this.#set) {
      if (at > epochMs) continue;
      const tasks = this.#workflows.get(workflowId)?.tasks ?? [];
      if (!tasks.some(waitsForOutside) || tasks.some(({ waitUntil }) => waitUntil > 0 && waitUntil <= epochMs))
        return false;
      found = true;
    }
    return found;
  }
}

function waitsForOutside({ taskType, status, waitUntil }: TaskState): boolean {
  return status === 'IN_PROGRESS' && (taskType === 'HUMAN' || (taskType === 'WAIT' && waitUntil === 0));
}
