import type { DifferentialCase } from '../case.js';
import { completed, failed, inline, simple, system, taskDef, workflow } from './parts.js';

const defs = [taskDef('a'), taskDef('b'), taskDef('c')];
const workers = { '#a': [completed({ x: 1 })], '#b': [completed({ y: 2 })], '#c': [completed()] };
const three = workflow([simple('a'), simple('b', { inputParameters: { x: '${a.output.x}' } }), simple('c')]);
const failsOnce = { ...workers, '#b': [failed('no'), completed({ y: 2 })] };

/** What is done to workflows from outside. */
export const operations: readonly DifferentialCase[] = [
  {
    name: 'a paused workflow schedules nothing',
    covers: ['pause'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'pause' }, { do: 'work', tasks: 1 }],
  },
  {
    name: 'a resumed workflow goes on',
    covers: ['pause', 'resume'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'pause' }, { do: 'work', tasks: 1 }, { do: 'resume' }, { do: 'finish' }],
  },
  {
    name: 'a running workflow cannot be resumed, restarted, rerun or retried',
    covers: ['resume', 'restart', 'rerun', 'retry'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [
      { do: 'refused', step: { do: 'resume' } },
      { do: 'refused', step: { do: 'restart' } },
      { do: 'refused', step: { do: 'rerun' } },
      { do: 'refused', step: { do: 'retry' } },
    ],
  },
  {
    name: 'a completed workflow cannot be retried, terminated or paused',
    covers: ['retry', 'terminate', 'pause'],
    workflow: workflow([inline('one', '1')]),
    steps: [
      { do: 'finish' },
      { do: 'refused', step: { do: 'retry' } },
      { do: 'refused', step: { do: 'terminate' } },
      { do: 'refused', step: { do: 'pause' } },
    ],
  },
  {
    name: 'a terminated workflow cancels what is open',
    covers: ['terminate'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [
      { do: 'work', tasks: 1 },
      { do: 'hold', taskType: '#b' },
      { do: 'terminate', reason: 'enough' },
    ],
  },
  {
    name: 'a workflow that is terminated without a reason, twice',
    covers: ['terminate'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'terminate' }, { do: 'terminate' }],
  },
  {
    name: 'a failed workflow is retried from its failed task',
    covers: ['retry'],
    workflow: three,
    taskDefs: defs,
    workers: failsOnce,
    steps: [{ do: 'finish' }, { do: 'retry' }, { do: 'finish' }],
  },
  {
    name: 'a terminated workflow is retried',
    covers: ['retry', 'terminate'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'work', tasks: 1 }, { do: 'terminate', reason: 'x' }, { do: 'retry' }, { do: 'finish' }],
  },
  {
    name: 'a failed fork is retried',
    covers: ['retry', 'JOIN'],
    workflow: workflow([
      system('FORK_JOIN', 'fork', { forkTasks: [[simple('a')], [simple('b')]] }),
      system('JOIN', 'join', { joinOn: ['a', 'b'] }),
      simple('c'),
    ]),
    taskDefs: defs,
    workers: failsOnce,
    steps: [{ do: 'finish' }, { do: 'retry' }, { do: 'finish' }],
  },
  {
    name: 'a restarted workflow begins again',
    covers: ['restart'],
    workflow: three,
    taskDefs: defs,
    workers: failsOnce,
    steps: [{ do: 'finish' }, { do: 'restart' }, { do: 'finish' }],
  },
  {
    name: 'a restarted workflow with the latest definition',
    covers: ['restart with the latest definition'],
    workflow: three,
    taskDefs: defs,
    workers: failsOnce,
    steps: [
      { do: 'finish' },
      { do: 'redefine', workflow: workflow([simple('c')]) },
      { do: 'restartLatest' },
      { do: 'finish' },
    ],
  },
  {
    name: 'a restarted workflow keeps the definition it had',
    covers: ['restart'],
    workflow: three,
    taskDefs: defs,
    workers: failsOnce,
    steps: [
      { do: 'finish' },
      { do: 'redefine', workflow: workflow([simple('c')]) },
      { do: 'restart' },
      { do: 'finish' },
    ],
  },
  {
    name: 'a workflow is rerun from its beginning',
    covers: ['rerun'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'finish' }, { do: 'rerun' }, { do: 'finish' }],
  },
  {
    name: 'a workflow is rerun from a task with another input',
    covers: ['rerun from a task'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'finish' }, { do: 'rerun', fromRef: 'b', taskInput: { x: 9 } }, { do: 'finish' }],
  },
  {
    name: 'a failed workflow is rerun from the failed task',
    covers: ['rerun from a task'],
    workflow: three,
    taskDefs: defs,
    workers: failsOnce,
    steps: [{ do: 'finish' }, { do: 'rerun', fromRef: 'b' }, { do: 'finish' }],
  },
  {
    name: 'a task is skipped before it is due',
    covers: ['skip task'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'skip', ref: 'b' }, { do: 'finish' }],
  },
  {
    name: 'a task that is scheduled or unknown cannot be skipped',
    covers: ['skip task'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [
      { do: 'refused', step: { do: 'skip', ref: 'a' } },
      { do: 'refused', step: { do: 'skip', ref: 'nobody' } },
    ],
  },
  {
    name: 'looking at a workflow changes nothing',
    covers: ['decide'],
    workflow: three,
    taskDefs: defs,
    workers,
    steps: [{ do: 'decide' }, { do: 'decide' }, { do: 'work', tasks: 1 }, { do: 'decide' }],
  },
];
