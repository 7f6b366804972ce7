import type { TaskOutcome } from '../../src/index.js';
import { boundedCopy } from './bounded-copy.js';
import type { DataOptions } from './options.js';
import { enter, REDACTED, startOf, type Places } from './redaction.js';

/** Makes the fields `inputData` and `outputData` of a record, as far as they were asked for. */
export class TaskData {
  readonly #input: Places | 'redacted' | undefined;
  readonly #output: Places | 'redacted' | undefined;
  readonly #maxBytes: number;

  constructor({ input, output, redact, maxBytes }: Required<DataOptions>) {
    const start = startOf(redact);
    this.#input = input ? enter(start, 'inputData') : undefined;
    this.#output = output ? enter(start, 'outputData') : undefined;
    this.#maxBytes = maxBytes;
  }

  of({ task, result }: Pick<TaskOutcome, 'task' | 'result'>): object {
    return {
      ...(this.#input !== undefined && { inputData: this.#copy(task.inputData, this.#input) }),
      ...(this.#output !== undefined &&
        result?.outputData !== undefined && { outputData: this.#copy(result.outputData, this.#output) }),
    };
  }

  #copy(data: unknown, places: Places | 'redacted'): unknown {
    return places === 'redacted' ? REDACTED : boundedCopy(data, places, this.#maxBytes);
  }
}
