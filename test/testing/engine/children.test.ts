import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { Scene, simple, system } from './support/scene.js';

function scene(parts: Partial<WorkflowTask> = {}, childTasks: WorkflowTask[] = [simple('c')]) {
  const given = new Scene();
  given.taskDef('c');
  given.define('child', childTasks);
  const sub = system('SUB_WORKFLOW', 's', {
    subWorkflowParam: { name: 'child' },
    inputParameters: { n: '${workflow.input.n}' },
    ...parts,
  });
  const id = given.run([sub, simple('after', { inputParameters: { from: '${s.output.x}' } })], { n: 1 });
  const child = () => given.task(id, 's').subWorkflowId ?? '';
  return { scene: given, id, child };
}

describe('testing/engine: SUB_WORKFLOW', () => {
  it('is another workflow, whose output is its own', () => {
    const { scene: given, id, child } = scene();
    expect(given.task(id, 's')).to.deep.include({
      status: 'IN_PROGRESS',
      inputData: {
        subWorkflowName: 'child',
        subWorkflowVersion: 1,
        subWorkflowTaskToDomain: null,
        subWorkflowDefinition: null,
        workflowInput: { n: 1 },
        priority: null,
        idempotencyKey: null,
        idempotencyStrategy: null,
      },
      outputData: { subWorkflowId: child() },
    });
    expect(given.workflow(child())).to.deep.include({
      input: { n: 1 },
      parentWorkflowId: id,
      parentWorkflowTaskId: given.task(id, 's').taskId,
      priority: 0,
    });
    given.complete('c', { x: 5 });
    expect(given.task(id, 's')).to.deep.include({
      status: 'COMPLETED',
      outputData: { x: 5, subWorkflowId: child() },
    });
    expect(given.take('after').inputData).to.deep.equal({ from: 5 });
  });

  it('takes the version that it names, or else the latest when the parent starts', () => {
    const { scene: given } = scene();
    given.define('child', [simple('new')], { version: 2 });
    const id = given.start('main');
    expect(given.task(id, 's').inputData.subWorkflowVersion).to.equal(2);
    given.define('other', [system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child', version: 1 } })]);
    const other = given.start('other');
    expect(given.workflow(given.task(other, 's').subWorkflowId ?? '').workflowVersion).to.equal(1);
  });

  it('may have its definition with it', () => {
    const inner = { name: 'inner', version: 3, tasks: [simple('c')] };
    const { scene: given, child } = scene({ subWorkflowParam: { name: 'inner', workflowDefinition: inner } });
    const { workflowName, workflowVersion, input } = given.workflow(child());
    expect({ workflowName, workflowVersion, input }).to.deep.equal({
      workflowName: 'inner',
      workflowVersion: 3,
      input: { n: 1, _systemMetadata: { dynamic: true } },
    });
  });

  it('keeps its input in the order of the server, which shows where it is made text', () => {
    const { scene: given } = scene();
    given.run([
      system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child', version: 1 } }),
      simple('text', { inputParameters: { input: '${s.input}!' } }),
    ]);
    given.complete('c');
    given.complete('c');
    expect(given.take('text').inputData.input).to.equal(
      '{subWorkflowDefinition=null, workflowInput={}, subWorkflowTaskToDomain=null, idempotencyKey=null, subWorkflowName=child, ' +
        'priority=null, subWorkflowVersion=1, idempotencyStrategy=null}!',
    );
  });

  it('fails with its child, and so does the parent', () => {
    const { scene: given, id, child } = scene();
    given.fail('c', 'broken');
    const reason = given.workflow(child()).reasonForIncompletion ?? '';
    expect(given.task(id, 's')).to.include({
      status: 'FAILED',
      reasonForIncompletion: `Sub workflow child.1/${child()} failure reason: ${reason}`,
    });
    expect(given.status(id)).to.equal('FAILED');
  });

  it('is cancelled with a child that is terminated, and terminates the parent', () => {
    const { scene: given, id, child } = scene();
    given.engine.workflows.terminate(child(), 'enough');
    expect(given.task(id, 's').status).to.equal('CANCELED');
    expect(given.status(id)).to.equal('TERMINATED');
  });

  it('terminates its child when the parent is terminated', () => {
    const { scene: given, id, child } = scene();
    given.engine.workflows.terminate(id, 'enough');
    expect(given.workflow(child())).to.include({
      status: 'TERMINATED',
      reasonForIncompletion: 'Parent workflow has been terminated with reason: enough',
    });
    expect(given.task(id, 's').status).to.equal('CANCELED');
    expect(given.poll('c')).to.equal(undefined);
  });

  it('does not pause its child with the parent', () => {
    const { scene: given, id, child } = scene();
    given.engine.workflows.pause(id);
    given.complete('c');
    expect([given.status(child()), given.task(id, 's').status, given.poll('after')]).to.deep.equal([
      'COMPLETED',
      'COMPLETED',
      undefined,
    ]);
    given.engine.workflows.resume(id);
    expect(given.poll('after')).not.to.equal(undefined);
  });

  it('may fail without the parent when it is optional', () => {
    const { scene: given, id } = scene({ optional: true });
    given.fail('c');
    expect(given.tasks(id)).to.deep.equal(['s COMPLETED_WITH_ERRORS', 'after SCHEDULED']);
  });

  it('fails when there is no such workflow', () => {
    const { scene: given, id } = scene({ subWorkflowParam: { name: 'nobody', version: 1 } });
    expect(given.task(id, 's')).to.include({
      status: 'FAILED',
      reasonForIncompletion: 'No such workflow defined. name=nobody, version=1',
    });
  });

  it('has a new child with each attempt', async () => {
    const { scene: given, id, child } = scene({ retryCount: 1 });
    const first = child();
    given.fail('c');
    await given.pass(60);
    expect(given.tasks(id)).to.deep.equal(['s FAILED', 's IN_PROGRESS']);
    expect(child()).not.to.equal(first);
    given.complete('c', { x: 2 });
    expect(given.take('after').inputData).to.deep.equal({ from: 2 });
  });

  it('inherits the correlation id, and the domains unless it has its own', () => {
    const given = new Scene();
    given.define('child', [simple('c')]);
    const sub = (ref: string, taskToDomain?: Record<string, string>): WorkflowTask =>
      system('SUB_WORKFLOW', ref, { subWorkflowParam: { name: 'child', ...(taskToDomain && { taskToDomain }) } });
    given.define('main', [
      system('FORK_JOIN', 'f', { forkTasks: [[sub('s')], [sub('s2', { c: 'own' })]] }),
      system('JOIN', 'j', { joinOn: ['s', 's2'] }),
    ]);
    const id = given.engine.workflows.start({ name: 'main', correlationId: 'order', taskToDomain: { '*': 'all' } });
    const [first, second] = ['s', 's2'].map((ref) => given.workflow(given.task(id, ref).subWorkflowId ?? ''));
    expect([first?.correlationId, first?.tasks[0]?.domain, second?.tasks[0]?.domain]).to.deep.equal([
      'order',
      'all',
      'own',
    ]);
  });
});

describe('testing/engine: START_WORKFLOW', () => {
  const startTask = (startWorkflow: unknown): WorkflowTask =>
    system('START_WORKFLOW', 's', { inputParameters: { startWorkflow } });

  it('starts a workflow and goes on', () => {
    const given = new Scene();
    given.define('other', [simple('o', { inputParameters: { n: '${workflow.input.n}' } })]);
    const id = given.run([startTask({ name: 'other', input: { n: 3 } })]);
    const { workflowId } = given.task(id, 's').outputData;
    expect(given.status(id)).to.equal('COMPLETED');
    expect(given.workflow(String(workflowId))).to.deep.include({ status: 'RUNNING', input: { n: 3 } });
    expect(given.workflow(String(workflowId))).not.to.have.property('parentWorkflowId');
    expect(given.take('o').inputData).to.deep.equal({ n: 3 });
  });

  it('fails without a definition, a name or anything', () => {
    const reason = (given: unknown): unknown => {
      const one = new Scene();
      return one.task(one.run([startTask(given)]), 's').reasonForIncompletion;
    };
    expect(reason({ name: 'nobody' })).to.equal('No such workflow defined. name=nobody, version=null');
    expect(reason({})).to.match(/^startWorkflow validation failed/);
    expect(reason(null)).to.equal("Missing 'startWorkflow' in input data.");
  });
});

describe('testing/engine: failure workflows', () => {
  const failing = (failureWorkflow: string) => {
    const given = new Scene();
    given.taskDef('a');
    given.define('clean-up', [simple('clean', { inputParameters: { all: '${workflow.input}' } })]);
    given.define('main', [simple('a')], { failureWorkflow });
    return given;
  };

  it('are started with what happened', () => {
    const given = failing('clean-up');
    const id = given.engine.workflows.start({ name: 'main', input: { n: 1 }, correlationId: 'order' });
    given.fail('a', 'broken');
    const startedId = String(given.workflow(id).output['conductor.failure_workflow']);
    const { input, correlationId } = given.workflow(startedId);
    const { failedWorkflow, ...rest } = input;
    expect(rest).to.deep.equal({
      n: 1,
      workflowId: id,
      reason: "Task id2 failed with status: FAILED and reason: 'broken'",
      failureStatus: 'FAILED',
      failureTaskId: 'id2',
    });
    expect(failedWorkflow).to.include({ workflowId: id, status: 'FAILED' });
    expect(correlationId).to.equal('order');
    expect(given.poll('clean')).not.to.equal(undefined);
  });

  it('may be named by the input, without braces', () => {
    const given = failing('$workflow.input.handler');
    const id = given.start('main', { handler: 'clean-up' });
    given.fail('a');
    expect(given.workflow(id).output).to.have.property('conductor.failure_workflow');
    expect(given.poll('clean')).not.to.equal(undefined);
  });

  it('that are unknown leave a word in the output', () => {
    const given = failing('nobody');
    const id = given.start('main');
    given.fail('a');
    expect(given.workflow(id).output['conductor.failure_workflow']).to.equal(
      'Error workflow nobody failed to start.  reason: No such workflow defined. name=nobody, version=null',
    );
  });

  it('are not started for what is terminated from outside', () => {
    const given = failing('clean-up');
    given.engine.workflows.terminate(given.start('main'));
    expect(given.poll('clean')).to.equal(undefined);
  });
});
