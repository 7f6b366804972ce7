import { expect } from 'chai';
import fc from 'fast-check';
import type { Task, TaskSummary, Workflow, WorkflowSummary } from '../../../../generated/index.js';
import { taskSearch, workflowSearch } from '../../../../src/testing/engine/search/match.js';
import { EngineError } from '../../../../src/testing/engine/engine-error.js';
import { taskSummary, workflowSummary } from '../../../../src/testing/engine/search/summaries.js';

/** As Conductor 3.32.3 answered it. */
const RUNNING: WorkflowSummary = {
  workflowType: 'pse_1',
  version: 1,
  workflowId: 'w-1',
  correlationId: 'c1',
  startTime: '2026-11-24T13:02:34.390Z',
  updateTime: '2026-11-24T13:02:34.483Z',
  status: 'RUNNING',
  input: '{a={b=[1, x, null]}, s=Hello}',
  output: '{}',
  executionTime: 0,
  failedReferenceTaskNames: '',
  priority: 3,
  failedTaskNames: [],
  taskToDomain: {},
  parentWorkflowId: '',
  classifier: 'workflow',
  inputSize: 29,
  outputSize: 2,
};
const LATER: WorkflowSummary = {
  ...RUNNING,
  workflowId: 'w-2',
  startTime: '2026-11-24T14:00:00.000Z',
  status: 'FAILED',
};
const { correlationId: _, ...LONELY } = { ...RUNNING, workflowId: 'w-3', workflowType: 'other' };
const ALL: readonly WorkflowSummary[] = [RUNNING, LATER, LONELY];

function found(query: string, freeText?: string): readonly string[] {
  const { matches } = workflowSearch({ query, ...(freeText === undefined ? {} : { freeText }) });
  return ALL.filter(matches).map(({ workflowId }) => workflowId);
}

function sorted(...sort: readonly string[]): readonly string[] {
  return [...ALL].sort(workflowSearch({ sort }).compare).map(({ workflowId }) => workflowId);
}

