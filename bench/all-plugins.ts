import { pino } from 'pino';
import { dashboard } from '../plugins/dashboard/index.js';
import { health } from '../plugins/health/index.js';
import { logging } from '../plugins/logging/index.js';
import { metrics } from '../plugins/metrics/index.js';
import { tracing } from '../plugins/tracing/index.js';
import type { Plugin } from '../src/index.js';
import { tracerProvider } from './tracer-provider.js';

/**
 * Every plugin, with its defaults where that is possible: metrics and health on ports of their own, nobody looking at the dashboard, a
 * logger at `info`, and OpenTelemetry's SDK up to the exporter.
 *
 * @param ratio share of the workflows that are traced
 */
export function allPlugins(ratio: number): readonly Plugin[] {
  const logger = pino({ level: 'info' }, { write: () => undefined });
  return [
    tracing({ ratio, tracerProvider: tracerProvider() }),
    metrics({ port: 0, host: '127.0.0.1' }),
    logging({ logger }),
    health({ port: 0, host: '127.0.0.1' }),
    dashboard({ port: 0 }),
  ];
}
