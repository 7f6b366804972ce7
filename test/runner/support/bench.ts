import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import type { ConductorClient } from '../../../src/client/conductor-client.js';
import type { Plugin } from '../../../src/plugin.js';
import type { RunnerEventName } from '../../../src/runner/events.js';
import type { RunnerPartOverrides, TaskRunnerOptions } from '../../../src/runner/runner-options.js';
import type { StopOptions, StopReport } from '../../../src/runner/stop-report.js';
import { TaskRunner } from '../../../src/runner/task-runner.js';
import type { AnyWorker } from '../../../src/worker/worker.js';
import { ManualClock } from '../../time/manual-clock.js';
import { RecordedEvents } from './recorded-events.js';
import { ScriptedServer } from './scripted-server.js';

/** What a test may want different. */
export interface BenchOptions extends Omit<TaskRunnerOptions, 'workers' | 'parts' | 'client'> {
  /** One worker, `charge`, unless a test names its own. */
  readonly worker?: Partial<AnyWorker>;
  readonly workers?: readonly AnyWorker[];
  readonly parts?: Omit<RunnerPartOverrides, 'clock'>;
  /** Plugins of the client. */
  readonly clientPlugins?: readonly Plugin[];
  /** Events that nobody shall listen for. */
  readonly unheard?: readonly RunnerEventName[];
}

/** A runner on a scripted server in memory, on a clock that a test moves. */
export class Bench {
  readonly clock = new ManualClock();
  readonly server = new ScriptedServer(this.clock);
  readonly client: ConductorClient;
  readonly runner: TaskRunner;
  readonly events: RecordedEvents;

  constructor({ worker, workers, parts, clientPlugins = [], unheard = [], ...options }: BenchOptions = {}) {
    this.client = createConductorClient({
      ...{ serverUrl: 'http://scripted', auth: false, proxy: false, clock: this.clock, plugins: clientPlugins },
      transport: () => this.server.transport,
    });
    const one: AnyWorker = { name: 'charge', workerId: 'me', execute: () => ({ paid: true }), ...worker };
    this.runner = new TaskRunner({
      ...options,
      client: this.client,
      workers: workers ?? [one],
      // The upper end of each jitter, so that a wait is as long as its policy allows.
      parts: { random: () => 0.999_999, ...parts, clock: this.clock },
    });
    this.events = new RecordedEvents(this.runner, unheard);
  }

  /** Starts, and lets what is ready happen. */
  async start(): Promise<this> {
    await this.until(this.runner.start());
    await this.pass(0);
    return this;
  }

  /** Moves time on. */
  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  stop(options?: StopOptions): Promise<StopReport> {
    return this.until(this.runner.stop(options));
  }

  /** Moves time on until a promise has settled; fails if that takes longer than `limitMs`. */
  async until<Value>(promise: Promise<Value>, limitMs = 120_000): Promise<Value> {
    const state = { isOver: false };
    const over = (): void => {
      state.isOver = true;
    };
    promise.then(over, over);
    await this.pass(0);
    for (let waitedMs = 0; !state.isOver;) {
      const stepMs = this.clock.nextTimerInMs;
      if (stepMs === undefined) throw new Error('the promise waits, but no timer is set that could end it');
      waitedMs += stepMs;
      if (waitedMs > limitMs) throw new Error(`the promise has not settled within ${limitMs} ms`);
      await this.pass(stepMs);
    }
    return promise;
  }

  /** The state of the only worker. */
  get status() {
    const [worker] = this.runner.status().workers;
    if (worker === undefined) throw new Error('the runner has no workers yet');
    return worker;
  }
}
