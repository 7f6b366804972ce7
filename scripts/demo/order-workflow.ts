import type { WorkflowDef } from '../../src/index.js';

/** What one order is. */
export interface Order {
  readonly orderId: string;
  readonly item: string;
  readonly amount: number;
}

/** Long names, since the demo may run on a server that has definitions of its own. */
export const WORKFLOW = 'conductor_typescript_demo_order';
export const RESERVE_STOCK = 'conductor_typescript_demo_reserve_stock';
export const CHARGE_CARD = 'conductor_typescript_demo_charge_card';
export const SHIP_ORDER = 'conductor_typescript_demo_ship_order';

/** Three tasks in a row, each with what the one before found out. */
export const orderWorkflow: WorkflowDef = {
  name: WORKFLOW,
  description: 'The demo of conductor-typescript: reserves, charges and ships an order.',
  version: 1,
  ownerEmail: 'demo@example.com',
  tasks: [
    {
      name: RESERVE_STOCK,
      taskReferenceName: 'reserve',
      type: 'SIMPLE',
      inputParameters: { orderId: '${workflow.input.orderId}', item: '${workflow.input.item}' },
    },
    {
      name: CHARGE_CARD,
      taskReferenceName: 'charge',
      type: 'SIMPLE',
      inputParameters: { orderId: '${workflow.input.orderId}', amount: '${workflow.input.amount}' },
    },
    {
      name: SHIP_ORDER,
      taskReferenceName: 'ship',
      type: 'SIMPLE',
      inputParameters: {
        orderId: '${workflow.input.orderId}',
        shelf: '${reserve.output.shelf}',
        chargeId: '${charge.output.chargeId}',
      },
    },
  ],
  outputParameters: { chargeId: '${charge.output.chargeId}', parcel: '${ship.output.parcel}' },
};

/** `count` orders, the same each time. */
export function someOrders(count: number): readonly Order[] {
  const items = ['teapot', 'lantern', 'atlas', 'umbrella'];
  return Array.from({ length: count }, (_, index) => ({
    orderId: `order-${index + 1}`,
    item: items[index % items.length] ?? 'teapot',
    amount: 20 + 7 * index,
  }));
}
