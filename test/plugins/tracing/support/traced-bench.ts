import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import { tracing, type Tracing, type TracingOptions } from '../../../../plugins/tracing/index.js';
import { Bench, type BenchOptions } from '../../../runner/support/bench.js';

/**
 * The real tracing SDK for the tests of a suite: call it in `describe`. Spans are kept in memory. After each test none of them is open,
 * and the SDK has complained of nothing: of a span that was used after its end, for example.
 */
export function useTracingSdk() {
  const exporter = new InMemorySpanExporter();
  const open = new OpenSpans();
  const complaints: string[] = [];
  const provider = new NodeTracerProvider({ spanProcessors: [open, new SimpleSpanProcessor(exporter)] });
  before(() => {
    const complain = (message: string): void => void complaints.push(message);
    const ignore = (): void => undefined;
    diag.setLogger(
      { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
      DiagLogLevel.WARN,
    );
    provider.register();
  });
  after(async () => {
    for (const api of [context, trace, propagation, diag]) api.disable();
    await provider.shutdown();
  });
  beforeEach(() => exporter.reset());
  afterEach(() => {
    expect(open.names).to.deep.equal([]);
    expect(complaints.splice(0)).to.deep.equal([]);
  });
  return {
    provider,
    /** The names of those that have not ended. */
    open: (): readonly string[] => open.names,
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

/** Spans that have begun and not ended. */
class OpenSpans implements SpanProcessor {
  readonly #open = new Map<string, string>();

  get names(): readonly string[] {
    return [...this.#open.values()];
  }

  onStart(span: ReadableSpan): void {
    this.#open.set(span.spanContext().spanId, span.name);
  }

  onEnd(span: ReadableSpan): void {
    this.#open.delete(span.spanContext().spanId);
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}
