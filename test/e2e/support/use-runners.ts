import type { AnyWorker, ClientConfig, ConductorClient, RunnerError, TaskOutcome } from '../../../src/index.js';
import { createConductorClient, TaskRunner } from '../../../src/index.js';
import type { TaskRunnerOptions } from '../../../src/runner/runner-options.js';
import { serverUrl } from './server-url.js';
import { until } from './until.js';

/** A runner, and what it has told so far. */
export interface ObservedRunner {
  readonly runner: TaskRunner;
  /** One per polled task, in the order they were told. */
  readonly outcomes: readonly TaskOutcome[];
  /** `error` events. */
  readonly errors: readonly RunnerError[];
  /** Waits until at least `count` outcomes have been told: the server may show a result before its answer has arrived here. */
  readonly told: (count: number) => Promise<readonly TaskOutcome[]>;
}

export interface Runners {
  /** A client for the server under test, closed after the suite. */
  client(): ConductorClient;
  /** Another client, closed after the suite. */
  anotherClient(config: ClientConfig): ConductorClient;
  /** Starts a runner, which is stopped after the suite unless the test has done so. Uses `client()` unless the options say otherwise. */
  start(workers: readonly AnyWorker[], options?: Partial<TaskRunnerOptions>): Promise<ObservedRunner>;
  /** The same without starting it. */
  create(workers: readonly AnyWorker[], options?: Partial<TaskRunnerOptions>): ObservedRunner;
}

/** Clients and runners for the tests of a suite: call it in `describe`. Whatever happens in the tests, nothing of them outlives the suite. */
export function useRunners(): Runners {
  const clients: ConductorClient[] = [];
  const runners: TaskRunner[] = [];
  let shared: ConductorClient | undefined;

  after('stop the runners and close the clients', async () => {
    await Promise.all(runners.map((runner) => runner.stop({ drainMs: 0, abortMs: 500, flushMs: 2_000 })));
    await Promise.all(clients.map((client) => client.close()));
  });

  const anotherClient = (config: ClientConfig): ConductorClient => {
    const client = createConductorClient({ auth: false, proxy: false, ...config });
    clients.push(client);
    return client;
  };
  const client = (): ConductorClient => (shared ??= anotherClient({ serverUrl: serverUrl() }));
  const create = (workers: readonly AnyWorker[], options: Partial<TaskRunnerOptions> = {}): ObservedRunner => {
    const runner = new TaskRunner({ client: client(), ...options, workers });
    runners.push(runner);
    const outcomes: TaskOutcome[] = [];
    const errors: RunnerError[] = [];
    for (const event of ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const)
      runner.on(event, (outcome) => void outcomes.push(outcome));
    runner.on('error', (error) => void errors.push(error));
    const told = (count: number): Promise<readonly TaskOutcome[]> =>
      until(
        `${count} outcomes`,
        () => Promise.resolve(outcomes),
        ({ length }) => length >= count,
        10_000,
        (seen) => seen.map(({ outcome, task }) => `${outcome} ${task.taskId}`).join(', '),
      );
    return { runner, outcomes, errors, told };
  };
  return {
    client,
    anotherClient,
    create,
    async start(workers, options) {
      const observed = create(workers, options);
      await observed.runner.start();
      return observed;
    },
  };
}
