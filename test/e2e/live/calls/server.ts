import { expect } from 'chai';

import {
  A2aCallbackResourceService,
  AdminResourceService,
  EnvironmentResourceService,
  FileResourceService,
  HealthCheckResourceService,
  ProviderResourceService,
  SecretResourceService,
  VersionResourceService,
} from '../../../../generated/index.js';
import { ConductorApiError, type ConductorClient } from '../../../../src/index.js';
import { serverVersion } from '../../support/server-version.js';
import { defineTask, startWorkflow } from '../../support/workflows.js';
import { startAgentCardServer } from './agent-card-server.js';

/** What is neither about definitions nor about executions. */
export function serverCalls(connect: () => ConductorClient): void {
  it('HealthCheckResourceService and VersionResourceService', async () => {
    const client = connect();
    expect((await HealthCheckResourceService.getHealth({ client })).data.healthy).to.be.true;
    expect((await VersionResourceService.getVersion({ client })).data).to.equal(serverVersion());
  });

  it('AdminResourceService', async () => {
    const client = connect();
    const name = await defineTask();
    const workflowId = await startWorkflow(name);
    expect(Object.keys((await AdminResourceService.getAllConfig({ client })).data).length).to.be.above(0);
    await AdminResourceService.getEventQueues({ client, query: { verbose: true } });
    const { data: pending } = await AdminResourceService.getPendingTasks({ client, path: { tasktype: name } });
    expect(pending.map((task) => task.workflowInstanceId)).to.deep.equal([workflowId]);
    await AdminResourceService.requeueSweep({ client, path: { workflowId } });
    const repair: unknown = await AdminResourceService.verifyAndRepairWorkflow({ client, path: { workflowId } }).catch(
      (cause: unknown) => cause,
    );
    expect(repair).to.be.instanceOf(ConductorApiError).and.to.include({ status: 500 });
  });

  it('EnvironmentResourceService', async () => {
    const client = connect();
    expect((await EnvironmentResourceService.getEnvironmentVariables({ client })).data).to.be.an('array');
    const { data } = await EnvironmentResourceService.getEnvironmentVariable({ client, path: { key: 'E2E_NONE' } });
    expect(data).to.be.undefined;
  });

  it('SecretResourceService', async () => {
    const client = connect();
    const path = { key: 'E2E_NONE' };
    expect((await SecretResourceService.listSecretNames({ client })).data).to.be.an('array');
    expect((await SecretResourceService.listAllSecretNames({ client })).data).to.be.an('array');
    expect((await SecretResourceService.listSecretsWithMetadata({ client })).data).to.be.an('array');
    expect((await SecretResourceService.secretExists({ client, path })).data).to.be.false;
    const put: unknown = await SecretResourceService.putSecret({ client, path, body: 'hidden' }).catch(
      (cause: unknown) => cause,
    );
    expect(put).to.be.instanceOf(ConductorApiError).and.to.include({ status: 501 });
    expect(String(put)).not.to.include('hidden');
    const gone: unknown = await SecretResourceService.deleteSecret({ client, path }).catch((cause: unknown) => cause);
    expect(gone).to.be.instanceOf(ConductorApiError).and.to.include({ status: 501 });
    const get: unknown = await SecretResourceService.getSecret({ client, path }).catch((cause: unknown) => cause);
    expect(get).to.be.instanceOf(ConductorApiError).and.to.include({ status: 404 });
  });

  it('ProviderResourceService', async () => {
    expect((await ProviderResourceService.getProviderStatus({ client: connect() })).data).to.have.property('providers');
  });

  it('A2aCallbackResourceService', async () => {
    const client = connect();
    const agent = await startAgentCardServer();
    try {
      const { data } = await A2aCallbackResourceService.getAgentCard({ client, body: { agentUrl: agent.url } });
      expect(data.agentCard?.name).to.equal('an agent');
    } finally {
      await agent.close();
    }
    const error: unknown = await A2aCallbackResourceService.sendPushNotification({
      client,
      path: { taskId: 'none' },
      body: {},
    }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(ConductorApiError).and.to.include({ status: 404 });
  });

  it('FileResourceService', async () => {
    const client = connect();
    const workflowId = await startWorkflow(await defineTask());
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);

    const { data: file } = await FileResourceService.createFile({
      client,
      body: { workflowId, fileName: 'data.bin', contentType: 'application/octet-stream' },
    });
    const path = { workflowId, fileId: file.fileHandleId.replace(/^.*\//, '') };
    await FileResourceService.getFileUploadUrl({ client, path });
    await FileResourceService.uploadFileContent({ client, path, body: new Blob([bytes]) });
    const { data: confirmed } = await FileResourceService.confirmFileUpload({ client, path });
    expect(confirmed.uploadStatus).to.equal('UPLOADED');
    const { data: metadata } = await FileResourceService.getFileMetadata({ client, path });
    expect(metadata).to.include({ workflowId, uploadStatus: 'UPLOADED' });
    await FileResourceService.getFileDownloadUrl({ client, path });
    const { data: content } = await FileResourceService.downloadFileContent({ client, path });
    expect(new Uint8Array(await content.arrayBuffer())).to.deep.equal(bytes);
  });
}
