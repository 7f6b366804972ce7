/** What `orders` says of a workflow that is over: names and fields are the server's. */
export interface WorkflowOutcome {
  readonly status: string;
  readonly output: Readonly<Record<string, unknown>>;
  readonly tasks: readonly {
    readonly referenceTaskName: string;
    readonly status: string;
    readonly retryCount: number;
  }[];
}

/** The last line that `orders` prints. */
export interface OrdersOutcome {
  /** The answer of the call that starts a workflow and waits for its end. */
  readonly executed: { readonly status: string; readonly output: Readonly<Record<string, unknown>> };
  /** Of the workflow for one piece, for ten, and the executed one, for two. */
  readonly outcomes: readonly WorkflowOutcome[];
}

/** The last line that `operations` prints. */
export interface OperationsOutcome {
  /** Of each call what it was for, and its answer or failure. */
  readonly answers: readonly (readonly [string, unknown])[];
}
