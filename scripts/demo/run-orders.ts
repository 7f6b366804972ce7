import { setTimeout as delay } from 'node:timers/promises';

import {
  MetadataResourceService,
  WorkflowResourceService,
  type ConductorClient,
  type Workflow,
} from '../../src/index.js';
import { orderWorkflow, WORKFLOW, type Order } from './order-workflow.js';

const LOOK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 120_000;

/** Stores the workflow's definition, in place of that of an earlier demo. */
export async function registerOrderWorkflow(client: ConductorClient): Promise<void> {
  const { data } = await MetadataResourceService.updateWorkflowDefs({ client, body: [orderWorkflow] });
  const refused = Object.values(data.bulkErrorResults);
  if (refused.length > 0) throw new Error(`the server refused the workflow's definition: ${refused.join('; ')}`);
}

/** Starts a workflow for each order and waits until all have ended, in whatever way. */
export async function runOrders(
  client: ConductorClient,
  orders: readonly Order[],
  signal: AbortSignal,
): Promise<readonly Workflow[]> {
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  return Promise.all(
    orders.map(async (order) => {
      const { data: workflowId } = await WorkflowResourceService.startWorkflow({
        client,
        signal,
        body: { name: WORKFLOW, version: 1, input: { ...order }, correlationId: order.orderId },
      });
      for (;;) {
        const { data: workflow } = await WorkflowResourceService.getExecutionStatus({
          client,
          signal,
          path: { workflowId },
          query: { includeTasks: false },
        });
        if (workflow.status !== 'RUNNING' && workflow.status !== 'PAUSED') return workflow;
        if (performance.now() > deadline) {
          throw new Error(`workflow ${workflowId} is still ${workflow.status} after ${GIVE_UP_AFTER_MS / 1000} s`);
        }
        await delay(LOOK_EVERY_MS, undefined, { signal });
      }
    }),
  );
}
