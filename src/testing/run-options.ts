import type { StartWorkflowRequest } from '../../generated/index.js';
import { abortSignal, plainObject, type Rule, type RulesFor, text, wholeNumber } from './check-fields.js';
import { stuckAfter } from './conductor-options.js';
import type { Mocks } from './engine/mock-operations.js';
import { isJsonObject } from './engine/model.js';

/** How a workflow is started. */
export interface StartOptions extends Pick<
  StartWorkflowRequest,
  'version' | 'correlationId' | 'priority' | 'taskToDomain'
> {
  /**
   * Results that take the place of workers, and of what tasks would do themselves (HTTP, KAFKA_PUBLISH, WAIT …), by task reference: one for
   * each attempt. In the format of the server's `POST /workflow/test`, so that one fixture serves both. Another attempt comes after the delay
   * of its retry, by the conductor's clock.
   */
  readonly mocks?: Mocks;
}

/** How a wait ends early. */
export interface WaitOptions {
  /** The wait rejects with its reason when it aborts. The workflow goes on. */
  readonly signal?: AbortSignal;
  /** For this wait, in place of the conductor's own. See `TestConductorOptions.stuckAfterMs`. */
  readonly stuckAfterMs?: number;
  /**
   * How often a loop may go round. One that has done so more often, and is not over four seconds after the wait has begun, is taken to go on
   * for ever: its workflow is terminated, and the wait rejects. Default 1,000.
   */
  readonly mostIterations?: number;
}

/** How a workflow is started and waited for. */
export interface RunOptions extends StartOptions, WaitOptions {}

const HIGHEST_PRIORITY = 99;

const textsByName: Rule = {
  expected: 'an object of texts',
  accepts: (value) => isJsonObject(value) && Object.values(value).every((one) => typeof one === 'string'),
};

/** What a start takes. */
export const startRules: RulesFor<StartOptions> = {
  version: wholeNumber(0),
  correlationId: text,
  priority: wholeNumber(0, { most: HIGHEST_PRIORITY }),
  taskToDomain: textsByName,
  mocks: plainObject,
};

/** What a wait takes. */
export const waitRules: RulesFor<WaitOptions> = {
  signal: abortSignal,
  stuckAfterMs: stuckAfter,
  mostIterations: wholeNumber(1, { orInfinity: true }),
};

/** What a start with a wait takes. */
export const runRules: RulesFor<RunOptions> = { ...startRules, ...waitRules };
