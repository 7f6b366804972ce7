import type { DifferentialCase } from '../case.js';
import { completed, failed, failedTerminally, simple, taskDef, workflow } from './parts.js';

/** Attempts, their delays, and tasks that may fail. */
export const retries: readonly DifferentialCase[] = [
  {
    name: 'a failed task is tried again at once and succeeds',
    covers: ['retry FIXED'],
    workflow: workflow([
      simple('a', { inputParameters: { n: '${workflow.input.n}' } }),
      simple('b', { inputParameters: { from: '${a.output.n}', attempt: '${a.retryCount}' } }),
    ]),
    taskDefs: [taskDef('a', { retryCount: 2 }), taskDef('b')],
    start: { input: { n: 1 } },
    workers: { '#a': [failed('first', { n: 1 }), failed('second'), completed({ n: 3 })], '#b': [completed()] },
  },
  {
    name: 'attempts that are used up fail the workflow',
    covers: ['retry FIXED'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a', { retryCount: 2 })],
    workers: { '#a': [failed('again')] },
  },
  {
    name: 'a fixed delay is the same each time',
    covers: ['retry FIXED'],
    workflow: workflow([simple('a')]),
    taskDefs: [taskDef('a', { retryCount: 2, retryDelaySeconds: 1 })],
    workers: { '#a': [failed('1'), failed('2'), completed()] },
  },
  {
    name: 'a linear delay grows with each attempt',
    covers: ['retry LINEAR_BACKOFF'],
    workflow: workflow([simple('a')]),
    taskDefs: [
      taskDef('a', { retryCount: 3, retryDelaySeconds: 1, retryLogic: 'LINEAR_BACKOFF', backoffScaleFactor: 1 }),
    ],
    workers: { '#a': [failed('1'), failed('2'), completed()] },
  },
  {
    name: 'an exponential delay doubles, up to its cap',
    covers: ['retry EXPONENTIAL_BACKOFF', 'maxRetryDelaySeconds'],
    workflow: workflow([simple('a')]),
    taskDefs: [
      taskDef('a', { retryCount: 4, retryDelaySeconds: 1, retryLogic: 'EXPONENTIAL_BACKOFF', maxRetryDelaySeconds: 2 }),
    ],
    workers: { '#a': [failed('1'), failed('2'), failed('3'), completed()] },
  },
  {
    name: 'the retry count of the workflow task beats that of the definition',
    covers: ['WorkflowTask.retryCount'],
    workflow: workflow([simple('a', { retryCount: 1 })]),
    taskDefs: [taskDef('a', { retryCount: 5 })],
    workers: { '#a': [failed('again')] },
  },
  {
    name: 'an optional task that fails is completed with errors and the workflow goes on',
    covers: ['optional'],
    workflow: workflow([
      simple('a', { optional: true }),
      simple('b', { inputParameters: { s: '${a.status}', x: '${a.output.x}' } }),
    ]),
    taskDefs: [taskDef('a', { retryCount: 1 }), taskDef('b')],
    workers: { '#a': [failed('no', { x: 1 })], '#b': [completed()] },
  },
  {
    name: 'an optional task with a terminal error is completed with errors',
    covers: ['optional'],
    workflow: workflow([simple('a', { optional: true }), simple('b')]),
    taskDefs: [taskDef('a', { retryCount: 3 }), taskDef('b')],
    workers: { '#a': [failedTerminally('never')], '#b': [completed()] },
  },
  {
    name: 'an optional task that fails as the last one',
    covers: ['optional'],
    workflow: workflow([simple('a'), simple('b', { optional: true })]),
    taskDefs: [taskDef('a'), taskDef('b')],
    workers: { '#a': [completed({ x: 1 })], '#b': [failed('no')] },
  },
  {
    name: 'a permissive task that fails lets the flow go on and the workflow fail',
    covers: ['permissive'],
    workflow: workflow([simple('a', { permissive: true }), simple('b')]),
    taskDefs: [taskDef('a'), taskDef('b')],
    workers: { '#a': [failed('no')], '#b': [completed({ x: 1 })] },
  },
  {
    name: 'a failed workflow starts its failure workflow',
    covers: ['failureWorkflow'],
    workflow: workflow([simple('a')], { failureWorkflow: '#clean_up' }),
    others: [
      workflow(
        [
          simple('undo', {
            inputParameters: {
              reason: '${workflow.input.reason}',
              id: '${workflow.input.workflowId}',
              status: '${workflow.input.failureStatus}',
              n: '${workflow.input.n}',
            },
          }),
        ],
        {
          name: '#clean_up',
        },
      ),
    ],
    taskDefs: [taskDef('a'), taskDef('undo')],
    start: { input: { n: 1 }, correlationId: 'order-1' },
    workers: { '#a': [failed('broken')], '#undo': [completed()] },
    allow: [{ path: /failedWorkflow/, reason: 'the whole internal model of the server' }],
  },
  {
    name: 'a workflow that was terminated by hand starts no failure workflow',
    covers: ['failureWorkflow', 'terminate'],
    workflow: workflow([simple('a')], { failureWorkflow: '#clean_up' }),
    others: [workflow([simple('undo')], { name: '#clean_up' })],
    taskDefs: [taskDef('a'), taskDef('undo')],
    steps: [{ do: 'terminate', reason: 'enough' }],
  },
];
