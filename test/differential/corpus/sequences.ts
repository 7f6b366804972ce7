import type { DifferentialCase } from '../case.js';
import { completed, failed, failedTerminally, simple, taskDef, workflow } from './parts.js';

/** Worker tasks in a row: what they get, what they return, how they end. */
export const sequences: readonly DifferentialCase[] = [
  {
    name: 'two worker tasks in a row, the second with the output of the first',
    covers: ['SIMPLE', 'workflow output of the last task'],
    workflow: workflow([
      simple('a', { inputParameters: { n: '${workflow.input.n}' } }),
      simple('b', { inputParameters: { twice: '${a.output.twice}', all: '${a.output}' } }),
    ]),
    taskDefs: [taskDef('a'), taskDef('b')],
    start: { input: { n: 4 } },
    workers: { '#a': [completed({ twice: 8 })], '#b': [completed({ done: true })] },
  },
  {
    name: 'an unregistered task type has the defaults of the server',
    covers: ['SIMPLE', 'task definition defaults'],
    workflow: workflow([simple('a')]),
    workers: { '#a': [completed({ x: 1 })] },
  },
  {
    name: 'output parameters take the place of the last output',
    covers: ['outputParameters'],
    workflow: workflow([simple('a')], {
      outputParameters: {
        x: '${a.output.x}',
        status: '${workflow.status}',
        text: 'x=${a.output.x}',
        list: ['${a.output.x}', 2],
        none: '${nobody.output.x}',
      },
    }),
    taskDefs: [taskDef('a')],
    workers: { '#a': [completed({ x: 1 })] },
  },
  {
    name: 'a failed task without retries fails the workflow',
    covers: ['FAILED'],
    workflow: workflow([simple('a'), simple('b')]),
    taskDefs: [taskDef('a'), taskDef('b')],
    workers: { '#a': [failed('no money', { at: 'bank' })] },
  },
  {
    name: 'a failure without a reason is told as null',
    covers: ['FAILED'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [failed()] },
  },
  {
    name: 'a terminal error is not retried',
    covers: ['FAILED_WITH_TERMINAL_ERROR'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a', { retryCount: 3 })],
    workers: { '#a': [failedTerminally('never')] },
  },
  {
    name: 'a cancelled task terminates the workflow',
    covers: ['CANCELED'],
    workflow: workflow([simple('a'), simple('b')]),
    taskDefs: [taskDef('a', { retryCount: 3 }), taskDef('b')],
    workers: { '#a': [{ status: 'CANCELED', reasonForIncompletion: 'not wanted', outputData: { x: 1 } }] },
  },
  {
    name: 'a reason is cut to 500 characters',
    covers: ['FAILED'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [failed('x'.repeat(700))] },
  },
  {
    name: 'a task in progress comes back with its output and ends later',
    covers: ['IN_PROGRESS'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: {
      '#a': [
        { status: 'IN_PROGRESS', callbackAfterSeconds: 0, outputData: { step: 1 } },
        { status: 'IN_PROGRESS', callbackAfterSeconds: 1, outputData: { step: 2 } },
        completed({ step: 3 }),
      ],
    },
  },
  {
    name: 'a task in progress is scheduled again while it waits',
    covers: ['IN_PROGRESS'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [{ status: 'IN_PROGRESS', callbackAfterSeconds: 600, outputData: { step: 1 } }] },
    steps: [{ do: 'work', tasks: 1 }],
  },
  {
    name: 'a late update changes nothing',
    covers: ['late updates'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [completed({ first: true })] },
    steps: [{ do: 'finish' }, { do: 'update', ref: 'a', report: failed('too late', { second: true }) }],
  },
  {
    name: 'a task may be completed before anybody has polled it',
    covers: ['external update by id'],
    workflow: workflow([simple('a'), simple('b')]),
    taskDefs: [taskDef('a'), taskDef('b')],
    workers: { '#b': [completed()] },
    steps: [{ do: 'update', ref: 'a', report: completed({ by: 'someone' }) }, { do: 'finish' }],
  },
  {
    name: 'a task updated by its reference name keeps and adds output',
    covers: ['external update by reference name'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a')],
    workers: { '#a': [{ status: 'IN_PROGRESS', callbackAfterSeconds: 600, outputData: { step: 1, kept: true } }] },
    steps: [
      { do: 'work', tasks: 1 },
      { do: 'updateByRef', ref: 'a', status: 'COMPLETED', output: { step: 2 } },
    ],
  },
  {
    name: 'the input template of a task definition fills what is missing or null',
    covers: ['TaskDef.inputTemplate'],
    workflow: workflow([
      simple('a', { inputParameters: { given: 1, nothing: '${workflow.input.absent}', deep: { x: 1 } } }),
    ]),
    taskDefs: [
      taskDef('a', {
        inputTemplate: {
          given: 2,
          nothing: 'filled',
          more: '${workflow.input.n}',
          deep: { x: 9, y: 9 },
          of: '${workflow.workflowType}',
        },
      }),
    ],
    start: { input: { n: 7 } },
    workers: { '#a': [completed()] },
  },
  {
    name: 'the input template of a workflow fills what is missing at the start',
    covers: ['WorkflowDef.inputTemplate'],
    workflow: workflow([simple('a', { inputParameters: { all: '${workflow.input}' } })], {
      inputTemplate: { n: 1, m: 2 },
      inputParameters: ['n', 'm', 'o'],
    }),
    taskDefs: [taskDef('a')],
    start: { input: { n: 7 } },
    workers: { '#a': [completed()] },
  },
  {
    name: 'correlation id and priority stay with the workflow and its tasks',
    covers: ['correlationId', 'priority'],
    workflow: workflow([
      simple('a', { inputParameters: { c: '${workflow.correlationId}', p: '${workflow.priority}' } }),
    ]),
    taskDefs: [taskDef('a')],
    start: { correlationId: 'order-1', priority: 5 },
    workers: { '#a': [completed()] },
  },
  {
    name: 'variables of the definition are those at the start',
    covers: ['WorkflowDef.variables'],
    workflow: workflow([simple('a', { inputParameters: { v: '${workflow.variables.v}' } })], {
      variables: { v: [1, 2] },
    }),
    taskDefs: [taskDef('a')],
    workers: { '#a': [completed()] },
  },
  {
    name: 'a definition given with the start is run without being registered',
    covers: ['inline workflow definition'],
    workflow: workflow([simple('other')]),
    start: { workflowDef: workflow([simple('a')], { version: 7, outputParameters: { x: '${a.output.x}' } }) },
    taskDefs: [taskDef('a')],
    workers: { '#a': [completed({ x: 5 })] },
  },
];
