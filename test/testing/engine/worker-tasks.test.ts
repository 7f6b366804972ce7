import { expect } from 'chai';

import { BEGIN, refusal, Scene, simple } from './support/scene.js';

describe('testing/engine: worker tasks', () => {
  it('come one after the other, with the output of the one before', () => {
    const scene = new Scene();
    const id = scene.run(
      [
        simple('a', { inputParameters: { n: '${workflow.input.n}' } }),
        simple('b', { inputParameters: { from: '${a.output.x}' } }),
      ],
      { n: 7 },
      { outputParameters: { end: '${b.output.y}', status: '${workflow.status}' } },
    );
    expect(scene.take('a').inputData).to.deep.equal({ n: 7 });
    expect(scene.poll('b')).to.equal(undefined);
    scene.report(scene.task(id, 'a'), 'COMPLETED', { outputData: { x: [1, 2] } });
    expect(scene.tasks(id)).to.deep.equal(['a COMPLETED', 'b SCHEDULED']);
    expect(scene.take('b').inputData).to.deep.equal({ from: [1, 2] });
    scene.report(scene.task(id, 'b'), 'COMPLETED', { outputData: { y: 'done' } });
    const { status, output, endTime } = scene.workflow(id);
    // The status is still RUNNING while the output is made, as on the server.
    expect({ status, output, endTime }).to.deep.equal({
      status: 'COMPLETED',
      output: { end: 'done', status: 'RUNNING' },
      endTime: BEGIN,
    });
  });

  it('give the workflow the output of the last one when it has no output parameters', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    scene.complete('a', { x: 1 });
    expect(scene.workflow(id).output).to.deep.equal({ x: 1 });
  });

  it('have the fields of the server, none of which is null', () => {
    const scene = new Scene();
    scene.run([simple('a')]);
    const { workflowTask, taskDefinition, ...task } = scene.take('a');
    expect(workflowTask?.taskDefinition).to.equal(taskDefinition);
    expect(task).to.deep.equal({
      taskType: 'a',
      status: 'IN_PROGRESS',
      inputData: {},
      referenceTaskName: 'a',
      retryCount: 0,
      seq: 1,
      pollCount: 1,
      taskDefName: 'a',
      scheduledTime: BEGIN,
      startTime: BEGIN,
      endTime: 0,
      updateTime: BEGIN,
      startDelayInSeconds: 0,
      retried: false,
      executed: false,
      callbackFromWorker: true,
      responseTimeoutSeconds: 3600,
      workflowInstanceId: 'id1',
      workflowType: 'main',
      taskId: 'id2',
      callbackAfterSeconds: 0,
      workerId: 'worker',
      outputData: {},
      rateLimitPerFrequency: 0,
      rateLimitFrequencyInSeconds: 1,
      workflowPriority: 0,
      iteration: 0,
      subworkflowChanged: false,
      firstStartTime: 0,
      executionMetadata: { additionalContext: {}, empty: true, additionalContextMap: {} },
      loopOverTask: false,
      queueWaitTime: 0,
    });
  });

  it('of a type that is not registered have the defaults of the server', () => {
    const scene = new Scene();
    scene.run([simple('a')]);
    const { taskDefinition } = scene.take('a');
    expect(taskDefinition).to.include({ retryCount: 3, retryDelaySeconds: 60, responseTimeoutSeconds: 3600 });
  });

  it('may be completed without having been polled, and leave their queue then', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    scene.report(scene.task(id, 'a'), 'COMPLETED');
    expect([scene.status(id), scene.poll('a')]).to.deep.equal(['COMPLETED', undefined]);
  });

  it('take the latest report of those that go on, whose output replaces the former', async () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    scene.report(scene.take('a'), 'IN_PROGRESS', { outputData: { at: 1 }, callbackAfterSeconds: 10 });
    const { status, callbackAfterSeconds, pollCount, outputData } = scene.task(id, 'a');
    expect({ status, callbackAfterSeconds, pollCount, outputData }).to.deep.equal({
      status: 'SCHEDULED',
      callbackAfterSeconds: 10,
      pollCount: 1,
      outputData: { at: 1 },
    });
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(9.9);
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(0.1);
    const again = scene.take('a');
    expect(again).to.include({ pollCount: 2, callbackAfterSeconds: 0, startTime: BEGIN });
    expect(again.outputData).to.deep.equal({ at: 1 });
    scene.report(again, 'COMPLETED');
    expect(scene.workflow(id).output).to.deep.equal({});
  });

  it('that are given back without a delay are there at once, and with a negative one never', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    scene.report(scene.take('a'), 'IN_PROGRESS');
    scene.report(scene.take('a'), 'IN_PROGRESS', { callbackAfterSeconds: -1 });
    expect(scene.poll('a')).to.equal(undefined);
    expect(scene.task(id, 'a').status).to.equal('SCHEDULED');
  });

  it('wait for startDelay before they can be polled', async () => {
    const scene = new Scene();
    const id = scene.run([simple('a', { startDelay: 5 })]);
    expect(scene.task(id, 'a')).to.include({ startDelayInSeconds: 5, callbackAfterSeconds: 5, status: 'SCHEDULED' });
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(5);
    expect(scene.poll('a')).to.include({ startDelayInSeconds: 5, callbackAfterSeconds: 0 });
  });

  it('take reports for what is over without an error and without an effect', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), simple('b')]);
    const a = scene.complete('a', { x: 1 });
    scene.report(a, 'FAILED');
    scene.report(a, 'COMPLETED', { outputData: { x: 2 } });
    expect(scene.task(id, 'a').outputData).to.deep.equal({ x: 1 });
    const b = scene.take('b');
    scene.engine.workflows.terminate(id);
    scene.report(b, 'COMPLETED');
    expect(scene.tasks(id)).to.deep.equal(['a COMPLETED', 'b CANCELED']);
  });

  it('refuse reports for what is unknown, and states that no worker may report', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    const a = scene.take('a');
    const { engine } = scene;
    const report = { taskId: a.taskId, workflowInstanceId: id, status: 'COMPLETED' } as const;
    expect(refusal(() => engine.tasks.update({ ...report, workflowInstanceId: 'x' }))).to.equal(
      '404 No such workflow found by id: x',
    );
    expect(refusal(() => engine.tasks.update({ ...report, taskId: 'x' }))).to.equal('404 No such task found by id: x');
    expect(refusal(() => engine.tasks.update({ ...report, status: 'TIMED_OUT' as never }))).to.match(/^500 /);
    expect(refusal(() => engine.tasks.get('x'))).to.equal('404 Task not found for taskId: x');
  });

  it('that fail without attempts left fail the workflow', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([simple('a'), simple('b')]);
    scene.fail('a', 'broken');
    const { status, reasonForIncompletion, failedReferenceTaskNames, failedTaskNames } = scene.workflow(id);
    expect({ status, reasonForIncompletion, failedReferenceTaskNames, failedTaskNames }).to.deep.equal({
      status: 'FAILED',
      reasonForIncompletion: "Task id2 failed with status: FAILED and reason: 'broken'",
      failedReferenceTaskNames: ['a'],
      failedTaskNames: ['a'],
    });
    expect(scene.tasks(id)).to.deep.equal(['a FAILED']);
  });

  it('that fail without a reason are told to have failed for null', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([simple('a')]);
    scene.fail('a');
    expect(scene.workflow(id).reasonForIncompletion).to.equal("Task id2 failed with status: FAILED and reason: 'null'");
  });

  it('keep 500 characters of a reason', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([simple('a')]);
    scene.fail('a', 'x'.repeat(501));
    expect(scene.task(id, 'a').reasonForIncompletion).to.have.length(500);
  });

  it('that fail for good are not retried', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 5 });
    const id = scene.run([simple('a')]);
    scene.report(scene.take('a'), 'FAILED_WITH_TERMINAL_ERROR', { reasonForIncompletion: 'never' });
    expect(scene.tasks(id)).to.deep.equal(['a FAILED_WITH_TERMINAL_ERROR']);
    expect(scene.status(id)).to.equal('FAILED');
  });

  it('that are cancelled terminate the workflow, which names no failed task', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 5 });
    const id = scene.run([simple('a')]);
    scene.report(scene.take('a'), 'CANCELED', { reasonForIncompletion: 'not wanted' });
    const { status, reasonForIncompletion, failedTaskNames } = scene.workflow(id);
    expect({ status, reasonForIncompletion, failedTaskNames }).to.deep.equal({
      status: 'TERMINATED',
      reasonForIncompletion: "Task id2 failed with status: TERMINATED and reason: 'not wanted'",
      failedTaskNames: [],
    });
  });

  it('keep ten of the lines that come with a report, in the order of their times', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    const task = scene.take('a');
    const logs = Array.from({ length: 12 }, (_, at) => ({ log: `line ${at}`, createdTime: 12 - at, taskId: 'other' }));
    scene.report(task, 'IN_PROGRESS', { logs: [...logs.slice(0, 9), { log: 'no time' }, ...logs.slice(9)] });
    scene.engine.tasks.log(task.taskId, 'now');
    const lines = scene.engine.tasks.logs(task.taskId);
    expect(lines.map(({ log }) => log)).to.deep.equal([
      'no time',
      ...['line 8', 'line 7', 'line 6', 'line 5', 'line 4', 'line 3', 'line 2', 'line 1', 'line 0', 'now'],
    ]);
    expect(lines.every(({ taskId }) => taskId === task.taskId)).to.equal(true);
    expect(scene.engine.tasks.logs(id)).to.deep.equal([]);
  });

  it('can be updated by their reference, which adds to their output', () => {
    const scene = new Scene();
    const id = scene.run([simple('a')]);
    scene.report(scene.take('a'), 'IN_PROGRESS', { outputData: { x: 1, y: 1 }, callbackAfterSeconds: 600 });
    expect(scene.engine.tasks.updateByRef(id, 'nobody', 'COMPLETED', {})).to.equal(undefined);
    expect(scene.engine.tasks.updateByRef('nowhere', 'a', 'COMPLETED', {})).to.equal(undefined);
    scene.engine.tasks.updateByRef(id, 'a', 'COMPLETED', { y: 2 });
    const { outputData, callbackAfterSeconds, workerId } = scene.task(id, 'a');
    // As measured: what a report by id would reset is kept.
    expect({ outputData, callbackAfterSeconds, workerId }).to.deep.equal({
      outputData: { x: 1, y: 2 },
      callbackAfterSeconds: 600,
      workerId: 'worker',
    });
  });

  it('of a workflow with optional input parameters see null for what is missing', () => {
    const scene = new Scene();
    scene.taskDef('a', { inputTemplate: { from: 'template', other: '${workflow.input.n}' } });
    scene.run([simple('a', { inputParameters: { from: '${workflow.input.none}', gone: '${workflow.input.none}' } })], {
      n: 3,
    });
    expect(scene.take('a').inputData).to.deep.equal({ from: 'template', gone: null, other: 3 });
  });

  it('get the template of the workflow for input that is missing, but only when there is some', () => {
    const scene = new Scene();
    scene.define('main', [simple('a', { inputParameters: { all: '${workflow.input}', text: '${workflow.input}!' } })], {
      inputTemplate: { b: 2, a: 1, c: 3 },
    });
    scene.start('main', { a: 5, c: null });
    scene.start('main');
    const filled = { a: 5, c: 3, b: 2 };
    expect(scene.take('a').inputData).to.deep.equal({ all: filled, text: '{a=5, c=3, b=2}!' });
    expect(scene.take('a').inputData).to.deep.equal({ all: {}, text: '{}!' });
  });

  it('know their own id', () => {
    const scene = new Scene();
    scene.run([simple('a', { inputParameters: { me: '${CPEWF_TASK_ID}' } })]);
    const { inputData, taskId } = scene.take('a');
    expect(inputData).to.deep.equal({ me: taskId });
  });
});
