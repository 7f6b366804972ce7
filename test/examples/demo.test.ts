import { expect } from 'chai';

import { playTogether, type Staged } from './support/play.js';

const file = 'scripts/demo.ts';

const demos: Readonly<Record<string, Staged>> = {
  'runs its workflows on the server that CONDUCTOR_SERVER_URL names, and shows the failure among them': {
    file,
    args: ['--workflows', '3'],
    play: async (demo, conductor) => {
      expect(await demo.exitCode(), demo.output).to.equal(0);
      expect(demo.output).to.include(`CONDUCTOR_SERVER_URL names: ${conductor.url}/api`);
      expect(demo.output).to.match(/charge_card +order-3 +failed +attempt 1, .*the bank did not answer/);
      expect(demo.output).to.match(/charge_card +order-3 +completed +attempt 2/);
      expect(demo.output).to.match(/^3 of 3 workflows completed in /m);
      expect(demo.output).to.include('Task attempts: 9 completed, 1 failed, 0 with another outcome.');
      const ended = [...conductor.engine.workflows.values()];
      expect(ended.map(({ status }) => status)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
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
      const first = await until(() => [...conductor.engine.workflows.keys()][0]);
      conductor.engine.terminate(first, 'no longer wanted');
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

  const outcomeOf = playTogether(() => demos);
  for (const name of Object.keys(demos)) it(name, () => outcomeOf(name));
});

/** What `look` sees, once there is something to be seen; the test's own timeout is the limit. */
async function until<Seen>(look: () => Seen | undefined): Promise<Seen> {
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
