import { createTestConductor, timelineOf, type FaultKind, type TestConductor } from '../../../src/testing/index.js';
import type { WorkflowDef } from '../../../src/index.js';

declare const conductor: TestConductor;

interface Order {
  readonly orderId: number;
  readonly placedAt: Date;
}
interface Receipt {
  readonly total: number;
}
declare const order: Order;
declare const definition: WorkflowDef;

/** All that a definition is made of, and none of it may change. */
const FIXED = {
  name: 'order',
  version: 1,
  inputParameters: ['orderId'],
  tasks: [
    { name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE', inputParameters: { list: [1, { two: 2 }] } },
    {
      ...{ name: 'fork', taskReferenceName: 'fork', type: 'FORK_JOIN' },
      forkTasks: [[{ name: 'ship', taskReferenceName: 'ship', type: 'SIMPLE' }]],
    },
    { name: 'join', taskReferenceName: 'join', type: 'JOIN', joinOn: ['ship'] },
  ],
} as const;

export async function run(): Promise<number> {
  conductor.define(definition, FIXED);
  conductor.start(FIXED, order);
  conductor.start(definition, { items: [1, 2], at: new Date(0) });
  const finished = await conductor.run<Receipt>(FIXED, order);
  const over: 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'TERMINATED' = finished.status;
  timelineOf(finished).toString();
  timelineOf(await conductor.run(definition)).toMermaid();
  timelineOf(conductor.workflow(over)).toString();
  return finished.output.total;
}

export async function make(isReal: boolean): Promise<void> {
  await createTestConductor();
  await createTestConductor({ clock: 'virtual', startAt: new Date(0), autoAdvance: false });
  await createTestConductor({ clock: 'real', keepFinished: 10 });
  await createTestConductor({ clock: isReal ? 'real' : 'virtual' });
}

export function faults(kind: FaultKind): void {
  conductor.fault({ on: 'poll', do: kind });
  conductor.fault({ on: 'any', do: 'delay', ms: 5 });
  conductor.fault({ on: 'GET /api/tasks/17', do: 'serverError', status: 502, times: Infinity });
  conductor.fault({ on: 'update', do: 'tooManyRequests', retryAfterSeconds: 1, nth: 2 });
}
