import type { RunnerHost, WorkerStatus } from '../../src/index.js';
import type { RunnerCatalogue } from './catalogue.js';
import type { EventLoopDelay } from './event-loop-delay.js';
import type { OwnGauge, Tell } from './gauge.js';
import type { OwnMetrics } from './own-metrics.js';

const LOOP_STATES: readonly WorkerStatus['state'][] = ['idle', 'burst', 'saturated', 'backoff', 'paused', 'draining'];
const PHASES = ['executing', 'reporting', 'overdue'] as const;

/** Reads what the runners are doing, at each scrape. A runner that has stopped is no longer asked, so that nothing stale is told. */
export class RunnerGauges {
  readonly #hosts = new Set<RunnerHost>();
  readonly #readings: readonly (readonly [OwnGauge, (tell: Tell) => void])[];
  readonly #detach: (() => void)[] = [];
  /** What all gauges of one scrape read. */
  #seen: readonly WorkerStatus[] | undefined;

  constructor(catalogue: RunnerCatalogue, own: OwnMetrics, delay: EventLoopDelay) {
    const ofEach = (tellWorker: (worker: WorkerStatus, tell: Tell) => void) => (tell: Tell) => {
      for (const worker of this.#workers()) tellWorker(worker, tell);
    };
    this.#readings = [
      [catalogue.activeWorkers, ofEach(tellActive)],
      [own.slots, ofEach(tellSlots)],
      [own.inFlight, ofEach(tellInFlight)],
      [own.oldestTask, ofEach(tellOldest)],
      [own.resultsWaiting, ofEach((worker, tell) => tell(worker.pendingResults, ...labelsOf(worker)))],
      [own.loopState, ofEach(tellLoopState)],
      [own.unhealthy, (tell) => this.#tellUnhealthy(tell)],
      [own.eventLoopDelay, (tell) => delay.tell(tell)],
    ];
  }

  /** Asks this runner as well. */
  add(host: RunnerHost): void {
    if (this.#hosts.size === 0) for (const [gauge, read] of this.#readings) this.#detach.push(gauge.read(read));
    this.#hosts.add(host);
  }

  remove(host: RunnerHost): void {
    this.#hosts.delete(host);
    if (this.#hosts.size === 0) for (const detach of this.#detach.splice(0)) detach();
  }

  /** A registry asks all its metrics in one go, before anything else happens. */
  #workers(): readonly WorkerStatus[] {
    if (this.#seen === undefined) {
      this.#seen = [...this.#hosts].flatMap(({ runner }) => runner.status().workers);
      queueMicrotask(() => {
        this.#seen = undefined;
      });
    }
    return this.#seen;
  }

  #tellUnhealthy(tell: Tell): void {
    for (const { runner } of this.#hosts)
      for (const { healthy, taskType, domain = '' } of runner.health().workers) tell(healthy ? 0 : 1, taskType, domain);
  }
}

function labelsOf({ taskType, domain = '' }: WorkerStatus): readonly [string, string] {
  return [taskType, domain];
}

/** A task that has run out of time is in the handler still. */
function tellActive({ taskType, inFlight }: WorkerStatus, tell: Tell): void {
  tell(inFlight.filter(({ phase }) => phase !== 'reporting').length, taskType);
}

function tellSlots(worker: WorkerStatus, tell: Tell): void {
  tell(worker.slots.used, ...labelsOf(worker), 'used');
  tell(worker.slots.free, ...labelsOf(worker), 'free');
}

function tellInFlight(worker: WorkerStatus, tell: Tell): void {
  for (const phase of PHASES)
    tell(worker.inFlight.filter((task) => task.phase === phase).length, ...labelsOf(worker), phase);
}

function tellOldest(worker: WorkerStatus, tell: Tell): void {
  const oldestMs = worker.inFlight.reduce((oldest, { ageMs }) => Math.max(oldest, ageMs), 0);
  tell(oldestMs / 1000, ...labelsOf(worker));
}

function tellLoopState(worker: WorkerStatus, tell: Tell): void {
  for (const state of LOOP_STATES) tell(worker.state === state ? 1 : 0, ...labelsOf(worker), state);
}
