import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import { logging, type LoggingOptions } from '../../../plugins/logging/index.js';
import type { Plugin, WorkerTask } from '../../../src/index.js';
import { loseRequest } from '../../runner/support/answers.js';
import { Bench } from '../../runner/support/bench.js';
import { pinoInMemory, type LogRecord } from './support/records.js';

/** As a plugin that traces does: a span around handler and report. */
const spans: Plugin = {
  name: 'spans',
  setup(host) {
    const tracer = trace.getTracer('test');
    host.aroundTask((call, next) =>
      tracer.startActiveSpan(`execute ${call.taskType}`, (span) => next(call).finally(() => span.end())),
    );
  },
};

async function runTask(options: LoggingOptions = {}, plugins: readonly Plugin[] = [spans]): Promise<LogRecord[]> {
  const { logger, records } = pinoInMemory('trace');
  const logs = logging({ logger, ...options });
  const execute = (task: WorkerTask): Error => {
    logs.forTask(task).info({}, 'charging');
    return new Error('no card');
  };
  const bench = new Bench({ worker: { execute }, plugins: [...plugins, logs] });
  bench.server.script('update', loseRequest);
  await bench.start();
  bench.server.queue('charge');
  await bench.pass(2_000);
  await bench.stop();
  return records;
}

describe('trace ids in records', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

  before(() => provider.register());
  after(async () => {
    context.disable();
    trace.disable();
    propagation.disable();
    await provider.shutdown();
  });
  beforeEach(() => exporter.reset());

  it('are those of the span that is around the task, in every record about it', async () => {
    const records = await runTask({ taskLogs: true });
    const [span] = exporter.getFinishedSpans();
    const expected = {
      trace_id: span?.spanContext().traceId,
      span_id: span?.spanContext().spanId,
      trace_flags: '01',
    };
    expect(expected.trace_id).to.match(/^[0-9a-f]{32}$/);
    const aboutTask = records.filter(({ taskId }) => taskId !== undefined);
    expect(new Set(aboutTask.map(({ event, msg }) => event ?? msg))).to.deep.equal(
      new Set([
        ...['executionStarted', 'charging', 'executionFailed', 'updateStarted', 'updateRetried', 'updateCompleted'],
        'taskFailed',
      ]),
    );
    for (const record of aboutTask) expect(record, record.event).to.include(expected);
  });

  it('are in no record about a worker or the runner', async () => {
    const records = await trace.getTracer('test').startActiveSpan('main', async (span) => {
      const written = await runTask();
      span.end();
      return written;
    });
    const others = records.filter(({ taskId }) => taskId === undefined);
    expect(others.map(({ event }) => event)).to.include.members(['started', 'pollCompleted', 'stopped']);
    for (const record of others) expect(record).to.not.have.any.keys('trace_id', 'span_id', 'trace_flags');
  });

  it('are absent when they are switched off', async () => {
    for (const record of await runTask({ traceIds: false }))
      expect(record).to.not.have.any.keys('trace_id', 'span_id', 'trace_flags');
  });

  it('are absent when nothing traces', async () => {
    for (const record of await runTask({}, []))
      expect(record).to.not.have.any.keys('trace_id', 'span_id', 'trace_flags');
  });

  it('are absent when the span is none that could be found: tracing is installed, but not set up', async () => {
    trace.disable();
    try {
      for (const record of await runTask()) expect(record).to.not.have.any.keys('trace_id', 'span_id', 'trace_flags');
    } finally {
      trace.setGlobalTracerProvider(provider);
    }
  });
});
