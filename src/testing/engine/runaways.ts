import { EngineError } from './engine-error.js';
import type { WorkflowState } from './model.js';
import type { WorkflowStore } from './workflow-store.js';

/*
 * Workflows that start each other for ever. A server goes on until somebody stops it, or its disk is full; here that would be the end of the
 * process. Two things are told from what may be meant:
 *
 *   too deep   sub-workflows within one another, or failure workflows of failure workflows: more levels than anybody nests
 *   too many   workflows that the engine starts by itself, one because of the other, before it comes to rest
 *
 * Who asked for one more is refused it. Where that is a sub-workflow, the workflow around it all is terminated too: a failure of its
 * tasks might be repeated, at each of its levels.
 */

/** Levels of sub-workflows in one another. */
export const MOST_LEVELS = 100;
/** Workflows that one request, or one timer, may set off. */
const MOST_SET_OFF = 10_000;

export class Runaways {
  readonly #workflows: WorkflowStore;
  /** What the outermost workflows were stopped for. */
  readonly #stopped = new Map<string, string>();
  readonly #mostSetOff: number;
  #setOff = 0;
  #failures = 0;

  constructor(workflows: WorkflowStore, mostSetOff = MOST_SET_OFF) {
    this.#workflows = workflows;
    this.#mostSetOff = mostSetOff;
  }

  /** The engine has nothing to do: what comes next has another cause. */
  rested(): void {
    this.#setOff = 0;
  }

  /** Counts a workflow that the engine is about to start. @throws EngineError 500 when it is one too many */
  setOff(name: string): void {
    if (++this.#setOff <= this.#mostSetOff) return;
    throw goesOn(`more than ${this.#mostSetOff} workflows have started each other at once, the last of them ${name}`);
  }

  /** Counts a child. @throws EngineError 500 when it is one too many, or too deep: {@link outermost} is to be stopped then */
  child(name: string, parentWorkflowId: string): void {
    const names = [name, ...this.#around(parentWorkflowId).map(({ workflowDefinition }) => workflowDefinition.name)];
    if (names.length > MOST_LEVELS) {
      const last = names.slice(0, 4).reverse().join(' > ');
      throw goesOn(`its sub-workflows are more than ${MOST_LEVELS} levels deep: … > ${last}`);
    }
    this.setOff(name);
  }

  /** Starts a failure workflow, which may fail at once, and have one too. @throws EngineError 500 when that is too deep */
  afterFailure<Result>(name: string, start: () => Result): Result {
    this.setOff(name);
    if (this.#failures >= MOST_LEVELS) {
      throw goesOn(`more than ${MOST_LEVELS} failure workflows have failed at once, the last of them ${name}`);
    }
    this.#failures += 1;
    try {
      return start();
    } finally {
      this.#failures -= 1;
    }
  }

  /** The workflow that has no parent. */
  outermost(workflowId: string): WorkflowState | undefined {
    return this.#around(workflowId).at(-1);
  }

  /** Notes that a workflow was stopped by the engine, for {@link reasonOf}. */
  stopped(workflowId: string, reason: string): void {
    this.#stopped.set(workflowId, reason);
  }

  forget(workflowId: string): void {
    this.#stopped.delete(workflowId);
  }

  /** What a workflow was stopped for; undefined when it was not. */
  reasonOf(workflowId: string): string | undefined {
    return this.#stopped.get(workflowId);
  }

  /** A workflow and those around it, from the inside. */
  #around(workflowId: string): readonly WorkflowState[] {
    const around: WorkflowState[] = [];
    let state = this.#workflows.get(workflowId);
    while (state !== undefined) {
      around.push(state);
      state = state.parentWorkflowId === undefined ? undefined : this.#workflows.get(state.parentWorkflowId);
    }
    return around;
  }
}

function goesOn(reason: string): EngineError {
  return new EngineError(500, `goes on for ever: ${reason}`);
}
