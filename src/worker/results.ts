import type { TaskResultStatus } from '../../generated/index.js';
import type { LiteralKeeper, Primitive } from './literal-keeper.js';
import type { HandlerResult, OutputObject } from './worker.js';

/**
 * Marks what the functions below return, so that it is never taken for an output, whatever the output's own keys are. A registered
 * symbol: two copies of this package in one process understand each other. Copies made by spreading keep it, JSON leaves it out.
 */
export const explicitResult: unique symbol = Symbol.for('conductor-typescript.explicitResult');

/** What {@link completed} returns. */
export interface CompletedResult<Output = OutputObject> extends HandlerResult<Output> {
  readonly status: 'COMPLETED';
  readonly outputData: Output;
  readonly [explicitResult]: true;
}

/** What {@link failed}, {@link failedTerminally}, {@link inProgress} and {@link canceled} return. */
export interface NotCompletedResult extends HandlerResult<OutputObject> {
  readonly status: Exclude<TaskResultStatus, 'COMPLETED'>;
  readonly [explicitResult]: true;
}

/** What a result may carry beside its status and reason. */
export interface ResultDetails {
  /** Kept by the server with the task: how far the work got. Not checked by an output schema, which is about completed tasks. */
  readonly outputData?: OutputObject;
  /** Lines for the task's log. */
  readonly logs?: HandlerResult['logs'];
}

/** Completes the task. The same as returning the output, but never ambiguous: the output may have a key `status`. */
export function completed(): CompletedResult<Record<string, never>>;
export function completed<Output extends OutputObject, Literal extends Primitive>(
  outputData: Output | LiteralKeeper<Literal>,
): CompletedResult<Output>;
export function completed(outputData: OutputObject = {}): CompletedResult {
  return { status: 'COMPLETED', outputData, [explicitResult]: true };
}

/** Fails this attempt; the server tries again if the task definition has attempts left. Throwing an `Error` does the same. */
export function failed(reasonForIncompletion: string, details?: ResultDetails): NotCompletedResult {
  return { ...details, status: 'FAILED', reasonForIncompletion, [explicitResult]: true };
}

/** Fails the task for good: no further attempt. Throwing a `TerminalError` does the same. */
export function failedTerminally(reasonForIncompletion: string, details?: ResultDetails): NotCompletedResult {
  return { ...details, status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion, [explicitResult]: true };
}

/**
 * Gives the task back to the server, which hands it out again after `callbackAfterSeconds`: for work that goes on elsewhere and is
 * looked at from time to time. No attempt is used up. Without `outputData` the task keeps the output it has.
 *
 * @param details.callbackAfterSeconds whole seconds, 0 or more. Default 60; 0 and 1 are sent as 2, the shortest time in
 * which no server loses the next result.
 */
export function inProgress(details?: ResultDetails & { readonly callbackAfterSeconds?: number }): NotCompletedResult {
  return { ...details, status: 'IN_PROGRESS', [explicitResult]: true };
}

/** Cancels the task, and with it the whole workflow, which ends as TERMINATED. */
export function canceled(reasonForIncompletion: string, details?: ResultDetails): NotCompletedResult {
  return { ...details, status: 'CANCELED', reasonForIncompletion, [explicitResult]: true };
}
