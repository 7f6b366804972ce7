import { expectManyListeners } from '../platform.js';
import type { TaskAbortedError, TaskContext } from '../worker/task-context.js';

/** What a context needs from the execution that it belongs to. */
export interface ContextSource {
  readonly workerId: string;
  readonly attempt: number;
  readonly shutdownSignal: AbortSignal;
  log(line: string): void;
}

/** The handler's view of its execution. */
export class ExecutionContext implements TaskContext {
  readonly #source: ContextSource;
  #controller: AbortController | undefined;
  #reason: TaskAbortedError | undefined;

  constructor(source: ContextSource) {
    this.#source = source;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      // A handler may pass it to any number of calls at once.
      expectManyListeners(this.#controller.signal);
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  get shutdownSignal(): AbortSignal {
    return this.#source.shutdownSignal;
  }

  get workerId(): string {
    return this.#source.workerId;
  }

  get attempt(): number {
    return this.#source.attempt;
  }

  /** Made when it is read, so that it can be taken out of the context and costs nothing where nobody logs. */
  get log(): (line: string) => void {
    return (line) => this.#source.log(line);
  }

  /** @internal The first reason counts. */
  abort(reason: TaskAbortedError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
