/**
 * A worker whose input and output are checked by schemas and typed by them, here with Zod; any library that implements Standard Schema
 * will do. Runs one workflow and stops.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/typed-worker.ts
 */
import {
  createConductorClient,
  defineWorker,
  MetadataResourceService,
  TaskRunner,
  TerminalError,
  WorkflowResourceService,
} from 'conductor-typescript';
import { z } from 'zod';

const charge = defineWorker({
  name: 'charge_card',
  input: z.object({ card: z.string(), amount: z.number().positive() }),
  output: z.object({ chargeId: z.string() }),
  concurrency: 20,
  registerTaskDef: 'overwrite',
  taskDef: { retryCount: 1, retryDelaySeconds: 1 },
  execute({ inputData: { card, amount } }, { attempt }) {
    // An attempt that may succeed later: the server repeats it as often as the task definition says.
    if (attempt === 1) throw new Error('the bank did not answer');
    // One that never will.
    if (amount > 1000) throw new TerminalError(`${amount} is over the limit`);
    return { chargeId: `${card}-${amount}` };
  },
});

const client = createConductorClient();
const runner = new TaskRunner({ client, workers: [charge] });
runner.on('taskFailed', ({ task, result }) =>
  console.log(`attempt ${task.retryCount + 1}: ${result?.reasonForIncompletion}`),
);
try {
  await runner.start();
  await MetadataResourceService.updateWorkflowDefs({
    client,
    body: [
      {
        name: 'payment',
        tasks: [
          {
            name: 'charge_card',
            taskReferenceName: 'charge',
            type: 'SIMPLE',
            inputParameters: { card: '${workflow.input.card}', amount: '${workflow.input.amount}' },
          },
        ],
      },
    ],
  });
  for (const amount of [50, 5000, -1]) {
    const { data: run } = await WorkflowResourceService.executeWorkflow({
      client,
      path: { name: 'payment', version: 1 },
      query: { waitForSeconds: 20, returnStrategy: 'TARGET_WORKFLOW' },
      body: { name: 'payment', input: { card: 'visa', amount } },
    });
    console.log(amount, run.targetWorkflowStatus, run.output);
  }
} finally {
  await runner.stop();
  await client.close();
}
