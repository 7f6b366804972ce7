import { expect } from 'chai';

import {
  MetadataResourceService,
  TaskResourceService,
  WorkflowResourceService,
  type Workflow,
  type WorkflowDef,
} from '../../src/index.js';
import { createTestConductor, EngineError, type TestConductor } from '../../src/testing/index.js';
import { failure } from './support/failure.js';

function workflow(parts: Partial<WorkflowDef> = {}): WorkflowDef {
  const wait = { name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration: '1 s' } };
  return { name: 'order', version: 1, tasks: [wait], ...parts };
}

/** One that says so in its output. */
function saying(what: string, parts: Partial<WorkflowDef> = {}): WorkflowDef {
  return workflow({ outputParameters: { what }, ...parts });
}

const HUMAN = { name: 'approve', taskReferenceName: 'approve', type: 'HUMAN' };

function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what goes into a Conductor in this process', () => {
  let conductor: TestConductor;
  beforeEach(async () => {
    conductor = await createTestConductor();
  });
  afterEach(() => conductor.close());

  describe('as input', () => {
    const ECHO = workflow({ outputParameters: { echo: '${workflow.input}', text: 'v=${workflow.input.at}' } });

    it('is JSON, as a client would send it', async () => {
      const input = { at: new Date(0), none: undefined, link: new URL('http://x.invalid/'), nan: Number.NaN };
      const { output } = await conductor.run(ECHO, input);
      const { client } = conductor;
      const { data: workflowId } = await WorkflowResourceService.startWorkflow({
        client,
        body: { name: 'order', input },
      });
      expect(output).to.deep.equal((await conductor.waitFor(workflowId)).output);
      expect(output).to.deep.equal({
        echo: { at: '1970-01-01T00:00:00.000Z', link: 'http://x.invalid/', nan: null },
        text: 'v=1970-01-01T00:00:00.000Z',
      });
    });

    it('is refused where it has no JSON, by the name of the field', async () => {
      for (const [input, message] of [
        [{ order: { id: 1n } }, 'input.order.id is a BigInt, which JSON does not have'],
        [[7], 'input must be an object with named fields, got an array'],
        ['text', 'input must be an object with named fields, got a string'],
      ] as const) {
        const error = await failure(conductor.run(ECHO, input as object));
        expect(error).to.be.instanceOf(TypeError).with.property('message', message);
      }
    });
  });

  describe('as a definition', () => {
    it('is JSON, as a client would send it', async () => {
      const at = new Date(0);
      const { output } = await conductor.run(workflow({ outputParameters: { at, none: undefined } }));
      expect(output).to.deep.equal({ at: '1970-01-01T00:00:00.000Z' });
    });

    it('is read as the server reads it', async () => {
      const error = await failure(conductor.run({ name: 'order', tasks: {} } as unknown as WorkflowDef));
      expect(error).to.be.instanceOf(EngineError).that.includes({ status: 500 });
    });

    it('is refused where it has no JSON, by the name of the field', () => {
      const big = workflow({ outputParameters: { total: 1n } });
      expect(() => conductor.start(big)).to.throw(TypeError, 'definition.outputParameters.total is a BigInt');
      expect(() => conductor.define(big)).to.throw(TypeError, 'definition.outputParameters.total is a BigInt');
      const none = undefined as unknown as WorkflowDef;
      expect(() => conductor.start(none)).to.throw(TypeError, 'definition must be an object with named fields');
    });

    it('is the one that runs, whatever other versions there are', async () => {
      conductor.define(saying('five', { version: 5 }));
      const { version: _none, ...unversioned } = saying('mine');
      const run = await conductor.run<{ what: string }>(unversioned);
      expect(run.output.what).to.equal('mine');
      expect(run.workflowVersion).to.equal(1);
      const { output } = await conductor.run<{ what: string }>('order');
      expect(output.what).to.equal('five');
    });

    it('is in the place of the one that was registered under its name and version', async () => {
      conductor.define(saying('old'));
      expect((await conductor.run<{ what: string }>(saying('new'))).output.what).to.equal('new');
    });

    it('may not be of another version than the one that is asked for', () => {
      expect(() => conductor.start(workflow({ version: 2 }), {}, { version: 3 })).to.throw(
        TypeError,
        'version 3 was asked for, and the definition that was given is version 2',
      );
      conductor.start(workflow({ version: 2 }), {}, { version: 2 });
    });
  });

  it('as mocks is JSON as well', async () => {
    const mocks = { taskRefToMockOutput: { approve: [{ output: { at: new Date(0) } }] } };
    const { tasks } = await conductor.run(workflow({ tasks: [HUMAN] }), {}, { mocks });
    expect(tasks[0]?.outputData).to.deep.equal({ at: '1970-01-01T00:00:00.000Z' });
    const big = { taskRefToMockOutput: { approve: [{ output: { total: 1n } }] } };
    expect(await failure(conductor.run(workflow({ tasks: [HUMAN] }), {}, { mocks: big })))
      .to.be.instanceOf(TypeError)
      .with.property('message')
      .that.includes('mocks.taskRefToMockOutput.approve[0].output.total is a BigInt');
  });

  describe('and is refused by the engine', () => {
    it('says in its message what is wrong', async () => {
      const error = await failure(conductor.run({ name: 'x', version: 1, tasks: [] }));
      if (!(error instanceof EngineError)) throw error;
      expect(error.status).to.equal(400);
      const [first] = error.validationErrors ?? [];
      expect(first?.message).to.be.a('string');
      expect(error.message).to.include(`\n  ${first?.path ?? ''}: ${first?.message ?? ''}`);
    });

    it('is answered over HTTP as the server does', async () => {
      const { client } = conductor;
      const answer = await MetadataResourceService.updateWorkflowDefs({
        client,
        body: [{ name: 'x', version: 1, tasks: [] }],
        throwOnError: false,
      });
      expect(answer.error).to.have.nested.property('body.message', 'Validation failed, check below errors for detail.');
    });

    it('is an EngineError also where its first task cannot be made', () => {
      const child = { name: 'c', taskReferenceName: 'c', type: 'SUB_WORKFLOW', subWorkflowParam: { name: 'unknown' } };
      const error = thrown(() => conductor.start(workflow({ tasks: [child] })));
      expect(error).to.be.instanceOf(EngineError).that.includes({ status: 500 });
      expect(error.message).to.include('unknown');
    });
  });
});

