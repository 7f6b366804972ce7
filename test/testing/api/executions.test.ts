import { expect } from 'chai';

import { ApiScene, type SceneAnswer } from '../support/api-scene.js';

const EXECUTE = '/api/workflow/execute/order/1';

async function sceneWith(...tasks: readonly object[]): Promise<ApiScene> {
  const scene = new ApiScene();
  await scene.send('POST', '/api/metadata/workflow', { name: 'order', version: 1, tasks });
  return scene;
}

function task(type: string, ref: string, more: object = {}): object {
  return { name: ref, taskReferenceName: ref, type, ...more };
}

/** What has been answered so far. */
function watch(answer: Promise<SceneAnswer>): { latest: SceneAnswer | undefined } {
  const watched: { latest: SceneAnswer | undefined } = { latest: undefined };
  void answer.then((given) => (watched.latest = given));
  return watched;
}

describe('an execution that waits', () => {
  it('is answered when the workflow ends', async () => {
    const scene = await sceneWith(task('SIMPLE', 'charge'));
    const answer = watch(scene.send('POST', EXECUTE, {}));
    await scene.advance(9_999);
    expect(answer.latest).to.equal(undefined);
    const [charge] = scene.engine.tasks.poll({ taskType: 'charge' });
    await scene.send('POST', '/api/tasks', { ...charge, status: 'COMPLETED', outputData: { paid: 5 } });
    await scene.advance(0);
    expect(answer.latest?.body).to.deep.include({ status: 'COMPLETED', signalTimeout: false, output: { paid: 5 } });
  });

  it('is answered when a child of it comes to a WAIT', async () => {
    const scene = await sceneWith(task('SUB_WORKFLOW', 'child', { subWorkflowParam: { name: 'inner', version: 1 } }));
    const tasks = [task('SIMPLE', 'charge'), task('WAIT', 'wait')];
    await scene.send('POST', '/api/metadata/workflow', { name: 'inner', version: 1, tasks });
    const answer = watch(scene.send('POST', `${EXECUTE}?returnStrategy=BLOCKING_TASK`, {}));
    await scene.advance(5_000);
    expect(answer.latest).to.equal(undefined);
    const [charge] = scene.engine.tasks.poll({ taskType: 'charge' });
    await scene.send('POST', '/api/tasks', { ...charge, status: 'COMPLETED' });
    await scene.advance(0);
    expect(answer.latest?.body).to.include({ referenceTaskName: 'wait', status: 'IN_PROGRESS' });
  });

  it('is answered as it is when the time is over', async () => {
    const scene = await sceneWith(task('SIMPLE', 'charge'));
    const answer = watch(scene.send('POST', `${EXECUTE}?waitForSeconds=2`, {}));
    await scene.advance(1_999);
    expect(answer.latest).to.equal(undefined);
    await scene.advance(1);
    expect(answer.latest?.body).to.include({ status: 'RUNNING', signalTimeout: true });
  });

  it('is given up without a message after half a minute', async () => {
    const scene = await sceneWith(task('SIMPLE', 'charge'));
    const answer = watch(scene.send('POST', `${EXECUTE}?waitForSeconds=31`, {}));
    await scene.advance(30_000);
    expect(answer.latest).to.have.property('status', 500);
    expect(answer.latest?.body).to.have.all.keys('status', 'instance', 'retryable');
  });

  it('has no task to answer when the time is over', async () => {
    const scene = await sceneWith(task('SIMPLE', 'charge'));
    const answer = watch(scene.send('POST', `${EXECUTE}?waitForSeconds=1&returnStrategy=BLOCKING_TASK`, {}));
    await scene.advance(1_000);
    expect(answer.latest?.body).to.include({ status: 500, message: 'value' });
  });
});
