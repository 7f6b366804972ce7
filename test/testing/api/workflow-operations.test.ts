import { expect } from 'chai';

import { ApiScene } from '../support/api-scene.js';
import { type Answering, play, recordedCases } from '../support/recorded.js';

const WORKFLOW = '/api/workflow';
const EMPTY = { status: 200, body: '' };

async function sceneWithOrder(): Promise<ApiScene> {
  const scene = new ApiScene();
  const tasks = ['charge', 'ship'].map((name) => ({ name, taskReferenceName: name, type: 'SIMPLE' }));
  await scene.send('POST', '/api/metadata/workflow', { name: 'order', tasks });
  return scene;
}

describe('the operations of workflows', () => {
  it('start a workflow by a request, and by its name', async () => {
    const scene = await sceneWithOrder();
    const started = await scene.send('POST', WORKFLOW, { name: 'order', correlationId: 'c', input: { id: 1 } });
    expect(started).to.include({ status: 200, contentType: 'text/plain;charset=UTF-8' });
    const { body } = await scene.send('GET', `${WORKFLOW}/${String(started.body)}`);
    expect(body).to.include({ workflowName: 'order', status: 'RUNNING', correlationId: 'c' });
    expect(body).to.deep.include({ input: { id: 1 } });
    const byName = await scene.send('POST', `${WORKFLOW}/order?priority=7&correlationId=d`, { id: 2 });
    expect((await scene.send('GET', `${WORKFLOW}/${String(byName.body)}`)).body).to.include({
      priority: 7,
      correlationId: 'd',
    });
  });

  it('pause, resume, decide, terminate, retry, restart, rerun, skip and remove', async () => {
    const scene = await sceneWithOrder();
    const id = String((await scene.send('POST', `${WORKFLOW}/order`, {})).body);
    const status = async (): Promise<unknown> => (await scene.send('GET', `${WORKFLOW}/${id}/status`)).body;
    expect(await scene.send('PUT', `${WORKFLOW}/${id}/pause`)).to.deep.equal(EMPTY);
    expect(await status()).to.deep.equal({ workflowId: id, status: 'PAUSED' });
    expect(await scene.send('PUT', `${WORKFLOW}/${id}/resume`)).to.deep.equal(EMPTY);
    expect(await scene.send('PUT', `${WORKFLOW}/decide/${id}`)).to.deep.equal(EMPTY);
    expect(await scene.send('PUT', `${WORKFLOW}/${id}/skiptask/ship`)).to.deep.equal(EMPTY);
    expect(await scene.send('DELETE', `${WORKFLOW}/${id}?reason=enough`)).to.deep.equal(EMPTY);
    expect(await status()).to.deep.equal({ workflowId: id, status: 'TERMINATED' });
    expect(await scene.send('POST', `${WORKFLOW}/${id}/retry`)).to.deep.equal({ status: 204, body: '' });
    await scene.send('DELETE', `${WORKFLOW}/${id}`);
    expect(await scene.send('POST', `${WORKFLOW}/${id}/restart`)).to.deep.equal({ status: 204, body: '' });
    await scene.send('DELETE', `${WORKFLOW}/${id}`);
    expect(await scene.send('POST', `${WORKFLOW}/${id}/rerun`, {})).to.include({ status: 200, body: id });
    await scene.send('DELETE', `${WORKFLOW}/${id}`);
    expect(await scene.send('DELETE', `${WORKFLOW}/${id}/remove`)).to.deep.equal(EMPTY);
    expect(await scene.send('GET', `${WORKFLOW}/${id}`)).to.have.property('status', 404);
  });
});

/** What comes later has a later time. */
function inTime(scene: ApiScene): Answering {
  return {
    async send(...request) {
      const answer = await scene.send(...request);
      await scene.advance(5);
      return answer;
    },
  };
}

const RECORDED = [...(['starts', 'reads', 'controls', 'bulks', 'searches', 'executions', 'tests'] as const)].map(
  (about) => ({ about, url: new URL(`recorded-workflow-${about}.json`, import.meta.url) }),
);

describe('the operations of workflows answer as the server was recorded to', () => {
  for (const { about, url } of RECORDED) {
    describe(about, () => {
      for (const recorded of recordedCases(url)) {
        it(recorded.name, () => play(recorded, inTime(new ApiScene()), { run: 'run1' }));
      }
    });
  }
});
