import { setTimeout as work } from 'node:timers/promises';

import { completed, TerminalError, type AnyWorker, type TaskDef } from '../../src/index.js';
import { CHARGE_CARD, RESERVE_STOCK, SHIP_ORDER } from './order-workflow.js';

/** Registered with each worker: a failed attempt is repeated by the server, twice at most, after a second. */
const taskDef: Omit<TaskDef, 'name'> = {
  ownerEmail: 'demo@example.com',
  retryCount: 2,
  retryDelaySeconds: 1,
  responseTimeoutSeconds: 30,
  timeoutSeconds: 120,
};

/** The workers of the order workflow, one for each way to say how a task ended. What they do takes time and changes nothing. */
export const orderWorkers: readonly AnyWorker[] = [
  {
    name: RESERVE_STOCK,
    registerTaskDef: 'overwrite',
    taskDef,
    execute: async ({ inputData }, context) => {
      await work(120, undefined, { signal: context.signal });
      context.log(`found ${text(inputData, 'item')} for ${text(inputData, 'orderId')}`);
      return { shelf: `shelf-${text(inputData, 'item').length}` };
    },
  },
  {
    name: CHARGE_CARD,
    registerTaskDef: 'overwrite',
    taskDef,
    execute: async ({ inputData }, { signal, attempt }) => {
      await work(200, undefined, { signal });
      const orderId = text(inputData, 'orderId');
      // So that there is a failure to see, and what the server makes of it.
      if (orderId.endsWith('3') && attempt === 1) throw new Error('the bank did not answer');
      return completed({ chargeId: `charge-for-${orderId}`, amount: inputData.amount });
    },
  },
  {
    name: SHIP_ORDER,
    registerTaskDef: 'overwrite',
    taskDef,
    execute: async ({ inputData }, { signal }) => {
      await work(80, undefined, { signal });
      return [
        'COMPLETED',
        { parcel: `parcel-from-${text(inputData, 'shelf')}`, chargeId: text(inputData, 'chargeId') },
      ];
    },
  },
];

function text(inputData: Record<string, unknown>, field: string): string {
  const value = inputData[field];
  // Another attempt would see the same input.
  if (typeof value !== 'string') throw new TerminalError(`${field} is not a text`);
  return value;
}
