import { expect } from 'chai';
import type { Task } from '../../../src/index.js';
import { ApiScene } from '../support/api-scene.js';
import { play, recordedCases } from '../support/recorded.js';

const TASKS = '/api/tasks';

function scene(): ApiScene {
  const made = new ApiScene();
  made.engine.metadata.updateWorkflowDefs([
    {
      name: 'order',
      version: 1,
      tasks: [
        { name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' },
        { name: 'ship', taskReferenceName: 'ship', type: 'SIMPLE' },
      ],
    },
  ]);
  return made;
}

async function poll(on: ApiScene, taskType: string): Promise<Task> {
  const { status, body } = await on.send('GET', `${TASKS}/poll/${taskType}?workerid=w1`);
  expect(status).to.equal(200);
  return body as Task;
}

describe('the operations of tasks answer as the server was recorded to', () => {
  for (const recorded of recordedCases(new URL('recorded-tasks.json', import.meta.url))) {
    it(recorded.name, () => {
      const on = new ApiScene();
      return play(recorded, { send: (...request) => on.sendAndWait(...request) }, { name: 'recorded' });
    });
  }
});

describe('the operations of tasks', () => {
  it('hand out a task, take its result and show it', async () => {
    const on = scene();
    on.engine.workflows.start({ name: 'order' });
    const { taskId, workflowInstanceId, workerId, status } = await poll(on, 'charge');
    expect({ workerId, status }).to.deep.equal({ workerId: 'w1', status: 'IN_PROGRESS' });
    const report = {
      taskId,
      workflowInstanceId,
      status: 'COMPLETED',
      outputData: { paid: true },
      logs: [{ log: 'hi' }],
    };
    expect(await on.send('POST', TASKS, report)).to.deep.equal({
      status: 200,
      contentType: 'text/plain;charset=UTF-8',
      body: taskId,
    });
    const { body } = await on.send('GET', `${TASKS}/${taskId}`);
    expect(body).to.include({ status: 'COMPLETED' }).and.have.deep.property('outputData', { paid: true });
    expect((await on.send('GET', `${TASKS}/${taskId}/log`)).body).to.deep.equal([
      { log: 'hi', taskId, createdTime: 0 },
    ]);
  });

  it('hand out the next task of the type with the answer to update-v2', async () => {
    const on = scene();
    on.engine.workflows.start({ name: 'order' });
    on.engine.workflows.start({ name: 'order' });
    const { taskId, workflowInstanceId } = await poll(on, 'charge');
    const { status, body } = await on.send('POST', `${TASKS}/update-v2`, {
      taskId,
      workflowInstanceId,
      status: 'COMPLETED',
    });
    expect(status).to.equal(200);
    expect(body).to.include({ taskType: 'charge', status: 'IN_PROGRESS' }).and.not.have.property('workerId');
  });
});
