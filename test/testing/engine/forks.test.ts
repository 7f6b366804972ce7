import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { refusal, Scene, simple, system } from './support/scene.js';

function forkOf(branches: WorkflowTask[][], join: Partial<WorkflowTask> = {}): WorkflowTask[] {
  const joinOn = branches.map((branch) => branch.at(-1)?.taskReferenceName ?? '');
  return [system('FORK_JOIN', 'f', { forkTasks: branches }), system('JOIN', 'j', { joinOn, ...join })];
}

describe('testing/engine: FORK_JOIN and JOIN', () => {
  it('have all branches open at once, and go on when they are over', () => {
    const scene = new Scene();
    const id = scene.run([...forkOf([[simple('a'), simple('a2')], [simple('b')]]), simple('after')]);
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'a SCHEDULED', 'b SCHEDULED', 'j IN_PROGRESS']);
    expect(scene.task(id, 'f')).to.deep.include({
      taskType: 'FORK',
      taskDefName: 'FORK',
      inputData: {},
      outputData: {},
    });
    scene.complete('b', { from: 'b' });
    scene.complete('a');
    expect(scene.task(id, 'j')).to.deep.include({ status: 'IN_PROGRESS', outputData: { b: { from: 'b' } } });
    scene.complete('a2', {});
    expect(scene.task(id, 'j')).to.deep.include({
      status: 'COMPLETED',
      inputData: { joinOn: ['a2', 'b'] },
      // A task without output is left out.
      outputData: { b: { from: 'b' } },
    });
    scene.complete('after');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('end at once without anything to join', () => {
    const scene = new Scene();
    const id = scene.run([...forkOf([[simple('a')]], { joinOn: [] }), simple('after')]);
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'a SCHEDULED', 'j COMPLETED', 'after SCHEDULED']);
    scene.complete('after');
    expect(scene.status(id)).to.equal('RUNNING');
    scene.complete('a');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('wait only for what is listed, while the workflow waits for all', () => {
    const scene = new Scene();
    const id = scene.run([...forkOf([[simple('a')], [simple('b')]], { joinOn: ['b'] }), simple('after')]);
    scene.complete('b');
    scene.complete('after');
    expect(scene.status(id)).to.equal('RUNNING');
    scene.complete('a');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('go past the tasks of inner branches before the outer join looks', () => {
    const scene = new Scene();
    const inner = forkOf([[simple('x')], [simple('y')]]);
    const id = scene.run([system('FORK_JOIN', 'f0', { forkTasks: [inner] }), system('JOIN', 'j0', { joinOn: ['j'] })]);
    scene.complete('x');
    expect(scene.task(id, 'x').executed).to.equal(false);
    scene.complete('y');
    expect(scene.status(id)).to.equal('COMPLETED');
    expect(['x', 'y', 'j', 'j0'].map((ref) => scene.task(id, ref).executed)).to.deep.equal([true, true, true, false]);
  });

  it('are cancelled by a failure in a branch', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run(forkOf([[simple('a')], [simple('b')]]));
    scene.fail('a', 'broken');
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'a FAILED', 'b CANCELED', 'j CANCELED']);
    expect([scene.status(id), scene.poll('b')]).to.deep.equal(['FAILED', undefined]);
  });

  it('complete with errors after an optional failure', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run(forkOf([[simple('a', { optional: true })], [simple('b')]]));
    scene.fail('a', 'broken');
    scene.complete('b');
    const { taskId } = scene.task(id, 'a');
    expect(scene.task(id, 'j')).to.include({
      status: 'COMPLETED_WITH_ERRORS',
      reasonForIncompletion: `a/${taskId} completed with errors`,
    });
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('wait for all after a permissive failure, and fail then', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run(forkOf([[simple('a', { permissive: true })], [simple('b')]]));
    scene.fail('a', 'broken');
    expect(scene.task(id, 'j').status).to.equal('IN_PROGRESS');
    scene.complete('b');
    expect(scene.task(id, 'j')).to.include({ status: 'FAILED', reasonForIncompletion: 'broken' });
    expect(scene.status(id)).to.equal('FAILED');
  });

  it('retry in a branch while the others go on', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1 });
    const id = scene.run(forkOf([[simple('a')], [simple('b')]]));
    scene.fail('a');
    scene.complete('b', { x: 'b' });
    scene.complete('a', { x: 'a' });
    expect(scene.task(id, 'j').outputData).to.deep.equal({ a: { x: 'a' }, b: { x: 'b' } });
    // The last task is the second attempt, so that the workflow has its output.
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { x: 'a' } });
  });

  it('may be in a branch of another', () => {
    const scene = new Scene();
    const inner = [
      system('FORK_JOIN', 'f2', { forkTasks: [[simple('x')], [simple('y')]] }),
      system('JOIN', 'j2', { joinOn: ['x', 'y'] }),
    ];
    const id = scene.run([...forkOf([[...inner, simple('z')], [simple('b')]]), simple('after')]);
    for (const type of ['x', 'y', 'b', 'z', 'after']) scene.complete(type);
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('fail the workflow when no join follows', () => {
    const scene = new Scene();
    const id = scene.run([system('FORK_JOIN', 'f', { forkTasks: [[simple('a')]] }), simple('b')]);
    expect(scene.workflow(id)).to.deep.include({
      status: 'FAILED',
      tasks: [],
      reasonForIncompletion: 'Fork task definition is not followed by a join task.  Check the blueprint',
    });
  });

  it('refuse the start when a branch is empty', () => {
    const scene = new Scene();
    expect(refusal(() => scene.run([system('FORK_JOIN', 'f', { forkTasks: [[]] }), system('JOIN', 'j')]))).to.equal(
      '500 Index 0 out of bounds for length 0',
    );
    expect(scene.engine.size).to.equal(0);
  });
});

