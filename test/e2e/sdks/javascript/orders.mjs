/**
 * node orders.mjs SERVER_URL PREFIX
 *
 * A usual program of the official JavaScript SDK: registers definitions, starts three workflows, works on their tasks until they are over, and prints
 * what came of them as the last line of its output, in JSON. Names of definitions begin with PREFIX.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  ConductorWorkflow,
  OrkesClients,
  TaskHandler,
  getTaskContext,
  simpleTask,
  switchTask,
  taskDefinition,
} from '@io-orkes/conductor-javascript';

const RUNNING = ['RUNNING', 'PAUSED'];
const DEADLINE_MS = 30_000;

const [serverUrl, prefix] = process.argv.slice(2);
if (serverUrl === undefined || prefix === undefined) throw new Error('usage: node orders.mjs SERVER_URL PREFIX');
const PRICE = `${prefix}_price`;
const DELIVER = `${prefix}_deliver`;
const ORDER = `${prefix}_order`;

const workers = [
  {
    taskDefName: PRICE,
    execute: async ({ inputData }) => {
      const total = inputData.quantity * inputData.unitPrice;
      return { status: 'COMPLETED', outputData: { total, size: total < 100 ? 'small' : 'large' } };
    },
  },
  {
    taskDefName: DELIVER,
    execute: async ({ inputData, retryCount }) => {
      if (retryCount === 0) throw new Error('nobody is there yet');
      getTaskContext()?.addLog(`delivered by ${inputData.vehicle}`);
      return { status: 'COMPLETED', outputData: { by: inputData.vehicle, attempt: retryCount } };
    },
  },
];

function orderWorkflow(executor) {
  const deliver = (vehicle) => simpleTask(`deliver_by_${vehicle}`, DELIVER, { vehicle });
  return new ConductorWorkflow(executor, ORDER, 1, 'An order, from its price to its delivery')
    .ownerEmail('orders@example.com')
    .add(simpleTask('price', PRICE, { quantity: '${workflow.input.quantity}', unitPrice: 30 }))
    .add(switchTask('by_size', '${price.output.size}', { large: [deliver('truck')] }, [deliver('bike')]))
    .outputParameters({
      total: '${price.output.total}',
      truck: '${deliver_by_truck.output.by}',
      bike: '${deliver_by_bike.output.by}',
    });
}

async function whenOver(executor, workflowId) {
  for (const started = Date.now(); ; await delay(100)) {
    const run = await executor.getWorkflow(workflowId, true);
    if (!RUNNING.includes(run.status)) return run;
    if (Date.now() - started > DEADLINE_MS) throw new Error(`${workflowId} is still ${run.status}`);
  }
}

async function outcome({ workflowName, workflowVersion, correlationId, priority, status, input, output, tasks }) {
  const tasksShown = [];
  for (const task of tasks) {
    const logs = await clients.getTaskClient().getTaskLogs(task.taskId);
    tasksShown.push({
      referenceTaskName: task.referenceTaskName,
      taskType: task.taskType,
      status: task.status,
      seq: task.seq,
      retryCount: task.retryCount,
      retried: task.retried,
      reasonForIncompletion: task.reasonForIncompletion,
      inputData: task.inputData,
      outputData: task.outputData,
      // Of the stack of an error only what it says: which frames are in it depends on timing.
      logs: logs?.map?.(({ log }) => log.split('\n', 1)[0]) ?? [],
    });
  }
  return { workflowName, workflowVersion, correlationId, priority, status, input, output, tasks: tasksShown };
}

const clients = await OrkesClients.from({ serverUrl });
const executor = clients.getWorkflowClient();
await clients
  .getMetadataClient()
  .registerTasks([
    taskDefinition({ name: PRICE, ownerEmail: 'orders@example.com' }),
    taskDefinition({ name: DELIVER, ownerEmail: 'orders@example.com', retryCount: 2, retryDelaySeconds: 1 }),
  ]);
const order = orderWorkflow(executor);
await order.register();

const handler = new TaskHandler({ client: clients.getClient(), workers, scanForDecorated: false });
await handler.startWorkers();
try {
  const small = await executor.startWorkflow({
    name: ORDER,
    version: 1,
    correlationId: 'small',
    priority: 5,
    input: { quantity: 1 },
  });
  const large = await order.startWorkflow({ quantity: 10 }, 'large');
  const executed = await order.execute({ quantity: 2 });

  const outcomes = [];
  for (const id of [small, large, executed.workflowId]) outcomes.push(await outcome(await whenOver(executor, id)));
  console.log(JSON.stringify({ executed: { status: executed.status, output: executed.output }, outcomes }));
} finally {
  await handler.stopWorkers();
}
