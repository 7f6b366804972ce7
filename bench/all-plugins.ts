import { BatchSpanProcessor, InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { pino } from 'pino';
import { dashboard } from '../plugins/dashboard/index.js';
import { health } from '../plugins/health/index.js';
import { logging } from '../plugins/logging/index.js';
import { metrics } from '../plugins/metrics/index.js';
import { tracing } from '../plugins/tracing/index.js';
import type { Plugin } from '../src/index.js';

/**
 * Every plugin, with its defaults where that is possible: metrics and health on ports of their own, nobody looking at the dashboard, a
 * logger at `info`, and a tracing SDK whose exporter throws every span away, so that what is measured is up to the exporter.
 */
export function allPlugins(): readonly Plugin[] {
  const ratio = Number(process.env.BENCH_TRACE_RATIO ?? '1');
  const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new Forgetful())] });
  provider.register();
  const logger = pino({ level: 'info' }, { write: () => undefined });
  return [
    tracing({ ratio, tracerProvider: provider }),
    metrics({ port: 0, host: '127.0.0.1' }),
    logging({ logger }),
    health({ port: 0, host: '127.0.0.1' }),
    dashboard({ port: 0 }),
  ];
}

/** Takes every span and keeps none. */
class Forgetful extends InMemorySpanExporter {
  override export(...[, done]: Parameters<InMemorySpanExporter['export']>): void {
    super.export([], done);
  }
}
