import { expect } from 'chai';

import type { WorkflowDef, WorkflowTask } from '../../src/index.js';
import { createTestConductor, type TestConductor } from '../../src/testing/index.js';

const NOOP: WorkflowTask = { name: 'noop', taskReferenceName: 'noop', type: 'NOOP' };
const WAIT: WorkflowTask = {
  ...{ name: 'wait', taskReferenceName: 'wait', type: 'WAIT' },
  inputParameters: { duration: '1 seconds' },
};

function loopOver(task: WorkflowTask, parts: Partial<WorkflowTask> = {}): WorkflowDef {
  const loop: WorkflowTask = {
    ...{ name: 'loop', taskReferenceName: 'loop', type: 'DO_WHILE', loopCondition: 'true', loopOver: [task] },
    ...parts,
  };
  return { name: 'order', version: 1, tasks: [loop] };
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
  throw new Error('it did not fail');
}

// Each takes the four seconds that a loop is given: they run side by side.
describe('a loop without end', () => {
  let conductors: TestConductor[];
  beforeEach(() => {
    conductors = [];
  });
  afterEach(async () => {
    await Promise.all(conductors.map((conductor) => conductor.close()));
  });
  const make = async (options = {}): Promise<TestConductor> => {
    const conductor = await createTestConductor(options);
    conductors.push(conductor);
    return conductor;
  };

  it('is told by whoever waits for it, named, and ended', async () => {
    const [first, second, third, fourth] = await Promise.all([make(), make(), make({ autoAdvance: false }), make()]);
    const driven = third.start(loopOver(WAIT, { inputParameters: { keepLastN: 2 } }));
    const parent: WorkflowDef = {
      name: 'parent',
      version: 1,
      tasks: [
        {
          ...{ name: 'child', taskReferenceName: 'child', type: 'SUB_WORKFLOW' },
          subWorkflowParam: { name: 'order', version: 1, workflowDefinition: loopOver(WAIT) },
        },
      ],
    };
    const patient = { mostIterations: 100 };
    const id = second.start(loopOver(NOOP));
    const messages = await Promise.all([
      failure(first.run(loopOver(WAIT), {}, patient)),
      failure(second.waitFor(id, undefined, patient)),
      failure(third.runUntilIdle()),
      failure(fourth.run(parent, {}, patient)),
    ]);
    for (const message of messages) {
      expect(message).to.match(
        /^workflow order goes on for ever: its loop loop is in iteration \d+, and its condition still holds; the last task is (wait|noop)__\d+/,
      );
    }
    expect(second.workflow(id).status).to.equal('TERMINATED');
    expect(third.workflow(driven).status).to.equal('TERMINATED');
  }).timeout(60_000);
});

describe('a loop with an end', () => {
  it('may go round often', async () => {
    const conductor = await createTestConductor();
    const { status, tasks } = await conductor.run(loopOver(WAIT, { loopCondition: "$.loop['iteration'] < 300" }));
    await conductor.close();
    expect(status).to.equal('COMPLETED');
    expect(tasks).to.have.length(301);
  });
});
