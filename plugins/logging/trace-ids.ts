import type * as OpenTelemetry from '@opentelemetry/api';
import { loadPeerIfInstalled } from '../shared/load-peer.js';

/** The names that OpenTelemetry gives these fields in logs that are not its own. */
export interface TraceFields {
  readonly trace_id: string;
  readonly span_id: string;
  readonly trace_flags: string;
}

/** Says which span is active, if OpenTelemetry is installed and traces. */
export type ActiveSpan = () => TraceFields | undefined;

/** Looks for OpenTelemetry; `undefined` when it is not installed. */
export function findActiveSpan(): ActiveSpan | undefined {
  const api = loadPeerIfInstalled('@opentelemetry/api');
  if (!isApi(api)) return undefined;
  return () => {
    const span = api.trace.getActiveSpan();
    if (span === undefined) return undefined;
    const context = span.spanContext();
    if (!api.isSpanContextValid(context)) return undefined;
    const { traceId, spanId, traceFlags } = context;
    return { trace_id: traceId, span_id: spanId, trace_flags: traceFlags.toString(16).padStart(2, '0') };
  };
}

function isApi(value: unknown): value is typeof OpenTelemetry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'trace' in value &&
    'isSpanContextValid' in value &&
    typeof value.isSpanContextValid === 'function'
  );
}
