// Run by the package test: a worker and a direct call, on the server in CONDUCTOR_SERVER_URL, as an ES module.
import { createConductorClient, TaskResourceService, TaskRunner, TerminalError } from 'conductor-typescript';

const client = createConductorClient();
const runner = new TaskRunner({
  client,
  workers: [
    {
      name: 'double',
      execute: ({ inputData }) => {
        if (typeof inputData.value !== 'number') throw new TerminalError('value is no number');
        return { doubled: inputData.value * 2 };
      },
    },
  ],
});
runner.once('taskCompleted', async ({ task }) => {
  const { data } = await TaskResourceService.getTask({ client, path: { taskId: task.taskId } });
  console.log(JSON.stringify({ status: data.status, output: data.outputData }));
  await runner.stop();
  // With this the process ends by itself, or the test does not.
  await client.close();
});
await runner.start();
