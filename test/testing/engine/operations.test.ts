import { expect } from 'chai';

import { BEGIN, refusal, Scene, simple, system } from './support/scene.js';

/** Two tasks, the second of which fails. */
function failed() {
  const scene = new Scene();
  scene.taskDef('a');
  scene.taskDef('b');
  const id = scene.run(
    [
      simple('a', { inputParameters: { n: '${workflow.input.n}' } }),
      simple('b', { inputParameters: { x: '${a.output.x}' } }),
    ],
    { n: 1 },
    { outputParameters: { y: '${b.output.y}' } },
  );
  scene.complete('a', { x: 5 });
  scene.fail('b', 'broken');
  return { scene, id, workflows: scene.engine.workflows };
}

describe('testing/engine: starting', () => {
  it('takes what the request has', () => {
    const scene = new Scene();
    scene.define('main', [simple('a')]);
    scene.define('main', [simple('a2')], { version: 2 });
    const { workflows } = scene.engine;
    const id = workflows.start({
      name: 'main',
      version: 1,
      input: { x: 1 },
      correlationId: 'order',
      priority: 5,
      taskToDomain: { a: 'blue' },
    });
    const { tasks, workflowDefinition, ...rest } = scene.workflow(id);
    expect(rest).to.deep.equal({
      ownerApp: '',
      createTime: BEGIN,
      updateTime: BEGIN,
      startTime: BEGIN,
      endTime: 0,
      status: 'RUNNING',
      workflowId: id,
      workflowName: 'main',
      workflowVersion: 1,
      input: { x: 1 },
      output: {},
      variables: {},
      correlationId: 'order',
      priority: 5,
      taskToDomain: { a: 'blue' },
      failedReferenceTaskNames: [],
      failedTaskNames: [],
      lastRetriedTime: 0,
      history: [],
      rateLimited: false,
    });
    expect(tasks[0]).to.include({ workflowPriority: 5, correlationId: 'order', domain: 'blue' });
    expect(workflowDefinition).to.include({ name: 'main', version: 1, schemaVersion: 2 });
    expect(scene.workflow(workflows.start({ name: 'main' })).workflowVersion).to.equal(2);
    expect(workflows.get(id, { includeTasks: false }).tasks).to.deep.equal([]);
  });

  it('runs a definition that comes with it, in whatever version', () => {
    const scene = new Scene();
    const id = scene.engine.workflows.start({
      name: 'main',
      workflowDef: { name: 'given', version: 7, tasks: [simple('a')] },
    });
    expect(scene.workflow(id)).to.include({ workflowName: 'given', workflowVersion: 7 });
    expect(refusal(() => scene.engine.metadata.workflowDef('given'))).to.match(/^404/);
  });

  it('is refused as the server refuses it', () => {
    const { workflows } = new Scene().engine;
    expect(refusal(() => workflows.start({ name: 'nobody' }))).to.equal(
      '404 No such workflow defined. name=nobody, version=null',
    );
    expect(refusal(() => workflows.start({ name: 'nobody', version: 3 }))).to.equal(
      '404 No such workflow defined. name=nobody, version=3',
    );
    expect(refusal(() => workflows.start({ priority: 100 } as never))).to.equal(
      [
        '400 Validation failed, check below errors for detail.',
        'startWorkflow.arg0.name: Workflow name cannot be null or empty',
        'startWorkflow.arg0.priority: priority: 100 should be maximum 99',
      ].join('\n'),
    );
    expect(refusal(() => workflows.get('x'))).to.equal('404 No such workflow found by id: x');
  });

  it('is found by name and correlation id', () => {
    const scene = new Scene();
    scene.define('main', [simple('a')]);
    const { workflows } = scene.engine;
    const [one, other] = ['1', '1'].map((correlationId) => workflows.start({ name: 'main', correlationId }));
    scene.complete('a');
    expect(workflows.running('main')).to.deep.equal([other]);
    expect(workflows.running('nobody')).to.deep.equal([]);
    const ids = (includeClosed: boolean) =>
      workflows.correlated('main', '1', { includeClosed }).map(({ workflowId }) => workflowId);
    expect([ids(false), ids(true)]).to.deep.equal([[other], [one, other]]);
  });

  it('tells who listens of every change', () => {
    const scene = new Scene();
    const seen: string[] = [];
    const stop = scene.engine.workflows.onChange((_id, status) => seen.push(status));
    scene.run([simple('a')]);
    scene.complete('a');
    stop();
    scene.run([simple('a')]);
    expect(seen[0]).to.equal('RUNNING');
    expect(seen.at(-1)).to.equal('COMPLETED');
  });
});

