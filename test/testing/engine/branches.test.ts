import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { Scene, simple, system } from './support/scene.js';

function switchOn(parts: Partial<WorkflowTask> = {}): WorkflowTask {
  return system('SWITCH', 's', {
    evaluatorType: 'value-param',
    expression: 'on',
    inputParameters: { on: '${workflow.input.on}' },
    decisionCases: { A: [simple('a'), simple('a2')], '8': [simple('eight')], empty: [], null: [simple('nothing')] },
    defaultCase: [simple('other')],
    ...parts,
  });
}

describe('testing/engine: SWITCH', () => {
  it('goes on with the case of its value, and then with what follows', () => {
    const scene = new Scene();
    const id = scene.run([switchOn(), simple('after')], { on: 'A' });
    const { inputData, outputData, status, taskDefName } = scene.task(id, 's');
    expect({ inputData, outputData, status, taskDefName }).to.deep.equal({
      inputData: { on: 'A', case: 'A', hasChildren: 'true' },
      outputData: { evaluationResult: ['A'], selectedCase: 'A' },
      status: 'COMPLETED',
      taskDefName: 'SWITCH',
    });
    scene.complete('a');
    scene.complete('a2');
    scene.complete('after');
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'a COMPLETED', 'a2 COMPLETED', 'after COMPLETED']);
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('goes on with the default case for a value that has none', () => {
    const scene = new Scene();
    const id = scene.run([switchOn()], { on: 'B' });
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'other SCHEDULED']);
  });

  it('goes past a case that is empty, and not to the default', () => {
    const scene = new Scene();
    const id = scene.run([switchOn(), simple('after')], { on: 'empty' });
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'after SCHEDULED']);
    expect(scene.task(id, 's').inputData).not.to.have.property('hasChildren');
  });

  it('takes numbers, booleans and what is missing as text', () => {
    const scene = new Scene();
    const chosen = (on: unknown): unknown => scene.task(scene.run([switchOn()], { on }), 's').outputData.selectedCase;
    expect([chosen(8), chosen(true), chosen(null), chosen(undefined)]).to.deep.equal(['8', 'true', 'null', 'null']);
  });

  it('takes the value of a script', () => {
    const scene = new Scene();
    const id = scene.run([switchOn({ evaluatorType: 'javascript', expression: '$.on * 2' })], { on: 4 });
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'eight SCHEDULED']);
  });

  it('fails the workflow with a script that throws', () => {
    const scene = new Scene();
    const id = scene.run([switchOn({ evaluatorType: 'javascript', expression: 'throw new Error("no")' })]);
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['s FAILED'], 'FAILED']);
  });

  it('goes on after a case whose task is optional and failed', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const cases = { A: [simple('a', { optional: true })] };
    const id = scene.run([switchOn({ decisionCases: cases }), simple('after')], { on: 'A' });
    scene.fail('a');
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'a COMPLETED_WITH_ERRORS', 'after SCHEDULED']);
  });

  it('may be in a case of another', () => {
    const scene = new Scene();
    const inner = system('SWITCH', 'inner', {
      evaluatorType: 'value-param',
      expression: 'x',
      inputParameters: { x: 'in' },
      decisionCases: { in: [simple('deep')] },
    });
    const id = scene.run([switchOn({ decisionCases: { A: [inner, simple('a')] } }), simple('after')], { on: 'A' });
    scene.complete('deep');
    scene.complete('a');
    scene.complete('after');
    expect(scene.status(id)).to.equal('COMPLETED');
  });
});

