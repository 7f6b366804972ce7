import type {
  LoopStalled,
  RunnerHealth,
  RunnerHost,
  RunnerStatus,
  Unsubscribe,
  WorkerIdentity,
  WorkerStatus,
} from '../../src/index.js';
import { oneLine } from './one-line.js';

/*
 * What probes ask of one runner.
 *
 *   the runner is   /livez                          /readyz
 *   starting        200                             503
 *   running         503 if a worker is wedged       503 if a worker has never had an answer to a poll, or makes no progress
 *   stopping        200: stop() always ends         503, from the moment stop() is called
 *   stopped         nothing: it is watched no more
 *
 * Wedged is what only a restart ends: a poll that is not over long after its own deadline, or handlers past their timeoutMs in all slots.
 * A server that cannot be reached makes no worker wedged. Restarting every pod because of it would give it the more to do when it is back.
 */

/** One runner, as probes see it. */
export class WatchedRunner {
  readonly #host: RunnerHost;
  /** Workers whose polls have never succeeded, by key. */
  readonly #unproven: Set<string>;
  /** When the polls that do not end were sent, in milliseconds since 1970, by the worker's key. */
  readonly #stalled = new Map<string, number>();

  constructor(host: RunnerHost) {
    this.#host = host;
    this.#unproven = new Set(host.runner.workers.map(keyOf));
    // Both cost nothing once all workers have polled and while no poll hangs, which is nearly always.
    const unsubscribe = host.on('pollCompleted', (worker) => {
      this.#unproven.delete(keyOf(worker));
      if (this.#unproven.size === 0) unsubscribe();
    });
    host.on('loopStalled', (event) => this.#stall(event));
  }

  status(): RunnerStatus {
    return this.#host.runner.status();
  }

  health(): RunnerHealth {
    return this.#host.runner.health();
  }

  /** Why a restart would help, a line each; empty when it would not. */
  wedges(): readonly string[] {
    const { state, workers } = this.status();
    if (state !== 'running') return [];
    return workers.flatMap((worker) => {
      const reason = this.#wedge(worker);
      return reason === undefined ? [] : [`${labelOf(worker)}: ${reason}`];
    });
  }

  /** What keeps it from being ready, a line each. */
  obstacles(): readonly string[] {
    const { state, workers } = this.status();
    if (state !== 'running') return [`the runner is ${state}`];
    const { workers: healths } = this.health();
    return workers.flatMap((worker, index) => {
      const reason = healths[index]?.reason ?? this.#doubt(worker);
      return reason === undefined ? [] : [`${labelOf(worker)}: ${oneLine(reason)}`];
    });
  }

  #wedge(worker: WorkerStatus): string | undefined {
    // Nothing is expected of it, and a restart would end the pause.
    if (worker.state === 'paused') return undefined;
    const sentAt = this.#stalled.get(keyOf(worker));
    if (sentAt !== undefined)
      return `the poll sent at ${new Date(sentAt).toISOString()} has not ended, long after its deadline`;
    const { slots, inFlight } = worker;
    const overdue = inFlight.filter(({ phase }) => phase === 'overdue').length;
    if (slots.total > 0 && overdue >= slots.total)
      return `all ${slots.total} slots are held by handlers that go on after their timeoutMs`;
    return undefined;
  }

  /** A worker is given the time of a poll before it counts as unhealthy; until then nobody knows whether it gets through. */
  #doubt(worker: WorkerStatus): string | undefined {
    if (worker.state === 'paused' || !this.#unproven.has(keyOf(worker))) return undefined;
    const { error } = worker.lastPoll ?? {};
    return `no poll has been answered yet${error === undefined ? '' : `; the last one failed: ${oneLine(error)}`}`;
  }

  /** Told once per poll that stalls. Ends are listened for only while there is such a poll: there are many of them. */
  #stall(event: LoopStalled): void {
    if (this.#stalled.size === 0) {
      const over = (worker: WorkerIdentity): void => {
        this.#stalled.delete(keyOf(worker));
        if (this.#stalled.size === 0) for (const unsubscribe of ends) unsubscribe();
      };
      const ends: readonly Unsubscribe[] = [this.#host.on('pollCompleted', over), this.#host.on('pollFailed', over)];
    }
    this.#stalled.set(keyOf(event), Date.now() - event.pollAgeMs);
  }
}

/** Tells the workers of one runner apart. A task type has no slash. */
function keyOf({ taskType, domain = '' }: WorkerIdentity): string {
  return `${taskType}/${domain}`;
}

function labelOf({ taskType, domain }: WorkerIdentity): string {
  return domain === undefined ? taskType : `${taskType} in domain ${domain}`;
}
