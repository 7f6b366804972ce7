// Bundled for browsers by the package test: a worker and a direct call, through fetch.
import { createConductorClient, fetchTransport, TaskResourceService, TaskRunner } from 'conductor-typescript';

export async function doubleOnce(serverUrl) {
  const client = createConductorClient({ serverUrl, transport: fetchTransport() });
  const runner = new TaskRunner({
    client,
    workers: [{ name: 'double', execute: ({ inputData }) => ({ doubled: inputData.value * 2 }) }],
  });
  const completed = new Promise((resolve) => runner.once('taskCompleted', ({ task }) => resolve(task)));
  await runner.start();
  const { taskId } = await completed;
  const { data } = await TaskResourceService.getTask({ client, path: { taskId } });
  await runner.stop();
  await client.close();
  return { status: data.status, output: data.outputData };
}
