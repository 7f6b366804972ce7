import type { TaskOutcome } from '../../src/index.js';
import { boundedCopy } from './bounded-copy.js';
import type { DataOptions } from './options.js';
import type { Fields } from './record-fields.js';
import { enter, REDACTED, startOf, type Places } from './redaction.js';

/** Adds the fields `inputData` and `outputData` to a record, as far as they were asked for. */
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

  addTo(fields: Fields, { task, result }: Pick<TaskOutcome, 'task' | 'result'>): void {
    if (this.#input !== undefined) fields.inputData = this.#copy(task.inputData, this.#input);
    if (this.#output !== undefined && result?.outputData !== undefined)
      fields.outputData = this.#copy(result.outputData, this.#output);
  }

  #copy(data: unknown, places: Places | 'redacted'): unknown {
    return places === 'redacted' ? REDACTED : boundedCopy(data, places, this.#maxBytes);
  }
}
