import type { Plugin } from '../../src/index.js';
import { flush } from './flush.js';
import { checkedOptions, type TracingOptions } from './options.js';
import { RunnerTracing } from './runner-tracing.js';
import { traceStarts } from './start-tracing.js';
import { INPUT_KEY } from './task-context.js';
import { writeContext, type TravellingContext } from './trace-parent.js';

export type { FlushableTracerProvider, OpenTelemetryApi, TracingOptions } from './options.js';
export { tracedSubWorkflow, tracedTaskDef } from './task-context.js';
export type { TravellingContext } from './trace-parent.js';

/** The plugin, and how a start hands its context on. */
export interface Tracing extends Plugin {
  /**
   * The context of the active span, to be spread into the input of a workflow: all tasks of the workflow then belong to that trace. Empty
   * when no span is active.
   *
   * @example
   * await WorkflowResourceService.startWorkflow({ client, body: { name: 'order', input: { ...input, ...traces.traceInput() } } });
   */
  traceInput(): { readonly _otel?: TravellingContext };
}

/**
 * Traces with OpenTelemetry: all tasks of a workflow, in whichever process they are executed, are one trace, with the handler's own spans
 * and requests below them. Needs the package `@opentelemetry/api`; spans are recorded and exported by the SDK that your application
 * registers, and without one nothing is.
 *
 * @throws TypeError or RangeError when an option is wrong; Error when @opentelemetry/api is not installed
 * @example
 * const runner = new TaskRunner({ workers, plugins: [tracing({ ratio: 0.1 })] });
 */
export function tracing(options: TracingOptions = {}): Tracing {
  const { api, ratio, tracerProvider, injectOnStart, flushMs } = checkedOptions(options);
  // The global one finds its SDK by itself, also one that is registered later.
  const tracer = (tracerProvider ?? api.trace).getTracer('conductor-typescript');
  return {
    name: 'tracing',
    traceInput() {
      const context = api.trace.getSpanContext(api.context.active());
      if (context === undefined || !api.isSpanContextValid(context)) return {};
      return { [INPUT_KEY]: writeContext(context) };
    },
    setup(host) {
      new RunnerTracing(api, tracer, ratio).listen(host);
      if (tracerProvider !== undefined) host.defer(() => flush(tracerProvider, flushMs));
    },
    setupClient(host) {
      if (injectOnStart) traceStarts(host, api, tracer);
    },
  };
}
