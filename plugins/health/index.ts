import type { Plugin } from '../../src/index.js';
import { PluginServer } from '../shared/plugin-server.js';
import { answerProbe } from './answer-probe.js';
import { checkOptions, type HealthOptions } from './options.js';
import { WatchedRunner } from './watched-runner.js';

export type { HealthOptions } from './options.js';
export type { HealthStatus, InFlightCounts, RunnerReport, WorkerReport } from './health-status.js';

/** What {@link health} returns. */
export interface HealthPlugin extends Plugin {
  /** Where it listens, as `http://127.0.0.1:8082`; `undefined` while it does not: before the runner starts, after it has stopped, or while the port is taken. */
  readonly url: string | undefined;
}

/**
 * Answers the probes of whoever runs the process, Kubernetes for example: `GET /livez`, `/readyz` and `/status`.
 *
 * `/livez` is 503 when a restart would help, `/readyz` is 200 while every runner has work done, `/status` is JSON for people. Give the
 * same object to all runners of a process: they are ready when each of them is.
 *
 * @throws TypeError or RangeError for an option that cannot be meant
 * @example
 * const runner = new TaskRunner({ workers, plugins: [health(), metrics()] });
 */
export function health(options: HealthOptions = {}): HealthPlugin {
  const runners = new Set<WatchedRunner>();
  const server = new PluginServer({ plugin: 'health', ...checkOptions(options) }, (request, response) =>
    answerProbe([...runners], request, response),
  );
  return {
    name: 'health',
    get url() {
      return server.url;
    },
    async setup(host) {
      const watched = new WatchedRunner(host);
      runners.add(watched);
      host.defer(() => {
        runners.delete(watched);
        return server.close();
      });
      await server.open((error, cause) => host.reportError(error, cause));
    },
  };
}
