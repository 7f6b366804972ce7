import type { SpanContext } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './options.js';

/** W3C Trace Context, level 1. A later version may have more behind the flags. */
const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** A tracestate longer than this is no use to anyone; the specification asks for 512 characters at least. */
const LONGEST_STATE = 4_096;

/** A context as it travels: `_otel` in the input of a workflow or task. */
export interface TravellingContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

/** Reads what came with a task. `undefined` for anything that is no valid context: an input may hold anything. */
export function readContext(
  api: OpenTelemetryApi,
  { traceparent, tracestate }: Readonly<Record<string, unknown>>,
): SpanContext | undefined {
  const match = typeof traceparent === 'string' ? TRACE_PARENT.exec(traceparent) : null;
  if (match === null) return undefined;
  const [, version = '', traceId = '', spanId = '', flags = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  const context: SpanContext = { traceId, spanId, traceFlags: parseInt(flags, 16) & 1, isRemote: true };
  if (!api.isSpanContextValid(context)) return undefined;
  if (typeof tracestate !== 'string' || tracestate === '' || tracestate.length > LONGEST_STATE) return context;
  return { ...context, traceState: api.createTraceState(tracestate) };
}

/** Writes a context for others to read. */
export function writeContext({ traceId, spanId, traceFlags, traceState }: SpanContext): TravellingContext {
  const flags = (traceFlags & 0xff).toString(16).padStart(2, '0');
  const tracestate = traceState?.serialize();
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    ...(tracestate !== undefined && tracestate !== '' && { tracestate }),
  };
}
