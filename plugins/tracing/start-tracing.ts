import type { ClientHost, Operation } from '../../src/index.js';
import type { Tracer } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './options.js';
import { recordError } from './record-error.js';
import { INPUT_KEY } from './task-context.js';
import { writeContext, type TravellingContext } from './trace-parent.js';

/** A request whose body is the input itself. */
const BY_NAME = 'POST /workflow/{name}';
const ROUTES = ['POST /workflow', BY_NAME, 'POST /workflow/execute/{name}/{version}'];

/** Gives workflows that are started the context of the span that starts them. */
export function traceStarts(host: ClientHost, api: OpenTelemetryApi, tracer: Tracer): void {
  const { trace, context, SpanKind } = api;
  host.aroundOperation(
    async (operation, next) => {
      const name = workflowTypeOf(operation);
      const attributes = {
        'messaging.system': 'conductor',
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'start',
        'messaging.destination.name': name,
        'conductor.workflow.type': name,
      };
      const span = tracer.startSpan(`start ${name}`, { kind: SpanKind.PRODUCER, attributes });
      try {
        const active = trace.setSpan(context.active(), span);
        const spanContext = span.spanContext();
        const traced = api.isSpanContextValid(spanContext)
          ? withContext(operation, writeContext(spanContext))
          : operation;
        const answer = await context.with(active, next, undefined, traced);
        const workflowId = typeof answer === 'string' ? answer : isRecord(answer) ? answer.workflowId : undefined;
        if (typeof workflowId === 'string') span.setAttribute('conductor.workflow.id', workflowId);
        return answer;
      } catch (error) {
        recordError(api, span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    { routes: ROUTES },
  );
}

/** The operation with the context in its input. The caller's objects stay as they are, and a context of his own is left alone. */
function withContext(operation: Operation, travelling: TravellingContext): Operation {
  const { route, body } = operation;
  if (route === BY_NAME) {
    const input = withKey(body, travelling);
    return input === undefined ? operation : { ...operation, body: input };
  }
  if (!isRecord(body)) return operation;
  const input = withKey(body.input, travelling);
  return input === undefined ? operation : { ...operation, body: { ...body, input } };
}

/** A copy of the input with the context. `undefined` where there is one, and for what is no object: that is for the server to refuse. */
function withKey(input: unknown, travelling: TravellingContext): Readonly<Record<string, unknown>> | undefined {
  if (input === undefined || input === null) return { [INPUT_KEY]: travelling };
  if (!isRecord(input) || INPUT_KEY in input || typeof input.toJSON === 'function') return undefined;
  return { ...input, [INPUT_KEY]: travelling };
}

function workflowTypeOf({ route, path, body }: Operation): string {
  const name = route === 'POST /workflow' && isRecord(body) ? body.name : path.name;
  return typeof name === 'string' ? name : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
