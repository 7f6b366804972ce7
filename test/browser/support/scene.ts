import { dashboard, type DashboardOptions } from '../../../plugins/dashboard/index.js';
import { createConductorClient, TaskRunner, type AnyWorker, type ConductorClient } from '../../../src/index.js';
import type { Transport } from '../../../src/client/transport.js';
import { BusyConductor } from './busy-conductor.js';

/** A runner that works, and the page that shows it. */
export class Scene {
  readonly conductor = new BusyConductor();
  readonly runner: TaskRunner;
  readonly page: ReturnType<typeof dashboard>;
  readonly #client: ConductorClient;

  /** @param transport in place of the conductor */
  constructor(workers: readonly AnyWorker[], options: DashboardOptions = {}, transport?: Transport) {
    this.page = dashboard({ port: 0, ...options });
    this.#client = createConductorClient({
      ...{ serverUrl: 'http://conductor.internal:8080/api', auth: false, proxy: false },
      transport: () => transport ?? this.conductor,
    });
    this.runner = new TaskRunner({ client: this.#client, workers, plugins: [this.page] });
    // Heard, so that nothing is said on the terminal.
    this.runner.on('pollFailed', () => undefined);
  }

  get url(): string {
    const { url } = this.page;
    if (url === undefined) throw new Error('the page does not listen');
    return url;
  }

  async stop(): Promise<void> {
    await this.runner.stop({ drainMs: 100, abortMs: 100, flushMs: 100 });
    await this.#client.close();
  }
}

/** A handler that takes between so many milliseconds. */
export function takes(fromMs: number, toMs = fromMs, failing = 0): () => Promise<Record<string, unknown>> {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, fromMs + Math.random() * (toMs - fromMs)));
    if (Math.random() < failing) throw new Error('card declined');
    return { done: true };
  };
}
