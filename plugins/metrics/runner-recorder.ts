import type {
  PollFailed,
  RunnerHost,
  Task,
  TaskOutcome,
  UpdateFailed,
  UpdateRetried,
  WorkerIdentity,
} from '../../src/index.js';
import type { ClientCatalogue, RunnerCatalogue } from './catalogue.js';
import type { OwnMetrics } from './own-metrics.js';
import { WorkerSeries } from './worker-series.js';

/** Counts what the runners tell. */
export class RunnerRecorder {
  readonly #catalogue: RunnerCatalogue;
  readonly #own: OwnMetrics;
  readonly #payloads: ClientCatalogue['externalPayloads'];

  constructor(catalogue: RunnerCatalogue, own: OwnMetrics, { externalPayloads }: ClientCatalogue) {
    this.#catalogue = catalogue;
    this.#own = own;
    this.#payloads = externalPayloads;
  }

  listen(host: RunnerHost): void {
    const of = this.#workersOf(host);
    this.#listenToPolls(host, of);
    this.#listenToTasks(host, of);
    this.#listenToUpdates(host, of);
    host.on('leaseExtended', (event) => of(event).leaseExtensions.add(1));
    host.on('leaseExtensionFailed', (event) => of(event).leaseExtensionFailures.add(1));
    host.on('leaseLost', (event) => of(event).leasesLost.add(1));
  }

  /** Two look-ups by identity per event: there is no text to be built of type and domain. */
  #workersOf({ runner }: RunnerHost): (worker: WorkerIdentity) => WorkerSeries {
    const types = new Map<string, Map<string | undefined, WorkerSeries>>();
    const of = (worker: WorkerIdentity): WorkerSeries => {
      let ofType = types.get(worker.taskType);
      if (ofType === undefined) types.set(worker.taskType, (ofType = new Map<string | undefined, WorkerSeries>()));
      let series = ofType.get(worker.domain);
      if (series === undefined) {
        series = new WorkerSeries(worker, this.#catalogue, this.#own);
        ofType.set(worker.domain, series);
      }
      return series;
    };
    // Counters begin at 0: what first appears as 1 was no increase to Prometheus.
    for (const worker of runner.workers) of(worker);
    return of;
  }

  #listenToPolls(host: RunnerHost, of: (worker: WorkerIdentity) => WorkerSeries): void {
    host.on('pollStarted', (event) => of(event).polls.add(1));
    host.on('pollCompleted', (event) => {
      const series = of(event);
      series.pollSucceeded.observe(event.durationMs / 1000);
      series.received.add(event.received);
      (event.received > 0 ? series.pollsWithTasks : series.pollsEmpty).add(1);
    });
    const pollFailed = (event: PollFailed): void => {
      const series = of(event);
      series.pollFailed.observe(event.durationMs / 1000);
      series.pollsFailed.add(1);
      series.pollErrors(event.error).add(1);
    };
    // A count tells nobody what is wrong.
    host.on('pollFailed', pollFailed, { passive: true });
    host.on('loopStateChanged', (event) => {
      if (event.to === 'saturated' && event.freeSlots === 0) of(event).queueFull.add(1);
    });
    host.on('loopStalled', (event) => of(event).stalls.add(1));
    host.on('workerPaused', (event) => of(event).paused.add(1));
  }

  #listenToTasks(host: RunnerHost, of: (worker: WorkerIdentity) => WorkerSeries): void {
    host.on('executionStarted', (event) => {
      const series = of(event);
      series.started.add(1);
      series.scheduleToStart.observe(event.scheduleToStartMs / 1000);
      if (event.task.externalInputPayloadStoragePath !== undefined)
        this.#payloads.series(event.taskType, 'READ', 'TASK_INPUT').add(1);
    });
    host.on('executionCompleted', (event) => of(event).executeSucceeded.observe(event.executeMs / 1000));
    host.on('executionFailed', (event) => {
      const series = of(event);
      series.executeFailed.observe(event.executeMs / 1000);
      series.executeErrors(event.error).add(1);
    });
    const ended = (event: TaskOutcome): void => of(event).ended(event);
    host.on('taskCompleted', ended);
    host.on('taskFailed', ended);
    host.on('taskInProgress', ended);
    host.on('taskHandedBack', ended);
    host.on('taskDropped', ended);
  }

  /**
   * Each attempt counts once, although it may be told of several times: as retried and then, when nothing more is tried or the server
   * turns out to have the result all the same, as failed or completed.
   */
  #listenToUpdates(host: RunnerHost, of: (worker: WorkerIdentity) => WorkerSeries): void {
    /** The last attempt that was counted as failed; of the few tasks that have one. */
    const failedAttempts = new WeakMap<Task, number>();
    const failed = (event: UpdateRetried | UpdateFailed): void => {
      if (failedAttempts.get(event.task) === event.attempts) return;
      failedAttempts.set(event.task, event.attempts);
      const series = of(event);
      series.updateFailed.observe(event.attemptMs / 1000);
      series.updateErrors(event.error).add(1);
    };
    host.on('updateRetried', failed);
    host.on('updateFailed', failed);
    host.on('updateCompleted', (event) => {
      const series = of(event);
      series.resultBytes.observe(event.bytes);
      if (failedAttempts.get(event.task) !== event.attempts) series.updateSucceeded.observe(event.attemptMs / 1000);
    });
  }
}
