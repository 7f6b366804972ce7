import type { Task } from '../../generated/index.js';
import { TerminalError } from '../worker/terminal-error.js';

/** Fetches what the server keeps aside because it is large. */
export interface ExternalPayloads {
  /** The task with its input in place. Throws what fails the task when there is no way to get it. */
  fetchInput(task: Task): Promise<Task>;
}

/**
 * Fetches nothing. A handler must never see the empty input that such a task is polled with, so the task fails and says why.
 */
export const noExternalPayloads: ExternalPayloads = {
  fetchInput: ({ externalInputPayloadStoragePath: path }) =>
    Promise.reject(
      new TerminalError(
        `the task's input is in external payload storage (${path ?? ''}), which this worker cannot read; ` +
          'pass smaller inputs, or references to where the data is',
      ),
    ),
};
