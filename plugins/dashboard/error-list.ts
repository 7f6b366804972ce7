import { errorText } from './error-text.js';
import type { Snapshot } from './snapshot.js';
import { cut } from './text.js';

const KEPT = 20;

/** The last `error` events. */
export class ErrorList {
  readonly #showData: boolean;
  readonly #errors: Snapshot['errors'][number][] = [];

  constructor(showData: boolean) {
    this.#showData = showData;
  }

  add(error: unknown, cause: string, at: number): void {
    this.#errors.unshift({ at, cause: cut(cause, 300), text: errorText(error, this.#showData) });
    if (this.#errors.length > KEPT) this.#errors.pop();
  }

  /** The latest first. */
  all(): Snapshot['errors'] {
    return [...this.#errors];
  }
}
