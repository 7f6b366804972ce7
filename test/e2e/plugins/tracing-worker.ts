/*
 * A process that runs workers with the tracing plugin: one of several that execute the tasks of a workflow.
 *
 *   argv[2]   { serverUrl, taskTypes, ratio } as JSON
 *   stdout    `ready`, and at the end the spans that were exported, as JSON
 *   stdin     its end ends the process
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

import { tracing } from '../../../plugins/tracing/index.js';
import { createConductorClient, TaskRunner } from '../../../src/index.js';

/** What a process says of a span. */
export interface ExportedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly linkedTraceIds: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly pid: number;
}

/** What a process is told. */
export interface TracingWorkerSettings {
  readonly serverUrl: string;
  readonly taskTypes: readonly string[];
  readonly ratio: number;
}

async function main({ serverUrl, taskTypes, ratio }: TracingWorkerSettings): Promise<void> {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  // What a handler calls: tells which context the call came with.
  const called = createServer((request, response) => response.end(request.headers.traceparent ?? 'none'));
  called.listen(0, '127.0.0.1');
  await once(called, 'listening');
  const { port } = called.address() as AddressInfo;

  const execute = async (): Promise<Record<string, unknown>> => {
    const own = trace.getTracer('handler').startSpan('handler work');
    own.end();
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    const response = await fetch(`http://127.0.0.1:${port}`, { headers });
    return { traceparent: await response.text(), pid: process.pid };
  };
  const client = createConductorClient({ serverUrl, auth: false, proxy: false });
  const runner = new TaskRunner({
    client,
    plugins: [tracing({ ratio, tracerProvider: provider })],
    workers: taskTypes.map((name) => ({ name, execute })),
  });
  await runner.start();
  process.stdout.write('ready\n');
  await once(process.stdin.resume(), 'end');
  await runner.stop();
  await client.close();
  called.close();
  const spans = exporter.getFinishedSpans().map((span): ExportedSpan => {
    const { traceId, spanId } = span.spanContext();
    const parentSpanId = span.parentSpanContext?.spanId;
    return {
      ...{ name: span.name, traceId, spanId, attributes: span.attributes, pid: process.pid },
      linkedTraceIds: span.links.map((link) => link.context.traceId),
      ...(parentSpanId !== undefined && { parentSpanId }),
    };
  });
  process.stdout.write(`${JSON.stringify(spans)}\n`);
}

const [, , settings] = process.argv;
if (settings?.startsWith('{') === true) await main(JSON.parse(settings) as TracingWorkerSettings);
