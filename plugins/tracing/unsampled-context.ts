import type { Context, Span, SpanContext } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './options.js';
import { parentSpanIdOf, traceIdOf } from './workflow-trace.js';

/**
 * Makes the OpenTelemetry contexts in which tasks run that are not traced: spans that a handler starts in one are not recorded either, and
 * what it sends to others says so. Most tasks have one and few ask it anything, so that all it has is worked out when it is asked.
 */
export function unsampledContexts({ trace, ROOT_CONTEXT }: OpenTelemetryApi): (workflowId: string) => Context {
  const spanKey = keyOfSpans(trace, ROOT_CONTEXT);

  class UnsampledContext implements Context {
    readonly #workflowId: string;
    #span: Span | undefined;

    constructor(workflowId: string) {
      this.#workflowId = workflowId;
    }

    getValue(key: symbol): unknown {
      return key === spanKey ? (this.#span ??= trace.wrapSpanContext(unsampled(this.#workflowId))) : undefined;
    }

    setValue(key: symbol, value: unknown): Context {
      return this.#whole().setValue(key, value);
    }

    deleteValue(key: symbol): Context {
      return this.#whole().deleteValue(key);
    }

    #whole(): Context {
      return trace.setSpanContext(ROOT_CONTEXT, unsampled(this.#workflowId));
    }
  }

  return (workflowId) => new UnsampledContext(workflowId);
}

/** As `derivedContext` of a workflow that is not sampled. */
function unsampled(workflowId: string): SpanContext {
  const traceId = traceIdOf(workflowId);
  return { traceId, spanId: parentSpanIdOf(traceId), traceFlags: 0, isRemote: true };
}

/** Under which key a context keeps its span: the API tells it to whoever is given one to keep. */
function keyOfSpans(trace: OpenTelemetryApi['trace'], root: Context): symbol {
  let key: symbol | undefined;
  const asked: Context = {
    getValue: () => undefined,
    setValue: (given) => {
      key = given;
      return root;
    },
    deleteValue: () => root,
  };
  trace.setSpanContext(asked, { traceId: '', spanId: '', traceFlags: 0 });
  if (key === undefined) throw new Error('OpenTelemetry keeps no span in a context');
  return key;
}
