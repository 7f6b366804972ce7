import type { Span } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './options.js';

/** Marks a span as failed, with what made it fail. Whatever that is: handlers throw anything. */
export function recordError(api: OpenTelemetryApi, span: Span, error: unknown, message?: string): void {
  const isError = error instanceof Error;
  if (isError) span.recordException(error);
  const text = message ?? (isError ? error.message : typeof error === 'string' ? error : 'failed');
  span.setStatus({ code: api.SpanStatusCode.ERROR, message: text });
  const name = isError ? (error as { name?: unknown }).name : undefined;
  span.setAttribute('error.type', typeof name === 'string' && name !== '' ? name : '_OTHER');
}