describe('testing/engine: FORK_JOIN_DYNAMIC', () => {
  const dynamicFork = (input: Record<string, unknown>, parts: Partial<WorkflowTask> = {}): WorkflowTask[] => [
    system('FORK_JOIN_DYNAMIC', 'f', { inputParameters: input, ...parts }),
    system('JOIN', 'j'),
  ];

  it('takes tasks and their inputs from its input', () => {
    const scene = new Scene();
    const given = {
      tasks: [simple('a', { inputParameters: { own: 1, x: 0 } }), simple('b')],
      inputs: { a: { x: 5 } },
    };
    const parts = { dynamicForkTasksParam: 'tasks', dynamicForkTasksInputParamName: 'inputs' };
    const id = scene.run(
      [
        ...dynamicFork({ tasks: '${workflow.input.tasks}', inputs: '${workflow.input.inputs}' }, parts),
        simple('after'),
      ],
      given,
    );
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'a SCHEDULED', 'b SCHEDULED', 'j IN_PROGRESS']);
    expect(scene.task(id, 'f').inputData).to.deep.include({ ...given, forkedTasks: ['a', 'b'] });
    expect(scene.task(id, 'a').inputData).to.deep.equal({ own: 1, x: 5 });
    expect(scene.task(id, 'j').inputData).to.deep.equal({ joinOn: ['a', 'b'] });
    scene.complete('a', { n: 1 });
    scene.complete('b', { n: 2 });
    expect(scene.task(id, 'j').outputData).to.deep.equal({ a: { n: 1 }, b: { n: 2 } });
    scene.complete('after');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('takes one task for each item of a list', () => {
    const scene = new Scene();
    const id = scene.run(dynamicFork({ forkTaskName: 'work', forkTaskInputs: [{ x: 1 }, 'two'] }));
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', '_work_0 SCHEDULED', '_work_1 SCHEDULED', 'j IN_PROGRESS']);
    expect(scene.take('work').inputData).to.deep.equal({ x: 1, __index: 0 });
    expect(scene.take('work').inputData).to.deep.equal({ input: 'two', __index: 1 });
  });

  it('takes one system task for each item of a list', () => {
    const scene = new Scene();
    const input = { forkTaskType: 'INLINE', forkTaskInputs: [{ expression: '1 + 1' }, { expression: '2 + 2' }] };
    const id = scene.run(dynamicFork(input));
    expect(scene.workflow(id)).to.deep.include({
      status: 'COMPLETED',
      output: { _INLINE_0: { result: 2 }, _INLINE_1: { result: 4 } },
    });
  });

  it('takes one workflow for each item of a list', () => {
    const scene = new Scene();
    scene.define('child', [simple('c', { inputParameters: { all: '${workflow.input}' } })]);
    const id = scene.run(dynamicFork({ forkTaskWorkflow: 'child', forkTaskInputs: [{ x: 1 }, { x: 2 }] }));
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', '_f_0 IN_PROGRESS', '_f_1 IN_PROGRESS', 'j IN_PROGRESS']);
    expect(scene.take('c').inputData).to.deep.equal({ all: { x: 1, __index: 0 } });
    scene.complete('c', { y: 2 });
    scene.report(scene.task(scene.task(id, '_f_0').subWorkflowId ?? '', 'c'), 'COMPLETED');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('takes the first form that there was', () => {
    const scene = new Scene();
    const list = { dynamicTasks: [{ taskName: 'work', referenceName: 'r1', input: { x: 1 } }] };
    const id = scene.run(dynamicFork({ list }, { dynamicForkJoinTasksParam: 'list' }));
    expect(scene.take('work').inputData).to.deep.equal({ x: 1 });
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'r1 IN_PROGRESS', 'j IN_PROGRESS']);
  });

  it('goes on without branches', () => {
    const scene = new Scene();
    const id = scene.run(dynamicFork({ forkTaskName: 'work', forkTaskInputs: [] }));
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: {} });
  });

  it('fails the workflow without a task when its input makes no sense', () => {
    const scene = new Scene();
    const parts = { dynamicForkTasksParam: 'tasks', dynamicForkTasksInputParamName: 'inputs' };
    const reason = (input: Record<string, unknown>, more: Partial<WorkflowTask> = parts): string => {
      const workflow = scene.workflow(scene.run(dynamicFork(input, more)));
      expect(workflow).to.deep.include({ status: 'FAILED', tasks: [] });
      return workflow.reasonForIncompletion ?? '';
    };
    expect(reason({ tasks: [simple('a')], inputs: 'x' })).to.equal(
      'Input to the dynamically forked tasks is not a map -> expecting a map of K,V  but found x',
    );
    expect(reason({ tasks: null, inputs: {} })).to.equal(
      "Input 'tasks' is invalid. Cannot deserialize a list of Workflow Tasks from 'null'",
    );
    expect(reason({ tasks: [{ name: 'x' }], inputs: {} })).to.match(/^Input 'tasks' is invalid/);
    expect(reason({}, { dynamicForkJoinTasksParam: 'list' })).to.match(/has no dynamic tasks to be scheduled$/);
  });
});
