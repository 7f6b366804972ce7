import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { executeAttributes, updateAttributes } from '../plugins/tracing/attributes.js';
import { createConductorClient, TaskRunner, type Task, type WorkerIdentity } from '../src/index.js';
import { NoOpHandler, TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';
import { tracerProvider } from './tracer-provider.js';

const WORKER: WorkerIdentity = { taskType: TASK_TYPE, workerId: 'bench' };
const PARENT = { traceId: '0'.repeat(31) + '1', spanId: '0'.repeat(15) + '1', traceFlags: TraceFlags.SAMPLED };

/**
 * The plain runner, whose handler makes the two spans that the tracing plugin makes of a task, by hand and at once: what
 * OpenTelemetry's SDK itself costs, without anything of this package to carry the spans from one moment of a task to the next.
 */
export async function startWithSpans({ serverUrl, concurrency }: SubjectSettings): Promise<Subject> {
  const handler = new NoOpHandler();
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
  const client = createConductorClient({ serverUrl, auth: false, proxy: false });
  const runner = new TaskRunner({
    client,
    workers: [
      {
        name: TASK_TYPE,
        concurrency,
        execute: (task) => {
          makeSpans(task);
          return handler.execute();
        },
      },
    ],
  });
  const failures: unknown[] = [];
  runner.on('pollFailed', ({ error }) => void failures.push(error));
  runner.on('taskFailed', ({ error }) => void failures.push(error));
  runner.on('taskDropped', ({ error }) => void failures.push(error));
  await runner.start();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      await runner.stop();
      await client.close();
      await provider.shutdown();
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failures while it was measured`);
    },
  };
}
