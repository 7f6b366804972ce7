import type * as OpenTelemetry from '@opentelemetry/api';
import type { Tracer, TracerOptions, TracerProvider } from '@opentelemetry/api';
import { loadPeer } from '../shared/load-peer.js';
import { checkOptionNames } from '../shared/check-option-names.js';

/** The package `@opentelemetry/api`. */
export type OpenTelemetryApi = typeof OpenTelemetry;

/** Where spans come from; one with `forceFlush` is flushed when the runner stops. */
export interface FlushableTracerProvider extends TracerProvider {
  /** Gives the tracer by which spans begin. */
  getTracer(name: string, version?: string, options?: TracerOptions): Tracer;
  forceFlush?(): Promise<void>;
}

/** Options of {@link tracing}. */
export interface TracingOptions {
  /**
   * Share of the workflows that are traced, from 0 to 1. Default 1. Decided by the workflow's id, so that every process decides alike and
   * a workflow is traced as a whole or not at all. A context that came with the workflow has decided already: this does not count then.
   */
  readonly ratio?: number;
  /** Default: the global one, whenever it is registered. One that is given is flushed when the runner stops. */
  readonly tracerProvider?: FlushableTracerProvider;
  /**
   * Whether workflows that are started through a client with this plugin get the current trace's context into their input, as `_otel`.
   * Default false: it changes the input.
   */
  readonly injectOnStart?: boolean;
  /** How long an exporter may take when the runner stops, in milliseconds. Default 3,000. */
  readonly flushMs?: number;
  /** `await import('@opentelemetry/api')`: for bundlers, which do not see what is loaded at first use. */
  readonly api?: OpenTelemetryApi;
}

/** What a timer of Node can wait for. A longer one would end at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** With every default filled in. */
export interface TracingSettings {
  readonly ratio: number;
  readonly tracerProvider: FlushableTracerProvider | undefined;
  readonly injectOnStart: boolean;
  readonly flushMs: number;
  readonly api: OpenTelemetryApi;
}

const NAMES = ['ratio', 'tracerProvider', 'injectOnStart', 'flushMs', 'api'];

/** @throws TypeError or RangeError that names the option and its value; Error when the package is not installed */
export function checkedOptions(options: TracingOptions): TracingSettings {
  checkOptionNames('tracing', options, NAMES);
  const { ratio = 1, tracerProvider, injectOnStart = false, flushMs = 3_000 } = options;
  if (typeof ratio !== 'number' || !(ratio >= 0 && ratio <= 1))
    throw new RangeError(`tracing: ratio must be a number from 0 to 1, got ${shown(ratio)}`);
  if (typeof flushMs !== 'number' || !(flushMs >= 0 && flushMs <= LONGEST_TIMER_MS))
    throw new RangeError(
      `tracing: flushMs must be a number of milliseconds from 0 to ${LONGEST_TIMER_MS}, got ${shown(flushMs)}`,
    );
  if (typeof injectOnStart !== 'boolean')
    throw new TypeError(`tracing: injectOnStart must be true or false, got ${shown(injectOnStart)}`);
  if (tracerProvider !== undefined && !hasGetTracer(tracerProvider))
    throw new TypeError(
      `tracing: tracerProvider must have getTracer(), as the SDK’s providers do, got ${shown(tracerProvider)}`,
    );
  const api: unknown = options.api ?? loadPeer('tracing', '@opentelemetry/api');
  if (!isApi(api)) throw new TypeError(`tracing: api must be the package @opentelemetry/api, got ${shown(api)}`);
  return { ratio, tracerProvider, injectOnStart, flushMs, api };
}

function hasGetTracer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'getTracer' in value && typeof value.getTracer === 'function';
}

function isApi(value: unknown): value is OpenTelemetryApi {
  return typeof value === 'object' && value !== null && 'trace' in value && 'context' in value && 'SpanKind' in value;
}

/** A text in quotes, so that `"0.5"` is not taken for 0.5, and of what is no plain value its kind. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
