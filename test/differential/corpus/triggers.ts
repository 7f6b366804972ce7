import type { Ask, DifferentialCase } from '../case.js';
import { completed, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b'), taskDef('started')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed()], '#started': [completed()] };
const started = workflow([simple('started', { inputParameters: { all: '${workflow.input}' } })], { name: '#other' });

function ask(method: Ask['method'], path: string, body?: unknown, query?: Ask['query']): Ask {
  return { do: 'ask', method, path, ...(body !== undefined && { body }), ...(query !== undefined && { query }) };
}

/** What starts and ends things by itself: schedules and event handlers. The server needs up to a minute to listen to a new handler. */
export const triggers: readonly DifferentialCase[] = [
  {
    name: 'an event starts a workflow',
    covers: ['event handlers', 'start_workflow action', 'EVENT'],
    workflow: workflow([
      simple('a'),
      system('EVENT', 'tell', { sink: 'conductor', inputParameters: { x: '${a.output.x}' } }),
    ]),
    others: [started],
    taskDefs: defs,
    workers,
    steps: [
      ask('POST', '/api/event', {
        name: '#handler',
        event: 'conductor:#main:tell',
        active: true,
        actions: [
          {
            action: 'start_workflow',
            start_workflow: { name: '#other', version: 1, input: { x: '${x}', from: '${workflowInstanceId}' } },
          },
        ],
      }),
      ask('GET', '/api/event/conductor:#main:tell'),
      { do: 'work', tasks: 2 },
      ask('DELETE', '/api/event/#handler'),
      ask('GET', '/api/workflow/search', undefined, { query: 'workflowType = #other' }),
    ],
  },
  {
    name: 'events complete and fail tasks',
    covers: ['event handlers', 'complete_task action', 'fail_task action'],
    workflow: workflow([
      simple('a'),
      system('EVENT', 'good', { sink: 'conductor', inputParameters: { x: 1 } }),
      system('WAIT', 'first'),
      system('EVENT', 'bad', { sink: 'conductor', inputParameters: { x: 2 } }),
      system('WAIT', 'second'),
    ]),
    taskDefs: defs,
    workers,
    steps: [
      ...(
        [
          ['good', 'complete_task', 'first'],
          ['bad', 'fail_task', 'second'],
        ] as const
      ).map(([event, action, ref]) =>
        ask('POST', '/api/event', {
          name: `#${event}`,
          event: `conductor:#main:${event}`,
          active: true,
          condition: '$.x > 0',
          actions: [
            {
              action,
              [action]: { workflowId: '${workflowInstanceId}', taskRefName: ref, output: { told: '${x}' } },
            },
          ],
        }),
      ),
      { do: 'finish' },
      ask('DELETE', '/api/event/#good'),
      ask('DELETE', '/api/event/#bad'),
    ],
  },
  {
    name: 'a schedule starts a workflow each second, until it is paused',
    covers: ['schedules'],
    workflow: workflow([simple('b')]),
    others: [started],
    taskDefs: defs,
    workers,
    steps: [
      ask('POST', '/api/scheduler/schedules', {
        name: '#schedule',
        cronExpression: '* * * * * *',
        startWorkflowRequest: { name: '#other', version: 1, input: { given: 1 } },
      }),
      { do: 'finish' },
      { do: 'work', tasks: 2 },
      ask('PUT', '/api/scheduler/schedules/#schedule/pause', undefined, { reason: 'enough' }),
      ask('GET', '/api/scheduler/schedules/#schedule'),
      ask('DELETE', '/api/scheduler/schedules/#schedule'),
      ask('GET', '/api/scheduler/schedules/#schedule'),
    ],
  },
  {
    name: 'a schedule tells when it is due',
    covers: ['schedules'],
    workflow: workflow([simple('b')]),
    steps: [
      ask('GET', '/api/scheduler/nextFewSchedules', undefined, {
        ...{ cronExpression: '0 30 9 ? * MON-FRI', limit: 5 },
        ...{ scheduleStartTime: 1_900_000_000_000, scheduleEndTime: 1_950_000_000_000 },
      }),
      ask('GET', '/api/scheduler/nextFewSchedules', undefined, { cronExpression: 'nonsense' }),
    ],
  },
];
