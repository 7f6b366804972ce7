import type { DifferentialCase } from '../case.js';
import { completed, simple, taskDef, workflow } from './parts.js';

const input = {
  n: 42,
  f: 1.5,
  t: true,
  s: 'text',
  nothing: null,
  list: [1, 'two', null],
  things: [{ id: 1, name: 'one' }, { id: 2, name: 'two' }, { id: 3 }],
  obj: { k: { l: 'deep' }, 'a.b': 1 },
  key: 'k',
};

function resolves(name: string, inputParameters: Record<string, unknown>): DifferentialCase {
  return {
    name,
    covers: ['expressions'],
    workflow: workflow([simple('first'), simple('a', { inputParameters })]),
    taskDefs: [taskDef('first'), taskDef('a')],
    start: { input, correlationId: 'c-1' },
    workers: { '#first': [completed({ list: [{ v: 1 }, { v: 2 }], o: { p: null } })], '#a': [completed()] },
  };
}

/** `${…}`. */
export const expressions: readonly DifferentialCase[] = [
  resolves('a lone expression keeps its type', {
    n: '${workflow.input.n}',
    f: '${workflow.input.f}',
    t: '${workflow.input.t}',
    nothing: '${workflow.input.nothing}',
    list: '${workflow.input.list}',
    obj: '${workflow.input.obj}',
  }),
  resolves('an expression in a text is made text', {
    n: 'v=${workflow.input.n}',
    two: '${workflow.input.n}${workflow.input.n}',
    space: ' ${workflow.input.n}',
    nothing: 'v=${workflow.input.nothing}',
    obj: 'o=${workflow.input.obj}',
    list: 'l=${workflow.input.list}',
    t: '${workflow.input.t}!',
    f: '${workflow.input.f}.',
  }),
  resolves('what there is not is null', {
    path: '${workflow.input.a.b.c}',
    index: '${workflow.input.list[9]}',
    negative: '${workflow.input.list[-1]}',
    secret: '${workflow.secrets.x}',
    env: '${workflow.env.x}',
    null: '${first.output.o.p}',
    deeper: '${first.output.o.p.q}',
  }),
  resolves('paths into lists and objects', {
    second: '${workflow.input.list[1]}',
    names: '${workflow.input.things[*].name}',
    filtered: '${workflow.input.things[?(@.id > 1)]}',
    all: '${workflow.input..id}',
    length: '${workflow.input.list.length()}',
    dotted: "${workflow.input.obj['a.b']}",
    values: '${first.output.list[*].v}',
  }),
  resolves('expressions in expressions', { nested: '${workflow.input.obj.${workflow.input.key}}' }),
  resolves('expressions that are none', {
    escaped: '$${workflow.input.n}',
    open: '${workflow.input.n',
    bare: '$workflow.input.n',
    braces: '{workflow.input.n}',
    empty: '',
  }),
  resolves('expressions at any depth, and never in keys', {
    deep: { list: [{ x: '${workflow.input.n}' }, ['${workflow.input.s}']], '${workflow.input.s}': 1 },
  }),
  resolves('what a workflow shows of itself', {
    id: '${workflow.workflowId}',
    type: '${workflow.workflowType}',
    version: '${workflow.version}',
    correlation: '${workflow.correlationId}',
    status: '${workflow.status}',
    schema: '${workflow.schemaVersion}',
    priority: '${workflow.priority}',
    name: '${workflow.workflowName}',
    task: '${CPEWF_TASK_ID}',
  }),
  resolves('what a task shows of itself', {
    status: '${first.status}',
    ref: '${first.referenceTaskName}',
    type: '${first.taskType}',
    def: '${first.taskDefName}',
    retry: '${first.retryCount}',
    poll: '${first.pollCount}',
    seq: '${first.seq}',
    id: '${first.taskId}',
    worker: '${first.workerId}',
    input: '${first.input}',
    output: '${first.output}',
  }),
];
