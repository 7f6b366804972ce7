import { expect } from 'chai';

import type { TaskDef } from '../../../src/index.js';
import { BEGIN, Scene, simple } from './support/scene.js';

/** The delays of the attempts of a task that always fails. */
async function delays(parts: Partial<TaskDef>): Promise<readonly number[]> {
  const scene = new Scene();
  scene.taskDef('a', { retryCount: 4, ...parts });
  const id = scene.run([simple('a')]);
  const found: number[] = [];
  for (let attempt = 0; attempt < 4; attempt++) {
    scene.fail('a');
    const next = scene.task(id, 'a');
    expect(next.callbackAfterSeconds).to.equal(next.startDelayInSeconds);
    found.push(next.callbackAfterSeconds);
    if (next.callbackAfterSeconds > 0) expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(next.callbackAfterSeconds);
  }
  scene.fail('a');
  expect(scene.status(id)).to.equal('FAILED');
  return found;
}

describe('testing/engine: retries', () => {
  it('come after the same delay', async () => {
    expect(await delays({ retryDelaySeconds: 3 })).to.deep.equal([3, 3, 3, 3]);
  });

  it('come at once without a delay', async () => {
    expect(await delays({ retryDelaySeconds: 0 })).to.deep.equal([0, 0, 0, 0]);
  });

  it('come after a delay that grows by the attempt', async () => {
    expect(await delays({ retryDelaySeconds: 2, retryLogic: 'LINEAR_BACKOFF' })).to.deep.equal([2, 4, 6, 8]);
  });

  it('come after a delay that grows by the attempt and a factor', async () => {
    const parts = { retryDelaySeconds: 1, retryLogic: 'LINEAR_BACKOFF', backoffScaleFactor: 3 } as const;
    expect(await delays(parts)).to.deep.equal([3, 6, 9, 12]);
  });

  it('come after a delay that doubles', async () => {
    const parts = { retryDelaySeconds: 1, retryLogic: 'EXPONENTIAL_BACKOFF' } as const;
    expect(await delays(parts)).to.deep.equal([1, 2, 4, 8]);
  });

  it('never come later than the longest delay', async () => {
    const parts = { retryDelaySeconds: 1, retryLogic: 'EXPONENTIAL_BACKOFF', maxRetryDelaySeconds: 3 } as const;
    expect(await delays(parts)).to.deep.equal([1, 2, 3, 3]);
  });

  it('come somewhat later with jitter, which the record does not show', async () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1, retryDelaySeconds: 2, backoffJitterMs: 999 });
    const id = scene.run([simple('a')]);
    scene.fail('a');
    expect(scene.task(id, 'a').callbackAfterSeconds).to.equal(2);
    // A random number of 0.5 is half of the jitter.
    await scene.pass(2.499);
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(0.001);
    expect(scene.poll('a')).to.include({ retryCount: 1 });
  });

  it('are new tasks at the end, with the reason of the one before and nothing else of it', async () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1, retryDelaySeconds: 1 });
    const id = scene.run([simple('a', { inputParameters: { n: '${workflow.input.n}' } })], { n: 1 });
    await scene.pass(5);
    scene.report(scene.take('a'), 'FAILED', { reasonForIncompletion: 'broken', outputData: { left: 1 } });
    const [first, second] = scene.workflow(id).tasks;
    expect(first).to.include({ status: 'FAILED', retried: true, executed: false, seq: 1 });
    expect(second).to.include({
      status: 'SCHEDULED',
      referenceTaskName: 'a',
      retryCount: 1,
      retriedTaskId: first?.taskId,
      seq: 2,
      pollCount: 0,
      retried: false,
      startTime: 0,
      endTime: 0,
      updateTime: 0,
      scheduledTime: BEGIN + 5000,
      reasonForIncompletion: 'broken',
    });
    expect(second).not.to.have.property('workerId');
    expect(second?.outputData).to.deep.equal({});
    expect(second?.inputData).to.deep.equal({ n: 1 });
  });

  it('may succeed; then the workflow has a failed task that nobody is to blame for', async () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1, retryDelaySeconds: 0 });
    const id = scene.run([simple('a')]);
    scene.fail('a');
    scene.complete('a', { x: 1 });
    const { status, output, failedReferenceTaskNames } = scene.workflow(id);
    // As measured: the name stays.
    expect({ status, output, failedReferenceTaskNames }).to.deep.equal({
      status: 'COMPLETED',
      output: { x: 1 },
      failedReferenceTaskNames: ['a'],
    });
    await scene.rest();
  });

  it('are as many as the task of the workflow says, whatever the task definition says', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 0 });
    scene.taskDef('b', { retryCount: 9 });
    const id = scene.run([simple('a', { retryCount: 1 }), simple('b', { retryCount: 0 })]);
    scene.fail('a');
    scene.complete('a');
    scene.fail('b');
    expect(scene.tasks(id)).to.deep.equal(['a FAILED', 'a COMPLETED', 'b FAILED']);
  });
});

describe('testing/engine: tasks that may fail', () => {
  it('that are optional let the flow go on, with their output', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1 });
    const id = scene.run([
      simple('a', { optional: true }),
      simple('b', { inputParameters: { from: '${a.output.x}', status: '${a.status}' } }),
    ]);
    scene.fail('a');
    scene.report(scene.take('a'), 'FAILED', { outputData: { x: 1 } });
    expect(scene.tasks(id)).to.deep.equal(['a FAILED', 'a COMPLETED_WITH_ERRORS', 'b SCHEDULED']);
    expect(scene.take('b').inputData).to.deep.equal({ from: 1, status: 'COMPLETED_WITH_ERRORS' });
  });

  it('that are optional and the last stay failed, and the workflow completes', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([simple('a', { optional: true })]);
    scene.fail('a');
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['a FAILED'], 'COMPLETED']);
  });

  it('that are permissive let the flow go on, and fail the workflow at its end', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([simple('a', { permissive: true }), simple('b')]);
    scene.fail('a', 'broken');
    scene.complete('b');
    expect(scene.tasks(id)).to.deep.equal(['a FAILED', 'b COMPLETED']);
    const { status, reasonForIncompletion } = scene.workflow(id);
    expect({ status, reasonForIncompletion }).to.deep.equal({
      status: 'FAILED',
      reasonForIncompletion: "Task id2 failed with status: FAILED and reason: 'broken'",
    });
  });
});
