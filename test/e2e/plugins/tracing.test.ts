import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { trace, context, propagation } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';

import { tracedSubWorkflow, tracedTaskDef, tracing } from '../../../plugins/tracing/index.js';
import { derivedContext } from '../../../plugins/tracing/workflow-trace.js';
import { WorkflowResourceService, type WorkflowTask } from '../../../src/index.js';
import { registerTaskDefs, registerWorkflow } from '../support/register.js';
import { serverUrl } from '../support/server-url.js';
import { uniqueName } from '../support/unique-name.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { startWorkflow } from '../support/workflows.js';
import type { ExportedSpan, TracingWorkerSettings } from './tracing-worker.js';

const TRAVELLED_TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRAVELLED = { traceparent: `00-${TRAVELLED_TRACE}-b7ad6b7169203331-01` };

/** A process with workers, and the spans that it exported. */
class WorkerProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor(settings: TracingWorkerSettings) {
    const file = fileURLToPath(new URL('tracing-worker.ts', import.meta.url));
    this.#child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
  }

  async ready(): Promise<this> {
    while (!this.#output.includes('ready\n')) {
      if (this.#child.exitCode !== null || this.#child.stdout === null) throw new Error('the process has ended');
      await once(this.#child.stdout, 'data');
    }
    return this;
  }

  async end(): Promise<readonly ExportedSpan[]> {
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
    const [, spans = '[]'] = this.#output.split('ready\n');
    return JSON.parse(spans) as readonly ExportedSpan[];
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

describe('the tracing plugin, in two processes', () => {
  const runners = useRunners();
  const started: WorkerProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill();
  });

  /** Two processes: one has the first and the third task, the other one the second. */
  async function twoProcesses(ratio = 1) {
    const types = ['one', 'two', 'three'].map((name) => uniqueName(`traced_${name}`));
    const [one = '', two = '', three = ''] = types;
    await registerTaskDefs(types.map((name) => tracedTaskDef({ name, retryCount: 0 })));
    const workflow = uniqueName('traced');
    await registerWorkflow({
      name: workflow,
      tasks: types.map((name, index): WorkflowTask => ({
        name,
        taskReferenceName: `task_${index + 1}`,
        type: 'SIMPLE',
      })),
    });
    const processes = [
      new WorkerProcess({ serverUrl: serverUrl(), taskTypes: [one, three], ratio }),
      new WorkerProcess({ serverUrl: serverUrl(), taskTypes: [two], ratio }),
    ];
    started.push(...processes);
    await Promise.all(processes.map((child) => child.ready()));
    const spans = async (): Promise<readonly ExportedSpan[]> =>
      (await Promise.all(processes.map((child) => child.end()))).flat();
    return { workflow, types, spans };
  }

  it('make one trace of a workflow, below a parent that follows from its id', async () => {
    const { workflow, spans } = await twoProcesses();
    const workflowId = await startWorkflow(workflow);
    const { status, tasks } = await waitForWorkflow(workflowId, hasEnded);
    expect(status).to.equal('COMPLETED');
    const all = await spans();
    const executions = all.filter(({ name }) => name.startsWith('execute '));
    expect(executions.map(({ attributes }) => attributes['conductor.task.reference_name'])).to.have.members([
      ...['task_1', 'task_2', 'task_3'],
    ]);
    expect(new Set(executions.map(({ pid }) => pid)).size).to.equal(2);
    const { traceId, spanId } = derivedContext(workflowId, 1);
    expect(traceId).to.equal(workflowId.replaceAll('-', ''));
    for (const execution of executions) expect(execution).to.include({ traceId, parentSpanId: spanId });
    // What the handler did, and the report, are below the execution, whichever process it was in.
    for (const name of ['handler work', 'update ']) {
      const below = all.filter((span) => span.name.startsWith(name));
      expect(below).to.have.length(3);
      expect(below.map(({ parentSpanId }) => parentSpanId)).to.have.members(executions.map((span) => span.spanId));
    }
    const carried = tasks.map(({ outputData }) => outputData.traceparent);
    expect(carried).to.have.members(executions.map((span) => `00-${traceId}-${span.spanId}-01`));
    expect(all.filter(({ name }) => name.startsWith('poll ')).flatMap((span) => span.linkedTraceIds)).to.include(
      traceId,
    );
  });

  it('continue the trace that the workflow was started in', async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    provider.register();
    try {
      const { workflow, spans } = await twoProcesses(0);
      const plugin = tracing({ tracerProvider: provider, injectOnStart: true });
      const client = runners.anotherClient({ serverUrl: serverUrl(), plugins: [plugin] });
      const workflowId = await trace.getTracer('caller').startActiveSpan('request', async (span) => {
        const { data } = await WorkflowResourceService.startWorkflow({
          client,
          body: { name: workflow, input: { n: 1 } },
        });
        span.end();
        return data;
      });
      const { status } = await waitForWorkflow(workflowId, hasEnded);
      expect(status).to.equal('COMPLETED');
      const start = exporter.getFinishedSpans().find(({ name }) => name === `start ${workflow}`);
      expect(start?.attributes).to.include({ 'conductor.workflow.id': workflowId });
      const executions = (await spans()).filter(({ name }) => name.startsWith('execute '));
      expect(executions).to.have.length(3);
      for (const { traceId, parentSpanId } of executions) {
        expect({ traceId, parentSpanId }).to.deep.equal({
          traceId: start?.spanContext().traceId,
          parentSpanId: start?.spanContext().spanId,
        });
      }
    } finally {
      for (const api of [trace, context, propagation]) api.disable();
      await provider.shutdown();
    }
  });

  it('keep or drop whole workflows at a ratio of one half', async () => {
    const { workflow, spans } = await twoProcesses(0.5);
    const ids: string[] = [];
    // Until both kinds are there: which one an id is follows from itself.
    const kinds = (): readonly string[] =>
      ids.map((id) => (derivedContext(id, 0.5).traceFlags === 1 ? 'kept' : 'dropped'));
    while (ids.length < 6 || new Set(kinds()).size < 2) ids.push(await startWorkflow(workflow));
    for (const id of ids) expect((await waitForWorkflow(id, hasEnded)).status).to.equal('COMPLETED');
    const executions = (await spans()).filter(({ name }) => name.startsWith('execute '));
    const counts = ids.map(
      (id) => executions.filter(({ attributes }) => attributes['conductor.workflow.id'] === id).length,
    );
    expect(counts).to.deep.equal(kinds().map((kind) => (kind === 'kept' ? 3 : 0)));
  });

  /** A workflow with a sub-workflow, and what the processes told of the latter's tasks. */
  async function runWithSubWorkflow(input: Record<string, unknown>, inputParameters?: WorkflowTask['inputParameters']) {
    const { workflow, spans } = await twoProcesses();
    const parent = uniqueName('traced_parent');
    const sub = { name: 'sub', taskReferenceName: 'sub', type: 'SUB_WORKFLOW', subWorkflowParam: { name: workflow } };
    const task = inputParameters === undefined ? tracedSubWorkflow(sub) : { ...sub, inputParameters };
    await registerWorkflow({ name: parent, tasks: [task] });
    const parentId = await startWorkflow(parent, input);
    const { status, tasks } = await waitForWorkflow(parentId, hasEnded);
    expect(status).to.equal('COMPLETED');
    const executions = (await spans()).filter(({ name }) => name.startsWith('execute '));
    expect(executions).to.have.length(3);
    for (const { attributes } of executions) {
      expect(attributes).to.include({ 'conductor.parent_workflow.id': parentId });
    }
    return { parentId, childId: tasks[0]?.subWorkflowId ?? '', executions };
  }

  it('link a sub-workflow, which is a trace of its own, to the one that started it', async () => {
    const { parentId, childId, executions } = await runWithSubWorkflow({});
    for (const { traceId, linkedTraceIds } of executions) {
      expect(traceId).to.equal(derivedContext(childId, 1).traceId);
      expect(linkedTraceIds).to.deep.equal([derivedContext(parentId, 1).traceId]);
    }
  });

  it('link it to the trace in which the one that started it was started', async () => {
    const { childId, executions } = await runWithSubWorkflow({ _otel: TRAVELLED });
    for (const { traceId, linkedTraceIds } of executions) {
      expect(traceId).to.equal(derivedContext(childId, 1).traceId);
      expect(linkedTraceIds).to.deep.equal([TRAVELLED_TRACE]);
    }
  });

  it('trace it with the one that started it, where that hands its context on', async () => {
    const { executions } = await runWithSubWorkflow({ _otel: TRAVELLED }, { _otel: '${workflow.input._otel}' });
    for (const { traceId, linkedTraceIds } of executions) {
      expect(traceId).to.equal(TRAVELLED_TRACE);
      expect(linkedTraceIds).to.deep.equal([]);
    }
  });
});
