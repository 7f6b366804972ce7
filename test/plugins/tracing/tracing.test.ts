import { readFileSync } from 'node:fs';

import * as api from '@opentelemetry/api';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';

import { tracedSubWorkflow, tracedTaskDef, tracing } from '../../../plugins/tracing/index.js';
import { RunnerTracing } from '../../../plugins/tracing/runner-tracing.js';
import { spansOfTasks } from '../../../plugins/tracing/spans-of-task.js';
import { TaskSpans } from '../../../plugins/tracing/task-spans.js';
import { derivedContext } from '../../../plugins/tracing/workflow-trace.js';
import {
  completed,
  failed,
  getTaskContext,
  inProgress,
  TaskResourceService,
  type Task,
  type TaskContext,
  WorkflowResourceService,
  type Plugin,
} from '../../../src/index.js';
import { loseAnswer, loseRequest, refuse } from '../../runner/support/answers.js';
import { Bench } from '../../runner/support/bench.js';
import { useTracingSdk } from './support/traced-bench.js';

const WORKFLOW = 'f9a44f7d-263b-4870-a009-ef30c6c9dcf8';
const TRACE_OF_WORKFLOW = 'f9a44f7d263b4870a009ef30c6c9dcf8';
const TRAVELLED = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

describe('tracing()', () => {
  const sdk = useTracingSdk();
  const guide = readFileSync(new URL('../../../docs/tracing.md', import.meta.url), 'utf8');
  const [own, foreign] = [/^(execute|update|outcome|poll|start) /, new Set(['exception'])];
  afterEach('the guide names each attribute and event', () => {
    const spans = sdk.spans().filter(({ name }) => own.test(name));
    const attributes = spans.flatMap((span) => Object.keys(span.attributes));
    const events = spans.flatMap((span) => span.events.map(({ name }) => name)).filter((name) => !foreign.has(name));
    for (const name of new Set([...attributes, ...events])) expect(guide).to.include(`\`${name}\``);
  });
  const only = (name: string): ReadableSpan => {
    const [span, ...others] = sdk.named(name);
    if (span === undefined || others.length > 0) throw new Error(`${others.length + (span ? 1 : 0)} spans ${name}`);
    return span;
  };

  describe('the spans of a task', () => {
    it('are an execution, and a report below it, in the trace of the workflow', async () => {
      const { bench } = sdk.bench({ worker: { domain: 'eu' } });
      await bench.start();
      bench.server.queue('charge', {
        domain: 'eu',
        workflowInstanceId: WORKFLOW,
        workflowType: 'order',
        referenceTaskName: 'pay',
        retryCount: 1,
        correlationId: 'c-1',
      });
      await bench.pass(0);
      const execute = only('execute charge');
      expect(execute.kind).to.equal(SpanKind.CONSUMER);
      expect(execute.spanContext().traceId).to.equal(TRACE_OF_WORKFLOW);
      expect(execute.parentSpanContext).to.deep.include(derivedContext(WORKFLOW, 1));
      expect(execute.attributes).to.deep.equal({
        'messaging.system': 'conductor',
        'messaging.operation.type': 'process',
        'messaging.operation.name': 'execute',
        'messaging.destination.name': 'charge',
        'messaging.message.id': 'task-1',
        'messaging.message.conversation_id': 'c-1',
        'messaging.client.id': 'me',
        'conductor.workflow.id': WORKFLOW,
        'conductor.workflow.type': 'order',
        'conductor.task.reference_name': 'pay',
        'conductor.task.attempt': 2,
        'conductor.task.domain': 'eu',
        'conductor.task.status': 'COMPLETED',
        'conductor.outcome': 'completed',
      });
      expect(execute.status.code).to.equal(SpanStatusCode.UNSET);
      const update = only('update charge');
      expect(update.kind).to.equal(SpanKind.CLIENT);
      expect(update.parentSpanContext?.spanId).to.equal(execute.spanContext().spanId);
      expect(update.attributes).to.include({
        'messaging.operation.type': 'settle',
        'messaging.message.id': 'task-1',
        'conductor.update.attempt': 1,
        'conductor.outcome': 'completed',
      });
      await bench.stop();
    });

    it('are forgotten with the outcome: whoever keeps the task does not keep them', async () => {
      const spans = spansOfTasks();
      const tracer = sdk.provider.getTracer('test');
      let whileItRan: unknown;
      const bench = new Bench({
        worker: { execute: (task) => ((whileItRan = spans.of(task)), {}) },
        plugins: [{ name: 'tracing', setup: (host) => new RunnerTracing(api, tracer, 1, spans).listen(host) }],
      });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      const [completed] = bench.events.of('taskCompleted');
      expect(whileItRan).to.be.an.instanceOf(TaskSpans);
      expect(completed && spans.of(completed.task)).to.equal(undefined);
      await bench.stop();
    });

    it('are told to each plugin that traces, and each has its own', async () => {
      const exporter = new InMemorySpanExporter();
      const other = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
      const second = { ...tracing({ tracerProvider: other }), name: 'tracing to another place' };
      const { bench } = sdk.bench({ plugins: [second] });
      await bench.start();
      bench.server.queue('charge', { workflowInstanceId: WORKFLOW });
      await bench.pass(0);
      await bench.stop();
      for (const spans of [sdk.spans(), exporter.getFinishedSpans()]) {
        const told = spans.map(({ name, attributes }) => [name, attributes['conductor.outcome']]);
        expect(told).to.have.deep.members([
          ['poll charge', undefined],
          ['update charge', 'completed'],
          ['execute charge', 'completed'],
        ]);
      }
    });

    it('are below a context that came with the task, whatever the ratio', async () => {
      const { bench } = sdk.bench({}, { ratio: 0 });
      await bench.start();
      bench.server.queue('charge', { inputData: { _otel: TRAVELLED } });
      await bench.pass(0);
      const { parentSpanContext } = only('execute charge');
      expect(parentSpanContext).to.include({ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' });
      await bench.stop();
    });

    it('are not recorded where the context that came says so', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      bench.server.queue('charge', {
        inputData: { _otel: { traceparent: TRAVELLED.traceparent.replace(/01$/, '00') } },
      });
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(sdk.spans()).to.deep.equal([]);
      await bench.stop();
    });

    for (const [what, _otel] of [
      ['null', null],
      ['null within', { traceparent: null, tracestate: null, parentWorkflowId: null }],
      ['a text', 'x'],
      ['a list', [TRAVELLED]],
      ['no context', { traceparent: '00-xyz' }],
    ] as const) {
      it(`are in the trace of the workflow where _otel is ${what}`, async () => {
        const { bench } = sdk.bench();
        await bench.start();
        bench.server.queue('charge', { workflowInstanceId: WORKFLOW, inputData: { _otel } });
        await bench.pass(0);
        expect(only('execute charge').spanContext().traceId).to.equal(TRACE_OF_WORKFLOW);
        await bench.stop();
      });
    }

    it('are not linked to what cannot be the id of a workflow', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      for (const parentWorkflowId of ['', 7, {}, 'x'.repeat(1_000)])
        bench.server.queue('charge', { inputData: { _otel: { parentWorkflowId } } });
      await bench.pass(0);
      const executions = sdk.named('execute charge');
      expect(executions.map(({ links }) => links.length)).to.deep.equal([0, 0, 0, 0]);
      await bench.stop();
    });

    it('are linked to the workflow that started theirs', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      bench.server.queue('charge', { inputData: { _otel: { parentWorkflowId: WORKFLOW } } });
      await bench.pass(0);
      const { links, attributes } = only('execute charge');
      expect(links.map((link) => link.context.traceId)).to.deep.equal([TRACE_OF_WORKFLOW]);
      expect(attributes).to.include({ 'conductor.parent_workflow.id': WORKFLOW });
      await bench.stop();
    });

    it('are linked to the trace in which the workflow that started theirs was started', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      const told = { parentWorkflowId: WORKFLOW, parentTraceparent: TRAVELLED.traceparent };
      bench.server.queue('charge', { inputData: { _otel: told } });
      await bench.pass(0);
      const { links } = only('execute charge');
      expect(links.map((link) => link.context.traceId)).to.deep.equal(['0af7651916cd43dd8448eb211c80319c']);
      await bench.stop();
    });

    it('are not linked where they are of one trace with the workflow that started theirs', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      bench.server.queue('charge', { inputData: { _otel: { ...TRAVELLED, parentWorkflowId: WORKFLOW } } });
      await bench.pass(0);
      const { links, attributes } = only('execute charge');
      expect(links).to.deep.equal([]);
      expect(attributes).to.include({ 'conductor.parent_workflow.id': WORKFLOW });
      await bench.stop();
    });

    it('of several attempts at a task are several executions of one trace', async () => {
      const execute = (_task: Task, { attempt }: TaskContext): Record<string, unknown> => {
        if (attempt === 1) throw new Error('the bank did not answer');
        return {};
      };
      const { bench } = sdk.bench({ worker: { execute } });
      await bench.start();
      bench.server.queue('charge', { workflowInstanceId: WORKFLOW });
      await bench.pass(0);
      // The next attempt waits for its time; now it need not.
      bench.server.engine.workflows.resetCallbacks(WORKFLOW);
      await bench.pass(2_000);
      const executions = sdk.named('execute charge');
      expect(executions.map(({ attributes }) => attributes['conductor.task.attempt'])).to.deep.equal([1, 2]);
      expect(new Set(executions.map((span) => span.spanContext().traceId))).to.deep.equal(new Set([TRACE_OF_WORKFLOW]));
      await bench.stop();
    });
  });

  describe('what a handler does', () => {
    it('is below its execution: spans, and calls of the client', async () => {
      const seen: string[] = [];
      const note: Plugin = {
        name: 'note',
        setupClient(host) {
          host.aroundOperation((operation, next) => {
            seen.push(`${operation.route} ${trace.getSpanContext(context.active())?.spanId ?? 'none'}`);
            return next(operation);
          });
        },
      };
      const plugin = tracing({ tracerProvider: sdk.provider });
      const bench: Bench = new Bench({
        plugins: [plugin],
        clientPlugins: [plugin, note],
        worker: {
          execute: async () => {
            await Promise.resolve();
            trace.getTracer('handler').startSpan('own').end();
            await TaskResourceService.getTask({ client: bench.client, path: { taskId: 'task-1' } });
            expect(getTaskContext()?.workerId).to.equal('me');
            return {};
          },
        },
      });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      const { spanId } = only('execute charge').spanContext();
      expect(only('own').parentSpanContext?.spanId).to.equal(spanId);
      expect(seen).to.include(`GET /tasks/{taskId} ${spanId}`).and.include(`POST /tasks ${spanId}`);
      await bench.stop();
    });

    it('begins no trace of its own in a workflow that is not traced', async () => {
      const { bench } = sdk.bench(
        { worker: { execute: () => trace.getTracer('handler').startSpan('own').end() } },
        { ratio: 0 },
      );
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
      expect(sdk.spans()).to.deep.equal([]);
      await bench.stop();
    });

    for (const [what, execute, message, type, hasException] of [
      ['throws', () => Promise.reject(new RangeError('too much')), 'too much', 'RangeError', true],
      ['throws a text', () => Promise.reject('no card'), 'no card', '_OTHER', false], // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
      ['returns a failure', () => failed('no money'), 'no money', '_OTHER', false],
    ] as const) {
      it(`that ${what} is an error of the execution`, async () => {
        const { bench } = sdk.bench({ worker: { execute } });
        await bench.start();
        bench.server.queue('charge');
        await bench.pass(0);
        const span = only('execute charge');
        expect(span.status).to.deep.equal({ code: SpanStatusCode.ERROR, message });
        expect(span.attributes).to.include({
          'error.type': type,
          'conductor.task.status': 'FAILED',
          'conductor.outcome': 'failed',
        });
        expect(span.events.some(({ name }) => name === 'exception')).to.equal(hasException);
        expect(only('update charge').status.code).to.equal(SpanStatusCode.UNSET);
        await bench.stop();
      });
    }

    it('that gives the task back for later is none', async () => {
      const { bench } = sdk.bench({ worker: { execute: () => inProgress({ callbackAfterSeconds: 60 }) } });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      const span = only('execute charge');
      expect(span.status.code).to.equal(SpanStatusCode.UNSET);
      expect(span.attributes).to.include({ 'conductor.task.status': 'IN_PROGRESS', 'conductor.outcome': 'inProgress' });
      await bench.stop();
    });

    it('that does not end in time is an error, and its report a span', async () => {
      const { bench } = sdk.bench({ worker: { timeoutMs: 5_000, execute: () => new Promise(() => undefined) } });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(6_000);
      expect(only('execute charge').status.message).to.match(/has not ended within 5000 ms/);
      expect(only('update charge').attributes).to.include({ 'conductor.outcome': 'failed' });
      await bench.stop();
    });
  });

  describe('a report that has to be repeated', () => {
    it('leaves no span open while it waits, and tells the outcome on the last one', async () => {
      const { bench } = sdk.bench();
      bench.server.script('update', loseRequest, refuse(503, 'busy'), loseAnswer);
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      const execute = only('execute charge');
      expect(execute.attributes).to.not.have.property('conductor.outcome');
      expect(execute.events.map(({ name }) => name)).to.deep.equal(['update retried']);
      expect(sdk.named('update charge')).to.have.length(1);
      expect(sdk.open()).to.deep.equal([]);
      await bench.pass(60_000);
      const updates = sdk.named('update charge');
      expect(updates.map(({ attributes }) => attributes['conductor.update.attempt'])).to.deep.equal([1, 2, 3, 4]);
      expect(updates.map(({ status }) => status.code)).to.deep.equal([
        ...[SpanStatusCode.ERROR, SpanStatusCode.ERROR, SpanStatusCode.ERROR, SpanStatusCode.UNSET],
      ]);
      expect(updates.map(({ attributes }) => attributes['conductor.outcome'])).to.deep.equal([
        ...[undefined, undefined, undefined, 'completed'],
      ]);
      for (const update of updates) expect(update.parentSpanContext?.spanId).to.equal(execute.spanContext().spanId);
      await bench.stop();
    });

    it('for hours is many short spans', async () => {
      const { bench } = sdk.bench({ giveUpAfterMs: 3 * 3_600_000 });
      const heal = bench.server.always('update', refuse(503, 'busy'));
      await bench.start();
      bench.server.queue('charge', { responseTimeoutSeconds: 0 });
      await bench.pass(2 * 3_600_000);
      expect(sdk.named('update charge').length).to.be.greaterThan(500);
      heal();
      await bench.pass(60_000);
      expect(sdk.named('update charge').at(-1)?.attributes).to.include({ 'conductor.outcome': 'completed' });
      await bench.stop();
    });

    it('and is given up is an error of its last attempt', async () => {
      const { bench } = sdk.bench({ giveUpAfterMs: 1_000 });
      bench.server.always('update', refuse(503, 'busy'));
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(60_000);
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gaveUp)']);
      const last = sdk.named('update charge').at(-1);
      expect(last?.status.code).to.equal(SpanStatusCode.ERROR);
      expect(last?.attributes).to.include({ 'conductor.outcome': 'dropped', 'conductor.outcome.reason': 'gaveUp' });
      await bench.stop();
    });

    it('and is given up between two attempts tells that by a span of its own', async () => {
      const { bench } = sdk.bench();
      bench.server.always('update', refuse(503, 'busy'));
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      await bench.stop({ drainMs: 0, abortMs: 0, flushMs: 0 });
      expect(bench.events.outcomes).to.deep.equal(['dropped task-1 (gaveUp)']);
      expect(only('execute charge').attributes).to.not.have.property('conductor.outcome');
      const outcome = only('outcome charge');
      expect(outcome.parentSpanContext?.spanId).to.equal(only('execute charge').spanContext().spanId);
      expect(outcome.status).to.deep.equal({ code: SpanStatusCode.ERROR, message: 'dropped: gaveUp' });
      expect(outcome.attributes).to.include({
        'messaging.message.id': 'task-1',
        'conductor.outcome': 'dropped',
        'conductor.outcome.reason': 'gaveUp',
      });
    });

    it('and is found to have arrived tells that by a span of its own', async () => {
      const { bench } = sdk.bench({ worker: { execute: () => inProgress({ callbackAfterSeconds: 60 }) } });
      bench.server.script('update', loseAnswer);
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(10_000);
      expect(bench.events.outcomes).to.deep.equal(['inProgress task-1']);
      expect(only('update charge').status.code).to.equal(SpanStatusCode.ERROR);
      expect(only('outcome charge').status.code).to.equal(SpanStatusCode.UNSET);
      expect(only('outcome charge').attributes).to.include({ 'conductor.outcome': 'inProgress' });
      await bench.stop();
    });

    it('while its lease runs out has no span to say so, and says it with the outcome', async () => {
      const { bench } = sdk.bench();
      const heal = (['update', 'extend'] as const).map((route) => bench.server.always(route, refuse(503, 'busy')));
      await bench.start();
      bench.server.queue('charge', { responseTimeoutSeconds: 9 });
      await bench.pass(30_000);
      expect(bench.events.of('leaseLost')).to.have.length(1);
      for (const again of heal) again();
      await bench.pass(60_000);
      expect(sdk.named('update charge').at(-1)?.attributes).to.include({ 'conductor.outcome.late': true });
      await bench.stop();
    });

    it('in place of one that was refused is a second attempt', async () => {
      const { bench } = sdk.bench();
      bench.server.script('update', refuse(400, 'not so'));
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(1_000);
      const updates = sdk.named('update charge');
      expect(updates.map(({ status }) => status.code)).to.deep.equal([SpanStatusCode.ERROR, SpanStatusCode.UNSET]);
      expect(updates.at(-1)?.attributes).to.include({ 'conductor.outcome': 'failed' });
      const execute = only('execute charge');
      expect(execute.events.map(({ name }) => name)).to.deep.equal(['update refused']);
      // What became of the handler's own result: nothing else was known when it ended.
      expect(execute.attributes).to.include({ 'conductor.task.status': 'COMPLETED' });
      expect(execute.attributes).to.not.have.property('conductor.outcome');
      await bench.stop();
    });
  });

  describe('a task that ends in another way', () => {
    it('abandoned, is an error of its execution', async () => {
      const { bench } = sdk.bench({ worker: { execute: () => new Promise(() => undefined) } });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      await bench.stop({ drainMs: 0, abortMs: 0, flushMs: 0 });
      const span = only('execute charge');
      expect(span.status.code).to.equal(SpanStatusCode.ERROR);
      expect(span.attributes).to.include({ 'conductor.outcome': 'dropped', 'conductor.outcome.reason': 'abandoned' });
    });

    it('handed back, is no error', async () => {
      const execute = (_task: unknown, { signal }: { signal: AbortSignal }): Promise<never> =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      const { bench } = sdk.bench({ worker: { execute } });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      await bench.stop({ drainMs: 0 });
      const span = only('execute charge');
      expect(span.status.code).to.equal(SpanStatusCode.UNSET);
      expect(span.attributes).to.include({ 'conductor.outcome': 'handedBack' });
    });

    it('answered by another plugin, has a span without a handler', async () => {
      const answers: Plugin = {
        name: 'answers',
        setup: (host) => host.aroundExecute(() => Promise.resolve(completed({ known: true }))),
      };
      const { bench } = sdk.bench({ plugins: [answers] });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(only('execute charge').attributes).to.include({ 'conductor.outcome': 'completed' });
      await bench.stop();
    });

    it('dropped because the server knows it no more, is an error', async () => {
      const { bench } = sdk.bench();
      bench.server.script('update', refuse(404, 'No such task'));
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      for (const span of [only('execute charge'), only('update charge')]) {
        expect(span.status.code).to.equal(SpanStatusCode.ERROR);
        expect(span.attributes).to.include({ 'conductor.outcome': 'dropped', 'conductor.outcome.reason': 'gone' });
      }
      await bench.stop();
    });

    it('given back because it came while the runner was stopping, has none', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      const stopping = bench.runner.stop();
      bench.server.queue('charge');
      await bench.until(stopping);
      expect(bench.events.outcomes).to.deep.equal(['handedBack task-1']);
      expect(sdk.spans().map(({ name }) => name)).to.deep.equal(['poll charge']);
    });

    it('and is held up by another plugin, ends with its outcome all the same', async () => {
      const lingers: Plugin = {
        name: 'lingers',
        setup: (host) =>
          host.aroundTask(async (call, next) => {
            await next(call);
            return new Promise(() => undefined);
          }),
      };
      const { bench } = sdk.bench({ plugins: [lingers] });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(only('execute charge').attributes).to.include({ 'conductor.outcome': 'completed' });
      await bench.stop();
    });

    it('and of which another plugin makes a mistake, ends with its outcome', async () => {
      const forgets: Plugin = {
        name: 'forgets',
        setup: (host) => host.aroundTask(() => Promise.reject(new Error('forgot to call next'))),
      };
      const { bench } = sdk.bench({ plugins: [forgets] });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(only('execute charge').attributes).to.include({ 'conductor.outcome': 'completed' });
      expect(only('update charge').attributes).to.include({ 'conductor.outcome': 'completed' });
      await bench.stop();
    });

    it('whose lease was lost, says so', async () => {
      const { bench } = sdk.bench({
        worker: { execute: () => new Promise((resolve) => bench.clock.setTimer(30_000, () => resolve({}))) },
      });
      bench.server.always('extend', refuse(503, 'busy'));
      await bench.start();
      bench.server.queue('charge', { responseTimeoutSeconds: 9 });
      await bench.pass(40_000);
      const span = only('execute charge');
      expect(span.events.map(({ name }) => name)).to.include.members(['lease extension failed', 'lease lost']);
      // An attempt to report met an extension that may still arrive, so that it is repeated: the outcome is on the last one.
      expect(sdk.named('update charge').at(-1)?.attributes).to.include({ 'conductor.outcome.late': true });
      await bench.stop();
    });
  });

  describe('a poll', () => {
    it('is a span of its own when tasks came, linked to their workflows', async () => {
      const { bench } = sdk.bench();
      await bench.start();
      await bench.pass(5_000);
      expect(sdk.spans()).to.deep.equal([]);
      bench.server.queue('charge', { workflowInstanceId: WORKFLOW });
      await bench.pass(0);
      const poll = only('poll charge');
      expect(poll.parentSpanContext).to.equal(undefined);
      expect(poll.links.map((link) => link.context.traceId)).to.deep.equal([TRACE_OF_WORKFLOW]);
      expect(poll.attributes).to.include({ 'messaging.operation.type': 'receive', 'messaging.batch.message_count': 1 });
      await bench.stop();
    });

    it('of workflows that are not traced is none', async () => {
      const { bench } = sdk.bench({}, { ratio: 0 });
      await bench.start();
      bench.server.queue('charge');
      await bench.pass(0);
      expect(sdk.named('poll charge')).to.deep.equal([]);
      await bench.stop();
    });
  });

  describe('when the runner stops', () => {
    it('hands on what was recorded', async () => {
      let flushed = 0;
      const provider = {
        getTracer: sdk.provider.getTracer.bind(sdk.provider),
        forceFlush: () => Promise.resolve(void (flushed += 1)),
      };
      const { bench } = sdk.bench({}, { tracerProvider: provider });
      await bench.start();
      const { errors } = await bench.stop();
      expect({ flushed, errors }).to.deep.equal({ flushed: 1, errors: [] });
    });

    it('does not wait for an exporter that hangs, and names it', async () => {
      const provider = {
        getTracer: sdk.provider.getTracer.bind(sdk.provider),
        forceFlush: () => new Promise<void>(() => undefined),
      };
      const { bench } = sdk.bench({}, { tracerProvider: provider, flushMs: 10 });
      await bench.start();
      const { errors } = await bench.stop();
      expect(errors.map(String)).to.have.length(1);
      expect(String(errors[0])).to.match(/clean-up of plugin "tracing" failed: .*has not ended within/);
    });

    it('tells what an exporter failed with', async () => {
      const provider = {
        getTracer: sdk.provider.getTracer.bind(sdk.provider),
        forceFlush: () => Promise.reject(new Error('collector is gone')),
      };
      const { bench } = sdk.bench({}, { tracerProvider: provider });
      await bench.start();
      const { errors } = await bench.stop();
      expect(String(errors[0])).to.match(/collector is gone/);
    });
  });

  describe('a workflow that is started', () => {
    const start = (host: ReturnType<typeof sdk.bench>['bench'], input?: Record<string, unknown>) =>
      WorkflowResourceService.startWorkflow({ client: host.client, body: { name: 'order', ...(input && { input }) } });

    it('gets nothing into its input unless that was asked for', async () => {
      const { bench } = sdk.bench();
      const sent = sentBodies(bench);
      await start(bench, { n: 1 }).catch(() => undefined);
      expect(sent()).to.deep.equal([{ name: 'order', input: { n: 1 } }]);
    });

    it('gets the context of a span for the start, and the given input stays as it is', async () => {
      const { bench } = sdk.bench({}, { injectOnStart: true });
      const sent = sentBodies(bench);
      const input = Object.freeze({ n: 1 });
      const tracer = trace.getTracer('caller');
      await tracer.startActiveSpan('request', async (span) => {
        await start(bench, input).catch(() => undefined);
        span.end();
      });
      const started = only('start order');
      expect(started.kind).to.equal(SpanKind.PRODUCER);
      expect(started.parentSpanContext?.spanId).to.equal(only('request').spanContext().spanId);
      const { traceId, spanId } = started.spanContext();
      expect(sent()).to.deep.equal([
        { name: 'order', input: { n: 1, _otel: { traceparent: `00-${traceId}-${spanId}-01` } } },
      ]);
    });

    it('keeps a context that its input has already', async () => {
      const { bench } = sdk.bench({}, { injectOnStart: true });
      const sent = sentBodies(bench);
      await start(bench, { _otel: TRAVELLED }).catch(() => undefined);
      expect(sent()).to.deep.equal([{ name: 'order', input: { _otel: TRAVELLED } }]);
    });

    it('gets it by name as well, where the body is the input', async () => {
      const { bench } = sdk.bench({}, { injectOnStart: true });
      const sent = sentBodies(bench);
      await WorkflowResourceService.startWorkflowByName({
        client: bench.client,
        path: { name: 'order' },
        body: { n: 1 },
      }).catch(() => undefined);
      expect(sent()[0]).to.have.keys('n', '_otel');
    });

    it('gets it when it is started and waited for, too', async () => {
      const { bench } = sdk.bench({}, { injectOnStart: true });
      const sent = sentBodies(bench);
      await WorkflowResourceService.executeWorkflow({
        client: bench.client,
        path: { name: 'order', version: 1 },
        query: { requestId: 'r' },
        body: { name: 'order', input: { n: 1 } },
      }).catch(() => undefined);
      expect(sent()[0]).to.have.property('input').that.has.keys('n', '_otel');
    });

    it('is an error of its span when the server refuses it', async () => {
      const { bench } = sdk.bench({}, { injectOnStart: true });
      await start(bench).catch(() => undefined);
      // The scripted server knows nothing of workflows.
      expect(only('start order').status.code).to.equal(SpanStatusCode.ERROR);
    });

    for (const [what, input] of [
      ['a list', [1]],
      ['a text', 'x'],
      ['an object that says itself how it is written', new Date(0)],
    ] as const) {
      it(`keeps an input that is ${what} as it is`, async () => {
        const { bench } = sdk.bench({}, { injectOnStart: true });
        const sent = sentBodies(bench);
        await start(bench, input as unknown as Record<string, unknown>).catch(() => undefined);
        const body = input as unknown as Record<string, unknown>;
        await WorkflowResourceService.startWorkflowByName({
          client: bench.client,
          path: { name: 'order' },
          body,
        }).catch(() => undefined);
        const written = JSON.parse(JSON.stringify(input)) as unknown;
        expect(sent()).to.deep.equal([{ name: 'order', input: written }, written]);
      });
    }

    it('can be given the active context by hand', async () => {
      const { plugin } = sdk.bench();
      expect(plugin.traceInput()).to.deep.equal({});
      await trace.getTracer('caller').startActiveSpan('request', async (span) => {
        await Promise.resolve();
        const { traceId, spanId } = span.spanContext();
        expect(plugin.traceInput()).to.deep.equal({ _otel: { traceparent: `00-${traceId}-${spanId}-01` } });
        span.end();
      });
    });

    function sentBodies({ server }: { readonly server: { readonly requests: readonly { readonly body: string }[] } }) {
      return () => server.requests.map(({ body }) => JSON.parse(body) as unknown);
    }
  });

  it('adds the context to a task definition and keeps its own template', () => {
    const definition = { name: 'charge', inputTemplate: { currency: 'EUR' } };
    expect(tracedTaskDef(definition)).to.deep.equal({
      name: 'charge',
      inputTemplate: {
        currency: 'EUR',
        _otel: {
          traceparent: '${workflow.input._otel.traceparent}',
          tracestate: '${workflow.input._otel.tracestate}',
          parentWorkflowId: '${workflow.parentWorkflowId}',
          parentTraceparent: '${workflow.input._otel.parentTraceparent}',
        },
      },
    });
    expect(definition).to.deep.equal({ name: 'charge', inputTemplate: { currency: 'EUR' } });
  });

  it('hands the context of a workflow on to a sub-workflow as the one of its parent', () => {
    const task = { name: 'ship', taskReferenceName: 'ship', type: 'SUB_WORKFLOW', inputParameters: { n: 1 } };
    expect(tracedSubWorkflow(task)).to.deep.equal({
      ...task,
      inputParameters: { n: 1, _otel: { parentTraceparent: '${workflow.input._otel.traceparent}' } },
    });
    expect(task.inputParameters).to.deep.equal({ n: 1 });
  });

  for (const [what, options] of [
    ['ratio', { ratio: 1.5 }],
    ['ratio', { ratio: NaN }],
    ['flushMs', { flushMs: -1 }],
    ['injectOnStart', { injectOnStart: 'yes' as unknown as boolean }],
    ['tracerProvider', { tracerProvider: {} as never }],
    ['ratio', { ratio: '0.5' as unknown as number }],
    ['flushMs', { flushMs: Infinity }],
    ['tracerProvider', { tracerProvider: null as never }],
    ['api', { api: {} as never }],
  ] as const) {
    it(`refuses ${what} ${JSON.stringify(options)}`, () => {
      expect(() => tracing(options)).to.throw(new RegExp(`^tracing: ${what} must`));
    });
  }

  it('refuses an option that there is not', () => {
    expect(() => tracing({ sampleRate: 0.5 } as never)).to.throw(TypeError, /^tracing: there is no option sampleRate;/);
    expect(() => tracing(null as never)).to.throw(TypeError, /^tracing: options must be an object, got null/);
  });

  it('traces several runners with one plugin, and keeps two plugins apart', async () => {
    const one = tracing({ tracerProvider: sdk.provider });
    const none = tracing({ tracerProvider: sdk.provider, ratio: 0 });
    for (const plugin of [one, one, none]) {
      const bench = await new Bench({ plugins: [plugin], clientPlugins: [plugin] }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      await bench.stop();
    }
    expect(sdk.named('execute charge')).to.have.length(2);
  });

  it('leaves it to a sampler of the SDK to trace less', async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({
      sampler: new AlwaysOffSampler(),
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    });
    const { bench } = sdk.bench({}, { tracerProvider: provider });
    await bench.start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(exporter.getFinishedSpans()).to.deep.equal([]);
    await bench.stop();
    await provider.shutdown();
  });

  it('carries tasks out although the tracer fails', async () => {
    const broken = {
      getTracer: () => ({
        startSpan: () => {
          throw new Error('out of spans');
        },
        startActiveSpan: () => {
          throw new Error('out of spans');
        },
      }),
    };
    const { bench } = sdk.bench({}, { tracerProvider: broken });
    await bench.start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(bench.events.of('error').map(({ cause }) => cause)).to.include('aroundTask of plugin "tracing" failed');
    await bench.stop();
  });
});

