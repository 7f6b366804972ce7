import type { Context, Link, SpanOptions, Tracer } from '@opentelemetry/api';
import type { PollCompleted, RunnerHost, Task, TaskCall, TaskOutcome } from '../../src/index.js';
import { executeAttributes, pollAttributes } from './attributes.js';
import type { OpenTelemetryApi } from './options.js';
import { spansOfTasks, type SpansOfTasks } from './spans-of-task.js';
import { isUntraced, traceOf } from './task-context.js';
import { TaskSpans } from './task-spans.js';
import { unsampledContexts } from './unsampled-context.js';

/** One of them for each task. What `next` resolves to would be the same, but an interceptor of another plugin may hold it up. */
const OUTCOMES = ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const;

/** Traces what one runner polls, executes and reports. */
export class RunnerTracing {
  readonly #api: OpenTelemetryApi;
  readonly #tracer: Tracer;
  readonly #ratio: number;
  readonly #unsampled: (workflowId: string) => Context;
  readonly #spans: SpansOfTasks;

  constructor(api: OpenTelemetryApi, tracer: Tracer, ratio: number, spans = spansOfTasks()) {
    this.#api = api;
    this.#tracer = tracer;
    this.#ratio = ratio;
    this.#unsampled = unsampledContexts(api);
    this.#spans = spans;
  }

  listen(host: RunnerHost): void {
    const spansOf = (task: Task): TaskSpans | undefined => this.#spans.of(task);
    host.aroundTask((call, next) => this.#task(call, next));
    host.on('pollCompleted', (poll) => this.#polled(poll));
    host.on('executionCompleted', ({ task, result }) => spansOf(task)?.completed(result));
    host.on('executionFailed', ({ task, error, result }) => spansOf(task)?.failed(error, result));
    host.on('updateStarted', ({ task, attempt }) => spansOf(task)?.updateStarted(attempt));
    host.on('updateCompleted', ({ task, bytes }) => spansOf(task)?.updateCompleted(bytes));
    host.on('updateRetried', ({ task, error, attempts, retryInMs }) =>
      spansOf(task)?.updateRetried(error, attempts, retryInMs),
    );
    host.on('updateFailed', ({ task, error }) => spansOf(task)?.updateFailed(error));
    host.on('leaseExtensionFailed', ({ task, leaseLeftMs }) =>
      spansOf(task)?.event('lease extension failed', { 'conductor.lease.left_ms': Math.round(leaseLeftMs) }),
    );
    host.on('leaseLost', ({ task }) => spansOf(task)?.event('lease lost'));
    for (const event of OUTCOMES) host.on(event, (outcome) => this.#ended(outcome));
  }

  /** A span for a poll that brought tasks. Those that bring nothing are no part of any workflow, and there are many. */
  #polled(poll: PollCompleted): void {
    const { SpanKind, ROOT_CONTEXT, TraceFlags } = this.#api;
    const links: Link[] = [];
    for (const task of poll.tasks) {
      if (isUntraced(task, this.#ratio)) continue;
      const { parent } = traceOf(this.#api, task, this.#ratio);
      if ((parent.traceFlags & TraceFlags.SAMPLED) !== 0) links.push({ context: parent });
    }
    if (links.length === 0) return;
    const startTime = Date.now() - poll.durationMs;
    const attributes = pollAttributes(poll);
    this.#tracer
      .startSpan(`poll ${poll.taskType}`, { kind: SpanKind.CLIENT, startTime, links, attributes }, ROOT_CONTEXT)
      .end();
  }

  #task(call: TaskCall, next: (call: TaskCall) => Promise<TaskOutcome>): Promise<TaskOutcome> {
    const { trace, context, SpanKind, ROOT_CONTEXT, TraceFlags } = this.#api;
    // What the handler does belongs to a trace that is not recorded: it must not begin one of its own.
    if (isUntraced(call.task, this.#ratio)) {
      return context.with(this.#unsampled(call.task.workflowInstanceId), next, undefined, call);
    }
    const { parent, parentWorkflowId, parentTrace } = traceOf(this.#api, call.task, this.#ratio);
    const parentContext = trace.setSpanContext(ROOT_CONTEXT, parent);
    if ((parent.traceFlags & TraceFlags.SAMPLED) === 0) return context.with(parentContext, next, undefined, call);
    const attributes = executeAttributes(call, call.task);
    const options: SpanOptions = { kind: SpanKind.CONSUMER, attributes };
    if (parentWorkflowId !== undefined) attributes['conductor.parent_workflow.id'] = parentWorkflowId;
    if (parentTrace !== undefined) options.links = [{ context: parentTrace }];
    const execute = this.#tracer.startSpan(`execute ${call.taskType}`, options, parentContext);
    // No SDK, or a sampler of its own that says no.
    if (!execute.isRecording()) {
      return context.with(trace.setSpan(parentContext, execute), next, undefined, call);
    }
    const spans = new TaskSpans(this.#api, this.#tracer, call, execute, parentContext);
    this.#spans.keep(call.task, spans);
    return context.with(spans.context, next, undefined, call);
  }

  #ended(outcome: TaskOutcome): void {
    const spans = this.#spans.of(outcome.task);
    if (spans === undefined) return;
    this.#spans.forget(outcome.task);
    spans.ended(outcome);
  }
}
