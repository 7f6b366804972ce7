export type { PollStyle } from './api/poll-holder.js';
export type { TestConductorOptions } from './conductor-options.js';
export type { HttpDoor, ListenOptions } from './doors/http-server.js';
export { EngineError } from './engine/engine-error.js';
export type { FaultKind, FaultOptions, FaultPoint, PlayedFault } from './faults.js';
export type { RunOptions, StartOptions, WaitOptions } from './run-options.js';
export { runWorker, type RunWorkerOptions, type WorkerRun } from './run-worker.js';
export { createTestConductor, TestConductor, type FinishedWorkflow } from './test-conductor.js';
export { timelineOf, type Timeline } from './timeline.js';
