/**
 * The SDK for Conductor: {@link TaskRunner} runs workers, {@link createConductorClient} makes the client that the generated services
 * (`TaskResourceService`, `WorkflowResourceService` …) are called with.
 *
 * @packageDocumentation
 */

// The server's API: services, their options and answers, the model. By star, so that a new version of the server needs no edit here.
export * from '../generated/index.js';
export type { Client, RequestResult, ServerSentEventsResult } from '../generated/client/index.js';

// Client
export { createConductorClient } from './client/create-conductor-client.js';
export type { ConductorClient } from './client/conductor-client.js';
export type { ClientConfig } from './client/client-config.js';
export type { AuthOptions, HeaderAuthOptions, KeyAuthOptions, TokenAuthOptions } from './client/auth/auth-options.js';
export type { CallOptions, RetryOptions } from './client/request-options.js';
export type { JsonCodec } from './client/json-codec.js';
export type { TlsOptions, TlsSetting } from './client/tls-setting.js';
export type { ProxySetting } from './client/proxy-setting.js';

export { ConductorError } from './client/errors/conductor-error.js';
export { ConductorApiError } from './client/errors/conductor-api-error.js';
export type { ApiErrorDetails } from './client/errors/conductor-api-error.js';
export { ConductorConfigError } from './client/errors/conductor-config-error.js';
export { ConductorConnectionError } from './client/errors/conductor-connection-error.js';
export { ConductorTimeoutError } from './client/errors/conductor-timeout-error.js';
export { isClientFault, notFoundKind } from './client/errors/server-answers.js';

export { fetchTransport } from './client/fetch-transport.js';
export { poolTransport } from './client/pool-transport.js';
export { TransportFailure } from './client/transport-failure.js';
export type { TransportFailureKind } from './client/transport-failure.js';
export type {
  Lane,
  Transport,
  TransportFactory,
  TransportHeaders,
  TransportRequest,
  TransportResponse,
  TransportSettings,
  TransportStream,
} from './client/transport.js';

// Workers
export { defineWorker } from './worker/define-worker.js';
export type { DefinedReturn, DefinedWorker, OutputSchema, WorkerDefinition } from './worker/define-worker.js';
export type {
  AnyWorker,
  HandlerResult,
  HandlerReturn,
  OutputData,
  OutputObject,
  StatusTuple,
  StatusWord,
  Worker,
  WorkerSettings,
  WorkerTask,
} from './worker/worker.js';
export { canceled, completed, failed, failedTerminally, inProgress } from './worker/results.js';
export type { CompletedResult, NotCompletedResult, ResultDetails } from './worker/results.js';
export { TerminalError } from './worker/terminal-error.js';
export { TaskAbortedError } from './worker/task-context.js';
export type { TaskAbortCause, TaskContext } from './worker/task-context.js';
export { getTaskContext } from './worker/current-task-context.js';
export type {
  SchemaInput,
  SchemaIssue,
  SchemaOutput,
  SchemaResult,
  StandardSchemaV1,
} from './worker/standard-schema.js';

// Runner
export { TaskRunner } from './runner/task-runner.js';
export type { RunnerPartOverrides, TaskRunnerOptions } from './runner/runner-options.js';
export type {
  DropReason,
  ExecutionCompleted,
  ExecutionFailed,
  ExecutionStarted,
  LeaseExtended,
  LeaseExtensionFailed,
  LeaseLost,
  LoopStalled,
  LoopState,
  LoopStateChanged,
  PollCompleted,
  PollFailed,
  PollStarted,
  RunnerError,
  RunnerEventName,
  RunnerEvents,
  RunnerListener,
  RunnerStarted,
  RunnerStopping,
  TaskEvent,
  TaskLogged,
  TaskOutcome,
  UpdateCompleted,
  UpdateFailed,
  UpdateRetried,
  UpdateStarted,
  WorkerIdentity,
  WorkerMisconfigured,
} from './runner/events.js';
export type { RunnerHealth, WorkerHealth } from './runner/health.js';
export type { LastPoll, RunnerStatus, TaskStatus as TaskInHand, WorkerStatus } from './runner/status.js';
export type { StopOptions, StopReport } from './runner/stop-report.js';

// Plugins
export type { Plugin, PollCall, RunnerControl, RunnerHost, RunnerInfo, TaskCall, WorkerSelector } from './plugin.js';
export type { ClientHost, Operation, RequestCompleted } from './client/client-host.js';
export type { ClientPlugin } from './client/client-plugin.js';
export type { Around, Unsubscribe } from './interceptor.js';

// Parts of a runner or client that other code can take the place of
export type { CancellationSource } from './runner/cancellation-source.js';
export type { EncodedUpdate } from './runner/encode-update.js';
export type { ExternalPayloads } from './runner/external-payloads.js';
export type { HandlerHost } from './runner/handler-host.js';
export type { PendingResult, ResultStore } from './runner/result-store.js';
export type { SlotSupplier } from './runner/slots.js';
export type { UpdateRoute } from './runner/update-route.js';
export type { ResolvedWorker } from './worker/resolved-worker.js';
export type { Clock, Timer } from './time/clock.js';
export type { Random } from './time/random.js';
