import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { HandlerResult, Task, TaskCall, TaskOutcome, WorkerIdentity } from '../../src/index.js';
import { outcomeAttributes, updateAttributes } from './attributes.js';
import type { OpenTelemetryApi } from './options.js';
import { recordError } from './record-error.js';

/*
 * The spans of one polled task.
 *
 *   state      open spans         what it means                        what moves it
 *   executing  execute            the handler runs                     an attempt to report begins -> reporting · outcome -> over
 *   reporting  execute, update    the first attempt is on its way      answered for good, so with the outcome -> over · refused, and a
 *                                                                      failure is sent in its place -> repeating · failed -> waiting
 *   waiting    none               the next attempt is due in a while:  it begins -> repeating · outcome without a further attempt, told
 *                                 seconds, or hours                    by a span of its own, `outcome` -> over
 *   repeating  update             a later attempt is on its way        as reporting
 *   over       none               –                                    –
 *
 * So no span is open for longer than its handler and one attempt: what lasts hours is told by events and further spans. The outcome stands
 * on the span that was open when it came, so on `execute` unless the report had to be repeated.
 */

/** Spans of a task from the handler to the outcome. */
export class TaskSpans {
  readonly #api: OpenTelemetryApi;
  readonly #tracer: Tracer;
  readonly #identity: WorkerIdentity;
  readonly #task: Task;
  readonly #execute: Span;
  /** In which the handler, the report and the repeats of it run. */
  readonly context: Context;
  #isExecuteOpen = true;
  #update: Span | undefined;

  constructor(api: OpenTelemetryApi, tracer: Tracer, call: TaskCall, execute: Span, parent: Context) {
    this.#api = api;
    this.#tracer = tracer;
    this.#identity = call;
    this.#task = call.task;
    this.#execute = execute;
    this.context = api.trace.setSpan(parent, execute);
  }

  /** The handler returned a result, which may say that it has failed. */
  completed({ status, reasonForIncompletion }: HandlerResult): void {
    this.#execute.setAttribute('conductor.task.status', status);
    if (status === 'COMPLETED' || status === 'IN_PROGRESS') return;
    recordError(this.#api, this.#execute, undefined, reasonForIncompletion ?? status);
  }

  /** It threw, took too long, or got or gave something invalid. */
  failed(error: unknown, { status, reasonForIncompletion }: HandlerResult): void {
    this.#execute.setAttribute('conductor.task.status', status);
    recordError(this.#api, this.#execute, error, reasonForIncompletion);
  }

  event(name: string, attributes: Readonly<Record<string, number | string>> = {}): void {
    if (this.#update !== undefined) this.#update.addEvent(name, attributes);
    // Between two attempts there is no span to tell it on.
    else if (this.#isExecuteOpen) this.#execute.addEvent(name, attributes);
  }

  /** An attempt to report goes out. */
  updateStarted(attempt: number): void {
    // The one before was refused and another result takes its place: a failure that the server may take.
    if (this.#update !== undefined) {
      if (this.#isExecuteOpen) this.#execute.addEvent('update refused', { 'conductor.update.attempt': attempt - 1 });
      this.end();
    }
    this.#update = this.#tracer.startSpan(
      `update ${this.#identity.taskType}`,
      {
        kind: this.#api.SpanKind.CLIENT,
        attributes: updateAttributes(this.#identity, this.#task, attempt),
      },
      this.context,
    );
  }

  /** The server has the result. The span ends with the outcome, which is told next. */
  updateCompleted(bytes: number): void {
    this.#update?.setAttribute('messaging.message.body.size', bytes);
  }

  /** The attempt has failed, and is repeated later: perhaps much later. */
  updateRetried(error: unknown, attempts: number, retryInMs: number): void {
    const details = { 'conductor.update.attempt': attempts, 'conductor.update.retry_in_ms': Math.round(retryInMs) };
    if (this.#isExecuteOpen) this.#execute.addEvent('update retried', details);
    if (this.#update !== undefined) {
      this.#update.addEvent('update retried', details);
      recordError(this.#api, this.#update, error);
    }
    this.end();
  }

  /** The server refuses the result, or nothing more is tried. */
  updateFailed(error: unknown): void {
    if (this.#update !== undefined) recordError(this.#api, this.#update, error);
  }

  /** How it ended. */
  ended({ outcome, reason, late, error }: TaskOutcome): void {
    const attributes: Attributes = { 'conductor.outcome': outcome };
    if (reason !== undefined) attributes['conductor.outcome.reason'] = reason;
    if (late) attributes['conductor.outcome.late'] = true;
    if (!this.#isExecuteOpen && this.#update === undefined) this.#update = this.#startOutcome();
    try {
      this.#update?.setAttributes(attributes);
      if (this.#isExecuteOpen) this.#execute.setAttributes(attributes);
      // A result that nobody has got is a failure, however well the handler did.
      const last = this.#isExecuteOpen ? this.#execute : this.#update;
      if (outcome === 'dropped' && last !== undefined)
        recordError(this.#api, last, error, `dropped: ${reason ?? 'unknown'}`);
    } finally {
      this.end();
    }
  }

  /** Ends what is open. */
  end(): void {
    this.#update?.end();
    this.#update = undefined;
    if (!this.#isExecuteOpen) return;
    this.#isExecuteOpen = false;
    this.#execute.end();
  }

  /** An outcome that came while no attempt was on its way: the server was found to have the result, or nothing more is tried. */
  #startOutcome(): Span {
    return this.#tracer.startSpan(
      `outcome ${this.#identity.taskType}`,
      { attributes: outcomeAttributes(this.#identity, this.#task) },
      this.context,
    );
  }
}