describe('testing/engine: pause and resume', () => {
  it('keep new tasks from being scheduled, while open ones go on', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), simple('b')]);
    const { workflows } = scene.engine;
    workflows.pause(id);
    workflows.pause(id);
    scene.complete('a');
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['a COMPLETED'], 'PAUSED']);
    workflows.resume(id);
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['a COMPLETED', 'b SCHEDULED'], 'RUNNING']);
    expect(refusal(() => workflows.resume(id))).to.equal(
      `500 The workflow ${id} is not PAUSED so cannot resume. Current status is RUNNING`,
    );
    workflows.terminate(id);
    expect(refusal(() => workflows.pause(id))).to.equal(
      `409 Workflow main.1/${id} has ended, status cannot be updated.`,
    );
  });
});

describe('testing/engine: terminate', () => {
  it('cancels what is open, with the output that there is', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), simple('b')], {}, { outputParameters: { x: '${a.output.x}' } });
    scene.complete('a', { x: 1 });
    const { workflows } = scene.engine;
    workflows.terminate(id, 'enough');
    workflows.terminate(id, 'again');
    expect(scene.tasks(id)).to.deep.equal(['a COMPLETED', 'b CANCELED']);
    expect(scene.task(id, 'b')).not.to.have.property('reasonForIncompletion');
    expect(scene.workflow(id)).to.deep.include({
      status: 'TERMINATED',
      reasonForIncompletion: 'enough',
      output: { x: 1 },
      endTime: BEGIN,
    });
  });

  it('is refused for what is completed', () => {
    const scene = new Scene();
    const id = scene.run([system('NOOP', 'n')]);
    expect(refusal(() => scene.engine.workflows.terminate(id))).to.equal('409 Cannot terminate a COMPLETED workflow.');
  });
});

