import { expect } from 'chai';

import {
  TaskResourceService,
  WorkflowResourceService,
  type Task,
  type WorkflowDef,
  type WorkflowTask,
} from '../../src/index.js';
import { createTestConductor, type TestConductor, type TestConductorOptions } from '../../src/testing/index.js';
import { failure } from './support/failure.js';

/** As short as a wait can be told to be stuck: the tests wait for it. */
const STUCK_AFTER_MS = 100;

function simple(name: string): WorkflowTask {
  return { name, taskReferenceName: name, type: 'SIMPLE' };
}

function human(): WorkflowTask {
  return { name: 'approve', taskReferenceName: 'approve', type: 'HUMAN' };
}

function workflow(...tasks: WorkflowTask[]): WorkflowDef {
  return { name: 'order', version: 1, tasks };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('a workflow that can’t go on', () => {
  let conductor: TestConductor;
  const make = async (options: TestConductorOptions = {}): Promise<void> => {
    await conductor.close();
    conductor = await createTestConductor({ stuckAfterMs: STUCK_AFTER_MS, ...options });
  };
  const complete = (workflowId: string): Promise<unknown> =>
    TaskResourceService.updateTaskByRefName({
      client: conductor.client,
      path: { workflowId, taskRefName: 'approve', status: 'COMPLETED' },
      body: {},
    });
  beforeEach(async () => {
    conductor = await createTestConductor({ stuckAfterMs: STUCK_AFTER_MS });
  });
  afterEach(() => conductor.close());

  describe('is told', () => {
    it('although a worker for something else polls', async () => {
      await conductor.startWorkers([{ name: 'charge_card', execute: () => ({}) }]);
      const { message } = await failure(conductor.run(workflow(simple('chargecard'))));
      expect(message)
        .to.include('workflow order is stuck: it waits for\n  chargecard: a worker for chargecard: nobody has polled')
        .and.to.include('The option stuckAfterMs gives it longer.');
    });

    it('with the defaults after a second, also while workers poll', async () => {
      await make({ stuckAfterMs: undefined });
      await conductor.startWorkers([{ name: 'charge_card', execute: () => ({}) }]);
      const { message } = await failure(conductor.run(workflow(simple('chargecard'))));
      expect(message).to.match(/Nothing has changed for 1\d\d\d ms/);
    });

    it('although a worker for another domain polls', async () => {
      await conductor.startWorkers([{ name: 'charge', domain: 'east', execute: () => ({}) }]);
      const { message } = await failure(conductor.run(workflow(simple('charge'))));
      expect(message).to.include('is stuck');
    });

    it('in its domain although a worker for no domain polls', async () => {
      await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
      const running = conductor.run(workflow(simple('charge')), {}, { taskToDomain: { charge: 'east' } });
      expect((await failure(running)).message).to.include('a worker for charge in domain east: nobody has polled');
    });

    it('where it waits for a person, beside workers', async () => {
      await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
      const { message } = await failure(conductor.run(workflow(simple('charge'), human())));
      expect(message).to.include('approve: a person');
    });

    it('although somebody looks at it all the time', async () => {
      const workflowId = conductor.start(workflow(human()));
      const { client } = conductor;
      const looking = setInterval(
        () => void WorkflowResourceService.getExecutionStatus({ client, path: { workflowId } }),
        10,
      );
      try {
        expect((await failure(conductor.waitFor(workflowId))).message).to.include('is stuck');
      } finally {
        clearInterval(looking);
      }
    });

    it('where its worker is paused', async () => {
      const runner = await conductor.startWorkers([{ name: 'charge', longPollMs: 0, execute: () => ({}) }]);
      runner.pause('charge');
      expect((await failure(conductor.run(workflow(simple('charge'))))).message).to.include('is stuck');
    });

    it('with what keeps the time from passing', async () => {
      conductor.start(workflow(simple('pack')));
      const day: WorkflowTask = { ...human(), type: 'WAIT', inputParameters: { duration: '1 day' } };
      const { message } = await failure(conductor.run({ ...workflow(day), name: 'cooling_off' }));
      expect(message).to.include('Time stands still as long as tasks are queued that nobody polls for: pack.');
    });

    it('with what its child waits for', async () => {
      const child: WorkflowTask = {
        ...{ name: 'ask', taskReferenceName: 'ask', type: 'SUB_WORKFLOW' },
        subWorkflowParam: {
          name: 'approval',
          version: 1,
          workflowDefinition: { ...workflow(human()), name: 'approval' },
        },
      };
      const { message } = await failure(conductor.run(workflow(child)));
      expect(message).to.match(
        /it waits for\n {2}ask: its workflow approval \S+, which waits for\n {4}approve: a person/,
      );
    });

    it('with the resume that it waits for', async () => {
      const workflowId = conductor.start(workflow(simple('charge'), simple('pack')));
      await WorkflowResourceService.pauseWorkflow({ client: conductor.client, path: { workflowId } });
      await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
      const { message } = await failure(conductor.waitFor(workflowId));
      expect(message).to.include('workflow order is stuck: it is paused, and waits for resume');
    });

    it('at once when it is over and the condition does not hold', async () => {
      await make({ stuckAfterMs: Number.POSITIVE_INFINITY });
      const workflowId = conductor.start(workflow(human()));
      const waiting = failure(conductor.waitFor(workflowId, ({ status }) => status === 'FAILED'));
      await complete(workflowId);
      const message = 'workflow order is COMPLETED, and the condition that was waited for does not hold';
      expect((await waiting).message).to.include(message);
      expect((await failure(conductor.waitFor(workflowId, () => false))).message).to.include(message);
    });
  });

  describe('is not told', () => {
    it('while a worker has its task', async () => {
      await conductor.startWorkers([{ name: 'charge', execute: () => sleep(2 * STUCK_AFTER_MS).then(() => ({})) }]);
      expect((await conductor.run(workflow(simple('charge')))).status).to.equal('COMPLETED');
    });

    it('while somebody who polls by hand may come again', async () => {
      const { client } = conductor;
      const poll = async (): Promise<readonly Task[]> =>
        (await TaskResourceService.batchPoll({ client, path: { tasktype: 'charge' }, query: { timeout: 0 } })).data;
      expect(await poll()).to.deep.equal([]);
      const running = conductor.run(workflow(simple('charge')));
      await sleep(2 * STUCK_AFTER_MS);
      for (const { taskId, workflowInstanceId } of await poll()) {
        await TaskResourceService.updateTask({ client, body: { taskId, workflowInstanceId, status: 'COMPLETED' } });
      }
      expect((await running).status).to.equal('COMPLETED');
    });

    it('before the time that the conductor gives it', async () => {
      await make({ stuckAfterMs: Number.POSITIVE_INFINITY });
      const workflowId = conductor.start(workflow(human()));
      const waiting = conductor.waitFor(workflowId);
      await sleep(2 * STUCK_AFTER_MS);
      await complete(workflowId);
      expect((await waiting).status).to.equal('COMPLETED');
    });

    it('before the time that the wait gives it', async () => {
      const workflowId = conductor.start(workflow(human()));
      const waiting = conductor.waitFor(workflowId, undefined, { stuckAfterMs: 60_000 });
      await sleep(2 * STUCK_AFTER_MS);
      await complete(workflowId);
      expect((await waiting).status).to.equal('COMPLETED');
    });

    it('soon to a test that may still do something for it', async () => {
      await make({ stuckAfterMs: undefined });
      const workflowId = conductor.start(workflow(human()));
      const waiting = conductor.waitFor(workflowId);
      // Longer than the second after which `run` gives up.
      await sleep(1_300);
      await complete(workflowId);
      expect((await waiting).status).to.equal('COMPLETED');
    });
  });

  it('ends no process before somebody awaits it', async () => {
    const workflowId = conductor.start(workflow(human()));
    const first = conductor.waitFor(workflowId);
    const second = conductor.run({ ...workflow(human()), name: 'other' });
    await failure(conductor.waitFor(workflowId));
    await sleep(2 * STUCK_AFTER_MS);
    // An unhandled rejection would have failed the test by now.
    expect((await failure(first)).message).to.include('is stuck');
    expect((await failure(second)).message).to.include('is stuck');
  });

  it('needs a time that makes sense', async () => {
    const message = 'stuckAfterMs must be milliseconds above 0, got 0';
    expect((await failure(createTestConductor({ stuckAfterMs: 0 }))).message).to.include(message);
    const workflowId = conductor.start(workflow(human()));
    expect((await failure(conductor.waitFor(workflowId, undefined, { stuckAfterMs: 0 }))).message).to.include(message);
  });
});
