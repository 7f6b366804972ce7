// Compiled by the package test with skipLibCheck off: each plugin's types, with the peers installed that they are about.
import { TaskRunner, type Plugin } from 'conductor-typescript';
import { dashboard, type DashboardOptions, type DashboardPlugin } from 'conductor-typescript/plugins/dashboard';
import { health, type HealthOptions, type HealthPlugin, type HealthStatus } from 'conductor-typescript/plugins/health';
import { logging, type LoggingOptions } from 'conductor-typescript/plugins/logging';
import { metrics, type Metrics, type MetricsOptions } from 'conductor-typescript/plugins/metrics';
import { tracing, type TracingOptions } from 'conductor-typescript/plugins/tracing';

export interface Options {
  readonly dashboard: DashboardOptions;
  readonly health: HealthOptions;
  readonly logging: LoggingOptions;
  readonly metrics: MetricsOptions;
  readonly tracing: TracingOptions;
}

export function runnerWith(options: Options): TaskRunner {
  const page: DashboardPlugin = dashboard(options.dashboard);
  const probes: HealthPlugin = health(options.health);
  const counted: Metrics = metrics(options.metrics);
  const plugins: readonly Plugin[] = [probes, counted, logging(options.logging), tracing(options.tracing), page];
  const url: string | undefined = page.url ?? probes.url;
  return new TaskRunner({ workers: [{ name: url ?? 'none', execute: () => ({}) }], plugins });
}

export function isReady(status: HealthStatus): boolean {
  // @ts-expect-error -- the declarations are seen, not `any`
  const wrong: string = status.ready;
  return status.runners.every(({ healthy }) => healthy) && wrong === '';
}

// @ts-expect-error -- there is no such option
health({ prot: 8080 });
