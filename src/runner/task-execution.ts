import { TaskResourceService, type Task } from '../../generated/index.js';
import type { Client } from '../../generated/client/index.js';
import type { TaskCall } from '../plugin.js';
import { Alarm } from '../time/alarm.js';
import type { Clock } from '../time/clock.js';
import type { TimerWheel } from '../time/timer-wheel.js';
import { failureOf } from '../worker/failure.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import { TaskAbortedError, type TaskAbortCause } from '../worker/task-context.js';
import { TaskLog } from '../worker/task-log.js';
import { TerminalError } from '../worker/terminal-error.js';
import type { HandlerResult } from '../worker/worker.js';
import type { CancellationSource } from './cancellation-source.js';
import { toUpdate } from './encode-update.js';
import type { EventHub } from './event-hub.js';
import type { TaskOutcome, WorkerIdentity } from './events.js';
import { ExecutionContext, type ContextSource } from './execution-context.js';
import type { ExternalPayloads } from './external-payloads.js';
import { handBackOf } from './hand-back.js';
import { Lease, type LeaseOwner } from './lease.js';
import type { PendingResult } from './result-store.js';
import type { Answer, ResultReporter } from './result-reporter.js';
import { classifyUpdateError } from './server-error.js';
import type { TaskStatus } from './status.js';

/*
 * One polled task, from the moment it is ours to its outcome.
 *
 *   state       what it means                                         what moves it
 *   executing   the handler runs, the lease is extended               returned or threw -> reporting · timeoutMs is over -> overdue
 *                                                                     the runner aborts it and it rejects -> reporting (hand-back)
 *                                                                     stop runs out of time -> settled (abandoned)
 *   overdue     FAILED is reported although the handler still runs    answered -> settled
 *   reporting   there is a result; the reporter has it                answered or dropped -> settled · stop runs out of time -> settled
 *   settled     the outcome has been told, once                       –
 *
 * The slot is given back when the task is settled and the handler has ended, whichever comes last: a handler that hangs keeps its slot,
 * so that hung handlers show as a shortage and not as unbounded concurrency.
 */

type ExecutionState = 'executing' | 'overdue' | 'reporting' | 'settled';

/** What executions of one worker share. */
export interface ExecutionParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  readonly hub: EventHub;
  readonly identity: WorkerIdentity;
  readonly worker: ResolvedWorker;
  readonly reporter: ResultReporter;
  readonly shutdownSignal: AbortSignal;
  readonly externalPayloads: ExternalPayloads;
  readonly cancellation: CancellationSource | undefined;
  /** The handler, with the interceptors around it. */
  readonly execute: (call: TaskCall) => HandlerResult | Promise<HandlerResult>;
  /** Wraps handler and report; absent without interceptors. */
  readonly aroundTask: ((call: TaskCall, core: (call: TaskCall) => Promise<TaskOutcome>) => Promise<void>) | undefined;
  /** Runs a function in the async context that the current one was called in: for what the clock calls later. */
  readonly captureContext: () => <Result>(run: () => Result) => Result;
  readonly onSettled: (outcome: TaskOutcome['outcome'], error: unknown) => void;
  /** The execution needs its slot no longer. */
  readonly onEnded: (execution: TaskExecution) => void;
}
