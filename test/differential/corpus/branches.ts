import type { DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const cases = { A: [simple('a')], B: [simple('b')] };
const defs = [taskDef('a'), taskDef('b'), taskDef('d'), taskDef('after')];
const workers = {
  '#a': [completed({ from: 'a' })],
  '#b': [completed({ from: 'b' })],
  '#d': [completed({ from: 'd' })],
  '#after': [completed({ from: 'after' })],
};

function switchOn(value: unknown, more: object = {}): DifferentialCase['workflow'] {
  return workflow([
    system('SWITCH', 'choose', {
      evaluatorType: 'value-param',
      expression: 'which',
      inputParameters: { which: value },
      decisionCases: cases,
      defaultCase: [simple('d')],
      ...more,
    }),
    simple('after'),
  ]);
}

/** SWITCH and its like. */
export const branches: readonly DifferentialCase[] = [
  {
    name: 'a switch takes the case of its value',
    covers: ['SWITCH value-param'],
    workflow: switchOn('${workflow.input.w}'),
    taskDefs: defs,
    workers,
    start: { input: { w: 'B' } },
  },
  {
    name: 'a switch takes the default case for a value that has none',
    covers: ['SWITCH value-param'],
    workflow: switchOn('${workflow.input.w}'),
    taskDefs: defs,
    workers,
    start: { input: { w: 'C' } },
  },
  {
    name: 'a switch makes a missing value the text null',
    covers: ['SWITCH value-param'],
    workflow: switchOn('${workflow.input.w}'),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch makes a number a text',
    covers: ['SWITCH value-param'],
    workflow: switchOn('${workflow.input.w}', { decisionCases: { 1: [simple('a')] } }),
    taskDefs: defs,
    workers,
    start: { input: { w: 1 } },
  },
  {
    name: 'a switch makes a boolean a text',
    covers: ['SWITCH value-param'],
    workflow: switchOn('${workflow.input.w}', { decisionCases: { true: [simple('a')] } }),
    taskDefs: defs,
    workers,
    start: { input: { w: true } },
  },
  {
    name: 'a switch whose case is empty goes on',
    covers: ['SWITCH value-param'],
    workflow: switchOn('A', { decisionCases: { A: [] } }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch without a default goes on',
    covers: ['SWITCH value-param'],
    workflow: switchOn('X', { defaultCase: [] }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch as the last task, with nothing to do',
    covers: ['SWITCH value-param'],
    workflow: workflow([
      simple('a'),
      system('SWITCH', 'choose', {
        evaluatorType: 'value-param',
        expression: 'w',
        inputParameters: { w: 'X' },
        decisionCases: { B: [simple('b')] },
      }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch by javascript',
    covers: ['SWITCH javascript'],
    workflow: switchOn('B', { evaluatorType: 'javascript', expression: "$.which == 'B' ? 'A' : 'B'" }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch by javascript with a number',
    covers: ['SWITCH javascript'],
    workflow: switchOn(3, {
      evaluatorType: 'javascript',
      expression: '$.which + 5',
      decisionCases: { 8: [simple('a')] },
    }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a switch whose script throws fails',
    covers: ['SWITCH javascript'],
    workflow: switchOn('B', { evaluatorType: 'javascript', expression: 'nobody.x' }),
    taskDefs: defs,
    workers,
    allow: [{ path: /reasonForIncompletion/, reason: 'text of the script engine' }],
  },
  {
    name: 'a switch in a switch',
    covers: ['SWITCH value-param'],
    workflow: workflow([
      system('SWITCH', 'outer', {
        evaluatorType: 'value-param',
        expression: 'w',
        inputParameters: { w: 'A' },
        decisionCases: {
          A: [
            simple('a'),
            system('SWITCH', 'inner', {
              evaluatorType: 'value-param',
              expression: 'w',
              inputParameters: { w: '${a.output.from}' },
              decisionCases: { a: [simple('b')] },
            }),
          ],
        },
      }),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a decision takes the case of its parameter',
    covers: ['DECISION'],
    workflow: workflow([
      system('DECISION', 'choose', {
        caseValueParam: 'which',
        inputParameters: { which: 'A' },
        decisionCases: cases,
        defaultCase: [simple('d')],
      }),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a task whose type is found when it is due',
    covers: ['DYNAMIC'],
    workflow: workflow([
      system('DYNAMIC', 'any', {
        dynamicTaskNameParam: 'type',
        inputParameters: { type: '${workflow.input.type}', n: 1 },
      }),
      simple('after'),
    ]),
    taskDefs: defs,
    start: { input: { type: '#a' } },
    workers,
  },
  {
    name: 'a dynamic task without a name fails the workflow',
    covers: ['DYNAMIC'],
    workflow: workflow([
      simple('a'),
      system('DYNAMIC', 'any', { dynamicTaskNameParam: 'type', inputParameters: { type: '${workflow.input.type}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'terminate ends the workflow with its output and reason',
    covers: ['TERMINATE'],
    workflow: workflow([
      simple('a'),
      system('TERMINATE', 'end', {
        inputParameters: {
          terminationStatus: 'COMPLETED',
          terminationReason: 'done early',
          workflowOutput: { x: '${a.output.from}' },
        },
      }),
      simple('after'),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'terminate with the status failed and no output',
    covers: ['TERMINATE'],
    workflow: workflow(
      [simple('a'), system('TERMINATE', 'end', { inputParameters: { terminationStatus: 'FAILED' } })],
      { outputParameters: { x: '${a.output.from}' } },
    ),
    taskDefs: defs,
    workers,
  },
  {
    name: 'terminate with an output that is no object',
    covers: ['TERMINATE'],
    workflow: workflow([
      system('TERMINATE', 'end', { inputParameters: { terminationStatus: 'TERMINATED', workflowOutput: 'text' } }),
    ]),
  },
  {
    name: 'set variable changes variables by the first level',
    covers: ['SET_VARIABLE'],
    workflow: workflow(
      [
        system('SET_VARIABLE', 'set', { inputParameters: { a: { y: 2 }, b: '${workflow.input.n}' } }),
        simple('a', { inputParameters: { v: '${workflow.variables}' } }),
      ],
      { variables: { a: { x: 1 }, c: 3 } },
    ),
    taskDefs: defs,
    start: { input: { n: 5 } },
    workers,
  },
  {
    name: 'a task that does nothing',
    covers: ['NOOP'],
    workflow: workflow([system('NOOP', 'nothing', { inputParameters: { x: 1 } }), simple('a')]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'the result of a script as text, in the order of a Java map',
    covers: ['INLINE', 'LAMBDA'],
    workflow: workflow([
      inline('script', '({ n: 7, list: [{ o: 1, list: 2 }], z: $.given })', {
        given: { second: 1, first: [{ b: 1, a: 2 }] },
      }),
      system('LAMBDA', 'lambda', { inputParameters: { scriptExpression: 'return { n: 1, list: 2 };' } }),
      simple('a', { inputParameters: { text: 'v=${script.output.result} ${lambda.output.result}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'tasks of a workflow that only computes',
    covers: ['INLINE', 'LAMBDA', 'JSON_JQ_TRANSFORM'],
    workflow: workflow([
      inline('sum', '$.a + $.b', { a: '${workflow.input.a}', b: 2 }),
      system('LAMBDA', 'lambda', {
        inputParameters: {
          n: '${sum.output.result}',
          scriptExpression: 'if ($.n > 2) { return { big: true, n: $.n }; } return { big: false };',
        },
      }),
      system('JSON_JQ_TRANSFORM', 'jq', {
        inputParameters: { list: [3, 1, 2], queryExpression: '.list | sort | .[]' },
      }),
      simple('a', {
        inputParameters: {
          sum: '${sum.output.result}',
          big: '${lambda.output.result.big}',
          first: '${jq.output.result}',
          all: '${jq.output.resultList}',
        },
      }),
    ]),
    taskDefs: defs,
    start: { input: { a: 1 } },
    workers,
  },
  ...(
    [
      ['null', 'null'],
      ['undefined', 'undefined'],
      ['an object with a list', '({ list: [1, "two", null, 2.5], deep: { x: true } })'],
      ['a float', '7 / 2'],
      ['a whole float', '8 / 2'],
      ['a text', '"a" + 1'],
      ['a boolean', '1 < 2'],
      ['a function body', '(function () { var x = $.n; x += 1; return x; })()'],
      ['an arrow function over a list', '[1, 2].map((x) => x * 2)'],
    ] as const
  ).map(([what, expression]): DifferentialCase => ({
    name: `an inline script whose result is ${what}`,
    covers: ['INLINE'],
    workflow: workflow([inline('script', expression, { n: 41 })]),
  })),
  {
    name: 'an inline script that throws',
    covers: ['INLINE'],
    workflow: workflow([inline('script', 'throw new Error("no")')]),
    allow: [{ path: /reasonForIncompletion|output\.error|outputData\.error/, reason: 'text of the script engine' }],
  },
  {
    name: 'an inline value of a parameter',
    covers: ['INLINE'],
    workflow: workflow([
      system('INLINE', 'value', { inputParameters: { evaluatorType: 'value-param', expression: 'x', x: { y: 1 } } }),
    ]),
  },
  {
    name: 'a transformation without a result',
    covers: ['JSON_JQ_TRANSFORM'],
    workflow: workflow([
      system('JSON_JQ_TRANSFORM', 'jq', { inputParameters: { list: [], queryExpression: '.list[]' } }),
    ]),
  },
  {
    name: 'a transformation that fails',
    covers: ['JSON_JQ_TRANSFORM'],
    workflow: workflow([
      system('JSON_JQ_TRANSFORM', 'jq', { inputParameters: { n: 1, queryExpression: '.n | keys' } }),
    ]),
    allow: [{ path: /reasonForIncompletion|error/, reason: 'text of jq' }],
  },
  {
    name: 'an exclusive join takes the output of the branch that ran',
    covers: ['EXCLUSIVE_JOIN'],
    workflow: workflow([
      system('SWITCH', 'choose', {
        evaluatorType: 'value-param',
        expression: 'w',
        inputParameters: { w: 'B' },
        decisionCases: cases,
      }),
      system('EXCLUSIVE_JOIN', 'join', { joinOn: ['a', 'b'], defaultExclusiveJoinTask: ['a'] }),
      simple('after', { inputParameters: { x: '${join.output}' } }),
    ]),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a failure in the chosen case fails the workflow',
    covers: ['SWITCH value-param', 'FAILED'],
    workflow: switchOn('A'),
    taskDefs: defs,
    workers: { ...workers, '#a': [failed('no')] },
  },
];
