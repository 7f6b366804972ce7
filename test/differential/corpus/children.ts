import type { DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b'), taskDef('in_child')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed({ y: 2 })], '#in_child': [completed({ z: 3 })] };
const child = workflow(
  [simple('in_child', { inputParameters: { n: '${workflow.input.n}', parent: '${workflow.parentWorkflowId}' } })],
  {
    name: '#child',
    outputParameters: { z: '${in_child.output.z}' },
  },
);

function parent(parts: object = {}, more: object = {}): DifferentialCase['workflow'] {
  return workflow(
    [
      simple('a'),
      system('SUB_WORKFLOW', 'sub', {
        subWorkflowParam: { name: '#child', version: 1 },
        inputParameters: { n: '${a.output.x}' },
        ...parts,
      }),
      simple('b', { inputParameters: { z: '${sub.output.z}' } }),
    ],
    more,
  );
}

/** SUB_WORKFLOW and START_WORKFLOW. */
export const children: readonly DifferentialCase[] = [
  {
    name: 'a sub-workflow',
    covers: ['SUB_WORKFLOW by name'],
    workflow: parent(),
    others: [child],
    taskDefs: defs,
    workers,
    start: { correlationId: 'order-1', priority: 3 },
  },
  {
    name: 'a sub-workflow of the latest version',
    covers: ['SUB_WORKFLOW by name'],
    workflow: parent({ subWorkflowParam: { name: '#child' } }),
    others: [child, { ...child, version: 2 }],
    taskDefs: defs,
    workers,
  },
  {
    name: 'a sub-workflow whose definition is given',
    covers: ['SUB_WORKFLOW inline definition'],
    workflow: parent({
      subWorkflowParam: { name: 'inner', version: 1, workflowDefinition: { ...child, name: 'inner' } },
    }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a sub-workflow that fails fails its parent',
    covers: ['SUB_WORKFLOW by name', 'FAILED'],
    workflow: parent(),
    others: [child],
    taskDefs: defs,
    workers: { ...workers, '#in_child': [failed('no')] },
  },
  {
    name: 'an optional sub-workflow that fails',
    covers: ['SUB_WORKFLOW by name', 'optional'],
    workflow: parent({ optional: true }),
    others: [child],
    taskDefs: defs,
    workers: { ...workers, '#in_child': [failed('no')] },
  },
  {
    name: 'a sub-workflow of an unknown definition',
    covers: ['SUB_WORKFLOW by name'],
    workflow: parent({ subWorkflowParam: { name: '#nobody', version: 1 } }),
    taskDefs: defs,
    workers,
  },
  {
    name: 'a sub-workflow whose task is cancelled',
    covers: ['SUB_WORKFLOW by name', 'CANCELED'],
    workflow: parent(),
    others: [child],
    taskDefs: defs,
    workers: { ...workers, '#in_child': [{ status: 'CANCELED', reasonForIncompletion: 'not wanted' }] },
  },
  {
    name: 'a terminated parent terminates its sub-workflow',
    covers: ['SUB_WORKFLOW by name', 'terminate'],
    workflow: parent(),
    others: [child],
    taskDefs: defs,
    workers: { '#a': [completed({ x: 1 })] },
    steps: [
      { do: 'reach', ref: 'sub', status: 'IN_PROGRESS' },
      { do: 'hold', taskType: '#in_child' },
      { do: 'terminate', reason: 'enough' },
      { do: 'finish' },
    ],
  },
  {
    name: 'a sub-workflow in a sub-workflow',
    covers: ['SUB_WORKFLOW by name'],
    workflow: workflow([
      system('SUB_WORKFLOW', 'outer', { subWorkflowParam: { name: '#middle', version: 1 }, inputParameters: { n: 7 } }),
    ]),
    others: [
      child,
      workflow(
        [
          system('SUB_WORKFLOW', 'inner', {
            subWorkflowParam: { name: '#child', version: 1 },
            inputParameters: { n: '${workflow.input.n}' },
          }),
        ],
        { name: '#middle' },
      ),
    ],
    taskDefs: defs,
    workers,
  },
  {
    name: 'a sub-workflow of system tasks only',
    covers: ['SUB_WORKFLOW by name', 'INLINE'],
    workflow: parent(),
    others: [
      workflow([inline('in_child', '({ z: $.n })', { n: '${workflow.input.n}' })], {
        name: '#child',
        outputParameters: { z: '${in_child.output.result.z}' },
      }),
    ],
    taskDefs: defs,
    workers,
  },
  {
    name: 'a workflow that is started and not waited for',
    covers: ['START_WORKFLOW'],
    workflow: workflow([
      system('START_WORKFLOW', 'start', {
        inputParameters: { startWorkflow: { name: '#child', version: 1, input: { n: 5 }, correlationId: 'c' } },
      }),
      simple('a'),
    ]),
    others: [child],
    taskDefs: defs,
    workers,
  },
  {
    name: 'a workflow to be started that does not exist',
    covers: ['START_WORKFLOW'],
    workflow: workflow([
      system('START_WORKFLOW', 'start', { inputParameters: { startWorkflow: { name: '#nobody', version: 1 } } }),
      simple('a'),
    ]),
    taskDefs: defs,
    workers,
  },
];
