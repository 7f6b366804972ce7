export type { PollStyle } from './api/poll-holder.js';
export type {
  AnyClockOptions,
  RealClockOptions,
  TestConductorOptions,
  VirtualClockOptions,
} from './conductor-options.js';
export type { HttpDoor, ListenOptions } from './doors/http-server.js';
export { EngineError } from './engine/engine-error.js';
export type { Mocks } from './engine/mock-operations.js';
export type {
  AnyFault,
  DelayFault,
  FaultKind,
  FaultOptions,
  FaultPoint,
  PlainFault,
  PlayedFault,
  ServerErrorFault,
  TooManyRequestsFault,
} from './faults.js';
export type { ReadonlyWorkflowDef } from './read-definition.js';
export type { RunOptions, StartOptions, WaitOptions } from './run-options.js';
export { runWorker, type RunWorkerOptions, type WorkerRun } from './run-worker.js';
export { createTestConductor, type FinishedWorkflow, type TestConductor } from './test-conductor.js';
export { timelineOf, type Timeline } from './timeline.js';
