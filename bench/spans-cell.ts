import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { executeAttributes, updateAttributes } from '../plugins/tracing/attributes.js';
import type { Task, WorkerIdentity } from '../src/index.js';
import { startMeasuredRunner } from './measured-runner.js';
import { TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';
import { tracerProvider } from './tracer-provider.js';

const WORKER: WorkerIdentity = { taskType: TASK_TYPE, workerId: 'bench' };
const PARENT = { traceId: '0'.repeat(31) + '1', spanId: '0'.repeat(15) + '1', traceFlags: TraceFlags.SAMPLED };

/**
 * The plain runner, whose handler makes the two spans that the tracing plugin makes of a task, by hand and at once: what
 * OpenTelemetry's SDK itself costs, without anything of this package to carry the spans from one moment of a task to the next.
 */
export function startWithSpans(settings: SubjectSettings): Promise<Subject> {
  const provider = tracerProvider();
  const tracer = provider.getTracer('bench');
  const makeSpans = (task: Task): void => {
    const parent = trace.setSpanContext(ROOT_CONTEXT, PARENT);
    const attributes = executeAttributes(WORKER, task);
    const execute = tracer.startSpan(`execute ${TASK_TYPE}`, { kind: SpanKind.CONSUMER, attributes }, parent);
    execute.setAttribute('conductor.task.status', 'COMPLETED');
    const update = tracer.startSpan(
      `update ${TASK_TYPE}`,
      { kind: SpanKind.CLIENT, attributes: updateAttributes(WORKER, task, 1) },
      trace.setSpan(parent, execute),
    );
    update.setAttribute('messaging.message.body.size', 200);
    for (const span of [update, execute]) span.setAttribute('conductor.outcome', 'completed').end();
  };
  return startMeasuredRunner(settings, { beforeHandler: makeSpans, cleanUp: () => provider.shutdown() });
}
