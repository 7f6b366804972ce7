const FEW = 64;

/** Tasks that workers have. What became of them is looked up when somebody asks, so that it costs next to nothing otherwise. */
export class TasksInHand {
  readonly #isInProgress: (taskId: string) => boolean;
  readonly #handedOut = new Set<string>();
  #sweepAt = FEW;

  constructor(isInProgress: (taskId: string) => boolean) {
    this.#isInProgress = isInProgress;
  }

  handedOut(taskId: string): void {
    this.#handedOut.add(taskId);
    if (this.#handedOut.size > this.#sweepAt) this.#sweepAt = Math.max(FEW, 2 * this.#sweep());
  }

  /** The answer that should have brought it was lost: nobody has it. */
  lost(taskId: string): void {
    this.#handedOut.delete(taskId);
  }

  get count(): number {
    return this.#sweep();
  }

  #sweep(): number {
    for (const taskId of this.#handedOut) if (!this.#isInProgress(taskId)) this.#handedOut.delete(taskId);
    return this.#handedOut.size;
  }
}
