import type { DropReason, TaskOutcome, WorkerIdentity } from '../../src/index.js';
import { FAILURE, SUCCESS, type RunnerCatalogue } from './catalogue.js';
import type { CounterSeries } from './counter.js';
import { errorClass } from './error-class.js';
import type { HistogramSeries } from './histogram.js';
import type { OwnMetrics } from './own-metrics.js';

/** The series of one worker, found once: none is looked up by its labels while tasks run. */
export class WorkerSeries {
  readonly polls: CounterSeries;
  readonly pollSucceeded: HistogramSeries;
  readonly pollFailed: HistogramSeries;
  readonly pollsWithTasks: CounterSeries;
  readonly pollsEmpty: CounterSeries;
  readonly pollsFailed: CounterSeries;
  readonly received: CounterSeries;
  readonly stalls: CounterSeries;
  readonly queueFull: CounterSeries;
  readonly paused: CounterSeries;
  readonly started: CounterSeries;
  readonly scheduleToStart: HistogramSeries;
  readonly executeSucceeded: HistogramSeries;
  readonly executeFailed: HistogramSeries;
  readonly updateSucceeded: HistogramSeries;
  readonly updateFailed: HistogramSeries;
  readonly resultBytes: HistogramSeries;
  readonly late: CounterSeries;
  readonly leaseExtensions: CounterSeries;
  readonly leaseExtensionFailures: CounterSeries;
  readonly leasesLost: CounterSeries;
  readonly #catalogue: RunnerCatalogue;
  readonly #taskType: string;
  /** By the reason of those that were dropped, and by the outcome of all others. */
  readonly #outcomes: Readonly<Record<Exclude<TaskOutcome['outcome'], 'dropped'> | DropReason, CounterSeries>>;

  constructor({ taskType, domain = '' }: WorkerIdentity, catalogue: RunnerCatalogue, own: OwnMetrics) {
    this.#catalogue = catalogue;
    this.#taskType = taskType;
    const ended = (outcome: TaskOutcome['outcome'], reason = ''): CounterSeries =>
      own.outcomes.series(taskType, domain, outcome, reason);
    this.#outcomes = {
      completed: ended('completed'),
      failed: ended('failed'),
      inProgress: ended('inProgress'),
      handedBack: ended('handedBack'),
      cancelled: ended('dropped', 'cancelled'),
      gone: ended('dropped', 'gone'),
      refused: ended('dropped', 'refused'),
      gaveUp: ended('dropped', 'gaveUp'),
      abandoned: ended('dropped', 'abandoned'),
    };
    this.polls = catalogue.polls.series(taskType);
    this.pollSucceeded = catalogue.pollSeconds.series(taskType, SUCCESS);
    this.pollFailed = catalogue.pollSeconds.series(taskType, FAILURE);
    this.pollsWithTasks = own.pollResults.series(taskType, domain, 'tasks');
    this.pollsEmpty = own.pollResults.series(taskType, domain, 'empty');
    this.pollsFailed = own.pollResults.series(taskType, domain, 'failed');
    this.received = own.received.series(taskType, domain);
    this.stalls = own.stalls.series(taskType, domain);
    this.queueFull = catalogue.queueFull.series(taskType);
    this.paused = catalogue.paused.series(taskType);
    this.started = catalogue.executionsStarted.series(taskType);
    this.scheduleToStart = own.scheduleToStart.series(taskType, domain);
    this.executeSucceeded = catalogue.executeSeconds.series(taskType, SUCCESS);
    this.executeFailed = catalogue.executeSeconds.series(taskType, FAILURE);
    this.updateSucceeded = catalogue.updateSeconds.series(taskType, SUCCESS);
    this.updateFailed = catalogue.updateSeconds.series(taskType, FAILURE);
    this.resultBytes = catalogue.resultBytes.series(taskType);
    this.late = own.late.series(taskType, domain);
    this.leaseExtensions = own.leaseExtensions.series(taskType, domain);
    this.leaseExtensionFailures = own.leaseExtensionFailures.series(taskType, domain);
    this.leasesLost = own.leasesLost.series(taskType, domain);
  }

  ended({ outcome, reason, late }: TaskOutcome): void {
    if (outcome !== 'dropped') this.#outcomes[outcome].add(1);
    else if (reason !== undefined) this.#outcomes[reason].add(1);
    if (late) this.late.add(1);
  }

  pollErrors(error: unknown): CounterSeries {
    return this.#catalogue.pollErrors.series(this.#taskType, errorClass(error));
  }

  executeErrors(error: unknown): CounterSeries {
    return this.#catalogue.executeErrors.series(this.#taskType, errorClass(error));
  }

  updateErrors(error: unknown): CounterSeries {
    return this.#catalogue.updateErrors.series(this.#taskType, errorClass(error));
  }
}
