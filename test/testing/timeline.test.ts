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

  it('is a Gantt chart as well, whose names break nothing', () => {
    const named = { ...task, referenceTaskName: 'a:b;c#d,e' };
    expect(timelineOf({ ...workflow, workflowName: 'order: 1', tasks: [named] }).toMermaid()).to.equal(
      ['gantt', '  title order  1', '  dateFormat x', '  axisFormat %H:%M:%S', '  a b c d e :done, 0, 90000'].join(
        '\n',
      ),
    );
  });

  it('of a workflow without tasks is its first line', () => {
    expect(timelineOf({ ...workflow, tasks: [] }).toString()).to.equal('order w1 COMPLETED after 1m 30s');
  });
});
