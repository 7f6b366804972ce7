import { hash } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

/*
 * The trace of a workflow that nobody has given a context: it follows from the workflow's id alone, so that every process that executes a
 * task of it, and every process that looks for it, knows it without asking.
 *
 *   trace id        the workflow id without its hyphens, if it is a UUID: whoever has the one has the other
 *                   else the first 16 bytes of its SHA-256
 *   parent span id  bytes 16 to 23 of the SHA-256. This span is never exported: it stands for the workflow, as the one root of the trace
 *   sampled         bytes 24 to 27, as a share of all numbers of 32 bits, are below the ratio
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO_TRACE = '0'.repeat(32);
const ZERO_SPAN = '0'.repeat(16);
/** Contexts of the workflows met last: their next task is likely to come soon. Between half as many and this many are known. */
const REMEMBERED = 1_000;

/** Derives the contexts of workflows for one ratio. */
export class WorkflowTraces {
  readonly #ratio: number;
  /**
   * Two tables that are only ever added to, and forgotten as a whole. One that much goes in and out of gets a new table all the time, and
   * V8 keeps alive what was in the outgrown ones (docs/performance.md).
   */
  #lately = new Map<string, SpanContext>();
  #before = new Map<string, SpanContext>();

  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  /** The context that stands for the workflow: the parent of the spans of its tasks. */
  contextOf(workflowId: string): SpanContext {
    const known = this.#lately.get(workflowId);
    if (known !== undefined) return known;
    const context = this.#before.get(workflowId) ?? derivedContext(workflowId, this.#ratio);
    if (this.#lately.size >= REMEMBERED / 2) {
      this.#before = this.#lately;
      this.#lately = new Map();
    }
    this.#lately.set(workflowId, context);
    return context;
  }
}

/** The same without memory. */
export function derivedContext(workflowId: string, ratio: number): SpanContext {
  const hex = hash('sha256', workflowId);
  const traceId = UUID.test(workflowId) ? workflowId.replaceAll('-', '').toLowerCase() : hex.slice(0, 32);
  const spanId = hex.slice(32, 48);
  const isSampled = parseInt(hex.slice(48, 56), 16) < ratio * 0x1_0000_0000;
  return {
    // All zero is how "no id" is written. The id of no real workflow, and yet an id.
    traceId: traceId === ZERO_TRACE ? hex.slice(0, 32) : traceId,
    spanId: spanId === ZERO_SPAN ? `${ZERO_SPAN.slice(1)}1` : spanId,
    traceFlags: isSampled ? 1 : 0,
    isRemote: true,
  };
}