describe('testing/engine: retry of a workflow', () => {
  it('repeats what failed', async () => {
    const { scene, id, workflows } = failed();
    await scene.pass(5);
    workflows.retry(id);
    expect(scene.tasks(id)).to.deep.equal(['a COMPLETED', 'b FAILED', 'b SCHEDULED']);
    expect(scene.workflow(id)).to.include({ status: 'RUNNING', lastRetriedTime: BEGIN + 5_000 });
    expect(scene.workflow(id)).not.to.have.property('reasonForIncompletion');
    const [, first, second] = scene.workflow(id).tasks;
    expect(first).to.include({ retried: true, executed: true });
    expect(second).to.deep.include({ retryCount: 1, retriedTaskId: first?.taskId, inputData: { x: 5 }, seq: 3 });
    scene.complete('b', { y: 1 });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { y: 1 } });
  });

  it('goes on with what was cancelled, joins in their place', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([
      system('FORK_JOIN', 'f', { forkTasks: [[simple('a')], [simple('b')]] }),
      system('JOIN', 'j', { joinOn: ['a', 'b'] }),
    ]);
    scene.fail('a');
    scene.engine.workflows.retry(id);
    expect(scene.tasks(id)).to.deep.equal([
      ...['f COMPLETED', 'a FAILED', 'b CANCELED', 'j IN_PROGRESS', 'a SCHEDULED', 'b SCHEDULED'],
    ]);
    scene.complete('a');
    scene.complete('b');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('is refused while there is nothing to repeat', () => {
    const scene = new Scene();
    const { workflows } = scene.engine;
    const running = scene.run([simple('a')]);
    expect(refusal(() => workflows.retry(running))).to.equal('404 Workflow is still running.  status=RUNNING');
    scene.complete('a');
    expect(refusal(() => workflows.retry(running))).to.match(/^409 There are no retryable tasks!/);
  });

  it('of a parent starts a new child, or goes on with the old one', () => {
    const scene = new Scene();
    scene.taskDef('c');
    scene.define('child', [simple('c')]);
    const run = (resume: boolean) => {
      const id = scene.run([system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child' } })]);
      const before = scene.task(id, 's').subWorkflowId;
      scene.fail('c');
      scene.engine.workflows.retry(id, resume);
      const after = scene.task(id, 's').subWorkflowId;
      scene.complete('c');
      return [scene.tasks(id), scene.status(id), before === after];
    };
    expect(run(false)).to.deep.equal([['s FAILED', 's COMPLETED'], 'COMPLETED', false]);
    expect(run(true)).to.deep.equal([['s COMPLETED'], 'COMPLETED', true]);
  });

  it('of a child brings the parent back to life', () => {
    const scene = new Scene();
    scene.taskDef('c');
    scene.define('child', [simple('c')]);
    const id = scene.run([system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child' } }), simple('after')]);
    const child = scene.task(id, 's').subWorkflowId ?? '';
    scene.fail('c');
    scene.engine.workflows.retry(child);
    expect([scene.status(id), scene.task(id, 's').status]).to.deep.equal(['RUNNING', 'IN_PROGRESS']);
    expect(scene.engine.tasks.logs(scene.task(id, 's').taskId)[0]?.log).to.equal(
      `Sub workflow child.1/${child} retried.`,
    );
    scene.complete('c');
    scene.complete('after');
    expect(scene.status(id)).to.equal('COMPLETED');
  });
});

describe('testing/engine: restart', () => {
  it('begins again under the same id', () => {
    const { scene, id, workflows } = failed();
    const before = scene.task(id, 'a').taskId;
    workflows.restart(id);
    expect(scene.tasks(id)).to.deep.equal(['a SCHEDULED']);
    expect(scene.task(id, 'a').taskId).not.to.equal(before);
    expect(scene.workflow(id)).to.deep.include({ status: 'RUNNING', input: { n: 1 }, output: {}, endTime: 0 });
  });

  it('keeps the definition, or takes the latest', () => {
    const { scene, id, workflows } = failed();
    scene.define('main', [simple('new')], { version: 2 });
    workflows.restart(id);
    expect(scene.workflow(id).workflowVersion).to.equal(1);
    workflows.terminate(id);
    workflows.restart(id, true);
    expect([scene.workflow(id).workflowVersion, scene.tasks(id)]).to.deep.equal([2, ['new SCHEDULED']]);
  });

  it('is refused while it runs, and when it is not restartable', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')], {}, { restartable: false });
    const { workflows } = scene.engine;
    expect(refusal(() => workflows.restart(id))).to.equal(
      `409 Workflow: main.1/${id}.RUNNING is not in terminal state, unable to restart.`,
    );
    scene.complete('a');
    expect(refusal(() => workflows.restart(id))).to.equal(`404 Workflow: main.1/${id}.COMPLETED is non-restartable`);
  });
});

describe('testing/engine: rerun', () => {
  it('of all begins again, with another input', () => {
    const { scene, id, workflows } = failed();
    workflows.rerun({ reRunFromWorkflowId: id, workflowInput: { n: 2 }, correlationId: 'again' });
    expect(scene.tasks(id)).to.deep.equal(['a SCHEDULED']);
    expect(scene.take('a').inputData).to.deep.equal({ n: 2 });
    expect(scene.workflow(id)).to.include({ status: 'RUNNING', correlationId: 'again' });
  });

  it('from a task drops what came after it', () => {
    const { scene, id, workflows } = failed();
    const { taskId } = scene.task(id, 'a');
    workflows.rerun({ reRunFromWorkflowId: id, reRunFromTaskId: taskId, taskInput: { n: 9 } });
    expect(scene.tasks(id)).to.deep.equal(['a SCHEDULED']);
    expect(scene.take('a')).to.deep.include({ taskId, inputData: { n: 9 } });
    scene.report(scene.task(id, 'a'), 'COMPLETED', { outputData: { x: 6 } });
    expect(scene.take('b').inputData).to.deep.equal({ x: 6 });
  });

  it('from a task of a child goes on in the parent', () => {
    const scene = new Scene();
    scene.taskDef('c');
    scene.define('child', [simple('c')]);
    const id = scene.run([system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child' } })]);
    const child = scene.task(id, 's').subWorkflowId ?? '';
    scene.fail('c');
    scene.engine.workflows.rerun({ reRunFromWorkflowId: id, reRunFromTaskId: scene.task(child, 'c').taskId });
    expect([scene.status(id), scene.status(child)]).to.deep.equal(['RUNNING', 'RUNNING']);
    scene.complete('c');
    expect([scene.status(id), scene.status(child)]).to.deep.equal(['COMPLETED', 'COMPLETED']);
  });

  it('is refused while it runs, and from a task that there is none of', () => {
    const { id, workflows } = failed();
    expect(refusal(() => workflows.rerun({ reRunFromWorkflowId: id, reRunFromTaskId: 'x' }))).to.equal(
      '400 Task x not found',
    );
    workflows.restart(id);
    expect(refusal(() => workflows.rerun({ reRunFromWorkflowId: id }))).to.equal(
      `409 Workflow: main.1/${id}.RUNNING is not in terminal state, unable to rerun.`,
    );
  });
});

describe('testing/engine: skip', () => {
  it('goes past a task that is not there yet', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), simple('b'), simple('c', { inputParameters: { from: '${b.output.y}' } })]);
    scene.engine.workflows.skipTask(id, 'b', { taskOutput: { y: '2' } });
    // The server puts it before all others.
    expect(scene.tasks(id)).to.deep.equal(['b SKIPPED', 'a SCHEDULED']);
    expect(scene.task(id, 'b')).to.include({ seq: 0, taskType: 'b', taskDefinition: null });
    scene.complete('a');
    expect(scene.take('c').inputData).to.deep.equal({ from: '2' });
    scene.report(scene.task(id, 'c'), 'COMPLETED');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('is refused for what is there, and for what there is none of', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    const { workflows } = scene.engine;
    expect(refusal(() => workflows.skipTask(id, 'a'))).to.equal(
      '500 The task referenced a has already been processed, cannot be skipped',
    );
    expect(refusal(() => workflows.skipTask(id, 'x'))).to.equal(
      '500 The task referenced by x does not exist in the WorkflowDefinition main',
    );
    workflows.pause(id);
    expect(refusal(() => workflows.skipTask(id, 'a'))).to.equal(
      `500 The workflow ${id} is not running so the task referenced by a cannot be skipped`,
    );
  });
});

describe('testing/engine: remove', () => {
  it('forgets a workflow that is over', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    const { workflows } = scene.engine;
    expect(refusal(() => workflows.remove(id))).to.equal(`400 Cannot archive workflow: ${id} with status: RUNNING`);
    const task = scene.complete('a');
    workflows.remove(id);
    expect(refusal(() => workflows.get(id))).to.equal(`404 No such workflow found by id: ${id}`);
    expect(refusal(() => scene.report(task, 'COMPLETED'))).to.equal(`404 No such workflow found by id: ${id}`);
  });
});

