import type { Ask, DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed({ y: 2 })] };
const two = workflow([simple('a'), simple('b', { inputParameters: { x: '${a.output.x}' } })]);

function ask(method: Ask['method'], path: string, body?: unknown, query?: Ask['query']): Ask {
  return { do: 'ask', method, path, ...(body !== undefined && { body }), ...(query !== undefined && { query }) };
}

const tasksOf = (type: string, query: Ask['query'] = {}): Ask =>
  ask('GET', `/api/tasks/poll/batch/${type}`, undefined, { count: 1, timeout: 0, workerid: 'w', ...query });

/** What is asked and done beside the workflow of a case, by any request. */
export const answers: readonly DifferentialCase[] = [
  {
    name: 'an idempotency key is kept nowhere: each start is one',
    covers: ['idempotency key and strategy'],
    workflow: two,
    taskDefs: defs,
    start: { idempotencyKey: 'once', idempotencyStrategy: 'RETURN_EXISTING' },
    steps: [
      ask('POST', '/api/workflow', {
        name: '#main',
        version: 1,
        idempotencyKey: 'once',
        idempotencyStrategy: 'FAIL',
      }),
      ask('GET', '/api/workflow/{answer 0}/status'),
    ],
  },
  {
    name: 'lines that are logged come in the order of their times',
    covers: ['task logs'],
    workflow: two,
    taskDefs: defs,
    steps: [
      ask('GET', '/api/tasks/{task a}/log'),
      ask('POST', '/api/tasks/{task a}/log', 'a line'),
      {
        do: 'update',
        ref: 'a',
        report: {
          status: 'COMPLETED',
          logs: [
            { log: 'second', createdTime: 2 },
            { log: 'first', createdTime: 1 },
          ],
        },
      },
      ask('GET', '/api/tasks/{task a}/log'),
    ],
  },
  {
    name: 'a task with a domain is given to who asks for that domain',
    covers: ['domains and taskToDomain'],
    workflow: two,
    taskDefs: defs,
    start: { taskToDomain: { '#a': 'blue', '*': 'NO_DOMAIN' } },
    workers: { '#b': workers['#b'] },
    steps: [
      tasksOf('#a'),
      tasksOf('#a', { domain: 'red' }),
      tasksOf('#a', { domain: 'blue' }),
      { do: 'update', ref: 'a', report: completed({ x: 1 }) },
      { do: 'finish' },
    ],
  },
  {
    name: 'of domains nobody has asked for the last one is taken',
    covers: ['domains and taskToDomain'],
    workflow: two,
    taskDefs: defs,
    start: { taskToDomain: { '*': 'green,yellow' } },
    steps: [tasksOf('#a', { domain: 'green' }), tasksOf('#a', { domain: 'yellow' })],
  },
  {
    name: 'a task beyond the limit of its type waits for another to end',
    covers: ['concurrency limit'],
    workflow: two,
    taskDefs: [taskDef('a', { concurrentExecLimit: 1 }), taskDef('b')],
    steps: [
      { do: 'hold', taskType: '#a' },
      { do: 'pass', seconds: 1.5 },
      ask('POST', '/api/workflow', { name: '#main', version: 1 }),
      { do: 'pass', seconds: 0.5 },
      tasksOf('#a'),
      { do: 'update', ref: 'a', report: completed({ x: 1 }) },
      { do: 'pass', seconds: 0.5 },
      tasksOf('#a'),
      ask('GET', '/api/workflow/{answer 0}'),
    ],
  },
  {
    name: 'an attempt over the total time of its task times the workflow out',
    covers: ['totalTimeoutSeconds'],
    workflow: two,
    taskDefs: [taskDef('a', { retryCount: 5, totalTimeoutSeconds: 2 }), taskDef('b')],
    workers: { '#a': [failed('no')] },
    steps: [{ do: 'work', tasks: 1 }, { do: 'pass', seconds: 3 }, { do: 'decide' }],
    allow: [{ path: /reasonForIncompletion/, reason: 'the measured seconds' }],
  },
  {
    name: 'a lease that is extended keeps a task from timing out',
    covers: ['lease extension'],
    workflow: two,
    taskDefs: [taskDef('a', { responseTimeoutSeconds: 2 }), taskDef('b')],
    steps: [
      { do: 'hold', taskType: '#a' },
      { do: 'pass', seconds: 1.3 },
      { do: 'update', ref: 'a', report: { status: 'IN_PROGRESS', extendLease: true, outputData: { ignored: true } } },
      { do: 'pass', seconds: 1.3 },
      { do: 'decide' },
    ],
  },
  {
    name: 'update-v2 hands out the next task of the type',
    covers: ['update-v2'],
    workflow: workflow([simple('a', { name: '#a' }), simple('second', { name: '#a' }), simple('b')]),
    taskDefs: defs,
    steps: [
      { do: 'hold', taskType: '#a' },
      ask('POST', '/api/tasks/update-v2', {
        ...{ workflowInstanceId: '{workflowId}', taskId: '{task a}', status: 'COMPLETED', workerId: 'w' },
        outputData: { x: 1 },
      }),
      ask('POST', '/api/tasks/update-v2', {
        ...{ workflowInstanceId: '{workflowId}', taskId: '{task second}', status: 'COMPLETED', workerId: 'w' },
      }),
      ask('POST', '/api/tasks/update-v2', {
        ...{ workflowInstanceId: '{workflowId}', taskId: '{task second}', status: 'FAILED', workerId: 'w' },
      }),
    ],
  },
  {
    name: 'bulk operations tell which of many went well',
    covers: ['bulk operations', 'pause', 'resume', 'terminate', 'restart', 'retry'],
    workflow: two,
    taskDefs: defs,
    workers,
    steps: [
      ask('PUT', '/api/workflow/bulk/pause', ['{workflowId}', 'nobody']),
      ask('PUT', '/api/workflow/bulk/resume', ['{workflowId}', 'nobody']),
      ask('PUT', '/api/workflow/bulk/resume', ['{workflowId}']),
      ask('POST', '/api/workflow/bulk/terminate', ['{workflowId}', 'nobody'], { reason: 'enough' }),
      ask('POST', '/api/workflow/bulk/retry', ['{workflowId}']),
      ask('POST', '/api/workflow/bulk/restart', ['{workflowId}']),
      ask('POST', '/api/workflow/bulk/terminate', []),
      { do: 'finish' },
      ask('POST', '/api/workflow/bulk/restart', ['{workflowId}', 'nobody']),
    ],
  },
  {
    name: 'a workflow is found by what it is',
    covers: ['search'],
    workflow: two,
    taskDefs: defs,
    workers,
    start: { correlationId: '#c', input: { n: 1 } },
    steps: [
      { do: 'finish' },
      ...['workflowType = #main', 'workflowType IN (#main, #other) AND status = COMPLETED', 'correlationId = "#c"'].map(
        (query) => ask('GET', '/api/workflow/search', undefined, { query }),
      ),
      ask('GET', '/api/workflow/search', undefined, { query: "workflowType = '#main' AND status IN (FAILED)" }),
      ask('GET', '/api/workflow/search-v2', undefined, { query: 'workflowType = #main' }),
      ask('GET', '/api/tasks/search', undefined, { query: 'taskType = #a' }),
      ask('GET', '/api/workflow/search', undefined, { query: 'workflowType = (' }),
    ],
  },
  {
    name: 'queues tell their sizes, and who has polled',
    covers: ['queue sizes', 'poll data'],
    workflow: two,
    taskDefs: defs,
    workers,
    steps: [
      ask('GET', '/api/tasks/queue/sizes', undefined, { taskType: '#a' }),
      ask('GET', '/api/tasks/queue/size', undefined, { taskType: '#a' }),
      ask('GET', '/api/tasks/queue/polldata', undefined, { taskType: '#a' }),
      { do: 'hold', taskType: '#a' },
      ask('GET', '/api/tasks/queue/polldata', undefined, { taskType: '#a' }),
      { do: 'update', ref: 'a', report: completed() },
      ask('GET', '/api/tasks/queue/sizes', undefined, { taskType: '#a' }),
    ],
  },
  {
    name: 'a workflow is tested with mocks, one for each attempt',
    covers: ['workflow test', 'mocks'],
    workflow: two,
    taskDefs: [taskDef('a', { retryCount: 1 }), taskDef('b')],
    allow: [
      { path: /tasks\[2\]\.(?:endTime|updateTime)$/, reason: 'a mock with times leaves the end of its task at 0' },
    ],
    steps: [
      ask('POST', '/api/workflow/test', {
        ...{ name: '#main', version: 1, input: { n: 1 } },
        taskRefToMockOutput: {
          a: [
            { status: 'FAILED', output: { nth: 1 } },
            { status: 'COMPLETED', output: { x: 2 } },
          ],
          b: [{ status: 'COMPLETED', output: { y: 3 }, executionTime: 1, queueWaitTime: 1 }],
        },
      }),
    ],
  },
  {
    name: 'a workflow of types that only a mock can play',
    covers: ['workflow test', 'mocks', 'KAFKA_PUBLISH'],
    workflow: two,
    taskDefs: defs,
    steps: [
      ask('POST', '/api/workflow/test', {
        ...{ name: '#tested', version: 1, input: {} },
        workflowDef: workflow(
          [
            system('KAFKA_PUBLISH', 'tell', { inputParameters: { kafka_request: { topic: 't', value: 'v' } } }),
            simple('b'),
          ],
          { name: '#tested' },
        ),
        taskRefToMockOutput: {
          tell: [{ status: 'COMPLETED', output: { told: true } }],
          b: [{ status: 'COMPLETED', output: {} }],
        },
      }),
    ],
  },
  {
    name: 'a removed workflow is gone, a running one cannot be removed',
    covers: ['delete'],
    workflow: two,
    taskDefs: defs,
    workers,
    steps: [
      ask('DELETE', '/api/workflow/{workflowId}/remove'),
      ask('POST', '/api/workflow', { name: '#main', version: 1 }),
      ask('DELETE', '/api/workflow/{answer 1}'),
      ask('DELETE', '/api/workflow/{answer 1}/remove'),
      ask('GET', '/api/workflow/{answer 1}'),
      ask('DELETE', '/api/workflow/{answer 1}/remove'),
    ],
  },
  {
    name: 'a start by name, its status, its tasks, and those that run',
    covers: ['start by name', 'correlationId'],
    workflow: two,
    taskDefs: defs,
    start: { correlationId: '#c' },
    steps: [
      ask('GET', '/api/workflow/{workflowId}/status', undefined, { includeOutput: true, includeVariables: true }),
      ask('GET', '/api/workflow/{workflowId}/tasks'),
      ask('GET', '/api/workflow/#main/correlated/#c'),
      ask('POST', '/api/workflow/#main/correlated', ['#c', 'nobody']),
      ask('GET', '/api/workflow/running/#main'),
      ask('POST', '/api/workflow/#main', { n: 1 }, { version: 1, priority: 7, correlationId: '#d' }),
      ask('GET', '/api/workflow/{answer 5}'),
      ask('POST', '/api/workflow/#nobody', {}),
    ],
  },
  {
    name: 'a call that waits for its workflow',
    covers: ['execute'],
    workflow: workflow([inline('one', '1 + $.n', { n: '${workflow.input.n}' })]),
    steps: [
      ask(
        'POST',
        '/api/workflow/execute/#main/1',
        { name: '#main', version: 1, input: { n: 2 } },
        { requestId: 'r', waitForSeconds: 2 },
      ),
    ],
  },
  {
    name: 'a signal that tells what came of it',
    covers: ['signal'],
    workflow: workflow([system('WAIT', 'first'), inline('one', '1'), system('WAIT', 'second')]),
    steps: [
      ask('POST', '/api/tasks/{workflowId}/COMPLETED/signal/sync', { answer: 42 }, { returnStrategy: 'BLOCKING_TASK' }),
      ask(
        'POST',
        '/api/tasks/{workflowId}/COMPLETED/signal/sync',
        { answer: 43 },
        { returnStrategy: 'TARGET_WORKFLOW' },
      ),
      ask('POST', '/api/tasks/{workflowId}/COMPLETED/signal/sync', {}, { returnStrategy: 'TARGET_WORKFLOW' }),
    ],
  },
  {
    name: 'definitions that the server refuses, with what it says',
    covers: ['validation messages'],
    workflow: two,
    taskDefs: defs,
    steps: [
      ...[
        { name: '#bad', version: 1, tasks: [] },
        { name: '#bad', version: 1, tasks: [simple('x'), simple('x')] },
        { name: '#bad', version: 1, tasks: [simple('x', { inputParameters: { y: '${nobody.output.z}' } })] },
        { name: '#bad', version: 1, tasks: [system('SWITCH', 's')] },
        { name: '#bad', version: 1, tasks: [system('TERMINATE', 't', { inputParameters: {} })] },
        { name: '#bad', version: 1, tasks: [system('WAIT', 'w', { inputParameters: { duration: 'soon' } })] },
      ].map((bad) => ask('PUT', '/api/metadata/workflow', [bad])),
      ask('POST', '/api/metadata/workflow', two),
      ask('POST', '/api/metadata/taskdefs', [{ name: '#bad', retryCount: -1 }]),
      ask('POST', '/api/metadata/taskdefs', [{ name: '#bad', timeoutSeconds: 60 }]),
      ask('GET', '/api/metadata/workflow/#main'),
      ask('GET', '/api/metadata/taskdefs/#a'),
      ask('GET', '/api/metadata/taskdefs/#nobody'),
    ],
  },
  {
    name: 'tasks that wait to be polled again are there at once after a reset',
    covers: ['reset callbacks'],
    workflow: two,
    taskDefs: defs,
    workers: { '#a': [{ status: 'IN_PROGRESS', callbackAfterSeconds: 600 }, completed({ x: 1 })], '#b': [completed()] },
    steps: [{ do: 'work', tasks: 1 }, ask('POST', '/api/workflow/{workflowId}/resetcallbacks'), { do: 'finish' }],
  },
];
