import { expect } from 'chai';

import type { Task, Workflow } from '../../src/index.js';
import { createTestConductor, timelineOf } from '../../src/testing/index.js';

const BEGIN = Date.UTC(2030, 0, 1);

async function anyWorkflow(): Promise<Workflow> {
  const conductor = await createTestConductor({ startAt: BEGIN });
  try {
    return await conductor.run({
      name: 'order',
      version: 1,
      tasks: [{ name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration: '90 seconds' } }],
    });
  } finally {
    await conductor.close();
  }
}

describe('a timeline', () => {
  let workflow: Workflow;
  let task: Task;
  before(async () => {
    workflow = { ...(await anyWorkflow()), workflowId: 'w1' };
    const [first] = workflow.tasks;
    if (first === undefined) throw new Error('the workflow has no task');
    task = first;
  });

  it('tells when each task began, how it ended, and how long that took', () => {
    expect(timelineOf(workflow).toString()).to.equal(
      ['order w1 COMPLETED after 1m 30s', '  +0s  wait  COMPLETED  1m 30s'].join('\n'),
    );
  });

  it('tells attempts, reasons and what is open, in columns', () => {
    const tasks: Task[] = [
      {
        ...task,
        referenceTaskName: 'charge',
        seq: 1,
        status: 'FAILED',
        endTime: BEGIN + 250,
        reasonForIncompletion: 'no',
      },
      {
        ...task,
        referenceTaskName: 'charge',
        seq: 2,
        retryCount: 1,
        status: 'SCHEDULED',
        startTime: 0,
        endTime: 0,
        scheduledTime: BEGIN + 1_250,
      },
    ];
    const open: Workflow = { ...workflow, status: 'RUNNING', endTime: 0, updateTime: BEGIN + 1_250, tasks };
    expect(timelineOf(open).toString()).to.equal(
      [
        'order w1 RUNNING after 1.25s',
        '  +0s     charge      FAILED     0.25s  "no"',
        '  +1.25s  charge (2)  SCHEDULED',
      ].join('\n'),
    );
  });

  it('shows the delay of a retry before it, also with mocks', async () => {
    let ids = 0;
    const conductor = await createTestConductor({ startAt: BEGIN, newId: () => `w${++ids}` });
    try {
      const results = [{ status: 'FAILED' as const }, { output: { paid: true } }];
      const { workflowId } = await conductor.run(
        {
          name: 'order',
          version: 1,
          tasks: [{ name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE', retryCount: 1 }],
        },
        {},
        { mocks: { taskRefToMockOutput: { charge: results } } },
      );
      expect(conductor.timeline(workflowId).toString()).to.equal(
        ['order w1 COMPLETED after 1m', '  +0s  charge      FAILED     0s', '  +1m  charge (2)  COMPLETED  0s'].join(
          '\n',
        ),
      );
    } finally {
      await conductor.close();
    }
  });

  it('keeps each task, and each reason, in its line', () => {
    const reason = 'no\n  +9s  forged  COMPLETED\r\n\tor \u0007 so';
    const tasks: Task[] = [{ ...task, referenceTaskName: 'a\nb', status: 'FAILED', reasonForIncompletion: reason }];
    const failed: Workflow = { ...workflow, status: 'FAILED', tasks, reasonForIncompletion: `x${'y'.repeat(500)}` };
    expect(timelineOf(failed).toString().split('\n')).to.deep.equal([
      `order w1 FAILED after 1m 30s: x${'y'.repeat(199)}…`,
      '  +0s  a ⏎ b  FAILED  1m 30s  "no ⏎ +9s  forged  COMPLETED ⏎ or   so"',
    ]);
  });

  it('is a Gantt chart as well, whose names break nothing', () => {
    const names = ['a:b;c#d,e', 'title', 'section x', '%% q', 'click\ngantt', '%%{init}%%', ':'];
    const tasks = names.map((referenceTaskName, seq): Task => ({ ...task, referenceTaskName, seq }));
    expect(
      timelineOf({ ...workflow, workflowName: 'order: 1\n  section x', tasks })
        .toMermaid()
        .split('\n'),
    ).to.deep.equal([
      'gantt',
      '  title order  1 ⏎ section x',
      '  dateFormat x',
      '  axisFormat %H:%M:%S',
      '  1 a b c d e :done, 0, 90000',
      '  2 title :done, 0, 90000',
      '  3 section x :done, 0, 90000',
      '  4 q :done, 0, 90000',
      '  5 click ⏎ gantt :done, 0, 90000',
      '  6 init :done, 0, 90000',
      '  7 - :done, 0, 90000',
    ]);
  });

  it('of a workflow without tasks is its first line', () => {
    expect(timelineOf({ ...workflow, tasks: [] }).toString()).to.equal('order w1 COMPLETED after 1m 30s');
  });
});
