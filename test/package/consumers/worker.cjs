// The same as worker.mjs, from CommonJS.
const { createConductorClient, TaskResourceService, TaskRunner, TerminalError } = require('conductor-typescript');

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
  await client.close();
});
void runner.start();
