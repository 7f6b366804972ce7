import type { Workflow } from '../../../generated/index.js';
import { isWorkflowOver, type WorkflowState } from './model.js';

/** The workflows that there are. Finished ones beyond `keepFinished` are forgotten, the oldest first, but not those that somebody keeps. */
export class WorkflowStore {
  readonly #states = new Map<string, WorkflowState>();
  readonly #workflowOfTask = new Map<string, string>();
  /** In the order of their end. */
  readonly #finished = new Set<string>();
  readonly #removed = new Map<string, Workflow>();
  /** Those that are not forgotten, and for how many. */
  readonly #kept = new Map<string, number>();
  readonly #keepFinished: number;
  readonly #onForget: (state: WorkflowState) => void;

  constructor(keepFinished: number, onForget: (state: WorkflowState) => void) {
    this.#keepFinished = keepFinished;
    this.#onForget = onForget;
  }

  get(workflowId: string): WorkflowState | undefined {
    return this.#states.get(workflowId);
  }

  workflowOf(taskId: string): WorkflowState | undefined {
    const workflowId = this.#workflowOfTask.get(taskId);
    return workflowId === undefined ? undefined : this.#states.get(workflowId);
  }

  all(): IterableIterator<WorkflowState> {
    return this.#states.values();
  }

  get size(): number {
    return this.#states.size;
  }

  put(state: WorkflowState, created: readonly string[], removed: readonly string[]): void {
    const { workflowId } = state;
    this.#states.set(workflowId, state);
    for (const taskId of created) this.#workflowOfTask.set(taskId, workflowId);
    for (const taskId of removed) this.#workflowOfTask.delete(taskId);
    if (isWorkflowOver(state.status)) this.#finished.add(workflowId);
    else if (this.#finished.size > 0) this.#finished.delete(workflowId);
  }

  /** Does not forget one, which may still have to come, until the function that it returns is called. */
  keep(workflowId: string): () => void {
    this.#kept.set(workflowId, (this.#kept.get(workflowId) ?? 0) + 1);
    let isKept = true;
    return () => {
      if (!isKept) return;
      isKept = false;
      const others = (this.#kept.get(workflowId) ?? 0) - 1;
      if (others > 0) this.#kept.set(workflowId, others);
      else this.#kept.delete(workflowId);
      this.forgetFinished();
    };
  }

  /** Forgets what is too much. A finished child is kept as long as its parent runs. */
  forgetFinished(): void {
    if (this.#finished.size <= this.#keepFinished) return;
    for (const workflowId of this.#finished) {
      if (this.#finished.size <= this.#keepFinished) return;
      if (this.#kept.has(workflowId)) continue;
      const state = this.#states.get(workflowId);
      const parent = state?.parentWorkflowId === undefined ? undefined : this.#states.get(state.parentWorkflowId);
      if (parent !== undefined && !isWorkflowOver(parent.status)) continue;
      if (state !== undefined) this.#onForget(state);
      this.remove(workflowId);
    }
  }

  /** Forgets one, and keeps what searches show of it. Of those as many are kept as of finished ones. */
  archive(record: Workflow): void {
    const { workflowId } = record;
    const state = this.#states.get(workflowId);
    if (state !== undefined) this.#onForget(state);
    this.remove(workflowId);
    this.#removed.set(workflowId, record);
    for (const oldest of this.#removed.keys()) {
      if (this.#removed.size <= this.#keepFinished) break;
      this.#removed.delete(oldest);
    }
  }

  /** Those that were removed. */
  removed(): IterableIterator<Workflow> {
    return this.#removed.values();
  }

  remove(workflowId: string): void {
    const state = this.#states.get(workflowId);
    this.#states.delete(workflowId);
    this.#finished.delete(workflowId);
    for (const { taskId } of state?.tasks ?? []) this.#workflowOfTask.delete(taskId);
  }
}
