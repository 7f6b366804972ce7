import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { tracing, type Tracing, type TracingOptions } from '../../../../plugins/tracing/index.js';
import { Bench, type BenchOptions } from '../../../runner/support/bench.js';

/** The real tracing SDK for the tests of a suite: call it in `describe`. Spans are kept in memory. */
export function useTracingSdk() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  before(() => provider.register());
  after(async () => {
    for (const api of [context, trace, propagation]) api.disable();
    await provider.shutdown();
  });
  beforeEach(() => exporter.reset());
  return {
    provider,
    spans: (): readonly ReadableSpan[] => exporter.getFinishedSpans(),
    named: (name: string): readonly ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name),
    /** A runner with the plugin, on a scripted server. */
    bench(options: BenchOptions = {}, given: TracingOptions = {}): { bench: Bench; plugin: Tracing } {
      const plugin = tracing({ tracerProvider: provider, ...given });
      const plugins = [plugin, ...(options.plugins ?? [])];
      return { bench: new Bench({ ...options, plugins, clientPlugins: [plugin] }), plugin };
    },
  };
}