describe('testing/engine: reset of callbacks', () => {
  it('lets tasks be polled that wait', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1, retryDelaySeconds: 60 });
    const id = scene.run([simple('a')]);
    scene.fail('a');
    expect(scene.poll('a')).to.equal(undefined);
    scene.engine.workflows.resetCallbacks(id);
    expect(scene.task(id, 'a').callbackAfterSeconds).to.equal(0);
    scene.complete('a');
    expect(refusal(() => scene.engine.workflows.resetCallbacks(id))).to.equal(
      '409 Workflow is in terminal state. Status = COMPLETED',
    );
  });
});

describe('testing/engine: signals', () => {
  it('end the first open WAIT, also in a child, and no HUMAN', () => {
    const scene = new Scene();
    scene.define('child', [system('WAIT', 'w')]);
    const id = scene.run([
      system('SUB_WORKFLOW', 's', { subWorkflowParam: { name: 'child' } }),
      system('WAIT', 'w2', { inputParameters: { duration: '1h' } }),
      system('HUMAN', 'h'),
    ]);
    const { tasks } = scene.engine;
    const child = scene.task(id, 's').subWorkflowId ?? '';
    expect(tasks.blockedTask(id)?.referenceTaskName).to.equal('w');
    expect(tasks.signal(id, 'COMPLETED', { x: 1 })).to.deep.equal({
      workflowId: child,
      taskId: scene.task(child, 'w').taskId,
    });
    expect(scene.task(id, 's').outputData).to.deep.equal({ x: 1, subWorkflowId: child });
    expect(tasks.signal(id, 'COMPLETED', {})?.workflowId).to.equal(id);
    expect(tasks.signal(id, 'COMPLETED', {})).to.equal(undefined);
    expect(scene.task(id, 'h').status).to.equal('IN_PROGRESS');
    expect(refusal(() => tasks.signal('x', 'COMPLETED', {}))).to.equal('404 No such workflow found by id: x');
  });
});