function errorOf(search: () => unknown): EngineError {
  try {
    search();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('searches', () => {
  const queries: Readonly<Record<string, readonly string[]>> = {
    '': ['w-1', 'w-2', 'w-3'],
    'workflowType=pse_1': ['w-1', 'w-2'],
    'workflowType=pse_*': ['w-1', 'w-2'],
    'workflowType = "PSE_*"': ['w-1', 'w-2'],
    'workflowType=PSE_1': [],
    "workflowType='pse_1' AND status=FAILED": ['w-2'],
    'status IN (RUNNING,FAILED) AND workflowType=pse_1': ['w-1', 'w-2'],
    'status IN (FAILED, RUNNING)': ['w-2'],
    'status IN (FAILED)': ['w-2'],
    'workflowType IN (pse_*)': ['w-1', 'w-2'],
    'workflowType IN (pse_*,x)': [],
    'startTime>0': ['w-1', 'w-2', 'w-3'],
    'startTime<1000': [],
    'endTime<1000': ['w-1', 'w-2', 'w-3'],
    [`startTime>${Date.parse(RUNNING.startTime)}`]: ['w-2'],
    'workflowType=pse_1 OR status=RUNNING': [],
    'version=9': ['w-1', 'w-2', 'w-3'],
    'workflowType=': [],
    'workflowType=other AND ': ['w-3'],
    'workflowType=pse_1 and status=FAILED': [],
    'status!=RUNNING': ['w-1', 'w-2', 'w-3'],
    'workflowType<pse_2 AND workflowType>pse_0': ['w-1', 'w-2'],
    'correlationId=c1': ['w-1', 'w-2'],
    'correlationId>a': ['w-1', 'w-2'],
    'parentWorkflowId=': ['w-1', 'w-2', 'w-3'],
    'classifier=workflow AND updateTime>0': ['w-1', 'w-2', 'w-3'],
    'jsonData=x': [],
  };
  for (const [query, ids] of Object.entries(queries)) {
    it(`for ${JSON.stringify(query)} find what they find on the server`, () => {
      expect(found(query)).to.deep.equal(ids);
    });
  }

  it('look for free text in the JSON of a summary', () => {
    for (const text of [
      'Hello',
      'hello',
      'w-1',
      'HELLO*',
      'b=[1, x',
      '{a={b=[1, x, null]}, s=Hello}',
      '%',
      'h_llo',
      '*',
    ]) {
      expect(found('workflowId=w-1', text), text).to.deep.equal(['w-1']);
    }
    expect(found('workflowId=w-1', '"a"')).to.deep.equal([]);
  });

  it('sort by columns, and ignore what is none', () => {
    expect(sorted('startTime:DESC', 'workflowId:DESC')).to.deep.equal(['w-2', 'w-3', 'w-1']);
    expect(sorted('workflowType:asc', 'workflowId:desc')).to.deep.equal(['w-3', 'w-2', 'w-1']);
    expect(sorted('startTime', 'version:ASC', 'nope:DESC')).to.deep.equal(['w-1', 'w-2', 'w-3']);
    expect(sorted()).to.deep.equal(['w-1', 'w-2', 'w-3']);
  });

  it('are refused with the status and message of the server', () => {
    const cases: readonly (readonly [search: () => unknown, status: number, message: string])[] = [
      [() => found('nope'), 400, 'Incorrectly formatted query string: nope'],
      [() => found('status=A AND workflowType'), 400, 'Incorrectly formatted query string: workflowType'],
      [() => found('startTime>abc'), 500, 'For input string: "abc"'],
      [() => found('taskId=x'), 500, 'no such column: task_id'],
      [() => sorted('taskId:ASC'), 500, 'no such column: task_id'],
      [() => taskSearch({ query: 'workflowId=x' }), 500, 'no such column: workflow_id'],
      [() => found('status=RUNNING,FAILED'), 500, 'out of bounds'],
    ];
    for (const [search, status, message] of cases) {
      const error = errorOf(search);
      expect(error.message).to.include(message);
      expect(error.status).to.equal(status);
    }
  });

  it('find tasks by type, definition, status and time', () => {
    const task = taskSummary(TASK);
    for (const query of [
      'taskType=tt',
      'taskDefName=t* AND status=CANCELED',
      'taskId=t-1',
      'workflowType=pse_1 AND endTime>0',
    ]) {
      expect(taskSearch({ query }).matches(task), query).to.equal(true);
    }
    expect(taskSearch({ query: 'status=COMPLETED' }).matches(task)).to.equal(false);
  });

  it('never throw anything but a EngineError, and end soon, whatever is asked', () => {
    const word = fc.constantFrom(
      'workflowType',
      'startTime',
      '=',
      '>',
      'IN',
      '(',
      ')',
      ',',
      '*',
      '%',
      ' AND ',
      ' ',
      '1',
      '"',
      'status',
      '_',
    );
    const text = fc.array(word, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (query, freeText) => {
        try {
          found(query, freeText);
        } catch (error) {
          expect(error).to.be.instanceOf(EngineError);
        }
      }),
      { numRuns: 500 },
    );
    const start = performance.now();
    const { matches } = workflowSearch({ freeText: `${'%a'.repeat(1_000)}%b` });
    matches({ ...RUNNING, input: 'a'.repeat(100_000) });
    expect(performance.now() - start).to.be.below(2_000);
  });
});

const TASK: Task = {
  taskType: 'tt',
  status: 'CANCELED',
  inputData: { z: { y: 1.5 } },
  referenceTaskName: 'tt',
  retryCount: 0,
  seq: 2,
  pollCount: 0,
  taskDefName: 'tt',
  scheduledTime: Date.parse('2026-11-24T13:02:34.478Z'),
  startTime: 0,
  endTime: 1_795_525_355_594,
  updateTime: 1_795_525_355_594,
  startDelayInSeconds: 0,
  retried: false,
  executed: false,
  callbackFromWorker: true,
  responseTimeoutSeconds: 3_600,
  workflowInstanceId: 'w-1',
  workflowType: 'pse_1',
  taskId: 't-1',
  callbackAfterSeconds: 0,
  outputData: {},
  rateLimitPerFrequency: 0,
  rateLimitFrequencyInSeconds: 1,
  workflowPriority: 3,
  iteration: 0,
  subworkflowChanged: false,
  firstStartTime: 0,
  loopOverTask: false,
  queueWaitTime: 0,
  correlationId: 'c1',
};

describe('summaries', () => {
  it('of workflows are those of the server', () => {
    const workflow: Workflow = {
      ownerApp: '',
      createTime: Date.parse('2026-11-24T13:02:34.390Z'),
      startTime: Date.parse('2026-11-24T13:02:34.390Z'),
      updateTime: Date.parse('2026-11-24T13:02:34.483Z'),
      endTime: 0,
      status: 'RUNNING',
      workflowId: 'w-1',
      tasks: [],
      input: { a: { b: [1, 'x', null] }, s: 'Hello' },
      output: {},
      correlationId: 'c1',
      taskToDomain: {},
      failedReferenceTaskNames: [],
      failedTaskNames: [],
      workflowDefinition: { name: 'pse_1', tasks: [], timeoutSeconds: 0 },
      priority: 3,
      variables: {},
      lastRetriedTime: 0,
      history: [],
      rateLimited: false,
      workflowName: 'pse_1',
      workflowVersion: 1,
    };
    expect(workflowSummary(workflow)).to.deep.equal(RUNNING);
    const endTime = workflow.startTime + 1_224;
    const ended = workflowSummary({ ...workflow, endTime, status: 'TERMINATED', reasonForIncompletion: 'why' });
    expect(ended).to.deep.equal({
      ...RUNNING,
      endTime: '2026-11-24T13:02:35.614Z',
      status: 'TERMINATED',
      reasonForIncompletion: 'why',
      executionTime: 1_224,
    });
  });

  it('of tasks are those of the server', () => {
    const expected: TaskSummary = {
      workflowId: 'w-1',
      workflowType: 'pse_1',
      correlationId: 'c1',
      scheduledTime: '2026-11-24T13:02:34.478Z',
      startTime: '1970-01-01T00:00:00.000Z',
      updateTime: '2026-11-24T13:02:35.594Z',
      endTime: '2026-11-24T13:02:35.594Z',
      status: 'CANCELED',
      executionTime: 1_795_525_355_594,
      queueWaitTime: 0,
      taskDefName: 'tt',
      taskType: 'tt',
      input: '{z={y=1.5}}',
      output: '{}',
      taskId: 't-1',
      workflowPriority: 3,
    };
    expect(taskSummary(TASK)).to.deep.equal(expected);
  });
});
