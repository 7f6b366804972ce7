import type { Clock } from '../../time/clock.js';

/** What the engine has still to do by itself before it answers. */
export type Work =
  | { readonly do: 'call'; readonly call: () => void; readonly workflowId: string }
  | { readonly do: 'decide'; readonly workflowId: string }
  | { readonly do: 'run'; readonly workflowId: string; readonly taskId: string };

/** So much is done in one go; then others get a turn, so that a workflow that never rests does not hold the process. */
const MOST_WORK_AT_ONCE = 5_000;

export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly perform: (work: Work) => void;
  /** Nobody waits for what is done here: this is told what goes wrong. */
  readonly onError: (error: unknown, workflowId: string) => void;
  /** Called when all is done. */
  readonly onDone: () => void;
}

/** Work in the order in which it has come up. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #postponed: Work[] = [];
  #work: Work[] = [];
  #isSettling = false;
  #isContinuing = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  /** Whether work was left to another turn. */
  get isContinuing(): boolean {
    return this.#isContinuing;
  }

  later(work: Work): void {
    this.#work.push(work);
  }

  /** Does what has come up, and what comes up because of that. */
  settle(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    try {
      const { perform, onError, onDone } = this.#options;
      let done = 0;
      for (let at = 0; at < this.#work.length; at++) {
        const work = this.#work[at];
        if (work === undefined) continue;
        if (++done > MOST_WORK_AT_ONCE) {
          const rest = this.#work.slice(at);
          this.#work = [];
          for (const one of rest) this.continueLater(one);
          return;
        }
        try {
          perform(work);
        } catch (error) {
          onError(error, work.workflowId);
        }
      }
      this.#work = [];
      onDone();
    } finally {
      this.#isSettling = false;
    }
  }

  /** Leaves work to another turn. */
  continueLater(work: Work): void {
    this.#postponed.push(work);
    if (this.#isContinuing) return;
    this.#isContinuing = true;
    this.#options.clock.setTimer(0, () => {
      this.#isContinuing = false;
      this.#work.push(...this.#postponed.splice(0));
      this.settle();
    });
  }
}