describe('tracing() without an SDK', () => {
  const runOne = async (bench: Bench): Promise<void> => {
    bench.server.queue('charge', { workflowInstanceId: WORKFLOW });
    await bench.pass(0);
    expect(bench.events.outcomes.at(-1)).to.match(/^completed/);
    expect(bench.events.of('error')).to.deep.equal([]);
  };

  it('records nothing and harms nothing', async () => {
    const plugin = tracing({ injectOnStart: true });
    const bench = await new Bench({ plugins: [plugin], clientPlugins: [plugin] }).start();
    await runOne(bench);
    await bench.stop();
    // Nor does it hand on a context that there is not.
    await WorkflowResourceService.startWorkflow({ client: bench.client, body: { name: 'order' } }).catch(
      () => undefined,
    );
    const { body } = bench.server.requests.find(({ body: sent }) => sent.includes('order')) ?? {};
    expect(body).to.equal('{"name":"order"}');
    expect(plugin.traceInput()).to.deep.equal({});
  });

  it('records from when one is registered', async () => {
    const bench = await new Bench({ plugins: [tracing()] }).start();
    await runOne(bench);
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    provider.register();
    try {
      await runOne(bench);
      expect(exporter.getFinishedSpans().map(({ name }) => name)).to.have.members([
        ...['poll charge', 'update charge', 'execute charge'],
      ]);
      await bench.stop();
    } finally {
      for (const api of [context, trace, propagation]) api.disable();
      await provider.shutdown();
    }
  });
});
