import type { RunnerHost } from '../../src/index.js';
import { ErrorList } from './error-list.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { glancesOf } from './glances/glances.js';
import type { DashboardSettings } from './options.js';
import type { Snapshot, Update } from './snapshot.js';
import { TaskRing } from './task-ring.js';
import { WatchedRunner, type RunnerReading } from './watched-runner.js';

/** Everything that the page shows, from the first runner that has the plugin until the last one has stopped. */
export class Board {
  readonly #settings: DashboardSettings;
  readonly #now: () => number;
  readonly #tasks: TaskRing;
  readonly #errors: ErrorList;
  readonly #delay = new EventLoopDelay();
  readonly #runners: WatchedRunner[] = [];
  readonly #onMoreToShow: () => void;
  #running = 0;

  /** @param onMoreToShow there are workers that no snapshot has told of yet */
  constructor(settings: DashboardSettings, now: () => number, onMoreToShow: () => void) {
    this.#settings = settings;
    this.#now = now;
    this.#onMoreToShow = onMoreToShow;
    this.#tasks = new TaskRing(settings);
    this.#errors = new ErrorList(settings.showData);
  }

  /** Begins to watch a runner. The returned function ends that, and tells whether it was the last one. */
  watch(host: RunnerHost): () => 'more' | 'last' {
    const runner = new WatchedRunner(this.#runners.length, host, {
      now: this.#now,
      tasks: this.#tasks,
      errors: this.#errors,
      onStarted: this.#onMoreToShow,
    });
    this.#runners.push(runner);
    this.#running += 1;
    if (this.#running === 1) this.#delay.start(this.#now());
    return () => {
      runner.freeze();
      this.#running -= 1;
      if (this.#running > 0) return 'more';
      this.#delay.stop();
      return 'last';
    };
  }

  /** Everything, and what has changed, of the same moment. What has changed is taken: it is not told a second time. */
  read(): { readonly snapshot: () => Snapshot; readonly update: () => Update } {
    const runners = this.#runners.map((runner) => runner.read());
    const common = this.#common(runners);
    return {
      snapshot: () => ({
        ...common,
        workers: runners.flatMap(({ workers }) => workers.map(({ record, now }) => record.withPast(now, common.at))),
        tasks: this.#tasks.all(),
      }),
      update: () => ({
        ...common,
        workers: runners.flatMap(({ workers }) => workers.map(({ now }) => now)),
        tasks: this.#tasks.takeChanged(),
      }),
    };
  }

  #common(runners: readonly RunnerReading[]): Omit<Snapshot, 'workers' | 'tasks'> {
    const at = this.#now();
    const { intervalMs } = this.#settings;
    // Not quite the interval: a timer may be early by a little.
    const delay = this.#delay.read(at, intervalMs / 2);
    const { p50Ms, p99Ms, maxMs } = delay;
    return {
      at,
      intervalMs,
      glances: glancesOf({
        at,
        runners: runners.map(({ view }) => view),
        workers: runners
          .flatMap(({ view, workers }) => (view.state === 'running' ? workers : []))
          .map(({ facts }) => facts),
        inHand: runners.reduce((sum, { view, workers }) => sum + (view.state === 'stopping' ? tasksOf(workers) : 0), 0),
        delay,
      }),
      process: {
        pid: process.pid,
        startedAt: Math.round(Date.now() - process.uptime() * 1000),
        node: process.version,
        rssBytes: process.memoryUsage.rss(),
        eventLoop: { p50Ms, p99Ms, maxMs },
      },
      runners: runners.map(({ view }) => view),
      tasksSkipped: this.#tasks.skipped,
      errors: this.#errors.all(),
    };
  }
}

function tasksOf(workers: RunnerReading['workers']): number {
  return workers.reduce((sum, { facts }) => sum + facts.inHand, 0);
}
