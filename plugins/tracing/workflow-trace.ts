import { hash } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

/*
 * The trace of a workflow that nobody has given a context: it follows from the workflow's id alone, so that every process that executes a
 * task of it, and every process that looks for it, knows it without asking.
 *
 *   trace id        the workflow id without its hyphens, if it is a UUID: whoever has the one has the other
 *                   else the first half of its SHA-256
 *   parent span id  the second half of the trace id. This span is never exported: it stands for the workflow, as the one root of the trace
 *   sampled         the workflow id, mixed into 32 bits, is below the ratio as a share of all numbers of 32 bits
 *
 * Cheap enough to do it again for each task: remembering the contexts of workflows costs more.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO_TRACE = '0'.repeat(32);
const ZERO_SPAN = '0'.repeat(16);

/**
 * The context that stands for a workflow: the parent of the spans of its tasks.
 *
 * @param ratio share of the workflows that are sampled, 0 to 1
 */
export function derivedContext(workflowId: string, ratio: number): SpanContext {
  const traceId = traceIdOf(workflowId);
  return { traceId, spanId: parentSpanIdOf(traceId), traceFlags: isSampled(workflowId, ratio) ? 1 : 0, isRemote: true };
}

/**
 * Whether a workflow is of those that are traced: every process decides alike.
 *
 * @param ratio share of the workflows that are sampled, 0 to 1
 */
export function isSampled(workflowId: string, ratio: number): boolean {
  return mixed(workflowId) < ratio * 0x1_0000_0000;
}

/** The trace of a workflow. */
export function traceIdOf(workflowId: string): string {
  if (UUID.test(workflowId)) {
    const id = workflowId.toLowerCase();
    const traceId = id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24);
    // All zero is how "no id" is written. The id of no real workflow, and yet an id.
    if (traceId !== ZERO_TRACE) return traceId;
  }
  return hash('sha256', workflowId).slice(0, 32);
}

/** What stands for the workflow in its trace. */
export function parentSpanIdOf(traceId: string): string {
  const spanId = traceId.slice(16);
  return spanId === ZERO_SPAN ? `${ZERO_SPAN.slice(1)}1` : spanId;
}

/** 32 bits, each of which depends on every character of an id: ids that begin with the time, or end with a number, are spread as well. */
function mixed(id: string): number {
  // FNV-1a, whose upper bits are good, and the finalizer of MurmurHash3, which makes all of them good.
  let bits = 0x811c_9dc5;
  for (let at = 0; at < id.length; at += 1) bits = Math.imul(bits ^ id.charCodeAt(at), 0x0100_0193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
