import type { DifferentialCase } from '../case.js';
import { completed, simple, taskDef, workflow } from './parts.js';

const b = taskDef('b');
const hold = { do: 'hold', taskType: '#a' } as const;
const late = [hold, { do: 'pass', seconds: 3 }, { do: 'decide' }] as const;
/** `Task timed out after 3 seconds`: by how much, the machine decides. */
const measured = [{ path: /reasonForIncompletion/, reason: 'the measured seconds' }];
const one = workflow([simple('a'), simple('b')]);

/** What happens when nobody comes. */
export const timeouts: readonly DifferentialCase[] = [
  {
    name: 'a task without an answer is given out again',
    covers: ['responseTimeoutSeconds'],
    workflow: one,
    taskDefs: [taskDef('a', { retryCount: 1, responseTimeoutSeconds: 1 }), b],
    workers: { '#a': [completed({ second: true })], '#b': [completed()] },
    steps: [...late, { do: 'finish' }],
  },
  {
    name: 'a task without an answer and without attempts times the workflow out',
    covers: ['responseTimeoutSeconds'],
    workflow: one,
    taskDefs: [taskDef('a', { responseTimeoutSeconds: 1 }), b],
    steps: late,
  },
  {
    name: 'a task that takes too long times the workflow out',
    covers: ['timeoutSeconds', 'TIME_OUT_WF'],
    workflow: one,
    taskDefs: [taskDef('a', { timeoutSeconds: 1, responseTimeoutSeconds: 1, timeoutPolicy: 'TIME_OUT_WF' }), b],
    steps: late,
    allow: measured,
  },
  {
    name: 'a task that takes too long is tried again',
    covers: ['timeoutSeconds', 'RETRY'],
    workflow: one,
    taskDefs: [
      taskDef('a', { retryCount: 1, timeoutSeconds: 2, responseTimeoutSeconds: 2, timeoutPolicy: 'RETRY' }),
      b,
    ],
    workers: { '#a': [completed()], '#b': [completed()] },
    steps: [...late, { do: 'finish' }],
    allow: measured,
  },
  {
    name: 'a task that nobody polls for times out',
    covers: ['pollTimeoutSeconds'],
    workflow: one,
    taskDefs: [taskDef('a', { pollTimeoutSeconds: 1 }), b],
    steps: [{ do: 'pass', seconds: 3 }, { do: 'decide' }],
    allow: measured,
  },
  {
    name: 'a workflow that takes too long times out',
    covers: ['workflow timeout', 'TIME_OUT_WF'],
    workflow: { ...one, timeoutSeconds: 1, timeoutPolicy: 'TIME_OUT_WF' },
    taskDefs: [taskDef('a'), b],
    steps: late,
    allow: measured,
  },
  {
    name: 'a workflow that takes too long only tells so',
    covers: ['workflow timeout', 'ALERT_ONLY'],
    workflow: { ...one, timeoutSeconds: 1, timeoutPolicy: 'ALERT_ONLY' },
    taskDefs: [taskDef('a'), b],
    steps: late,
  },
];
