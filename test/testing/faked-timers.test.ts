import { expect } from 'chai';

import type { WorkflowDef } from '../../src/index.js';
import { createTestConductor } from '../../src/testing/index.js';

const ORDER: WorkflowDef = {
  name: 'order',
  version: 1,
  tasks: [
    { name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' },
    { name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration: '7 days' } },
    { name: 'pack', taskReferenceName: 'pack', type: 'SIMPLE' },
  ],
};

/** Timers that nobody moves, as `vi.useFakeTimers()` makes them. */
function fakeTimers(): () => void {
  const { setTimeout, setInterval, setImmediate, Date: RealDate } = globalThis;
  const now = performance.now.bind(performance);
  const never = Object.assign(() => 0, { __promisify__: () => new Promise(() => undefined) });
  const at = RealDate.now();
  Object.assign(globalThis, {
    ...{ setTimeout: never, setInterval: never, setImmediate: never },
    Date: class extends RealDate {
      static override now = (): number => at;
    },
  });
  performance.now = () => 0;
  return () => {
    Object.assign(globalThis, { setTimeout, setInterval, setImmediate, Date: RealDate });
    performance.now = now;
  };
}

describe('a conductor among timers that a test has put in the place of the platform’s', () => {
  it('runs workflows with workers, tells what is stuck, and closes', async () => {
    const restore = fakeTimers();
    try {
      const conductor = await createTestConductor({ stuckAfterMs: 100 });
      await conductor.startWorkers([
        { name: 'charge', execute: () => ({}) },
        { name: 'pack', longPollMs: 0, execute: () => ({}) },
      ]);
      expect((await conductor.run(ORDER)).status).to.equal('COMPLETED');
      await conductor.advance(1_000);
      const misnamed: WorkflowDef = { ...ORDER, tasks: [{ name: 'x', taskReferenceName: 'x', type: 'SIMPLE' }] };
      const stuck = await conductor.run(misnamed).catch(String);
      expect(stuck).to.include('is stuck');
      await conductor.close();
    } finally {
      restore();
    }
  });
});
