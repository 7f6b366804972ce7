import type { ClientHost, Plugin, RunnerHost } from '../../src/index.js';
import { pathOf, PluginServer, sendText, type Report } from '../shared/plugin-server.js';
import { clientCatalogue, runnerCatalogue } from './catalogue.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { HttpRecorder } from './http-recorder.js';
import { OperationRecorder, RECORDED_ROUTES } from './operation-recorder.js';
import {
  checkOptions,
  listenerOf,
  registryOf,
  type AnyRegistry,
  type Listener,
  type MetricsOptions,
} from './options.js';
import { ownMetrics } from './own-metrics.js';
import { Registrar } from './registrar.js';
import { RunnerGauges } from './runner-gauges.js';
import { RunnerRecorder } from './runner-recorder.js';

export type { AnyRegistry, MetricsOptions, PromClient } from './options.js';

/** The plugin, and where its metrics are. */
export interface Metrics extends Plugin {
  /** Has all metrics; the one that was given, or one of its own. */
  readonly registry: AnyRegistry;
  /** Where Prometheus finds them, as `http://127.0.0.1:9090/metrics`; `undefined` without a `port`, and while it could not be had. */
  readonly url: string | undefined;
  /** What a scrape gets, for a server of your own; its content type is `registry.contentType`. */
  metricsText(): Promise<string>;
}

/**
 * Metrics for Prometheus: those of all Conductor SDKs by the same names, and of each worker's slots, leases and results besides. Needs
 * the package `prom-client`.
 *
 * Give it to the runner, and to a client that you make yourself: requests and starts of workflows are counted there.
 *
 * @throws TypeError or RangeError when an option is wrong; Error when prom-client is not installed
 * @example
 * const runner = new TaskRunner({ workers, plugins: [metrics({ port: 9_090 })] });
 */
export function metrics(options: MetricsOptions = {}): Metrics {
  checkOptions(options);
  const listener = listenerOf(options);
  const registry = registryOf(options);
  const server = listener === undefined ? undefined : scrapeServer(listener, registry);

  const ofRunners = new Registrar(registry);
  const catalogue = runnerCatalogue(ofRunners);
  const own = ownMetrics(ofRunners);
  const ofClients = new Registrar(registry);
  const clientMetrics = clientCatalogue(ofClients);

  const delay = new EventLoopDelay();
  const gauges = new RunnerGauges(catalogue, own, delay);
  const runners = new RunnerRecorder(catalogue, own, clientMetrics);
  const requests = new HttpRecorder(clientMetrics.requestSeconds);
  const operations = new OperationRecorder(clientMetrics);

  return {
    name: 'metrics',
    registry,
    get url() {
      return server?.url === undefined ? undefined : server.url + (listener?.path ?? '');
    },
    metricsText: () => registry.metrics(),
    async setup(host: RunnerHost) {
      tellOf(ofRunners, (error, cause) => host.reportError(error, cause));
      runners.listen(host);
      gauges.add(host);
      host.defer(() => gauges.remove(host));
      try {
        delay.start();
        host.defer(() => delay.stop());
      } catch (error) {
        host.reportError(error, 'the delay of the event loop cannot be measured here');
      }
      if (server === undefined) return;
      host.defer(() => server.close());
      await server.open((error, cause) => host.reportError(error, cause));
    },
    setupClient(host: ClientHost) {
      const report: Report = (error, cause) =>
        host.reportError(new Error(`${cause}: ${String(error)}`, { cause: error }));
      tellOf(ofClients, report);
      host.on('requestCompleted', (event) => requests.record(event));
      host.aroundOperation((operation, next) => operations.around(operation, next), { routes: RECORDED_ROUTES });
      if (server === undefined) return;
      host.defer(() => server.close());
      void server.open(report);
    },
  };
}

/** Tells once which metrics had to be left out; the runner goes on without them. */
function tellOf({ problems }: Registrar, report: Report): void {
  for (const problem of problems.splice(0)) report(problem, 'a metric could not be registered');
}

function scrapeServer({ port, host, path }: Listener, registry: AnyRegistry): PluginServer {
  return new PluginServer({ plugin: 'metrics', port, host }, async (request, response) => {
    if (pathOf(request) !== path) {
      sendText(response, 404, `Metrics are at ${path}\n`);
      return;
    }
    sendText(response, 200, await registry.metrics(), { 'content-type': registry.contentType });
  });
}