/* eslint-disable @typescript-eslint/no-deprecated -- the type is, and definitions may have it still */
describe('testing/engine: DECISION', () => {
  const decide = (parts: Partial<WorkflowTask>): WorkflowTask =>
    system('DECISION', 'd', {
      inputParameters: { on: '${workflow.input.on}' },
      decisionCases: { A: [simple('a')], empty: [] },
      defaultCase: [simple('other')],
      ...parts,
    });

  it('goes on with the case of a parameter, and shows only the case', () => {
    const scene = new Scene();
    const id = scene.run([decide({ caseValueParam: 'on' })], { on: 'A' });
    expect(scene.tasks(id)).to.deep.equal(['d COMPLETED', 'a SCHEDULED']);
    const { inputData, outputData } = scene.task(id, 'd');
    expect({ inputData, outputData }).to.deep.equal({
      inputData: { case: 'A', hasChildren: 'true' },
      outputData: { caseOutput: ['A'] },
    });
  });

  it('goes on with the case of a script', () => {
    const scene = new Scene();
    const id = scene.run([decide({ caseExpression: '$.on + "A"' })], { on: '' });
    expect(scene.tasks(id)).to.deep.equal(['d COMPLETED', 'a SCHEDULED']);
  });

  it('goes on with the default case for one that is empty, unlike a switch', () => {
    const scene = new Scene();
    const id = scene.run([decide({ caseValueParam: 'on' })], { on: 'empty' });
    expect(scene.tasks(id)).to.deep.equal(['d COMPLETED', 'other SCHEDULED']);
  });

  it('fails the workflow without a task when its script throws', () => {
    const scene = new Scene();
    const id = scene.run([decide({ caseExpression: 'nobody.x' })]);
    expect(scene.tasks(id)).to.deep.equal([]);
    expect(scene.workflow(id)).to.include({
      status: 'FAILED',
      reasonForIncompletion: 'Error while evaluating script: nobody.x',
    });
  });
});

/* eslint-enable @typescript-eslint/no-deprecated */
describe('testing/engine: EXCLUSIVE_JOIN', () => {
  const cases = (parts: Partial<WorkflowTask> = {}): WorkflowTask[] => [
    switchOn({ decisionCases: { A: [simple('a')], B: [simple('b')] }, defaultCase: [] }),
    system('EXCLUSIVE_JOIN', 'x', { joinOn: ['a', 'b'], ...parts }),
  ];

  it('has the output of the task that ran', () => {
    const scene = new Scene();
    const id = scene.run(cases(), { on: 'B' });
    scene.complete('b', { from: 'b' });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { from: 'b' } });
  });

  it('has the output of the default task when none of the others ran', () => {
    const scene = new Scene();
    const id = scene.run([simple('first'), ...cases({ defaultExclusiveJoinTask: ['first'] })], { on: 'C' });
    scene.complete('first', { from: 'first' });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { from: 'first' } });
  });

  it('waits for ever when nothing of that ran', () => {
    const scene = new Scene();
    const id = scene.run(cases(), { on: 'C' });
    expect(scene.tasks(id)).to.deep.equal(['s COMPLETED', 'x IN_PROGRESS']);
  });
});

describe('testing/engine: DYNAMIC', () => {
  const dynamic = system('DYNAMIC', 'd', {
    dynamicTaskNameParam: 'tn',
    inputParameters: { tn: '${workflow.input.type}', x: 1 },
  });

  it('is a task of the type that its input names', () => {
    const scene = new Scene();
    const id = scene.run([dynamic], { type: 'chosen' });
    const task = scene.complete('chosen', { y: 1 });
    expect(task).to.include({ taskType: 'chosen', taskDefName: 'chosen', referenceTaskName: 'd' });
    expect(task.workflowTask).to.include({ type: 'DYNAMIC', name: 'chosen' });
    expect(task.inputData).to.deep.equal({ tn: 'chosen', x: 1 });
    expect(scene.status(id)).to.equal('COMPLETED');
    // As measured: the name is written into the definition of the workflow.
    expect(scene.workflow(id).workflowDefinition.tasks[0]?.name).to.equal('chosen');
  });

  it('may be a system task', () => {
    const scene = new Scene();
    const id = scene.run([dynamic], { type: 'NOOP' });
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['d COMPLETED'], 'COMPLETED']);
  });

  it('fails the workflow without a task when there is no type', () => {
    const scene = new Scene();
    const id = scene.run([dynamic], { type: null });
    expect(scene.workflow(id)).to.deep.include({
      status: 'FAILED',
      tasks: [],
      reasonForIncompletion:
        'Cannot map a dynamic task based on the parameter and input. Parameter= tn, input= {x=1, tn=null}',
    });
  });
});

describe('testing/engine: types that the server does not know', () => {
  it('wait for a worker that polls for the type, not for the name', () => {
    const scene = new Scene();
    const id = scene.run([{ name: 'n', taskReferenceName: 'r', type: 'MY_TYPE' }]);
    expect(scene.poll('n')).to.equal(undefined);
    expect(scene.complete('MY_TYPE')).to.include({ taskType: 'MY_TYPE', taskDefName: 'n' });
    expect(scene.status(id)).to.equal('COMPLETED');
  });
});
