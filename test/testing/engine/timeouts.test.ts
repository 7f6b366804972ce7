import { expect } from 'chai';

import type { TaskDef } from '../../../src/index.js';
import { BEGIN, Scene, simple, system } from './support/scene.js';

function sceneOf(taskDef: Partial<TaskDef>) {
  const scene = new Scene();
  scene.taskDef('a', { responseTimeoutSeconds: 3600, ...taskDef });
  return { scene, id: scene.run([simple('a')]) };
}

describe('testing/engine: responseTimeoutSeconds', () => {
  it('ends an attempt that is not reported, and tries again', async () => {
    const { scene, id } = sceneOf({ responseTimeoutSeconds: 10, retryCount: 1, retryDelaySeconds: 5 });
    // It counts from the poll.
    await scene.pass(100);
    const first = scene.take('a');
    await scene.pass(9);
    expect(scene.tasks(id)).to.deep.equal(['a IN_PROGRESS']);
    await scene.pass(1);
    expect(scene.tasks(id)).to.deep.equal(['a TIMED_OUT', 'a SCHEDULED']);
    const reason = `responseTimeout: 10 exceeded for the taskId: ${first.taskId} with Task Definition: a`;
    for (const task of scene.workflow(id).tasks) expect(task.reasonForIncompletion).to.equal(reason);
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(5);
    scene.complete('a');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('times the workflow out without attempts left, which names no failed task', async () => {
    const { scene, id } = sceneOf({ responseTimeoutSeconds: 10 });
    const { taskId } = scene.take('a');
    await scene.pass(10);
    const { status, reasonForIncompletion, failedTaskNames, endTime } = scene.workflow(id);
    expect({ status, reasonForIncompletion, failedTaskNames, endTime }).to.deep.equal({
      status: 'TIMED_OUT',
      reasonForIncompletion: `Task ${taskId} failed with status: TIMED_OUT and reason: 'responseTimeout: 10 exceeded for the taskId: ${taskId} with Task Definition: a'`,
      failedTaskNames: [],
      endTime: BEGIN + 10_000,
    });
  });

  it('begins anew with each extension of the lease, and with being given back', async () => {
    const { scene, id } = sceneOf({ responseTimeoutSeconds: 3 });
    const task = scene.take('a');
    for (let at = 0; at < 5; at++) {
      await scene.pass(2);
      scene.report(task, 'IN_PROGRESS', { extendLease: true, outputData: { ignored: true } });
    }
    expect(scene.task(id, 'a')).to.deep.include({ status: 'IN_PROGRESS', outputData: {} });
    scene.report(task, 'IN_PROGRESS', { callbackAfterSeconds: 10 });
    await scene.pass(10);
    scene.take('a');
    await scene.pass(2.999);
    expect(scene.status(id)).to.equal('RUNNING');
    await scene.pass(0.001);
    expect(scene.status(id)).to.equal('TIMED_OUT');
  });

  it('cannot be extended for what is over, which is no error', () => {
    const { scene } = sceneOf({});
    const task = scene.complete('a');
    expect(scene.report(task, 'IN_PROGRESS', { extendLease: true }).status).to.equal('COMPLETED');
  });

  it('bites also when the policy only alerts', async () => {
    const { scene, id } = sceneOf({ responseTimeoutSeconds: 2, timeoutSeconds: 5, timeoutPolicy: 'ALERT_ONLY' });
    scene.take('a');
    await scene.pass(2);
    expect(scene.status(id)).to.equal('TIMED_OUT');
  });
});

describe('testing/engine: timeoutSeconds of a task', () => {
  const limits = { responseTimeoutSeconds: 2, timeoutSeconds: 5 } as const;

  async function afterFiveSeconds(scene: Scene): Promise<void> {
    const task = scene.take('a');
    for (let second = 1; second <= 5; second++) {
      // A lease does not help against this one.
      await scene.pass(0.9);
      scene.report(task, 'IN_PROGRESS', { extendLease: true });
      await scene.pass(0.1);
    }
  }

  it('ends the workflow', async () => {
    const { scene, id } = sceneOf({ ...limits, retryCount: 3, timeoutPolicy: 'TIME_OUT_WF' });
    await afterFiveSeconds(scene);
    const reason =
      'Task timed out after 5 seconds. Timeout configured as 5 seconds. Timeout policy configured to TIME_OUT_WF';
    expect(scene.task(id, 'a')).to.include({ status: 'TIMED_OUT', reasonForIncompletion: reason });
    expect(scene.workflow(id)).to.include({ status: 'TIMED_OUT', reasonForIncompletion: reason });
  });

  it('ends the attempt', async () => {
    const { scene, id } = sceneOf({ ...limits, retryCount: 1, timeoutPolicy: 'RETRY' });
    await afterFiveSeconds(scene);
    expect(scene.tasks(id)).to.deep.equal(['a TIMED_OUT', 'a SCHEDULED']);
  });

  it('does nothing', async () => {
    const { scene, id } = sceneOf({ ...limits, timeoutPolicy: 'ALERT_ONLY' });
    await afterFiveSeconds(scene);
    expect(scene.tasks(id)).to.deep.equal(['a IN_PROGRESS']);
  });
});

describe('testing/engine: pollTimeoutSeconds', () => {
  it('ends a task that nobody polls', async () => {
    const { scene, id } = sceneOf({ pollTimeoutSeconds: 4, timeoutPolicy: 'TIME_OUT_WF' });
    await scene.pass(4);
    expect(scene.workflow(id)).to.include({
      status: 'TIMED_OUT',
      reasonForIncompletion:
        'Task poll timed out after 4 seconds. Poll timeout configured as 4 seconds. Timeout policy configured to TIME_OUT_WF',
    });
    expect(scene.poll('a')).to.equal(undefined);
  });

  it('is over with the poll', async () => {
    const { scene, id } = sceneOf({ pollTimeoutSeconds: 4 });
    await scene.pass(3);
    scene.take('a');
    await scene.pass(10);
    expect(scene.tasks(id)).to.deep.equal(['a IN_PROGRESS']);
  });
});

describe('testing/engine: totalTimeoutSeconds', () => {
  it('counts from the first attempt and leaves no other', async () => {
    const { scene, id } = sceneOf({
      totalTimeoutSeconds: 10,
      retryCount: 9,
      retryDelaySeconds: 4,
      timeoutPolicy: 'RETRY',
    });
    await scene.pass(3);
    scene.fail('a');
    await scene.pass(4);
    const { taskId } = scene.take('a');
    await scene.pass(3);
    expect(scene.tasks(id)).to.deep.equal(['a FAILED', 'a TIMED_OUT']);
    expect(scene.task(id, 'a').reasonForIncompletion).to.equal(
      `Task a/${taskId} exceeded total timeout of 10 seconds (elapsed 10 seconds across all attempts including retry delays). Timeout policy: RETRY`,
    );
    expect(scene.status(id)).to.equal('TIMED_OUT');
  });
});

describe('testing/engine: timeoutSeconds of a workflow', () => {
  it('ends the workflow and cancels what is open', async () => {
    const scene = new Scene();
    const id = scene.run([simple('a')], {}, { timeoutSeconds: 20, timeoutPolicy: 'TIME_OUT_WF' });
    scene.take('a');
    await scene.pass(19);
    expect(scene.status(id)).to.equal('RUNNING');
    await scene.pass(1);
    expect(scene.tasks(id)).to.deep.equal(['a CANCELED']);
    expect(scene.workflow(id)).to.include({
      status: 'TIMED_OUT',
      reasonForIncompletion:
        'Workflow timed out after 20 seconds. Timeout configured as 20 seconds. Timeout policy configured to TIME_OUT_WF',
    });
  });

  it('does nothing when it only alerts', async () => {
    const scene = new Scene();
    const id = scene.run([system('WAIT', 'w')], {}, { timeoutSeconds: 20, timeoutPolicy: 'ALERT_ONLY' });
    expect(scene.clock.nextTimerAt).to.equal(undefined);
    await scene.pass(100);
    expect(scene.status(id)).to.equal('RUNNING');
  });
});

describe('testing/engine: timers', () => {
  it('are gone with the workflow', () => {
    const { scene, id } = sceneOf({ responseTimeoutSeconds: 5, retryCount: 1, retryDelaySeconds: 60 });
    scene.take('a');
    expect(scene.clock.nextTimerAt).to.equal(BEGIN + 5_000);
    scene.report(scene.task(id, 'a'), 'FAILED');
    expect(scene.clock.nextTimerAt).to.equal(BEGIN + 60_000);
    scene.engine.workflows.terminate(id);
    expect(scene.clock.nextTimerAt).to.equal(undefined);
  });
});
