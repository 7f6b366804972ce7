import { machineTimers } from '../clock/machine-timers.js';
import { EngineError, serverError } from '../engine/engine-error.js';
import type { BlockedWorkflow } from '../engine/workflow-operations.js';
import { json, type ApiAnswer } from './answer.js';
import { errorAnswer } from './error-answer.js';
import type { ApiParts, Call } from './operation.js';
import { taskRun, workflowRun, type ReturnStrategy, type RunContext } from './signal-response.js';

/*
 * Answers when a workflow has come to a stand: it is over, a WAIT without a time is open, or one of the tasks that were asked for is over.
 *
 *   waiting ──a workflow of the tree changes, and it stands──▶ answered
 *      ├─────the time is over──────────────────────────────▶ answered as it is then, marked as timed out
 *      └─────the server's own limit is over────────────────▶ answered 500, without a message
 */

const STRATEGIES: ReadonlySet<string> = new Set<ReturnStrategy>([
  ...(['TARGET_WORKFLOW', 'BLOCKING_WORKFLOW', 'BLOCKING_TASK', 'BLOCKING_TASK_INPUT'] as const),
]);
/** The server gives up a request after that time, whatever it waits for. */
const LONGEST_REQUEST_MS = 30_000;

function isStrategy(text: string): text is ReturnStrategy {
  return STRATEGIES.has(text);
}

/** How much of the workflow is asked for. @throws EngineError 500 as the server, for another word */
export function returnStrategyOf({ query }: Call): ReturnStrategy {
  const wanted = query.get('returnStrategy') ?? '';
  if (wanted === '') return 'TARGET_WORKFLOW';
  if (isStrategy(wanted)) return wanted;
  const type = 'org.conductoross.conductor.model.WorkflowSignalReturnStrategy';
  throw serverError(
    `Method parameter 'returnStrategy': Failed to convert value of type 'java.lang.String' to required type '${type}'; ` +
      `Failed to convert from type [java.lang.String] to type [@org.springframework.web.bind.annotation.RequestParam ${type}] for value [${wanted}]`,
  );
}

export interface BlockAwaited {
  readonly workflowId: string;
  readonly strategy: ReturnStrategy;
  readonly requestId: string;
  /** Waits for the end of these tasks as well. Default: none. */
  readonly refs?: ReadonlySet<string>;
  /** Without any it counts as over at once, wherever the workflow stands. */
  readonly timeoutMs: number;
}

/** Answers at once where there is nothing to wait for. */
export function awaitBlock(parts: ApiParts, awaited: BlockAwaited): ApiAnswer | Promise<ApiAnswer> {
  const { workflows } = parts.engine;
  const { workflowId, refs = new Set<string>(), timeoutMs } = awaited;
  if (timeoutMs <= 0) return timedOutAnswer(parts, awaited);
  const found = workflows.blocking(workflowId, refs);
  if (stands(found)) return blockedAnswer(parts, awaited, found);
  return new Promise((resolve) => {
    let watched = new Set(found.looked);
    let isLooking = false;
    let isAnswered = false;
    const end = (answer: () => ApiAnswer): void => {
      if (isAnswered) return;
      isAnswered = true;
      timer.cancel();
      stopListening();
      resolve(answered(answer));
    };
    const look = (): void => {
      isLooking = false;
      if (isAnswered) return;
      const now = workflows.find(workflowId) === undefined ? undefined : workflows.blocking(workflowId, refs);
      if (now === undefined || stands(now)) end(() => blockedAnswer(parts, awaited, now));
      else watched = new Set(now.looked);
    };
    const stopListening = workflows.onChange((changed) => {
      // Looked at when the operation that changes it has ended.
      if (isLooking || !watched.has(changed)) return;
      isLooking = true;
      machineTimers.queueMicrotask(look);
    });
    const isTooLong = timeoutMs > LONGEST_REQUEST_MS;
    const timer = parts.clock.setTimer(Math.min(timeoutMs, LONGEST_REQUEST_MS), () =>
      end(() => (isTooLong ? errorAnswer(new EngineError(500, '')) : timedOutAnswer(parts, awaited))),
    );
  });
}

function stands({ tasks, isOver }: BlockedWorkflow): boolean {
  return isOver || tasks.length > 0;
}

function answered(answer: () => ApiAnswer): ApiAnswer {
  try {
    return answer();
  } catch (error) {
    return errorAnswer(error);
  }
}

function blockedAnswer(parts: ApiParts, awaited: BlockAwaited, found: BlockedWorkflow | undefined): ApiAnswer {
  const { workflows } = parts.engine;
  const target = workflows.get(awaited.workflowId);
  const context: RunContext = { ...awaited, target, isTimeout: false };
  const [task] = found?.tasks ?? [];
  switch (awaited.strategy) {
    case 'TARGET_WORKFLOW':
      return json(workflowRun(target, context));
    case 'BLOCKING_WORKFLOW':
      return json(workflowRun(found?.workflowId === undefined ? target : workflows.get(found.workflowId), context));
    default:
      if (task === undefined) throw serverError('The mapper [WorkflowSignalResponder] returned a null value.');
      return json(taskRun(task, context));
  }
}

function timedOutAnswer(parts: ApiParts, awaited: BlockAwaited): ApiAnswer {
  const target = parts.engine.workflows.get(awaited.workflowId);
  if (awaited.strategy === 'BLOCKING_TASK' || awaited.strategy === 'BLOCKING_TASK_INPUT') throw serverError('value');
  return json(workflowRun(target, { ...awaited, target, isTimeout: true }));
}
