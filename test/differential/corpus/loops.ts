import type { DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b'), taskDef('after')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed({ y: 2 })], '#after': [completed()] };

function loop(
  loopCondition: string,
  over: DifferentialCase['workflow']['tasks'],
  parts: object = {},
): DifferentialCase['workflow'] {
  return workflow([
    system('DO_WHILE', 'loop', { loopCondition, loopOver: [...over], evaluatorType: 'javascript', ...parts }),
    simple('after', { inputParameters: { last: '${a.output}', all: '${loop.output}' } }),
  ]);
}

/** DO_WHILE. */
export const loops: readonly DifferentialCase[] = [
  {
    name: 'a loop of three iterations',
    covers: ['DO_WHILE condition'],
    workflow: loop("$.loop['iteration'] < 3", [simple('a', { inputParameters: { i: '${loop.output.iteration}' } })]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a loop runs at least once',
    covers: ['DO_WHILE condition'],
    workflow: loop('false', [simple('a')]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a loop of two tasks, with a condition on an output',
    covers: ['DO_WHILE condition'],
    workflow: loop('$.a.x < 3', [simple('a'), simple('b', { inputParameters: { x: '${a.output.x}' } })]),
    taskDefs: defs,
    workers: { ...workers, '#a': [completed({ x: 1 }), completed({ x: 2 }), completed({ x: 3 })] },
  },
  {
    name: 'a loop with a parameter in its condition',
    covers: ['DO_WHILE condition'],
    workflow: loop('$.loop.iteration < $.times', [simple('a')], {
      inputParameters: { times: '${workflow.input.times}' },
    }),
    taskDefs: defs,
    workers,
    start: { input: { times: 2 } },
  },
  {
    name: 'a loop whose condition throws',
    covers: ['DO_WHILE condition'],
    workflow: loop('$.nobody.output.x > 1', [simple('a')]),
    taskDefs: defs,
    workers,
    allow: [{ path: /reasonForIncompletion/, reason: 'text of the script engine' }],
  },
  {
    name: 'a failing task in a loop fails the workflow',
    covers: ['DO_WHILE condition'],
    workflow: loop('$.loop.iteration < 3', [simple('a')]),
    taskDefs: defs,
    workers: { ...workers, '#a': [completed({ x: 1 }), failed('no')] },
  },
  {
    name: 'a retry in a loop',
    covers: ['DO_WHILE condition', 'retry FIXED'],
    workflow: loop('$.loop.iteration < 2', [simple('a')]),
    taskDefs: [...defs, taskDef('a', { retryCount: 1 })],
    workers: { ...workers, '#a': [failed('no'), completed({ x: 1 }), completed({ x: 2 })] },
  },
  {
    name: 'a loop that keeps its last two iterations',
    covers: ['DO_WHILE keepLastN'],
    workflow: loop('$.loop.iteration < 4', [inline('a', '$.i', { i: '${loop.output.iteration}' })], {
      inputParameters: { keepLastN: 2 },
    }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a loop over a list',
    covers: ['DO_WHILE items'],
    workflow: loop(
      '',
      [simple('a', { inputParameters: { item: '${loop.output.loopItem}', index: '${loop.output.loopIndex}' } })],
      { items: '${workflow.input.list}' },
    ),
    taskDefs: defs,
    workers,
    start: { input: { list: ['x', { y: 1 }] } },
  },
  {
    name: 'a loop over an empty list',
    covers: ['DO_WHILE items'],
    workflow: loop('', [simple('a')], { items: '${workflow.input.list}' }),
    taskDefs: defs,
    workers,
    start: { input: { list: [] } },
  },
  {
    name: 'a switch in a loop',
    covers: ['DO_WHILE condition', 'SWITCH value-param'],
    workflow: loop('$.loop.iteration < 2', [
      system('SWITCH', 'choose', {
        evaluatorType: 'value-param',
        expression: 'w',
        inputParameters: { w: '${loop.output.iteration}' },
        decisionCases: { 1: [simple('a')], 2: [simple('b')] },
      }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a fork in a loop',
    covers: ['DO_WHILE condition', 'FORK_JOIN', 'JOIN'],
    workflow: loop('$.loop.iteration < 2', [
      system('FORK_JOIN', 'fork', { forkTasks: [[simple('a')], [simple('b')]] }),
      system('JOIN', 'join', { joinOn: ['a', 'b'] }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'an optional failure in a loop goes on',
    covers: ['DO_WHILE condition', 'optional'],
    workflow: loop('$.loop.iteration < 2', [simple('a', { optional: true }), simple('b')]),
    taskDefs: defs,
    workers: { ...workers, '#a': [failed('no')] },
  },
  {
    name: 'terminate in a loop',
    covers: ['DO_WHILE condition', 'TERMINATE'],
    workflow: loop('true', [
      simple('a'),
      system('TERMINATE', 'end', {
        inputParameters: { terminationStatus: 'COMPLETED', workflowOutput: { i: '${loop.output.iteration}' } },
      }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'terminate in a loop, beside a script whose output the loop has as well',
    covers: ['DO_WHILE condition', 'TERMINATE', 'INLINE'],
    workflow: loop('true', [
      inline('a', '1'),
      system('FORK_JOIN', 'fork', {
        forkTasks: [
          [inline('beside', '2')],
          [
            system('TERMINATE', 'end', {
              inputParameters: { terminationStatus: 'TERMINATED', workflowOutput: { i: '${loop.output.iteration}' } },
            }),
          ],
        ],
      }),
      system('JOIN', 'join', { joinOn: ['beside'] }),
    ]),
  },
  {
    name: 'a variable that is set before a loop, and another after it',
    covers: ['DO_WHILE condition', 'SET_VARIABLE'],
    workflow: workflow([
      system('SET_VARIABLE', 'early', { inputParameters: { x: { y: 1 } } }),
      system('DO_WHILE', 'loop', { loopCondition: 'false', loopOver: [system('NOOP', 'noop')] }),
      simple('a'),
      system('SET_VARIABLE', 'late', { inputParameters: { z: 2 } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a variable that a loop counts up',
    covers: ['DO_WHILE condition', 'SET_VARIABLE'],
    workflow: loop('$.loop.iteration < 3', [
      inline('a', '($.n || 0) + 1', { n: '${workflow.variables.n}' }),
      system('SET_VARIABLE', 'set', { inputParameters: { n: '${a.output.result}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
];
