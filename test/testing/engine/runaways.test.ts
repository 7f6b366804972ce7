import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { createTestConductor, type TestConductor } from '../../../src/testing/index.js';
import { MOST_LEVELS } from '../../../src/testing/engine/runaways.js';
import { Scene, simple, system } from './support/scene.js';

const sub = (ref: string, name: string, parts: Partial<WorkflowTask> = {}): WorkflowTask =>
  system('SUB_WORKFLOW', ref, { subWorkflowParam: { name, version: 1 }, ...parts });

const start = (ref: string, name: string): WorkflowTask =>
  system('START_WORKFLOW', ref, { inputParameters: { startWorkflow: { name } } });

describe('workflows that start each other', () => {
  it('for ever, one in the other, are ended, with all that is in them', () => {
    const scene = new Scene();
    scene.taskDef('again', { retryCount: 3 });
    scene.define('one', [sub('again', 'other')]);
    scene.define('other', [sub('again', 'one', { retryCount: 3 })]);
    const id = scene.start('one');
    const { status, reasonForIncompletion } = scene.workflow(id);
    expect(status).to.equal('TERMINATED');
    expect(reasonForIncompletion).to.equal(
      'goes on for ever: its sub-workflows are more than 100 levels deep: … > other > one > other > one',
    );
    expect([...scene.engine.workflows.all()].filter((one) => one.status === 'RUNNING')).to.deep.equal([]);
    expect(scene.engine.size).to.be.at.most(MOST_LEVELS + 1);
    expect(scene.backgroundErrors).to.deep.equal([]);
  });

  it('one in the other may be 100 levels deep', () => {
    const scene = new Scene();
    scene.define(`level${MOST_LEVELS}`, [simple('work')]);
    for (let level = MOST_LEVELS - 1; level >= 1; level--)
      scene.define(`level${level}`, [sub('in', `level${level + 1}`)]);
    const id = scene.start('level1');
    expect(scene.status(id)).to.equal('RUNNING');
    scene.complete('work');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('twice each are ended before they fill the memory', async () => {
    const scene = new Scene({ mostSetOff: 500 });
    scene.define('both', [
      system('FORK_JOIN', 'fork', { forkTasks: [[sub('a', 'both')], [sub('b', 'both')]] }),
      system('JOIN', 'join', { joinOn: ['a', 'b'] }),
    ]);
    const id = scene.start('both');
    await scene.pass(1);
    expect(scene.status(id)).to.equal('TERMINATED');
    expect(scene.workflow(id).reasonForIncompletion).to.contain('more than 500 workflows have started each other');
    expect(scene.engine.size).to.be.below(510);
  });

  it('without waiting for each other end as well', async () => {
    // More than the engine does in one go.
    const scene = new Scene({ mostSetOff: 3_000 });
    scene.define('chain', [start('next', 'chain')]);
    scene.start('chain');
    await scene.pass(1);
    const failed = [...scene.engine.workflows.all()].filter((one) => one.status === 'FAILED');
    expect(failed.map((one) => one.reasonForIncompletion)).to.have.length(1);
    expect(failed[0]?.reasonForIncompletion).to.contain('more than 3000 workflows have started each other');
    // Another cause has a limit of its own.
    scene.define('calm', [start('next', 'other')]);
    scene.define('other', [system('NOOP', 'noop')]);
    expect(scene.status(scene.start('calm'))).to.equal('COMPLETED');
  });

  it('after each one has failed end as well', () => {
    const scene = new Scene();
    scene.define('failing', [system('TERMINATE', 'end', { inputParameters: { terminationStatus: 'FAILED' } })], {
      failureWorkflow: 'failing',
    });
    scene.start('failing');
    expect(scene.engine.size).to.equal(MOST_LEVELS + 1);
    const outcomes = [...scene.engine.workflows.all()].map((one) => String(one.output['conductor.failure_workflow']));
    expect(outcomes.filter((text) => text.includes('more than 100 failure workflows'))).to.have.length(1);
  });

  it('by events end as well', async () => {
    const scene = new Scene({ mostSetOff: 500 });
    scene.define('teller', [system('EVENT', 'tell', { sink: 'conductor' })]);
    scene.engine.events.addHandler({
      name: 'again',
      event: 'conductor:teller:tell',
      active: true,
      actions: [{ action: 'start_workflow', start_workflow: { name: 'teller' } }],
    });
    scene.start('teller');
    await scene.pass(1);
    expect(scene.engine.size).to.equal(501);
    expect(String(scene.backgroundErrors[0])).to.contain('more than 500 workflows have started each other');
  });

  describe('for ever', () => {
    let conductor: TestConductor;
    before(async () => {
      conductor = await createTestConductor();
    });
    after(() => conductor.close());

    it('are an error of who waits for the outermost', async () => {
      const running = conductor.run({ name: 'self', version: 1, tasks: [sub('again', 'self')] });
      const message = await running.then(String, String);
      expect(message).to.contain('workflow self goes on for ever: its sub-workflows are more than 100 levels deep');
    });
  });
});
