import { expect } from 'chai';

import { ApiScene } from '../support/api-scene.js';

const TASK_DEFS = '/api/metadata/taskdefs';
const WORKFLOWS = '/api/metadata/workflow';

describe('the operations of definitions', () => {
  it('register, change, read and remove a task definition', async () => {
    const scene = new ApiScene();
    expect(await scene.send('POST', TASK_DEFS, [{ name: 'charge' }])).to.deep.equal({ status: 200, body: '' });
    expect(await scene.send('PUT', TASK_DEFS, { name: 'charge', retryCount: 5 })).to.include({ status: 200, body: '' });
    const { status, contentType, body } = await scene.send('GET', `${TASK_DEFS}/charge`);
    expect({ status, contentType }).to.deep.equal({ status: 200, contentType: 'application/json' });
    expect(body).to.include({ name: 'charge', retryCount: 5, retryDelaySeconds: 60 });
    expect(await scene.send('DELETE', `${TASK_DEFS}/charge`)).to.include({ status: 200, body: '' });
    expect(await scene.send('GET', `${TASK_DEFS}/charge`)).to.have.property('status', 404);
  });

  it('register, change, read and remove a workflow definition', async () => {
    const scene = new ApiScene();
    const order = { name: 'order', tasks: [{ name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' }] };
    expect(await scene.send('POST', WORKFLOWS, order)).to.include({ status: 200, body: '' });
    expect(await scene.send('POST', WORKFLOWS, order)).to.have.property('status', 409);
    const second = await scene.send('PUT', WORKFLOWS, [{ ...order, version: 2 }]);
    expect(second.body).to.deep.equal({ bulkErrorResults: {}, bulkSuccessfulResults: ['order'] });
    expect((await scene.send('GET', `${WORKFLOWS}/order`)).body).to.include({ name: 'order', version: 2 });
    expect((await scene.send('GET', `${WORKFLOWS}/order?version=1`)).body).to.include({ version: 1 });
    expect(await scene.send('DELETE', `${WORKFLOWS}/order/2`)).to.include({ status: 200, body: '' });
    expect((await scene.send('GET', `${WORKFLOWS}/order`)).body).to.include({ version: 1 });
  });
});
