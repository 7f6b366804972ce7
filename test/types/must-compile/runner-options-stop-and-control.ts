import { createConductorClient, TaskRunner, type RunnerHealth, type StopReport } from '../../../src/index.js';
import { createClient } from '../../../generated/client/index.js';

declare function use(...values: readonly unknown[]): void;

const workers = [{ name: 'w', execute: () => ({}) }];

// A client of ours, a plain one of the generated code, or none.
export const runners = [
  new TaskRunner({ workers }),
  new TaskRunner({ workers, client: createConductorClient() }),
  new TaskRunner({ workers, client: createClient() }),
  new TaskRunner({ workers, plugins: [{ name: 'nothing' }], requireServer: true, giveUpAfterMs: 1, maxOutputBytes: 1 }),
];

export async function run(runner: TaskRunner): Promise<StopReport> {
  await runner.start();
  runner.pause('w');
  runner.resume({ name: 'w', domain: 'eu' });
  const health: RunnerHealth = runner.health();
  const [worker] = runner.status().workers;
  const free: number | undefined = worker?.slots.free;
  use(health.healthy, free);
  await runner.stop();
  return runner.stop({ drainMs: 1, abortMs: 1, flushMs: 1 });
}

export async function disposable(): Promise<void> {
  await using runner = new TaskRunner({ workers });
  await runner.start();
}
