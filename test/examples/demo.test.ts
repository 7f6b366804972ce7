import { expect } from 'chai';

import { WORKFLOW } from '../../scripts/demo/order-workflow.js';
import { WorkflowResourceService, type ConductorClient, type Workflow } from '../../src/index.js';
import { testsAtOnce } from '../support/tests-at-once.js';
import { perform, type Staged } from './support/play.js';

const file = 'scripts/demo.ts';

const demos: Readonly<Record<string, Staged>> = {
  'runs its workflows on the server that CONDUCTOR_SERVER_URL names, and shows the failure among them': {
    file,
    args: ['--workflows', '3'],
    play: async (demo, conductor, serverUrl) => {
      expect(await demo.exitCode(), demo.output).to.equal(0);
      expect(demo.output).to.include(`CONDUCTOR_SERVER_URL names: ${serverUrl}/api`);
      expect(demo.output).to.match(/charge_card +order-3 +failed +attempt 1, .*the bank did not answer/);
      expect(demo.output).to.match(/charge_card +order-3 +completed +attempt 2/);
      expect(demo.output).to.match(/^3 of 3 workflows completed in /m);
      expect(demo.output).to.include('Task attempts: 9 completed, 1 failed, 0 with another outcome.');
      const ended = await Promise.all(['order-1', 'order-2', 'order-3'].map((id) => ordered(conductor.client, id)));
      expect(ended.map((order) => order?.status)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
      expect(ended[0]?.output).to.deep.equal({ chargeId: 'charge-for-order-1', parcel: 'parcel-from-shelf-6' });
    },
  },

  'says in a line what is wrong when the server is not there': {
    file,
    // Nothing listens on this port of any machine.
    env: { CONDUCTOR_SERVER_URL: 'http://127.0.0.1:9/api' },
    play: async (demo) => {
      expect(await demo.exitCode()).to.equal(1);
      expect(demo.output.trimEnd().split('\n')).to.have.length(2);
      expect(demo.output).to.include('http://127.0.0.1:9').and.to.include('ECONNREFUSED');
    },
  },

  'fails if a workflow does': {
    file,
    args: ['--workflows', '2'],
    play: async (demo, conductor) => {
      await demo.prints('Starting 2 workflows');
      const { workflowId } = await until(() => ordered(conductor.client, 'order-1'));
      await WorkflowResourceService.terminateWorkflow({
        ...{ client: conductor.client, path: { workflowId }, query: { reason: 'no longer wanted' } },
      });
      expect(await demo.exitCode(), demo.output).to.equal(1);
      expect(demo.output)
        .to.match(/TERMINATED .* no longer wanted/)
        .and.to.include('1 of 2 workflows completed');
    },
  },
};

describe('npm run demo', function () {
  // A process that compiles all of the SDK.
  this.timeout(60_000);

  const test = testsAtOnce();
  for (const [name, demo] of Object.entries(demos)) test(name, () => perform(demo));
});

/** The workflow of an order, over or not, once there is one. */
async function ordered(client: ConductorClient, orderId: string): Promise<Workflow | undefined> {
  const { data } = await WorkflowResourceService.getWorkflowsByCorrelationId({
    ...{ client, path: { name: WORKFLOW, correlationId: orderId }, query: { includeClosed: true } },
  });
  return data[0];
}

/** What `look` sees, once there is something to be seen; the test's own timeout is the limit. */
async function until<Seen>(look: () => Promise<Seen | undefined>): Promise<Seen> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
