import type { DifferentialCase } from '../case.js';
import { completed, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed()] };

function waiting(inputParameters: Record<string, unknown>, type = 'WAIT'): DifferentialCase['workflow'] {
  return workflow([
    simple('a'),
    system(type, 'wait', { inputParameters }),
    simple('b', { inputParameters: { got: '${wait.output}' } }),
  ]);
}

/** WAIT, HUMAN, messages, events. */
export const waits: readonly DifferentialCase[] = [
  {
    name: 'a wait of one second',
    covers: ['WAIT duration'],
    workflow: waiting({ duration: '1 seconds' }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a wait of a day is open',
    covers: ['WAIT duration'],
    workflow: waiting({ duration: '1d' }),
    taskDefs: defs,
    workers,
    steps: [{ do: 'reach', ref: 'wait', status: 'IN_PROGRESS' }],
  },
  {
    name: 'a wait until an instant that is past',
    covers: ['WAIT until'],
    workflow: waiting({ until: '2020-01-01' }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a wait until a text that is no time',
    covers: ['WAIT until'],
    workflow: waiting({ until: '${workflow.input.until}' }),
    start: { input: { until: '2020-01-01T10:00:00+02:00' } },
    taskDefs: defs,
    workers,
  },
  {
    name: 'a wait for a duration that is no time',
    covers: ['WAIT duration'],
    workflow: waiting({ duration: '${workflow.input.d}' }),
    start: { input: { d: 'soon' } },
    taskDefs: defs,
    workers,
    steps: [{ do: 'work', tasks: 1 }],
  },
  {
    name: 'a wait that ends by an update',
    covers: ['WAIT none', 'external update by id'],
    workflow: waiting({}),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'wait', status: 'IN_PROGRESS' },
      { do: 'update', ref: 'wait', report: completed({ answer: 42 }) },
      { do: 'finish' },
    ],
  },
  {
    name: 'a wait that ends by its reference name',
    covers: ['WAIT none', 'external update by reference name'],
    workflow: waiting({}),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'wait', status: 'IN_PROGRESS' },
      { do: 'updateByRef', ref: 'wait', status: 'COMPLETED', output: { answer: 42 } },
      { do: 'finish' },
    ],
  },
  {
    name: 'a wait that ends by a signal',
    covers: ['WAIT none', 'signal'],
    workflow: waiting({}),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'wait', status: 'IN_PROGRESS' },
      { do: 'signal', status: 'COMPLETED', output: { answer: 42 } },
      { do: 'finish' },
    ],
  },
  {
    name: 'a wait that fails by a signal',
    covers: ['WAIT none', 'signal'],
    workflow: waiting({}),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'wait', status: 'IN_PROGRESS' },
      { do: 'signal', status: 'FAILED', output: { answer: 42 } },
      { do: 'finish' },
    ],
  },
  {
    name: 'a human task is open until it is updated',
    covers: ['HUMAN'],
    workflow: waiting({ form: 'x' }, 'HUMAN'),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'wait', status: 'IN_PROGRESS' },
      { do: 'signal', status: 'COMPLETED', output: { ignored: true } },
      { do: 'updateByRef', ref: 'wait', status: 'COMPLETED', output: { approved: true } },
      { do: 'finish' },
    ],
  },
  {
    name: 'an event to the conductor sink',
    covers: ['EVENT'],
    workflow: workflow([
      simple('a'),
      system('EVENT', 'tell', { sink: 'conductor', inputParameters: { x: '${a.output.x}' } }),
      simple('b'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'an event to a named queue of conductor',
    covers: ['EVENT'],
    workflow: workflow([
      system('EVENT', 'tell', { sink: 'conductor:#happened', inputParameters: { x: 1 } }),
      simple('b'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'an event that is completed by others',
    covers: ['EVENT'],
    workflow: workflow([system('EVENT', 'tell', { sink: 'conductor', asyncComplete: true }), simple('b')]),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'reach', ref: 'tell', status: 'IN_PROGRESS' },
      { do: 'update', ref: 'tell', report: completed({ x: 1 }) },
      { do: 'finish' },
    ],
  },
  {
    name: 'an event to a sink that is unknown',
    covers: ['EVENT'],
    workflow: workflow([simple('a'), system('EVENT', 'tell', { sink: 'nothing:x' })]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'messages that are there',
    covers: ['PULL_WORKFLOW_MESSAGES'],
    workflow: workflow([
      simple('a'),
      system('PULL_WORKFLOW_MESSAGES', 'pull', { inputParameters: { batchSize: 2 } }),
      simple('b'),
    ]),
    taskDefs: defs,
    workers,
    steps: [
      { do: 'push', message: { n: 1 } },
      { do: 'push', message: { n: 2 } },
      { do: 'push', message: { n: 3 } },
      { do: 'finish' },
    ],
  },
  {
    name: 'messages that come later',
    covers: ['PULL_WORKFLOW_MESSAGES'],
    workflow: workflow([system('PULL_WORKFLOW_MESSAGES', 'pull'), simple('b')]),
    taskDefs: defs,
    workers,
    steps: [{ do: 'reach', ref: 'pull', status: 'IN_PROGRESS' }, { do: 'push', message: { n: 1 } }, { do: 'finish' }],
  },
  {
    name: 'messages that are not waited for',
    covers: ['PULL_WORKFLOW_MESSAGES'],
    workflow: workflow([
      system('PULL_WORKFLOW_MESSAGES', 'pull', { inputParameters: { blocking: false } }),
      simple('b'),
    ]),
    taskDefs: defs,
    workers,
  },
];