describe('what a Conductor in this process gives out', () => {
  let conductor: TestConductor;
  beforeEach(async () => {
    conductor = await createTestConductor();
  });
  afterEach(() => conductor.close());

  const DEFINITION = workflow({ tasks: [HUMAN], outputParameters: { total: '${workflow.input.order.total}' } });

  async function finished(workflowId: string): Promise<Workflow> {
    const { client } = conductor;
    const path = { workflowId, taskRefName: 'approve', status: 'COMPLETED' as const };
    await TaskResourceService.updateTaskByRefName({ client, path, body: {} });
    return conductor.waitFor(workflowId);
  }

  function spoil(given: Workflow): void {
    given.input.order = { total: 99 };
    given.workflowDefinition.tasks.length = 0;
    const [task] = given.tasks;
    if (task === undefined) throw new Error('there is no task');
    task.inputData.spoilt = true;
    if (task.workflowTask !== undefined) task.workflowTask.type = 'SIMPLE';
  }

  it('can be changed without a change to what is going on', async () => {
    const workflowId = conductor.start(DEFINITION, { order: { total: 1 } });
    spoil(conductor.workflow(workflowId));
    await conductor.waitFor(workflowId, (now) => {
      spoil(now);
      return true;
    });
    spoil(await conductor.waitFor(workflowId, ({ tasks }) => tasks.length === 1));
    const end = await finished(workflowId);
    expect(end.output).to.deep.equal({ total: 1 });
    expect(end.tasks[0]?.inputData).to.not.have.property('spoilt');
    spoil(end);
    const again = await finished(conductor.start('order', { order: { total: 2 } }));
    expect(again.output).to.deep.equal({ total: 2 });
  });
});

describe('a Conductor in this process that forgets', () => {
  const AT_ONCE = workflow({ tasks: [{ name: 's', taskReferenceName: 's', type: 'SET_VARIABLE' }] });

  for (const keepFinished of [0, 1]) {
    describe(`all but ${keepFinished}`, () => {
      let conductor: TestConductor;
      beforeEach(async () => {
        conductor = await createTestConductor({ keepFinished });
      });
      afterEach(() => conductor.close());

      it('keeps what is waited for', async () => {
        await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
        const charge = { name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' };
        const all = await Promise.all([1, 2, 3].map(() => conductor.run(workflow({ tasks: [charge] }))));
        expect(all.map(({ status }) => status)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
        const kept = all.filter(({ workflowId }) => {
          try {
            return conductor.workflow(workflowId).status === 'COMPLETED';
          } catch {
            // Forgotten.
            return false;
          }
        });
        expect(kept).to.have.length(keepFinished);
      });

      it('also what is over at once', async () => {
        const runs = await Promise.all([conductor.run(AT_ONCE), conductor.run(AT_ONCE)]);
        expect(runs.map(({ status }) => status)).to.deep.equal(['COMPLETED', 'COMPLETED']);
      });

      it('also with mocks', async () => {
        const mocks = { taskRefToMockOutput: { approve: [{ output: { by: 'Ada' } }] } };
        const { tasks } = await conductor.run(workflow({ tasks: [HUMAN] }), {}, { mocks });
        expect(tasks[0]?.outputData).to.deep.equal({ by: 'Ada' });
      });

      it('also for who executes and tests over HTTP', async () => {
        conductor.define(AT_ONCE, workflow({ name: 'slow' }));
        const { client } = conductor;
        const { data: tested } = await WorkflowResourceService.testWorkflow({ client, body: { name: 'order' } });
        expect(tested.status).to.equal('COMPLETED');
        const runs = ['order', 'slow', 'slow'].map((name) =>
          WorkflowResourceService.executeWorkflow({
            client,
            path: { name, version: 1 },
            query: { requestId: name },
            body: { name },
          }),
        );
        const answers = await Promise.all(runs);
        expect(answers.map(({ data }) => data)).to.have.length(3);
        for (const { data } of answers) expect(data).to.include({ status: 'COMPLETED' });
      });

      it('keeps nothing for a start that is refused', async () => {
        expect(await failure(conductor.run('unknown'))).to.be.instanceOf(EngineError);
        const { workflowId } = await conductor.run(AT_ONCE);
        await conductor.run(AT_ONCE);
        expect(() => conductor.workflow(workflowId)).to.throw(EngineError, 'No such workflow found by id');
      });
    });
  }
});
