import type { RunnerView } from '../snapshot.js';
import type { WorkerFacts } from '../worker-facts.js';

/** What all four glances are made from: pure values, so that each sentence can be tested by itself. */
export interface Facts {
  readonly at: number;
  readonly runners: readonly RunnerView[];
  /** Those of the runners that run. */
  readonly workers: readonly WorkerFacts[];
  /** Tasks in the hands of runners that stop. */
  readonly inHand: number;
  /** How late the event loop was, and over which time that was measured. */
  readonly delay: { readonly p99Ms: number; readonly maxMs: number; readonly overMs: number };
}
