import type { DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b'), taskDef('c'), taskDef('after'), taskDef('prepare')];
const workers = {
  '#prepare': [completed({ done: true })],
  '#a': [completed({ from: 'a' })],
  '#b': [completed({ from: 'b' })],
  '#c': [completed({})],
  '#after': [completed({ from: 'after' })],
};

function fork(a: object = {}, b: object = {}, join: object = {}): DifferentialCase['workflow'] {
  return workflow([
    system('FORK_JOIN', 'fork', { forkTasks: [[simple('a', a)], [simple('b', b), simple('c')]] }),
    system('JOIN', 'join', { joinOn: ['a', 'c'], ...join }),
    simple('after', { inputParameters: { all: '${join.output}' } }),
  ]);
}

const dynamicFork = {
  dynamicForkTasksParam: 'tasks',
  dynamicForkTasksInputParamName: 'inputs',
};

/** Forks and joins. */
export const forks: readonly DifferentialCase[] = [
  {
    name: 'a fork of two branches and its join',
    covers: ['FORK_JOIN', 'JOIN'],
    workflow: fork(),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a join that is looked at in the request',
    covers: ['JOIN'],
    workflow: fork({}, {}, { joinMode: 'SYNC' }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a join on some of the branches',
    covers: ['JOIN'],
    workflow: fork({}, {}, { joinOn: ['a'] }),
    taskDefs: defs,
    workers,
    steps: [{ do: 'work', tasks: 1 }, { do: 'see', ref: 'after', status: 'SCHEDULED' }, { do: 'finish' }],
  },
  {
    name: 'a join on nothing',
    covers: ['JOIN'],
    workflow: fork({}, {}, { joinOn: [] }),
    taskDefs: defs,
    workers,
    steps: [{ do: 'see', ref: 'after', status: 'SCHEDULED' }, { do: 'finish' }],
  },
  {
    name: 'a failure in a branch ends the workflow and cancels the others',
    covers: ['FORK_JOIN', 'JOIN', 'FAILED'],
    workflow: fork(),
    taskDefs: defs,
    workers: { ...workers, '#a': [failed('no')] },
  },
  {
    name: 'an optional failure in a branch',
    covers: ['JOIN', 'optional'],
    workflow: fork({ optional: true }),
    taskDefs: defs,
    workers: { ...workers, '#a': [failed('no', { x: 1 })] },
  },
  {
    name: 'a permissive failure in a branch',
    covers: ['JOIN', 'permissive'],
    workflow: fork({ permissive: true }),
    taskDefs: defs,
    workers: { ...workers, '#a': [failed('no')] },
  },
  {
    name: 'a retry in a branch',
    covers: ['JOIN', 'retry FIXED'],
    // Not of the task that is joined: see docs/testing-differences.md.
    workflow: workflow([
      system('FORK_JOIN', 'fork', { forkTasks: [[simple('a'), inline('then', '1')], [simple('b')]] }),
      system('JOIN', 'join', { joinOn: ['then', 'b'] }),
      simple('after', { inputParameters: { all: '${join.output}' } }),
    ]),
    taskDefs: [...defs, taskDef('a', { retryCount: 1 })],
    workers: { ...workers, '#a': [failed('once'), completed({ from: 'a' })] },
  },
  {
    name: 'a fork in a fork',
    covers: ['FORK_JOIN', 'JOIN'],
    workflow: workflow([
      system('FORK_JOIN', 'outer', {
        forkTasks: [
          [simple('a')],
          [
            system('FORK_JOIN', 'inner', { forkTasks: [[simple('b')], [simple('c')]] }),
            system('JOIN', 'inner_join', { joinOn: ['b', 'c'] }),
          ],
        ],
      }),
      system('JOIN', 'outer_join', { joinOn: ['a', 'inner_join'] }),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a fork without a join fails the workflow',
    covers: ['FORK_JOIN'],
    workflow: workflow([
      simple('prepare'),
      system('FORK_JOIN', 'fork', { forkTasks: [[simple('a')], [simple('b')]] }),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
    steps: [{ do: 'work', tasks: 1 }],
  },
  {
    name: 'system tasks in the branches of a fork',
    covers: ['FORK_JOIN', 'JOIN', 'INLINE', 'SWITCH value-param'],
    workflow: workflow([
      system('FORK_JOIN', 'fork', {
        forkTasks: [
          [inline('one', '1')],
          [
            system('SWITCH', 'choose', {
              evaluatorType: 'value-param',
              expression: 'w',
              inputParameters: { w: 'A' },
              decisionCases: { A: [simple('a')] },
            }),
            inline('two', '2'),
          ],
        ],
      }),
      system('JOIN', 'join', { joinOn: ['one', 'two'] }),
      simple('after', { inputParameters: { all: '${join.output}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a dynamic fork of given tasks with their inputs',
    covers: ['FORK_JOIN_DYNAMIC tasks'],
    workflow: workflow([
      system('FORK_JOIN_DYNAMIC', 'fork', {
        ...dynamicFork,
        inputParameters: {
          tasks: [
            { name: '#a', taskReferenceName: 'a1', type: 'SIMPLE', inputParameters: { own: 1, n: 0 } },
            { name: '#b', taskReferenceName: 'b1', type: 'SIMPLE' },
          ],
          inputs: { a1: { n: 1 }, b1: { n: 2 } },
        },
      }),
      system('JOIN', 'join'),
      simple('after', { inputParameters: { all: '${join.output}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a dynamic fork of one task for many inputs',
    covers: ['FORK_JOIN_DYNAMIC forkTaskName'],
    workflow: workflow([
      system('FORK_JOIN_DYNAMIC', 'fork', {
        inputParameters: { forkTaskName: '#a', forkTaskInputs: [{ n: 1 }, { n: 2 }, 'three'] },
      }),
      system('JOIN', 'join'),
      simple('after', { inputParameters: { all: '${join.output}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a dynamic fork of sub-workflows',
    covers: ['FORK_JOIN_DYNAMIC forkTaskWorkflow'],
    workflow: workflow([
      system('FORK_JOIN_DYNAMIC', 'fork', {
        inputParameters: {
          forkTaskWorkflow: '#child',
          forkTaskWorkflowVersion: '1',
          forkTaskInputs: [{ n: 1 }, { n: 2 }],
        },
      }),
      system('JOIN', 'join'),
      simple('after'),
    ]),
    others: [workflow([inline('result', '$.n * 2', { n: '${workflow.input.n}' })], { name: '#child' })],
    taskDefs: defs,
    workers,
  },
  {
    name: 'a dynamic fork without branches',
    covers: ['FORK_JOIN_DYNAMIC tasks'],
    workflow: workflow([
      system('FORK_JOIN_DYNAMIC', 'fork', { ...dynamicFork, inputParameters: { tasks: [], inputs: {} } }),
      system('JOIN', 'join'),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a dynamic fork whose tasks are null fails the workflow',
    covers: ['FORK_JOIN_DYNAMIC tasks'],
    workflow: workflow([
      simple('prepare'),
      system('FORK_JOIN_DYNAMIC', 'fork', {
        ...dynamicFork,
        inputParameters: { tasks: '${workflow.input.none}', inputs: {} },
      }),
      system('JOIN', 'join'),
    ]),
    taskDefs: defs,
    workers,
    steps: [{ do: 'work', tasks: 1 }],
  },
  {
    name: 'a dynamic fork of the old form',
    covers: ['FORK_JOIN_DYNAMIC dynamicForkJoinTasksParam'],
    workflow: workflow([
      system('FORK_JOIN_DYNAMIC', 'fork', {
        dynamicForkJoinTasksParam: 'dynamic',
        inputParameters: {
          dynamic: {
            dynamicTasks: [
              { taskName: '#a', referenceName: 'a1', input: { n: 1 } },
              { taskName: '#b', referenceName: 'b1', input: { n: 2 } },
            ],
          },
        },
      }),
      system('JOIN', 'join'),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
];
