import type { Client } from '../../generated/client/index.js';
import type { Plugin } from '../plugin.js';
import type { Clock } from '../time/clock.js';
import type { Random } from '../time/random.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import type { AnyWorker } from '../worker/worker.js';
import type { CancellationSource } from './cancellation-source.js';
import type { ExternalPayloads } from './external-payloads.js';
import type { HandlerHost } from './handler-host.js';
import type { ResultStore } from './result-store.js';
import type { SlotSupplier } from './slots.js';
import type { UpdateRoute } from './update-route.js';

/** What a runner is made of. */
export interface TaskRunnerOptions {
  /** Each polls for its own task definition, or for one domain of it. */
  readonly workers: readonly AnyWorker[];
  /**
   * The connection to the server; the caller closes it. Default: one made from the environment (`CONDUCTOR_SERVER_URL` …), which
   * `stop()` closes. Any client of the generated type will do; deadlines and lanes need one of `createConductorClient`.
   */
  readonly client?: Client;
  readonly plugins?: readonly Plugin[];
  /** Whether `start()` rejects when the server does not answer. Default false: polling begins once it does. */
  readonly requireServer?: boolean;
  /** How long a result is repeated without an answer, in milliseconds. Default one hour. */
  readonly giveUpAfterMs?: number;
  /** Larger outputs fail their task here, with a reason. Default 10,485,760: what the server takes unless it is set up otherwise. */
  readonly maxOutputBytes?: number;
  /** Other parts in place of the runner's own. */
  readonly parts?: RunnerPartOverrides;
}

/** The places where other code can take over; each has a default. */
export interface RunnerPartOverrides {
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Where jitter comes from. */
  readonly random?: Random;
  /** Default: a fixed number of slots, the worker's `concurrency`. */
  readonly createSlots?: (worker: ResolvedWorker) => SlotSupplier;
  /** Default: results are held in memory. */
  readonly createResultStore?: (worker: ResolvedWorker) => ResultStore;
  /** How results are sent first. Default: `POST /tasks`. */
  readonly updateRoute?: UpdateRoute;
  /** Where handlers run. Default: here. */
  readonly handlerHost?: HandlerHost;
  /** Who reads what the server keeps aside. Default: nobody; such a task fails and says so. */
  readonly externalPayloads?: ExternalPayloads;
  /** Who tells of tasks that are no longer wanted. Default: nobody. */
  readonly cancellation?: CancellationSource;
}
